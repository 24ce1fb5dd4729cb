package organizations_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/organizations"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

const (
	dir   = "global/organizations/"
	allow = `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`
	stay  = `{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"organizations:LeaveOrganization","Resource":"*"}}`
)

// organization is one with features, managed by an account.
func organization(manager, features string) string {
	return `{"Organization":{"Id":"o-abcdefghij","Arn":"arn:aws:organizations::` + manager + `:organization/o-abcdefghij","FeatureSet":"` + features + `","MasterAccountId":"` + manager + `"}}`
}

// policies is an answer that lists policies of a type.
func policies(kind string, ids ...string) string {
	out := `{"Policies":[`
	for i, id := range ids {
		if i > 0 {
			out += ","
		}
		out += `{"Id":"` + id + `","Name":"` + id + `-name","Type":"` + kind + `"}`
	}
	return out + `]}`
}

// member is an account in a unit below the root. Resource control policies are not enabled.
func member() fstest.MapFS {
	const scp, rcp = "SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"
	files := map[string]string{
		dir + "DescribeOrganization":         organization("999999999999", "ALL"),
		dir + "ListParents/111122223333":     `{"Parents":[{"Id":"ou-ab12-prod0001","Type":"ORGANIZATIONAL_UNIT"}]}`,
		dir + "ListParents/ou-ab12-prod0001": `{"Parents":[{"Id":"r-ab12","Type":"ROOT"}]}`,
		dir + "DescribePolicy/p-full":        `{"Policy":{"PolicySummary":{"Id":"p-full"},"Content":` + quoted(allow) + `}}`,
		dir + "DescribePolicy/p-stay":        `{"Policy":{"PolicySummary":{"Id":"p-stay"},"Content":` + quoted(stay) + `}}`,
	}
	for _, target := range []string{"r-ab12", "ou-ab12-prod0001", "111122223333"} {
		files[dir+"ListPoliciesForTarget/"+target+"/"+scp] = policies(scp, "p-full")
		files[dir+"ListPoliciesForTarget/"+target+"/"+rcp] = policies(rcp)
	}
	files[dir+"ListPoliciesForTarget/r-ab12/"+scp] = policies(scp, "p-full", "p-stay")
	return localstacktest.Files(files)
}

