package lambda

import (
	"strings"

	"demarc/checks"
	"demarc/checks/images"
	"demarc/checks/patching"
	"demarc/inventory"
	"demarc/inventory/lambda"
	"demarc/inventory/responsibility"
)

// FunctionImagePatched judges the vulnerabilities of the image that a function is made of: package images says how.
var FunctionImagePatched = &checks.Check[lambda.Function]{
	Meta: checks.Meta{
		ID: "lambda-function-image-patched", Title: "Functions are made of images without known vulnerabilities that have a fix", Duty: responsibility.ImagePatch, Severity: checks.High, Since: "0.1",
		Why:  "Of a function that is an image Lambda patches nothing: the operating system, the runtime and the libraries in it are as old as the image, and a fix that stands in the registry does nothing for what runs.",
		Fix:  "Build the image anew from a patched base (docker build --pull), push it, and aws lambda update-function-code --function-name NAME --image-uri URI. If it is not scanned: aws inspector2 enable --resource-types ECR",
		Refs: []string{"https://docs.aws.amazon.com/lambda/latest/dg/images-create.html", "https://docs.aws.amazon.com/inspector/latest/user/scanning-ecr.html", "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html"},
	},
	With: images.Wants(),
	Run:  functionImagePatched,
	Cases: append(images.PatchedCases(function(ofImage), patching.AllPackages),
		checks.Case[lambda.Function]{Name: "zip", Given: function(), Want: checks.NotCustomer},
		checks.Case[lambda.Function]{Name: "on_managed_instances", Given: function(ofImage, instances), Want: checks.NotCustomer},
		checks.Case[lambda.Function]{Name: "digest_not_read", Given: function(ofImage, noHash), Want: checks.Unknown},
		checks.Case[lambda.Function]{Name: "not_read", Given: function(func(f *lambda.Function) { f.PackageType = denied[string](lambda.ListFunctions) }), Want: checks.Unknown},
	),
}

func functionImagePatched(v *checks.View[lambda.Function]) checks.Verdict {
	return patching.Say(v, imagePart(v, func(i *images.Image) patching.Part { return images.Vulnerabilities(v, i, patching.AllPackages) }))
}

// imagePart judges the image that a function is made of. ListFunctions tells its digest and not its name.
func imagePart(v *checks.View[lambda.Function], judge func(*images.Image) patching.Part) patching.Part {
	hash, known := checks.Read(v, v.Resource.CodeSHA256)
	if !known {
		return patching.Part{Text: "CodeSha256 is not known"}
	}
	image, why := images.Find(v, "sha256:"+hash)
	if image == nil {
		return patching.Part{Text: why}
	}
	part := judge(image)
	part.Text = "image " + image.Name() + ": " + part.Text
	return part
}

// ofImage makes the function one of the image of the worked examples.
func ofImage(f *lambda.Function) {
	image(f)
	f.CodeSHA256 = inventory.Known(strings.TrimPrefix(images.ExampleDigest, "sha256:"))
}

func noHash(f *lambda.Function) { f.CodeSHA256 = denied[string](lambda.ListFunctions) }
