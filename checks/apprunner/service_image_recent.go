package apprunner

import (
	"demarc/checks"
	"demarc/checks/images"
	"demarc/inventory"
	"demarc/inventory/apprunner"
	"demarc/inventory/responsibility"
)

// ServiceImageRecent judges how old the image is that a service runs.
var ServiceImageRecent = &checks.Check[apprunner.Service]{
	Meta: checks.Meta{
		ID: "apprunner-service-image-recent", Title: "Services run images that are no older than the policy allows", Duty: responsibility.ImagePatch, Severity: checks.Low, Since: "0.1",
		Why:  "An image gets no updates: it has the holes that were known when it was built, and all that became known since. Nobody would think of not updating a machine for half a year.",
		Fix:  "Build the image on a schedule, and deploy it: EC2 Image Builder and CodePipeline do both. Another age can be allowed with imageMaxAgeDays of the policy file.",
		Refs: []string{"https://docs.aws.amazon.com/imagebuilder/latest/userguide/what-is-image-builder.html"},
	},
	Reads: []*inventory.Call{apprunner.DescribeService},
	With:  images.WantsAge(),
	Run:   serviceImageRecent,
	Cases: append(images.AgeCases(service(runs(images.Example))),
		checks.Case[apprunner.Service]{Name: "from_source", Given: service(source), Want: checks.NotApplicable},
		checks.Case[apprunner.Service]{Name: "unread", Given: service(noImage), Want: checks.Unknown},
	),
}

func serviceImageRecent(v *checks.View[apprunner.Service]) checks.Verdict {
	list, ok := image(v)
	if !ok {
		return v.NotApplicable(built)
	}
	return images.Recent(v, list)
}
