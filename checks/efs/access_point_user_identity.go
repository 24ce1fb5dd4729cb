package efs

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/efs"
	"demarc/inventory/responsibility"
)

// AccessPointUserIdentity finds access points whose clients say themselves who they are.
var AccessPointUserIdentity = &checks.Check[efs.AccessPoint]{
	Meta: checks.Meta{
		ID: "efs-access-point-user-identity", Title: "Access points enforce a user", Duty: responsibility.AccessInservice, Severity: checks.Medium, Since: "0.1",
		Why:  "NFS believes the user id that a client sends. Without a user of the access point's own, whoever is root on a host is whom he likes in the file system.",
		Fix:  "An access point cannot be changed: aws efs create-access-point --file-system-id ID --posix-user Uid=1000,Gid=1000 --root-directory Path=/app, mount through the new one, then aws efs delete-access-point --access-point-id OLD.",
		Refs: []string{"https://docs.aws.amazon.com/efs/latest/ug/enforce-identity-access-points.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/efs-controls.html"},
	},
	Run: func(v *checks.View[efs.AccessPoint]) checks.Verdict {
		if user, _ := checks.Read(v, v.Resource.PosixUser); user != "" {
			return v.Pass("PosixUser is %s", user)
		}
		return v.Fail("there is no PosixUser")
	},
	Cases: []checks.Case[efs.AccessPoint]{
		{Name: "user", Given: accessPoint(), Want: checks.Pass},
		{Name: "none", Given: accessPoint(func(a *efs.AccessPoint) { a.PosixUser = inventory.Known("") }), Want: checks.Fail},
		{Name: "unread", Given: accessPoint(func(a *efs.AccessPoint) { a.PosixUser = denied[string](efs.DescribeAccessPoints) }), Want: checks.Unknown},
	},
}
