package efs

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/efs"
	"demarc/inventory/responsibility"
)

// AccessPointRootDirectory finds access points that show the whole file system.
var AccessPointRootDirectory = &checks.Check[efs.AccessPoint]{
	Meta: checks.Meta{
		ID: "efs-access-point-root-directory", Title: "Access points show one directory", Duty: responsibility.AccessInservice, Severity: checks.Medium, Since: "0.1",
		Why:  "An access point is how an application is kept to its part of a file system. One whose root is the root of the file system shows it the files of all the others.",
		Fix:  "An access point cannot be changed: aws efs create-access-point --file-system-id ID --root-directory Path=/app --posix-user Uid=1000,Gid=1000, mount through the new one, then aws efs delete-access-point --access-point-id OLD.",
		Refs: []string{"https://docs.aws.amazon.com/efs/latest/ug/enforce-root-directory-access-point.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/efs-controls.html"},
	},
	Run: func(v *checks.View[efs.AccessPoint]) checks.Verdict {
		if path, _ := checks.Read(v, v.Resource.RootDirectoryPath); path != "/" {
			return v.Pass("RootDirectory.Path is %s", path)
		}
		return v.Fail("RootDirectory.Path is /")
	},
	Cases: []checks.Case[efs.AccessPoint]{
		{Name: "directory", Given: accessPoint(), Want: checks.Pass},
		{Name: "root", Given: accessPoint(func(a *efs.AccessPoint) { a.RootDirectoryPath = inventory.Known("/") }), Want: checks.Fail},
		{Name: "unread", Given: accessPoint(func(a *efs.AccessPoint) { a.RootDirectoryPath = denied[string](efs.DescribeAccessPoints) }), Want: checks.Unknown},
	},
}
