package access

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

type graphFile struct {
	Single []struct {
		ID         string            `json:"id"`
		Policies   []json.RawMessage `json:"identity_policies"`
		Escalation bool              `json:"expected_escalation"`
		Methods    []*string         `json:"expected_method_ids"`
		Disputed   bool              `json:"disputed"`
	} `json:"single_principal_cases"`
	Environments map[string]graphEnvironment `json:"graph_environments"`
	Cases        []struct {
		ID          string `json:"id"`
		Environment string `json:"environment"`
		Kind        string `json:"kind"`
		Principal   string `json:"principal"`
		Escalation  *bool  `json:"expected_escalation"`
		Disputed    bool   `json:"disputed"`
		Reason      string `json:"dispute_reason"`
		Needs       string `json:"needs"`
		PMapper     *struct {
			Admin bool `json:"admin"`
		} `json:"pmapper"`
		Path   []string `json:"expected_path"`
		Admins []string `json:"expected_admins"`
	} `json:"graph_cases"`
}

type graphEnvironment struct {
	Account    string                     `json:"account_id"`
	Policies   map[string]json.RawMessage `json:"policies"`
	Groups     map[string][]string        `json:"groups"`
	Principals []struct {
		ARN      string          `json:"arn"`
		Policies []string        `json:"policies"`
		Groups   []string        `json:"groups"`
		Trust    json.RawMessage `json:"trust_policy"`
		Profile  []string        `json:"instance_profile"`
	} `json:"principals"`
}

func (e graphEnvironment) account(t *testing.T) Account {
	t.Helper()
	docs := map[string]*Document{}
	for arn, raw := range e.Policies {
		docs[arn] = mustParse(t, string(raw))
	}
	attach := func(arns []string) (out []Attached) {
		for _, a := range arns {
			out = append(out, Attached{ARN: a, Document: docs[a]})
		}
		return out
	}
	a := Account{ID: e.Account, Time: judged}
	for name, arns := range e.Groups {
		a.Groups = append(a.Groups, Group{Name: name, ARN: fmt.Sprintf("arn:aws:iam::%s:group/%s", e.Account, name), Attached: attach(arns)})
	}
	slices.SortFunc(a.Groups, func(x, y Group) int { return len(x.Name) - len(y.Name) })
	for _, p := range e.Principals {
		var groups []string
		for _, g := range p.Groups {
			groups = append(groups, g[strings.LastIndexByte(g, '/')+1:])
		}
		n := Principal{ARN: p.ARN, Attached: attach(p.Policies), Groups: groups, InstanceProfile: len(p.Profile) > 0}
		if !empty(p.Trust) {
			n.Trust = mustParse(t, string(p.Trust))
		}
		a.Principals = append(a.Principals, n)
	}
	return a
}

func TestGraphCases(t *testing.T) {
	var f graphFile
	load(t, "privesc_paths.json", &f)
	graphs := map[string]*Graph{}
	for name, e := range f.Environments {
		graphs[name] = NewGraph(e.account(t))
	}
	for _, c := range f.Cases {
		g := graphs[c.Environment]
		if c.Escalation != nil {
			p, ok := g.PathToAdmin(c.Principal)
			if ok != *c.Escalation {
				if c.Disputed {
					t.Logf("%s disputed (%s): got %v", c.ID, c.Reason, ok)
					continue
				}
				t.Errorf("%s: %s escalates %v, want %v: %+v", c.ID, c.Principal, ok, *c.Escalation, p)
			}
			if ok && p.Possible && c.Needs == "" && !c.Disputed {
				t.Logf("%s: only possible: %+v", c.ID, p)
			}
		}
		if c.Kind == "path" {
			p, ok := g.PathToAdmin(c.Path[0])
			got := []string{c.Path[0]}
			for _, s := range p.Steps {
				got = append(got, s.To)
			}
			if !ok || p.Possible || !slices.Equal(got, c.Path) || !slices.Equal(g.Admins(), c.Admins) {
				t.Errorf("%s: path %v, admins %v", c.ID, got, g.Admins())
			}
		}
	}
}

func TestMethodCases(t *testing.T) {
	var f graphFile
	load(t, "privesc_paths.json", &f)
	for _, c := range f.Single {
		var docs []*Document
		for _, raw := range c.Policies {
			docs = append(docs, mustParse(t, string(raw)))
		}
		var got []string
		for _, finding := range Lint(docs[0], LintOptions{With: docs[1:]}) {
			got = append(got, finding.Methods...)
		}
		if (len(got) > 0) != c.Escalation {
			t.Errorf("%s: methods %v, want escalation %v", c.ID, got, c.Escalation)
		}
		for _, m := range c.Methods {
			if m != nil && !slices.Contains(got, *m) {
				t.Errorf("%s: lacks %s: %v", c.ID, *m, got)
			}
		}
	}
}
