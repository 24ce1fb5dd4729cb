package apprunner

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/apprunner"
	"demarc/inventory/responsibility"
)

// ServiceImagePrivate finds services that run what somebody else publishes.
var ServiceImagePrivate = &checks.Check[apprunner.Service]{
	Meta: checks.Meta{
		ID: "apprunner-service-image-private", Title: "App Runner services run images of a private registry", Duty: responsibility.ImagePatch, Severity: checks.Medium, Since: "0.1",
		Why:  "An image of ECR Public is as good as whoever publishes it: the account neither scans it nor keeps it from being replaced under the same tag, and App Runner never deploys a newer one by itself.",
		Fix:  "Copy the image into a repository of the account that scans on push, and name it: aws apprunner update-service --service-arn ARN --source-configuration ImageRepository={ImageIdentifier=ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME:TAG,ImageRepositoryType=ECR}",
		Refs: []string{"https://docs.aws.amazon.com/apprunner/latest/dg/service-source-image.html"},
	},
	Reads: []*inventory.Call{apprunner.DescribeService},
	Run: func(v *checks.View[apprunner.Service]) checks.Verdict {
		kind, known := checks.Read(v, v.Resource.ImageRepositoryType)
		image, _ := checks.Read(v, v.Resource.ImageIdentifier)
		switch {
		case !known:
			return v.Unknown("ImageRepositoryType is not known")
		case kind == "":
			return v.NotApplicable("the service is built from source code")
		case kind != "ECR":
			return v.Fail("image %s is of %s", image, kind)
		}
		return v.Pass("image %s is of a private registry", image)
	},
	Cases: []checks.Case[apprunner.Service]{
		{Name: "private", Given: service(), Want: checks.Pass},
		{Name: "public", Given: service(public), Want: checks.Fail},
		{Name: "source", Given: service(source), Want: checks.NotApplicable},
		{Name: "denied", Given: service(func(s *apprunner.Service) { s.ImageRepositoryType = denied[string]() }), Want: checks.Unknown},
	},
}

// ServiceAutomaticDeployments asks whether a rebuilt image reaches the service without anybody's doing.
var ServiceAutomaticDeployments = &checks.Check[apprunner.Service]{
	Meta: checks.Meta{
		ID: "apprunner-service-automatic-deployments", Title: "App Runner services deploy new images and commits by themselves", Duty: responsibility.ImagePatch, Severity: checks.Low, Since: "0.1",
		Why:  "What runs is the image of the last deployment. Where somebody has to start each one, a rebuilt image with the fixes of its base lies in the registry, and the old one runs.",
		Fix:  "aws apprunner update-service --service-arn ARN --source-configuration AutoDeploymentsEnabled=true,...; or let the pipeline that builds the image call aws apprunner start-deployment --service-arn ARN, and accept this.",
		Refs: []string{"https://docs.aws.amazon.com/apprunner/latest/dg/manage-deploy.html"},
	},
	Reads: []*inventory.Call{apprunner.DescribeService},
	Run: func(v *checks.View[apprunner.Service]) checks.Verdict {
		kind, known := checks.Read(v, v.Resource.ImageRepositoryType)
		if known && kind == "ECR_PUBLIC" {
			return v.NotApplicable("App Runner never deploys images of ECR Public by itself")
		}
		if on, _ := checks.Read(v, v.Resource.AutoDeploymentsEnabled); !on {
			return v.Fail("AutoDeploymentsEnabled is false")
		}
		return v.Pass("AutoDeploymentsEnabled is true")
	},
	Cases: []checks.Case[apprunner.Service]{
		{Name: "automatic", Given: service(), Want: checks.Pass},
		{Name: "by_hand", Given: service(func(s *apprunner.Service) { s.AutoDeploymentsEnabled = inventory.Known(false) }), Want: checks.Fail},
		{Name: "source_by_hand", Given: service(source, func(s *apprunner.Service) { s.AutoDeploymentsEnabled = inventory.Known(false) }), Want: checks.Fail},
		{Name: "public", Given: service(public), Want: checks.NotApplicable},
		{Name: "not_said", Given: service(func(s *apprunner.Service) { s.AutoDeploymentsEnabled = inventory.FromPtr[bool](nil) }), Want: checks.Unknown},
		{Name: "denied", Given: service(func(s *apprunner.Service) { s.AutoDeploymentsEnabled = denied[bool]() }), Want: checks.Unknown},
	},
}

// public makes the service run an image that somebody else publishes.
func public(s *apprunner.Service) {
	s.ImageRepositoryType, s.ImageIdentifier = inventory.Known("ECR_PUBLIC"), inventory.Known("public.ecr.aws/nginx/nginx:stable")
}

// source makes the service one that is built from source code.
func source(s *apprunner.Service) {
	s.ImageRepositoryType, s.ImageIdentifier = inventory.Known(""), inventory.Known("")
}
