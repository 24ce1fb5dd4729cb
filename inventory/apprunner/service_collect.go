package apprunner

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/apprunner"
	"github.com/aws/aws-sdk-go-v2/service/apprunner/types"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/secrets"
)

// ServiceCollector brings the services of a region that are not deleted.
var ServiceCollector = &collect.Collector{
	Types:   []*inventory.Type{ServiceType},
	Lists:   []*inventory.Call{ListServices},
	Details: []*inventory.Call{DescribeService},
	Collect: collectServices,
}

// expected are the members without which an answer is none.
var expected = map[string][]string{"ListServices": {"ServiceSummaryList"}, "DescribeService": {"Service"}}

// pageSize is the most that ListServices returns in a page.
const pageSize = 20

func collectServices(ctx context.Context, s *collect.Scan) error {
	client := sdk.NewFromConfig(s.Config(), func(o *sdk.Options) { o.APIOptions = append(o.APIOptions, collect.Expect(expected)) })
	var list []*Service
	var broken error
	for page, err := range collect.Pages(ctx, sdk.NewListServicesPaginator(client, &sdk.ListServicesInput{MaxResults: aws.Int32(pageSize)})) {
		if err != nil {
			broken = err
			break
		}
		for _, x := range page.ServiceSummaryList {
			arn := aws.ToString(x.ServiceArn)
			_, id, ok := strings.Cut(arn, ":service/")
			if !ok || x.Status == types.ServiceStatusDeleted {
				continue
			}
			v := &Service{Ref: s.Ref(id, "apprunner", "service/"+id), Status: inventory.FromEnum(x.Status)}
			v.ARN, v.Name = arn, aws.ToString(x.ServiceName)
			list = append(list, v)
		}
	}
	// App Runner describes one service at a time.
	s.Each(ctx, len(list), func(ctx context.Context, i int) {
		if s.Wants(DescribeService) {
			out, err := client.DescribeService(ctx, &sdk.DescribeServiceInput{ServiceArn: &list[i].ARN})
			switch {
			case err != nil:
				list[i].undescribed(s.Gap(DescribeService, err))
			case out.Service == nil || out.Service.ServiceArn == nil:
				list[i].undescribed(nil)
			default:
				list[i].describe(out.Service)
			}
		}
		s.Emit(list[i])
	})
	return broken
}

func (v *Service) describe(x *types.Service) {
	v.undescribed(nil)
	if n := x.NetworkConfiguration; n != nil {
		if n.IngressConfiguration != nil {
			v.PubliclyAccessible = inventory.Known(n.IngressConfiguration.IsPubliclyAccessible)
		}
		if n.EgressConfiguration != nil {
			v.EgressType = inventory.FromEnum(n.EgressConfiguration.EgressType)
		}
	}
	if o := x.ObservabilityConfiguration; o != nil {
		v.Observability = inventory.Known(o.ObservabilityEnabled)
	}
	if c := x.InstanceConfiguration; c != nil {
		v.InstanceRoleARN = inventory.Known(aws.ToString(c.InstanceRoleArn))
	}
	v.KMSKey = inventory.Known("")
	if e := x.EncryptionConfiguration; e != nil {
		v.KMSKey = inventory.Known(aws.ToString(e.KmsKey))
	}
	if c := x.SourceConfiguration; c != nil {
		v.Secrets, v.AutoDeploymentsEnabled = found(c), inventory.FromPtr(c.AutoDeploymentsEnabled)
		if i := c.ImageRepository; i != nil {
			v.ImageRepositoryType, v.ImageIdentifier = inventory.FromEnum(i.ImageRepositoryType), inventory.FromPtr(i.ImageIdentifier)
		} else if c.CodeRepository != nil {
			v.ImageRepositoryType, v.ImageIdentifier = inventory.Known(""), inventory.Known("")
		}
	}
}

// undescribed makes every fact of DescribeService a gap; a nil gap is that of an answer that lacks it.
func (v *Service) undescribed(gap *inventory.Gap) {
	text, flag, list := inventory.FromPtr[string](nil), inventory.FromPtr[bool](nil), inventory.FromPtr[[]Secret](nil)
	if gap != nil {
		text, flag, list = inventory.Missing[string](gap), inventory.Missing[bool](gap), inventory.Missing[[]Secret](gap)
	}
	v.PubliclyAccessible, v.Observability, v.AutoDeploymentsEnabled = flag, flag, flag
	v.EgressType, v.InstanceRoleARN, v.KMSKey, v.ImageRepositoryType, v.ImageIdentifier = text, text, text, text, text
	v.Secrets = list
}

// found searches the environment of an image or of source code. What a file in the repository configures, App Runner
// does not answer.
func found(c *types.SourceConfiguration) inventory.Fact[[]Secret] {
	var env map[string]string
	switch {
	case c.ImageRepository != nil:
		if c.ImageRepository.ImageConfiguration != nil {
			env = c.ImageRepository.ImageConfiguration.RuntimeEnvironmentVariables
		}
	case c.CodeRepository != nil && c.CodeRepository.CodeConfiguration != nil && c.CodeRepository.CodeConfiguration.CodeConfigurationValues != nil:
		env = c.CodeRepository.CodeConfiguration.CodeConfigurationValues.RuntimeEnvironmentVariables
	default:
		return inventory.FromPtr[[]Secret](nil)
	}
	var list []Secret
	whole := true
	for _, name := range slices.Sorted(maps.Keys(env)) {
		kinds, all := secrets.Find([]byte(name + "=" + env[name]))
		if whole = whole && all; len(kinds) > 0 {
			list = append(list, Secret{name, kinds})
		}
	}
	if !whole && len(list) == 0 {
		return inventory.Missing[[]Secret](&inventory.Gap{Class: inventory.Failed, Call: DescribeService.String(), Detail: "an environment variable was too long to be searched to its end"})
	}
	return inventory.Known(list)
}
