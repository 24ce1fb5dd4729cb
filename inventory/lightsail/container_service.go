package lightsail

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/lightsail"
	"github.com/aws/aws-sdk-go-v2/service/lightsail/types"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
	"demarc/inventory/secrets"
)

// A ContainerService runs containers. Its id is its name.
type ContainerService struct {
	inventory.Ref
	// Disabled is whether the service is switched off.
	Disabled inventory.Fact[bool] `json:"isDisabled,omitzero"`
	// PublicEndpoint is the container that answers the service's public address; empty for none.
	PublicEndpoint inventory.Fact[string] `json:"currentDeployment.publicEndpoint.containerName,omitzero"`
	// Secrets are the environment variables of containers whose values look like secrets. No value is kept.
	Secrets inventory.Fact[[]Secret] `json:"currentDeployment.containers.environment,omitzero"`
}

// A Secret is an environment variable with what looks like a secret in its value.
type Secret struct {
	Container, Variable string
	Kinds               []secrets.Finding
}

// ContainerServiceType describes kind lightsail.container_service.
var ContainerServiceType = inventory.Describe[ContainerService]("lightsail.container_service", GetContainerServices).Of(responsibility.LightsailContainer)

// Type implements inventory.Resource.
func (*ContainerService) Type() *inventory.Type { return ContainerServiceType }

// Classify implements inventory.Resource.
func (*ContainerService) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.LightsailContainer, Why: "GetContainerServices lists it"}
}

// ContainerServiceCollector brings the container services of a region, all in one answer.
var ContainerServiceCollector = &collect.Collector{
	Types: []*inventory.Type{ContainerServiceType},
	Lists: []*inventory.Call{GetContainerServices},
	Collect: pages(func(ctx context.Context, s *collect.Scan, client *sdk.Client, _ *string) (*string, error) {
		out, err := client.GetContainerServices(ctx, &sdk.GetContainerServicesInput{})
		if err != nil {
			return nil, err
		}
		for _, x := range out.ContainerServices {
			if aws.ToString(x.ContainerServiceName) == "" {
				continue
			}
			c := &ContainerService{Ref: ref(s, x.ContainerServiceName, x.Arn, x.Tags), Disabled: inventory.FromPtr(x.IsDisabled)}
			// A service that was never deployed has no deployment, and runs nothing.
			c.PublicEndpoint, c.Secrets = inventory.Known(""), inventory.Known[[]Secret](nil)
			if d := x.CurrentDeployment; d != nil {
				if d.PublicEndpoint != nil {
					c.PublicEndpoint = inventory.FromPtr(d.PublicEndpoint.ContainerName)
				}
				c.Secrets = found(d.Containers)
			}
			s.Emit(c)
		}
		return nil, nil
	}),
}

func found(containers map[string]types.Container) inventory.Fact[[]Secret] {
	var list []Secret
	whole := true
	for _, name := range slices.Sorted(maps.Keys(containers)) {
		for variable, value := range containers[name].Environment {
			kinds, all := secrets.Find([]byte(variable + "=" + value))
			if whole = whole && all; len(kinds) > 0 {
				list = append(list, Secret{name, variable, kinds})
			}
		}
	}
	slices.SortFunc(list, func(a, b Secret) int {
		return cmp.Or(cmp.Compare(a.Container, b.Container), cmp.Compare(a.Variable, b.Variable))
	})
	if !whole && len(list) == 0 {
		return inventory.Missing[[]Secret](&inventory.Gap{Class: inventory.Failed, Call: GetContainerServices.String(), Detail: "an environment variable was too long to be searched to its end"})
	}
	return inventory.Known(list)
}
