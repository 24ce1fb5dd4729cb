package ssm

import (
	"context"
	"encoding/json"
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

	Value inventory.Fact[string] `json:"Value,omitzero"` // an image id, a release, or a JSON object of both
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

// EKSRelease names the parameter with the current release of Amazon Linux 2023 for nodes of a Kubernetes version, such as
// "1.34.1-20261105": what DescribeNodegroup calls releaseVersion. A release is built for all architectures and for
// accelerated instances at once (releases of the project amazon-eks-ami), so that one name tells it.
func EKSRelease(version string) string {
	return "/aws/service/eks/optimized-ami/" + version + "/amazon-linux-2023/x86_64/standard/recommended/release_version"
}

// BottlerocketRelease names the parameter with the current version of Bottlerocket for nodes of a Kubernetes version,
// such as "1.50.0-7c1d22ae" (Bottlerocket's documentation, "Using SSM parameters"): releaseVersion of those node groups.
func BottlerocketRelease(version string) string {
	return "/aws/service/bottlerocket/aws-k8s-" + version + "/x86_64/latest/image_version"
}

// ECSRecommended names the parameter with the current image of Amazon Linux 2023 for container instances, whose value
// ParseECSRecommended reads. arch is x86_64 or arm64.
func ECSRecommended(arch string) string {
	if arch == "arm64" {
		return "/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended"
	}
	return "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended"
}

// An ECSImage is the value of a parameter that ECSRecommended names, as far as checks read it.
type ECSImage struct {
	ImageID      string `json:"image_id"`
	AgentVersion string `json:"ecs_agent_version"`
}

// ParseECSRecommended reads the value of a parameter that ECSRecommended names (ECS Developer Guide, "Retrieving Amazon
// ECS-optimized Linux AMI metadata"). ok is false for one that lacks a part.
func ParseECSRecommended(value string) (image ECSImage, ok bool) {
	err := json.Unmarshal([]byte(value), &image)
	return image, err == nil && image.ImageID != "" && image.AgentVersion != ""
}

// publicNames are the parameters that are asked for: ten to a call, and a name too many costs nothing, so that versions
// of Kubernetes still to come are among them.
func publicNames() []string {
	names := []string{ECSRecommended("x86_64"), ECSRecommended("arm64")}
	for minor := 31; minor <= 38; minor++ {
		version := fmt.Sprintf("1.%d", minor)
		names = append(names, EKSImage(version, "x86_64"), EKSImage(version, "arm64"), EKSRelease(version), BottlerocketRelease(version))
	}
	return names
}

// PublicParameterCollector brings the current images that AWS publishes for a region, in four calls.
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
