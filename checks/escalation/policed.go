package escalation

import (
	"strings"

	"demarc/checks/access"
	"demarc/inventory"
	"demarc/inventory/apigateway"
	"demarc/inventory/backup"
	"demarc/inventory/dynamodb"
	"demarc/inventory/ecr"
	"demarc/inventory/efs"
	"demarc/inventory/eventbridge"
	"demarc/inventory/iam"
	"demarc/inventory/kinesis"
	"demarc/inventory/kms"
	"demarc/inventory/lambda"
	"demarc/inventory/opensearch"
	"demarc/inventory/s3"
	"demarc/inventory/secretsmanager"
	"demarc/inventory/sns"
	"demarc/inventory/sqs"
)

// policed are the kinds whose resource policies a snapshot can hold, by the service in the ARN of the resource.
var policed = []policedKind{
	{"backup", backup.VaultType, backup.GetBackupVaultAccessPolicy, itself, byARN(func(x *backup.Vault) policy { return policyIn(&x.Ref, x.Policy) })},
	{"dynamodb", dynamodb.StreamType, dynamodb.GetResourcePolicy, streamOf, byARN(func(x *dynamodb.Stream) policy { return policyIn(&x.Ref, x.Policy) })},
	{"dynamodb", dynamodb.TableType, dynamodb.GetResourcePolicy, tableOf, byARN(func(x *dynamodb.Table) policy { return policyIn(&x.Ref, x.Policy) })},
	{"ecr", ecr.RepositoryType, ecr.GetRepositoryPolicy, itself, byARN(func(x *ecr.Repository) policy { return policyIn(&x.Ref, x.Policy) })},
	{"elasticfilesystem", efs.FileSystemType, efs.DescribeFileSystemPolicy, itself, byARN(fileSystem)},
	{"es", opensearch.DomainType, opensearch.DescribeDomains, domainOf, byARN(domain)},
	{"events", eventbridge.BusType, nil, busOf, byARN(func(x *eventbridge.Bus) policy { return policyIn(&x.Ref, x.Policy) })},
	{"execute-api", apigateway.APIType, nil, aboveSlash, byARN(api)},
	{"iam", iam.RoleType, nil, itself, byARN(func(x *iam.Role) policy { return policyIn(&x.Ref, x.AssumeRolePolicyDocument) })},
	{"kinesis", kinesis.StreamType, kinesis.GetResourcePolicy, itself, byARN(func(x *kinesis.Stream) policy { return policyIn(&x.Ref, x.Policy) })},
	{"kms", kms.KeyType, kms.GetKeyPolicy, itself, byARN(func(x *kms.Key) policy { return policyIn(&x.Ref, x.Policy) })},
	{"lambda", lambda.FunctionType, lambda.GetPolicy, itself, byARN(func(x *lambda.Function) policy { return policyIn(&x.Ref, x.Policy) })},
	{"s3", s3.BucketType, s3.GetBucketPolicy, aboveSlash, byARN(func(x *s3.Bucket) policy { return policyIn(&x.Ref, x.Policy) })},
	{"secretsmanager", secretsmanager.SecretType, secretsmanager.GetResourcePolicy, itself, byARN(func(x *secretsmanager.Secret) policy { return policyIn(&x.Ref, x.Policy) })},
	{"sns", sns.TopicType, sns.GetTopicAttributes, itself, byARN(func(x *sns.Topic) policy { return policyIn(&x.Ref, x.Policy) })},
	{"sqs", sqs.QueueType, sqs.GetQueueAttributes, itself, byARN(func(x *sqs.Queue) policy { return policyIn(&x.Ref, x.Policy) })},
}

// A policedKind is a kind of resource that has policies.
type policedKind struct {
	service string
	kind    *inventory.Type
	// call brings the policy; nil where the listing does.
	call *inventory.Call
	// bearer names the resource whose policy counts for what an ARN names: an object has the policy of its bucket. It is
	// empty where this kind bears none for it.
	bearer func(resource string) string
	// find returns the policy of the resource with an ARN; nil where there is no such resource.
	find func(m *Model, bearer string) *policy
}

func (k *policedKind) want() inventory.Want {
	if k.call == nil {
		return inventory.Want{Type: k.kind}
	}
	return inventory.Want{Type: k.kind, Calls: []*inventory.Call{k.call}}
}

// policedBy returns the kind whose policy counts for what an ARN names, and the ARN of the resource that bears it.
func policedBy(resource string) (kind *policedKind, bearer string) {
	for i := range policed {
		if k := &policed[i]; k.service == serviceOf(resource) {
			if bearer := k.bearer(resource); bearer != "" {
				return k, bearer
			}
		}
	}
	return nil, ""
}

// A policy is that of a resource, which lies in a region.
type policy struct {
	arn, region string
	text        inventory.Fact[string]
	// beside is what lets others use the resource, or keeps them from it, beside its policy and those of IAM; empty for
	// nothing. It holds for the actions that begin with data, which is in small letters.
	beside, data string
}

func policyIn(ref *inventory.Ref, text inventory.Fact[string]) policy {
	return policy{arn: ref.ARN, region: ref.Region, text: text}
}

// byARN finds the resource of a kind whose ARN is given.
func byARN[R any](of func(*R) policy) func(*Model, string) *policy {
	return func(m *Model, bearer string) *policy {
		var out *policy
		each(m.snap, func(x *R) {
			if p := of(x); p.arn == bearer {
				out = &p
			}
		})
		return out
	}
}

// besides is what decides about an action on a resource beside policies, or nothing.
func (m *Model) besides(action, resource string) []Missing {
	k, bearer := policedBy(resource)
	if k == nil {
		return nil
	}
	p := k.find(m, bearer)
	if p == nil || p.beside == "" || !strings.HasPrefix(strings.ToLower(action), p.data) {
		return nil
	}
	return []Missing{{string(k.kind.Kind) + " " + resource, p.beside}}
}

// policyOf returns the policy of a resource, nil where it has none, and the resource's region where it is known. The gap
// says why the policy is not known, what of.
func (m *Model) policyOf(resource string) (doc *access.Document, region, what string, gap *inventory.Gap) {
	service := serviceOf(resource)
	if service == "" || service == "iam" && !strings.Contains(resource, ":role/") {
		return nil, "", "", nil // no resource that could have a policy
	}
	k, bearer := policedBy(resource)
	if k == nil {
		return nil, "", "the policy of " + resource, &inventory.Gap{Class: inventory.NotAsked, Detail: "policies of " + service + " are not read"}
	}
	what = string(k.kind.Kind) + " " + resource
	p := k.find(m, bearer)
	if p == nil {
		if gaps := incomplete(m.snap, k.kind); len(gaps) > 0 {
			return nil, "", what, gaps[0]
		}
		return nil, "", what, &inventory.Gap{Class: inventory.Omitted, Call: k.kind.List.String(), Detail: "no resource of the account has this ARN, so its policy is left out"}
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
