package escalation

import (
	"strings"

	"demarc/checks/access"
	"demarc/inventory"
	"demarc/inventory/ecr"
	"demarc/inventory/iam"
	"demarc/inventory/kms"
	"demarc/inventory/lambda"
	"demarc/inventory/s3"
)

// policed are the kinds whose resource policies a snapshot can hold, by the service in the ARN of the resource.
var policed = []struct {
	service string
	want    inventory.Want
	// find looks for the resource that an ARN names, and returns its policy; nil where there is no such resource.
	find func(m *Model, resource string) *policy
}{
	{"ecr", inventory.Want{Type: ecr.RepositoryType, Calls: []*inventory.Call{ecr.GetRepositoryPolicy}}, byARN(func(x *ecr.Repository) policy { return policy{x.ARN, x.Region, x.Policy} })},
	{"iam", inventory.Want{Type: iam.RoleType}, byARN(func(x *iam.Role) policy { return policy{x.ARN, "", x.AssumeRolePolicyDocument} })},
	{"kms", inventory.Want{Type: kms.KeyType, Calls: []*inventory.Call{kms.GetKeyPolicy}}, byARN(func(x *kms.Key) policy { return policy{x.ARN, x.Region, x.Policy} })},
	{"lambda", inventory.Want{Type: lambda.FunctionType, Calls: []*inventory.Call{lambda.GetPolicy}}, byARN(func(x *lambda.Function) policy { return policy{x.ARN, x.Region, x.Policy} })},
	{"s3", inventory.Want{Type: s3.BucketType, Calls: []*inventory.Call{s3.GetBucketPolicy}}, byARN(func(x *s3.Bucket) policy { return policy{x.ARN, x.Region, x.Policy} })},
}

// A policy is that of a resource, which lies in a region.
type policy struct {
	arn, region string
	text        inventory.Fact[string]
}

// byARN finds the resource of a kind whose ARN is given. An object has the policy of its bucket.
func byARN[R any](of func(*R) policy) func(*Model, string) *policy {
	return func(m *Model, resource string) *policy {
		if strings.HasPrefix(resource, "arn:") && serviceOf(resource) == "s3" {
			resource, _, _ = strings.Cut(resource, "/")
		}
		var out *policy
		each(m.snap, func(x *R) {
			if p := of(x); p.arn == resource {
				out = &p
			}
		})
		return out
	}
}

// policyOf returns the policy of a resource, nil where it has none, and the resource's region where it is known. The gap
// says why the policy is not known, what of.
func (m *Model) policyOf(resource string) (doc *access.Document, region, what string, gap *inventory.Gap) {
	service := serviceOf(resource)
	if service == "" || service == "iam" && !strings.Contains(resource, ":role/") {
		return nil, "", "", nil // no resource that could have a policy
	}
	for _, kind := range policed {
		if kind.service != service {
			continue
		}
		p := kind.find(m, resource)
		what = string(kind.want.Type.Kind) + " " + resource
		if p == nil {
			if gaps := incomplete(m.snap, kind.want.Type); len(gaps) > 0 {
				return nil, "", what, gaps[0]
			}
			return nil, "", what, &inventory.Gap{Class: inventory.Omitted, Call: kind.want.Type.List.String(), Detail: "no resource of the account has this ARN, so its policy is left out"}
		}
		text, gap := p.text.Get()
		if gap != nil || text == "" {
			return nil, p.region, what, gap
		}
		doc, err := access.Parse([]byte(text))
		if err != nil {
			return nil, p.region, what, &inventory.Gap{Class: inventory.Failed, Detail: "not readable as a policy: " + err.Error()}
		}
		return doc, p.region, what, nil
	}
	return nil, "", "the policy of " + resource, &inventory.Gap{Class: inventory.NotAsked, Detail: "policies of " + service + " are not read"}
}
