package lambda

import (
	"demarc/checks"
	"demarc/checks/images"
	"demarc/checks/patching"
	"demarc/inventory/lambda"
	"demarc/inventory/responsibility"
)

// FunctionImageRecent judges how old the image is that a function is made of.
var FunctionImageRecent = &checks.Check[lambda.Function]{
	Meta: checks.Meta{
		ID: "lambda-function-image-recent", Title: "Functions are made of images that are no older than the policy allows", Duty: responsibility.ImagePatch, Severity: checks.Low, Since: "0.1",
		Why:  "An image gets no updates: it has the holes that were known when it was built, and all that became known since. Nobody would think of not updating a machine for half a year.",
		Fix:  "Build the image on a schedule, and update the function to it: EC2 Image Builder and CodePipeline do both. Another age can be allowed with imageMaxAgeDays of the policy file.",
		Refs: []string{"https://docs.aws.amazon.com/imagebuilder/latest/userguide/what-is-image-builder.html"},
	},
	With: images.WantsAge(),
	Run:  functionImageRecent,
	Cases: append(images.AgeCases(function(ofImage)),
		checks.Case[lambda.Function]{Name: "zip", Given: function(), Want: checks.NotCustomer},
		checks.Case[lambda.Function]{Name: "digest_not_read", Given: function(ofImage, noHash), Want: checks.Unknown},
	),
}

func functionImageRecent(v *checks.View[lambda.Function]) checks.Verdict {
	return patching.Say(v, imagePart(v, func(i *images.Image) patching.Part { return images.Age(i.PushedAt, v.Policy(), v.Now()) }))
}
