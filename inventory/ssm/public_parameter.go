package ssm

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ssm"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// PublicParameterType describes parameters that AWS publishes. It has no variant: they are nobody's resources, and
// checks of other kinds compare with them.
var PublicParameterType = inventory.Describe[PublicParameter]("ssm.public_parameter", GetParameters)

// A PublicParameter is a parameter by which AWS says which image of its own is the current one. Its ID is its name. A
// name that AWS does not publish in the region has no resource.
type PublicParameter struct {
	inventory.Ref

	Value inventory.Fact[string] `json:"Value,omitzero"` // an image id
	// LastModifiedDate is since when the value is the current one.
	LastModifiedDate inventory.Fact[time.Time] `json:"LastModifiedDate,omitzero"`
}

// Type implements inventory.Resource.
func (*PublicParameter) Type() *inventory.Type { return PublicParameterType }

// Classify implements inventory.Resource.
func (*PublicParameter) Classify() inventory.Classification { return inventory.Classification{} }

// EKSImage names the parameter with the current image of Amazon Linux 2023 for nodes of a Kubernetes version (EKS User
// Guide, "Retrieve recommended Amazon Linux AMI IDs"). arch is x86_64 or arm64.
func EKSImage(version, arch string) string {
	return "/aws/service/eks/optimized-ami/" + version + "/amazon-linux-2023/" + arch + "/standard/recommended/image_id"
}

// ECSImage names the parameter with the current image of Amazon Linux 2023 for container instances (ECS Developer
// Guide, "Retrieving Amazon ECS-optimized Linux AMI metadata").
func ECSImage(arch string) string {
	if arch == "arm64" {
		return "/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id"
	}
	return "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"
}

// publicNames are the parameters that are asked for: ten to a call, and a name too many costs nothing, so that versions
// of Kubernetes still to come are among them.
func publicNames() []string {
	var names []string
	for _, arch := range []string{"x86_64", "arm64"} {
		names = append(names, ECSImage(arch))
		for minor := 30; minor <= 38; minor++ {
			names = append(names, EKSImage(fmt.Sprintf("1.%d", minor), arch))
		}
	}
	return names
}

// PublicParameterCollector brings the current images that AWS publishes for a region, in two calls.
var PublicParameterCollector = &collect.Collector{
	Types:   []*inventory.Type{PublicParameterType},
	Lists:   []*inventory.Call{GetParameters},
	Collect: collectPublicParameters,
}

func collectPublicParameters(ctx context.Context, s *collect.Scan) error {
	client := newClient(s)
	for names := range slices.Chunk(publicNames(), 10) {
		out, err := client.GetParameters(ctx, &sdk.GetParametersInput{Names: names})
		if err != nil {
			return err
		}
		for _, x := range out.Parameters {
			if name, ok := identified(s, PublicParameterType, x.Name); ok && slices.Contains(names, name) {
				s.Emit(&PublicParameter{
					Ref:   inventory.Ref{ID: name, ARN: aws.ToString(x.ARN), Account: s.Account, Region: s.Region},
					Value: inventory.FromPtr(x.Value), LastModifiedDate: utc(x.LastModifiedDate),
				})
			}
		}
	}
	return nil
}