func quoted(json string) string {
	out := `"`
	for _, r := range json {
		if r == '"' {
			out += `\`
		}
		out += string(r)
	}
	return out + `"`
}

// guardrails are the facts of the account's organization, or nil where it is in none. A gap is its class.
func guardrails(t *testing.T, s *inventory.Snapshot) []any {
	t.Helper()
	list := s.Of("organizations.guardrails")
	if len(list) == 0 {
		return nil
	}
	g := list[0].(*organizations.Guardrails)
	return []any{g.ID, g.ARN, either(g.MasterAccountID), either(g.FeatureSet), either(g.Parents), either(g.ServiceControlPolicies), either(g.ResourceControlPolicies)}
}

func either[V any](f inventory.Fact[V]) any {
	if c := localstacktest.Class(f); c != "" {
		return c
	}
	return localstacktest.Value(f)
}

func TestGuardrails(t *testing.T) {
	const arn, managed = "arn:aws:organizations::999999999999:organization/o-abcdefghij", "arn:aws:organizations::111122223333:organization/o-abcdefghij"
	full := organizations.Policy{ID: "p-full", Name: "p-full-name", Content: allow}
	parents := []string{"r-ab12", "ou-ab12-prod0001"}
	scps := []organizations.Level{{Target: "r-ab12", Policies: []organizations.Policy{full, {ID: "p-stay", Name: "p-stay-name", Content: stay}}},
		{Target: "ou-ab12-prod0001", Policies: []organizations.Policy{full}}, {Target: "111122223333", Policies: []organizations.Policy{full}}}
	rcps := []organizations.Level{{Target: "r-ab12"}, {Target: "ou-ab12-prod0001"}, {Target: "111122223333"}}
	none := []organizations.Level{}
	denied := func(actions ...string) localstack.Options {
		return localstack.Options{Faults: localstack.Faults{Denied: actions}}
	}
	calls := func(organization, up, lists, documents int) map[string]int {
		out := map[string]int{"Organizations.DescribeOrganization": organization}
		for op, n := range map[string]int{"ListParents": up, "ListPoliciesForTarget": lists, "DescribePolicy": documents} {
			if n > 0 {
				out["Organizations."+op] = n
			}
		}
		return out
	}
	for name, c := range map[string]struct {
		files   fstest.MapFS
		options localstack.Options
		want    []any
		calls   map[string]int
	}{
		"member":          {member(), localstack.Options{}, []any{"o-abcdefghij", arn, "999999999999", "ALL", parents, scps, rcps}, calls(1, 2, 6, 2)},
		"member_in_pages": {member(), localstack.Options{PageSize: 1}, []any{"o-abcdefghij", arn, "999999999999", "ALL", parents, scps, rcps}, calls(1, 2, 7, 2)},
		"management": {localstacktest.With(member(), map[string]string{dir + "DescribeOrganization": organization("111122223333", "ALL")}), localstack.Options{},
			[]any{"o-abcdefghij", managed, "111122223333", "ALL", []string{}, none, none}, calls(1, 0, 0, 0)},
		"billing_alone": {localstacktest.With(member(), map[string]string{dir + "DescribeOrganization": organization("999999999999", "CONSOLIDATED_BILLING")}), localstack.Options{},
			[]any{"o-abcdefghij", arn, "999999999999", "CONSOLIDATED_BILLING", []string{}, none, none}, calls(1, 0, 0, 0)},
		"not_in_use":       {localstacktest.Files(), localstack.Options{}, nil, calls(1, 0, 0, 0)},
		"parents_denied":   {member(), denied("organizations:ListParents"), []any{"o-abcdefghij", arn, "999999999999", "ALL", "denied", "denied", "denied"}, calls(1, 1, 0, 0)},
		"lists_denied":     {member(), denied("organizations:ListPoliciesForTarget"), []any{"o-abcdefghij", arn, "999999999999", "ALL", parents, "denied", "denied"}, calls(1, 2, 2, 0)},
		"documents_denied": {member(), denied("organizations:DescribePolicy"), []any{"o-abcdefghij", arn, "999999999999", "ALL", parents, "denied", rcps}, calls(1, 2, 4, 1)},
		"no_content": {localstacktest.With(member(), map[string]string{dir + "DescribePolicy/p-stay": `{"Policy":{"PolicySummary":{"Id":"p-stay"}}}`}), localstack.Options{},
			[]any{"o-abcdefghij", arn, "999999999999", "ALL", parents, "omitted", rcps}, calls(1, 2, 4, 2)},
		"circle_of_parents": {localstacktest.With(member(), map[string]string{dir + "ListParents/ou-ab12-prod0001": `{"Parents":[{"Id":"ou-ab12-prod0001","Type":"ORGANIZATIONAL_UNIT"}]}`}), localstack.Options{},
			[]any{"o-abcdefghij", arn, "999999999999", "ALL", "failed", "failed", "failed"}, calls(1, 2, 0, 0)},
		"no_parent": {localstacktest.With(member(), map[string]string{dir + "ListParents/ou-ab12-prod0001": `{"Parents":[]}`}), localstack.Options{},
			[]any{"o-abcdefghij", arn, "999999999999", "ALL", "failed", "failed", "failed"}, calls(1, 2, 0, 0)},
		"empty_answers": {member(), localstack.Options{Faults: localstack.Faults{Damage: map[string]localstack.Damage{"Organizations.ListPoliciesForTarget": localstack.Empty}}},
			[]any{"o-abcdefghij", arn, "999999999999", "ALL", parents, "unsupported", "unsupported"}, calls(1, 2, 2, 0)},
	} {
		t.Run(name, func(t *testing.T) {
			s := localstacktest.Scan(t, c.files, organizations.Collectors, c.options)
			if diff := cmp.Diff(c.want, guardrails(t, s)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.calls, s.Calls); diff != "" {
				t.Error(diff)
			}
			if got := s.Coverage[0].Status; got != inventory.Complete {
				t.Errorf("coverage %s", got)
			}
		})
	}
}

func TestOrganizationDenied(t *testing.T) {
	s := localstacktest.Scan(t, member(), organizations.Collectors, localstack.Options{Faults: localstack.Faults{Denied: []string{"organizations:DescribeOrganization"}}})
	if c := s.Coverage[0]; c.Status != inventory.Unread || c.Gap.Class != inventory.Denied {
		t.Errorf("coverage %+v", c)
	}
	if id := organizations.ID(s); id != "" {
		t.Errorf("organization %q", id)
	}
}

// TestIDAlone asks for no policies when nothing reads them.
func TestIDAlone(t *testing.T) {
	_, cfg := localstacktest.Serve(t, member(), localstack.Options{})
	plan, err := collect.NewPlan(organizations.Collectors, []inventory.Want{{Type: organizations.GuardrailsType}})
	if err != nil {
		t.Fatal(err)
	}
	s := localstacktest.Run(t, cfg, plan)
	if diff := cmp.Diff(map[string]int{"Organizations.DescribeOrganization": 1}, s.Calls); diff != "" {
		t.Error(diff)
	}
	if id := organizations.ID(s); id != "o-abcdefghij" {
		t.Errorf("organization %q", id)
	}
}
