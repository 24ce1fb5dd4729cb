package apprunner

import (
	"demarc/checks"
	"demarc/checks/images"
	"demarc/inventory"
	"demarc/inventory/apprunner"
	"demarc/inventory/responsibility"
)

// ServiceImagePinned asks that a service says which image it runs.
var ServiceImagePinned = &checks.Check[apprunner.Service]{
	Meta: checks.Meta{
		ID: "apprunner-service-image-pinned", Title: "Services name a digest, or a tag other than latest", Duty: responsibility.ImagePatch, Severity: checks.Medium, Since: "0.1",
		Why:  "The tag latest is whatever was pushed last: the same service runs different code on two days, an attacker who can push needs no deployment, and nobody can say which image was scanned.",
		Fix:  "aws apprunner update-service --service-arn ARN --source-configuration ImageRepository={ImageIdentifier=REPOSITORY:TAG,ImageRepositoryType=ECR}, with a tag of its own for each build",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html"},
	},
	Reads: []*inventory.Call{apprunner.DescribeService},
	Run:   serviceImagePinned,
	Cases: []checks.Case[apprunner.Service]{
		{Name: "digest", Given: service(runs(images.Example)), Want: checks.Pass},
		{Name: "tag", Given: service(runs("public.ecr.aws/nginx/nginx:1.29")), Want: checks.Pass},
		{Name: "latest", Given: service(runs("public.ecr.aws/nginx/nginx:latest")), Want: checks.Fail},
		{Name: "no_tag", Given: service(runs("public.ecr.aws/nginx/nginx")), Want: checks.Fail},
		{Name: "unread", Given: service(noImage), Want: checks.Unknown},
	},
}

func serviceImagePinned(v *checks.View[apprunner.Service]) checks.Verdict {
	list, ok := image(v)
	if !ok {
		return v.NotApplicable(built)
	}
	return images.Pinned(v, list)
}

// built is said of services whose image App Runner itself makes, of a runtime that it keeps patched.
const built = "App Runner builds the service from source code"

// image reads what a service runs; false for one that App Runner builds.
func image(v *checks.View[apprunner.Service]) ([]images.Use, bool) {
	name, known := checks.Read(v, v.Resource.ImageIdentifier)
	return []images.Use{{Image: name}}, !known || name != ""
}
