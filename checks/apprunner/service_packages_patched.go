package apprunner

import (
	"demarc/checks"
	"demarc/checks/images"
	"demarc/checks/patching"
	"demarc/inventory"
	"demarc/inventory/apprunner"
	"demarc/inventory/responsibility"
)

// ServicePackagesPatched judges what the application brings along: what no package manager of an operating system installed.
var ServicePackagesPatched = &checks.Check[apprunner.Service]{
	Meta: checks.Meta{
		ID: "apprunner-service-packages-patched", Title: "Services run applications whose packages have no known vulnerabilities with a fix", Duty: responsibility.AppPatch, Severity: checks.High, Since: "0.1",
		Why:  "The libraries of an application are the part of it that strangers search for holes. Nobody but you updates them: not the base image, not App Runner.",
		Fix:  "Raise the version of the library, build the image anew and deploy it (aws apprunner start-deployment --service-arn ARN). If the image is not scanned: aws inspector2 enable --resource-types ECR",
		Refs: []string{"https://docs.aws.amazon.com/inspector/latest/user/scanning-ecr.html", "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html"},
	},
	Reads: []*inventory.Call{apprunner.DescribeService},
	With:  images.Wants(),
	Run:   servicePackagesPatched,
	Cases: append(images.PatchedCases(service(runs(images.Example)), patching.ApplicationPackages),
		checks.Case[apprunner.Service]{Name: "from_source", Given: service(source), Want: checks.NotApplicable},
		checks.Case[apprunner.Service]{Name: "unread", Given: service(noImage), Want: checks.Unknown},
	),
}

func servicePackagesPatched(v *checks.View[apprunner.Service]) checks.Verdict {
	list, ok := image(v)
	if !ok {
		return v.NotApplicable(built)
	}
	return images.Patched(v, list, patching.ApplicationPackages)
}
