package ssm

import (
	"context"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ssm"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// ParameterType describes the account's own parameters.
var ParameterType = inventory.Describe[Parameter]("ssm.parameter", DescribeParameters).Of(responsibility.SSMParameter)

// A Parameter is an entry of the account's Parameter Store. Its ID is its name. Its value is never read.
type Parameter struct {
	inventory.Ref

	ParameterType inventory.Fact[string] `json:"Type,omitzero"` // String, StringList, SecureString
	// KeyID is the KMS key of a SecureString ("alias/aws/ssm", an id, an alias or an ARN); empty for other types, for
	// which AWS leaves it out.
	KeyID            inventory.Fact[string]    `json:"KeyId,omitzero"`
	LastModifiedDate inventory.Fact[time.Time] `json:"LastModifiedDate,omitzero"`
}

// Type implements inventory.Resource.
func (*Parameter) Type() *inventory.Type { return ParameterType }

// Classify implements inventory.Resource.
func (*Parameter) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.SSMParameter, Why: "it is a parameter of the account"}
}

// ParameterCollector brings the parameters of a region.
var ParameterCollector = &collect.Collector{
	Types:   []*inventory.Type{ParameterType},
	Lists:   []*inventory.Call{DescribeParameters},
	Collect: collectParameters,
}

func collectParameters(ctx context.Context, s *collect.Scan) error {
	p := sdk.NewDescribeParametersPaginator(newClient(s), &sdk.DescribeParametersInput{MaxResults: aws.Int32(50)})
	for page, err := range collect.Pages(ctx, p) {
		if err != nil {
			return err
		}
		for _, x := range page.Parameters {
			name, ok := identified(s, ParameterType, x.Name)
			if !ok {
				continue
			}
			n := &Parameter{Ref: s.Ref(name, "ssm", "parameter/"+strings.TrimPrefix(name, "/")), ParameterType: inventory.FromEnum(x.Type), LastModifiedDate: utc(x.LastModifiedDate)}
			n.KeyID = inventory.FromPtr(x.KeyId)
			if t := n.ParameterType.Or(""); t == "String" || t == "StringList" {
				n.KeyID = inventory.Known(aws.ToString(x.KeyId))
			}
			s.Emit(n)
		}
	}
	return nil
}
