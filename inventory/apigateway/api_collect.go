package apigateway

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/apigateway"
	"github.com/aws/aws-sdk-go-v2/service/apigateway/types"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/secrets"
)

// APICollector brings the REST APIs of a region.
var APICollector = &collect.Collector{
	Types:   []*inventory.Type{APIType},
	Lists:   []*inventory.Call{GetRestApis},
	Details: []*inventory.Call{GetStages},
	Collect: collectAPIs,
}

// expected are the members without which an answer is none.
var expected = map[string][]string{"GetRestApis": {"item"}, "GetStages": {"item"}}

// pageSize is the most that GetRestApis returns in a page.
const pageSize = 500

func collectAPIs(ctx context.Context, s *collect.Scan) error {
	client := sdk.NewFromConfig(s.Config(), func(o *sdk.Options) { o.APIOptions = append(o.APIOptions, collect.Expect(expected)) })
	var list []*API
	var broken error
	for page, err := range collect.Pages(ctx, sdk.NewGetRestApisPaginator(client, &sdk.GetRestApisInput{Limit: aws.Int32(pageSize)})) {
		if err != nil {
			broken = err
			break
		}
		for i := range page.Items {
			list = append(list, api(s, &page.Items[i]))
		}
	}
	s.Each(ctx, len(list), func(ctx context.Context, i int) {
		if s.Wants(GetStages) {
			var stages []Stage
			out, err := client.GetStages(ctx, &sdk.GetStagesInput{RestApiId: &list[i].ID})
			if err == nil {
				for j := range out.Item {
					stages = append(stages, stage(&out.Item[j]))
				}
			}
			list[i].Stages = collect.Answer(s, GetStages, stages, err)
		}
		s.Emit(list[i])
	})
	return broken
}

func api(s *collect.Scan, x *types.RestApi) *API {
	id := aws.ToString(x.Id)
	a := &API{Ref: s.Ref(id, "execute-api", id), EndpointTypes: inventory.FromPtr[[]string](nil), Policy: inventory.FromPtr[string](nil)}
	a.Name, a.Tags = aws.ToString(x.Name), inventory.Known(x.Tags)
	if x.EndpointConfiguration != nil && len(x.EndpointConfiguration.Types) > 0 {
		var names []string
		for _, t := range x.EndpointConfiguration.Types {
			names = append(names, string(t))
		}
		// Every API has an endpoint type, so the item is whole; one without a policy has none until somebody attaches it
		// (developer guide, "Control access to a REST API with API Gateway resource policies").
		a.EndpointTypes, a.Policy = inventory.Known(names), inventory.Known(unescaped(aws.ToString(x.Policy)))
	}
	return a
}

// unescaped undoes the second escaping of a policy. A text that is not escaped stays what it is.
func unescaped(policy string) string {
	var out string
	if json.Unmarshal([]byte(`"`+policy+`"`), &out) == nil {
		return out
	}
	return policy
}

func stage(x *types.Stage) Stage {
	g := Stage{
		StageName: aws.ToString(x.StageName), ClientCertificateID: aws.ToString(x.ClientCertificateId), WebACLArn: aws.ToString(x.WebAclArn),
		TracingEnabled: x.TracingEnabled, CacheClusterEnabled: x.CacheClusterEnabled, Searched: true,
	}
	for _, path := range slices.Sorted(maps.Keys(x.MethodSettings)) {
		m := x.MethodSettings[path]
		g.MethodSettings = append(g.MethodSettings, MethodSetting{path, aws.ToString(m.LoggingLevel), m.CachingEnabled, m.CacheDataEncrypted})
	}
	for _, name := range slices.Sorted(maps.Keys(x.Variables)) {
		kinds, all := secrets.Find([]byte(name + "=" + x.Variables[name]))
		if g.Searched = g.Searched && all; len(kinds) > 0 {
			g.Secrets = append(g.Secrets, Secret{name, kinds})
		}
	}
	return g
}
