package secretsmanager

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager/types"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// SecretType describes kind secretsmanager.secret.
var SecretType = inventory.Describe[Secret]("secretsmanager.secret", ListSecrets, GetResourcePolicy).Of(responsibility.SecretsManagerSecret)

// A Secret is a secret that is not about to be deleted, without its value. Its id is its name.
type Secret struct {
	inventory.Ref

	// KMSKeyID is empty for the key that AWS manages (aws/secretsmanager): the field is then left out.
	KMSKeyID inventory.Fact[string] `json:"SecretList.KmsKeyId,omitzero"`
	// RotationEnabled is false, too, where rotation was never configured: Secrets Manager then answers nothing.
	RotationEnabled inventory.Fact[bool] `json:"SecretList.RotationEnabled,omitzero"`
	// NextRotationDate is zero where rotation is off. After rotations that failed it may lie in the past.
	NextRotationDate inventory.Fact[time.Time] `json:"SecretList.NextRotationDate,omitzero"`
	// LastRotatedDate is zero where the secret was never rotated.
	LastRotatedDate inventory.Fact[time.Time] `json:"SecretList.LastRotatedDate,omitzero"`
	// LastAccessedDate is the day on which the value was last read in the region; zero where it never was.
	LastAccessedDate inventory.Fact[time.Time] `json:"SecretList.LastAccessedDate,omitzero"`
	CreatedDate      inventory.Fact[time.Time] `json:"SecretList.CreatedDate,omitzero"`
	// OwningService is the service that made the secret and manages it; empty for a secret of the account's own.
	OwningService inventory.Fact[string] `json:"SecretList.OwningService,omitzero"`
	// PrimaryRegion is where a replicated secret comes from; empty where there are no replicas.
	PrimaryRegion inventory.Fact[string] `json:"SecretList.PrimaryRegion,omitzero"`

	// Policy is the resource policy as JSON text; empty when there is none.
	Policy inventory.Fact[string] `json:"ResourcePolicy,omitzero" call:"GetResourcePolicy"`
}

// Type implements inventory.Resource.
func (*Secret) Type() *inventory.Type { return SecretType }

// Classify implements inventory.Resource.
func (*Secret) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.SecretsManagerSecret, Why: "ListSecrets lists it"}
}

// SecretCollector brings the secrets of a region.
var SecretCollector = &collect.Collector{
	Types:   []*inventory.Type{SecretType},
	Scope:   collect.Regional,
	Lists:   []*inventory.Call{ListSecrets},
	Details: []*inventory.Call{GetResourcePolicy},
	Collect: collectSecrets,
}

// expected are the members without which an answer is none.
var expected = map[string][]string{"ListSecrets": {"SecretList"}, "GetResourcePolicy": {"ARN"}}

// pageSize is the most that ListSecrets returns in a page.
const pageSize = 100

func collectSecrets(ctx context.Context, s *collect.Scan) error {
	client := sdk.NewFromConfig(s.Config(), func(o *sdk.Options) { o.APIOptions = append(o.APIOptions, collect.Expect(expected)) })
	var list []*Secret
	var broken error
	for page, err := range collect.Pages(ctx, sdk.NewListSecretsPaginator(client, &sdk.ListSecretsInput{MaxResults: aws.Int32(pageSize)})) {
		if err != nil {
			broken = err
			break
		}
		for i := range page.SecretList {
			list = append(list, secret(s, &page.SecretList[i]))
		}
	}
	s.Each(ctx, len(list), func(ctx context.Context, i int) {
		if s.Wants(GetResourcePolicy) {
			policy := ""
			out, err := client.GetResourcePolicy(ctx, &sdk.GetResourcePolicyInput{SecretId: &list[i].ARN})
			if err == nil {
				policy = aws.ToString(out.ResourcePolicy) // left out where there is none
			}
			list[i].Policy = collect.Answer(s, GetResourcePolicy, policy, err)
		}
		s.Emit(list[i])
	})
	return broken
}

// secret reads an entry of the list. What it means that a field is left out is documented with it (API reference,
// SecretListEntry and DescribeSecret); only a secret without a date of creation is none that we know.
func secret(s *collect.Scan, x *types.SecretListEntry) *Secret {
	name := aws.ToString(x.Name)
	v := &Secret{
		Ref:              s.Ref(name, "secretsmanager", "secret:"+name),
		KMSKeyID:         inventory.Known(aws.ToString(x.KmsKeyId)),
		RotationEnabled:  inventory.Known(aws.ToBool(x.RotationEnabled)),
		NextRotationDate: inventory.Known(aws.ToTime(x.NextRotationDate)),
		LastRotatedDate:  inventory.Known(aws.ToTime(x.LastRotatedDate)),
		LastAccessedDate: inventory.Known(aws.ToTime(x.LastAccessedDate)),
		CreatedDate:      inventory.FromPtr(x.CreatedDate),
		OwningService:    inventory.Known(aws.ToString(x.OwningService)),
		PrimaryRegion:    inventory.Known(aws.ToString(x.PrimaryRegion)),
	}
	v.ARN, v.Tags = aws.ToString(x.ARN), inventory.Known(tags(x.Tags))
	return v
}

func tags(list []types.Tag) map[string]string {
	out := map[string]string{}
	for _, t := range list {
		out[aws.ToString(t.Key)] = aws.ToString(t.Value)
	}
	return out
}
