package sagemaker

import (
	"demarc/checks"
	"demarc/checks/iam/roles"
	"demarc/inventory"
	"demarc/inventory/sagemaker"
)

// denied is a fact that could not be read.
func denied[V any](c *inventory.Call) inventory.Fact[V] {
	return inventory.Missing[V](&inventory.Gap{Class: inventory.Denied, Call: c.String(), Region: checks.CaseRegion, Code: "AccessDeniedException", Needs: c.Needs})
}

// notebook is a notebook instance of which everything is known and nothing is wrong, with the changes.
func notebook(changes ...func(*sagemaker.NotebookInstance)) sagemaker.NotebookInstance {
	n := sagemaker.NotebookInstance{
		Ref:                    inventory.Ref{ID: "lab", ARN: "arn:aws:sagemaker:eu-central-1:111122223333:notebook-instance/lab", Region: checks.CaseRegion},
		NotebookInstanceStatus: inventory.Known("InService"), LastModifiedTime: inventory.Known(checks.CaseTime.AddDate(0, 0, -10)),
		DirectInternetAccess: inventory.Known("Disabled"), SubnetID: inventory.Known("subnet-1"), RootAccess: inventory.Known("Disabled"),
		PlatformIdentifier: inventory.Known("notebook-al2023-v1"), RoleARN: inventory.Known(roles.ARN), KMSKeyID: inventory.Known("arn:aws:kms:eu-central-1:111122223333:key/1"),
		MinimumIMDSVersion: inventory.Known("2"),
	}
	for _, change := range changes {
		change(&n)
	}
	return n
}

// endpoint is an endpoint of which everything is known and nothing is wrong, with the changes.
func endpoint(changes ...func(*sagemaker.Endpoint)) sagemaker.Endpoint {
	e := sagemaker.Endpoint{
		Ref:            inventory.Ref{ID: "quotes", ARN: "arn:aws:sagemaker:eu-central-1:111122223333:endpoint/quotes", Region: checks.CaseRegion},
		EndpointStatus: inventory.Known("InService"), EndpointConfigName: inventory.Known("quotes-7"),
		Variants: inventory.Known([]sagemaker.Variant{{VariantName: "a", ModelName: "quotes", InitialInstanceCount: 2}}), KMSKeyID: inventory.Known("arn:aws:kms:eu-central-1:111122223333:key/1"),
		Models: inventory.Known([]sagemaker.Model{{ModelName: "quotes", EnableNetworkIsolation: true, RepositoryAccessModes: []string{"Vpc"}}}),
	}
	for _, change := range changes {
		change(&e)
	}
	return e
}

func models(list ...sagemaker.Model) func(*sagemaker.Endpoint) {
	return func(e *sagemaker.Endpoint) { e.Models = inventory.Known(list) }
}

func variants(list ...sagemaker.Variant) func(*sagemaker.Endpoint) {
	return func(e *sagemaker.Endpoint) { e.Variants = inventory.Known(list) }
}
