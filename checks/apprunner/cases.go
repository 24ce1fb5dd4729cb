package apprunner

import (
	"demarc/checks"
	"demarc/checks/iam/roles"
	"demarc/checks/images"
	"demarc/inventory"
	"demarc/inventory/apprunner"
)

// denied is a fact that could not be read.
func denied[V any]() inventory.Fact[V] {
	return inventory.Missing[V](&inventory.Gap{Class: inventory.Denied, Call: apprunner.DescribeService.String(), Region: checks.CaseRegion, Code: "AccessDeniedException", Needs: apprunner.DescribeService.Needs})
}

// service is one with which nothing is wrong, with the changes.
func service(changes ...func(*apprunner.Service)) apprunner.Service {
	s := apprunner.Service{
		Ref:    inventory.Ref{ID: "quotes/0a1b2c3d", Name: "quotes", ARN: "arn:aws:apprunner:eu-central-1:111122223333:service/quotes/0a1b2c3d", Region: checks.CaseRegion},
		Status: inventory.Known("RUNNING"), PubliclyAccessible: inventory.Known(false), EgressType: inventory.Known("VPC"), Observability: inventory.Known(true), Secrets: inventory.Known[[]apprunner.Secret](nil),
		InstanceRoleARN: inventory.Known(roles.ARN), KMSKey: inventory.Known("arn:aws:kms:eu-central-1:" + checks.CaseAccount + ":key/1"),
		ImageRepositoryType: inventory.Known("ECR"), ImageIdentifier: inventory.Known(images.Example), AutoDeploymentsEnabled: inventory.Known(true),
	}
	for _, change := range changes {
		change(&s)
	}
	return s
}

// runs sets the image that the service runs.
func runs(image string) func(*apprunner.Service) {
	return func(s *apprunner.Service) { s.ImageIdentifier = inventory.Known(image) }
}

func noImage(s *apprunner.Service) { s.ImageIdentifier = denied[string]() }
