package ecr

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ecr"
	"demarc/inventory/responsibility"
)

// RepositoryLifecycle asks that old images leave.
var RepositoryLifecycle = &checks.Check[ecr.Repository]{
	Meta: checks.Meta{
		ID: "ecr-repository-lifecycle-policy", Title: "Repositories have a lifecycle policy", Duty: responsibility.ImagePatch, Severity: checks.Medium, Since: "0.1",
		Why:  "Images that nobody removes stay pullable with every hole that was found since, and their findings hide those of the images in use.",
		Fix:  "aws ecr put-lifecycle-policy --repository-name NAME --lifecycle-policy-text file://lifecycle.json; try it first with aws ecr start-lifecycle-policy-preview.",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-3"},
	},
	Reads: []*inventory.Call{ecr.GetLifecyclePolicy},
	Run:   repositoryLifecycle,
	Cases: []checks.Case[ecr.Repository]{
		{Name: "some", Given: repository(), Want: checks.Pass},
		{Name: "none", Given: repository(func(r *ecr.Repository) { r.LifecyclePolicy = inventory.Known("") }), Want: checks.Fail},
		{Name: "unread", Given: repository(func(r *ecr.Repository) { r.LifecyclePolicy = denied[string](ecr.GetLifecyclePolicy) }), Want: checks.Unknown},
	},
}

func repositoryLifecycle(v *checks.View[ecr.Repository]) checks.Verdict {
	if text, _ := checks.Read(v, v.Resource.LifecyclePolicy); text == "" {
		return v.Fail("there is no lifecycle policy")
	}
	return v.Pass("there is a lifecycle policy")
}
