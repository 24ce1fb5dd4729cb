package organizations

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/organizations/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// GuardrailsCollector brings the account's organization and its policies.
var GuardrailsCollector = &collect.Collector{
	Types:   []*inventory.Type{GuardrailsType},
	Scope:   collect.Global,
	Lists:   []*inventory.Call{DescribeOrganization},
	Details: []*inventory.Call{ListParents, ListPoliciesForTarget, DescribePolicy},
	Collect: collectGuardrails,
}

// expected are the members without which an answer is none: an empty list of policies would let everything pass.
var expected = map[string][]string{"DescribeOrganization": {"Organization"}, "ListParents": {"Parents"}, "ListPoliciesForTarget": {"Policies"}, "DescribePolicy": {"Policy"}}

func collectGuardrails(ctx context.Context, s *collect.Scan) error {
	client := sdk.NewFromConfig(s.Config(), func(o *sdk.Options) { o.APIOptions = append(o.APIOptions, collect.Expect(expected)) })
	out, err := client.DescribeOrganization(ctx, nil)
	if err != nil {
		if s.Gap(DescribeOrganization, err) == nil {
			return nil // the account is in no organization
		}
		return err
	}
	if out.Organization == nil || aws.ToString(out.Organization.Id) == "" {
		return &collect.AnswerError{What: "the answer has no organization with an id"}
	}
	o := out.Organization
	g := &Guardrails{Ref: s.Ref(*o.Id, "organizations", "organization/"+*o.Id), MasterAccountID: inventory.FromPtr(o.MasterAccountId), FeatureSet: inventory.FromEnum(o.FeatureSet)}
	if o.Arn != nil {
		g.ARN = *o.Arn
	}
	if s.Wants(DescribePolicy) {
		(&reader{scan: s, client: client, contents: map[string]inventory.Fact[string]{}}).fill(ctx, g)
	}
	s.Emit(g)
	return nil
}

// reader reads the policies of an organization, each once.
type reader struct {
	scan     *collect.Scan
	client   *sdk.Client
	contents map[string]inventory.Fact[string] // by the policy's id
}

// fill asks for the policies over the account, unless there can be none.
func (r *reader) fill(ctx context.Context, g *Guardrails) {
	if g.MasterAccountID.Or("") == r.scan.Account || g.FeatureSet.Or("") == string(types.OrganizationFeatureSetConsolidatedBilling) {
		g.Parents, g.ServiceControlPolicies, g.ResourceControlPolicies = inventory.Known([]string{}), inventory.Known([]Level{}), inventory.Known([]Level{})
		return
	}
	g.Parents = r.parents(ctx)
	parents, gap := g.Parents.Get()
	if gap != nil {
		g.ServiceControlPolicies, g.ResourceControlPolicies = inventory.Missing[[]Level](gap), inventory.Missing[[]Level](gap)
		return
	}
	targets := append(slices.Clone(parents), r.scan.Account)
	g.ServiceControlPolicies = r.levels(ctx, targets, types.PolicyTypeServiceControlPolicy)
	g.ResourceControlPolicies = r.levels(ctx, targets, types.PolicyTypeResourceControlPolicy)
}

// deepest is how many parents an account can have: five units and the root (Organizations User Guide, "Quotas").
const deepest = 6

// parents goes up from the account, and returns what it passes from the root down.
func (r *reader) parents(ctx context.Context) inventory.Fact[[]string] {
	broken := func(what string) inventory.Fact[[]string] {
		return inventory.Missing[[]string](&inventory.Gap{Class: inventory.Failed, Call: ListParents.String(), Detail: what})
	}
	var up []string
	for child := r.scan.Account; ; child = up[len(up)-1] {
		var found []types.Parent
		for page, err := range collect.Pages(ctx, sdk.NewListParentsPaginator(r.client, &sdk.ListParentsInput{ChildId: &child})) {
			if err != nil {
				return collect.Answer[[]string](r.scan, ListParents, nil, err)
			}
			found = append(found, page.Parents...)
		}
		switch {
		case len(found) != 1 || aws.ToString(found[0].Id) == "":
			return broken("the answer does not have one parent of " + child)
		case len(up) == deepest || slices.Contains(up, *found[0].Id):
			return broken("the parents of the account do not end at a root")
		}
		up = append(up, *found[0].Id)
		if found[0].Type == types.ParentTypeRoot {
			slices.Reverse(up)
			return inventory.Known(up)
		}
	}
}

// levels reads the policies of a type on each target, in the targets' order.
func (r *reader) levels(ctx context.Context, targets []string, of types.PolicyType) inventory.Fact[[]Level] {
	var out []Level
	for _, target := range targets {
		level := Level{Target: target}
		p := sdk.NewListPoliciesForTargetPaginator(r.client, &sdk.ListPoliciesForTargetInput{TargetId: aws.String(target), Filter: of})
		for page, err := range collect.Pages(ctx, p) {
			if err != nil {
				return collect.Answer[[]Level](r.scan, ListPoliciesForTarget, nil, err)
			}
			for _, x := range page.Policies {
				content, gap := r.content(ctx, aws.ToString(x.Id)).Get()
				if gap != nil {
					return inventory.Missing[[]Level](gap)
				}
				level.Policies = append(level.Policies, Policy{aws.ToString(x.Id), aws.ToString(x.Name), content})
			}
		}
		out = append(out, level)
	}
	return inventory.Known(out)
}

// content returns the document of a policy.
func (r *reader) content(ctx context.Context, id string) inventory.Fact[string] {
	if f, ok := r.contents[id]; ok {
		return f
	}
	out, err := r.client.DescribePolicy(ctx, &sdk.DescribePolicyInput{PolicyId: &id})
	var f inventory.Fact[string]
	switch {
	case err != nil:
		f = inventory.Missing[string](r.scan.Gap(DescribePolicy, err))
	case out.Policy == nil || aws.ToString(out.Policy.Content) == "":
		f = inventory.Missing[string](&inventory.Gap{Class: inventory.Omitted, Call: DescribePolicy.String(), Detail: "Policy.Content"})
	default:
		f = inventory.Known(*out.Policy.Content)
	}
	r.contents[id] = f
	return f
}
