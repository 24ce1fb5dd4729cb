package ecr

import (
	"slices"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ecr"
	"demarc/inventory/responsibility"
)

// RepositoryImmutable asks that a tag stays with its image. Exceptions are allowed as long as they are not all tags.
var RepositoryImmutable = &checks.Check[ecr.Repository]{
	Meta: checks.Meta{
		ID: "ecr-repository-tags-immutable", Title: "Tags of images are immutable", Duty: responsibility.ImagePatch, Severity: checks.Medium, Since: "0.1",
		Why:  "A tag that can be moved lets whoever can push replace the image that runs in production, under the name that was tested and scanned.",
		Fix:  "aws ecr put-image-tag-mutability --repository-name NAME --image-tag-mutability IMMUTABLE",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-2"},
	},
	Run: repositoryImmutable,
	Cases: []checks.Case[ecr.Repository]{
		{Name: "immutable", Given: repository(), Want: checks.Pass},
		{Name: "some_mutable", Given: repository(mutability("IMMUTABLE_WITH_EXCLUSION", "dev-*")), Want: checks.Pass},
		{Name: "all_excluded", Given: repository(mutability("IMMUTABLE_WITH_EXCLUSION", "*")), Want: checks.Fail},
		{Name: "mutable", Given: repository(mutability("MUTABLE")), Want: checks.Fail},
		{Name: "mutable_with_exclusion", Given: repository(mutability("MUTABLE_WITH_EXCLUSION", "v*")), Want: checks.Fail},
		{Name: "unread", Given: repository(func(r *ecr.Repository) { r.ImageTagMutability = denied[string](ecr.DescribeRepositories) }), Want: checks.Unknown},
	},
}

func repositoryImmutable(v *checks.View[ecr.Repository]) checks.Verdict {
	is, _ := checks.Read(v, v.Resource.ImageTagMutability)
	switch is {
	case "IMMUTABLE":
		return v.Pass("imageTagMutability is IMMUTABLE")
	case "IMMUTABLE_WITH_EXCLUSION":
		except, _ := checks.Read(v, v.Resource.MutabilityExclusions)
		if slices.Contains(except, "*") {
			return v.Fail("imageTagMutability is IMMUTABLE_WITH_EXCLUSION, and the exclusion is all tags")
		}
		return v.Pass("imageTagMutability is IMMUTABLE_WITH_EXCLUSION, except %s", checks.First(except, 3))
	default:
		return v.Fail("imageTagMutability is %s", is)
	}
}

func mutability(is string, except ...string) func(*ecr.Repository) {
	return func(r *ecr.Repository) {
		r.ImageTagMutability, r.MutabilityExclusions = inventory.Known(is), inventory.Known(except)
	}
}
