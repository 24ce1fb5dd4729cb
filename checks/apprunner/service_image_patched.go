package apprunner

import (
	"demarc/checks"
	"demarc/checks/images"
	"demarc/checks/patching"
	"demarc/inventory"
	"demarc/inventory/apprunner"
	"demarc/inventory/responsibility"
)

// ServiceImagePatched judges the vulnerabilities of the image that a service runs: package images says how.
var ServiceImagePatched = &checks.Check[apprunner.Service]{
	Meta: checks.Meta{
		ID: "apprunner-service-image-patched", Title: "Services run images without known vulnerabilities that have a fix", Duty: responsibility.ImagePatch, Severity: checks.High, Since: "0.1",
		Why:  "Most of an image is software of others. Its known holes are in every lookup service, and a fix that stands in the registry does nothing for what runs: only a new image and a deployment do.",
		Fix:  "Build the image anew from a patched base (docker build --pull), push it and deploy it. If it is not scanned: aws inspector2 enable --resource-types ECR",
		Refs: []string{"https://docs.aws.amazon.com/inspector/latest/user/scanning-ecr.html", "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html"},
	},
	Reads: []*inventory.Call{apprunner.DescribeService},
	With:  images.Wants(),
	Run:   serviceImagePatched,
	Cases: append(images.PatchedCases(service(runs(images.Example)), patching.AllPackages),
		checks.Case[apprunner.Service]{Name: "from_source", Given: service(source), Want: checks.NotApplicable},
		checks.Case[apprunner.Service]{Name: "unread", Given: service(noImage), Want: checks.Unknown},
	),
}

func serviceImagePatched(v *checks.View[apprunner.Service]) checks.Verdict {
	list, ok := image(v)
	if !ok {
		return v.NotApplicable(built)
	}
	return images.Patched(v, list, patching.AllPackages)
}
