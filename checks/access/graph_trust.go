package access

import (
	"strings"
)

// trustFacts is a trust policy made ready.
type trustFacts struct {
	doc *Document
	// names are the ARNs that it names, account is true if it names the account or everyone.
	names    map[string]bool
	account  bool
	everyone bool
	services map[string]truth
}

func newTrustFacts(d *Document, account string) *trustFacts {
	t := &trustFacts{doc: d, names: map[string]bool{}, services: map[string]truth{}}
	for i := range d.Statements {
		s := &d.Statements[i]
		if s.Effect != Allow {
			continue
		}
		if s.NotPrincipal != nil {
			t.account, t.everyone = true, true
		}
		if s.Principal == nil {
			continue
		}
		t.everyone = t.everyone || s.Principal.Everyone
		t.account = t.account || s.Principal.Everyone
		for _, e := range s.Principal.Entries {
			t.names[e.Text] = true
			a := parseARN(e.Text)
			if e.Text == account || a.account == account && a.resource == "root" || strings.ContainsAny(e.Text, "*?") {
				t.account = true
			}
		}
	}
	for _, m := range methods {
		for _, service := range m.trusted() {
			if _, done := t.services[service]; !done {
				t.services[service] = t.admits(parseCaller(service), &Context{open: true}).allow
			}
		}
	}
	return t
}

// admits evaluates the trust policy for a caller.
func (t *trustFacts) admits(c caller, ctx *Context) outcome {
	p := prepared{caller: c, action: "sts:assumerole", account: c.account, ctx: ctx}
	if c.kind == KindFederated { // Cognito hands out roles as an identity provider
		p.action = "sts:assumerolewithwebidentity"
	}
	out := resourcePolicy(t.doc, &p)
	out.allow = out.allow.and(out.deny.not())
	return out
}

// trusted are the service principals that a role must trust for the method.
func (m *method) trusted() []string {
	switch {
	case m.kind == passNew && m.service != "":
		return []string{m.service}
	case m.kind == takeOver:
		return carried[m.service]
	}
	return nil
}

// carried tells which service principals use the role of a resource of a service.
var carried = map[string][]string{
	"apprunner": {"tasks.apprunner.amazonaws.com"}, "batch": {"ecs-tasks.amazonaws.com", "batch.amazonaws.com"}, "bedrock-agentcore": {"bedrock-agentcore.amazonaws.com"},
	"cloudformation": {"cloudformation.amazonaws.com"}, "codebuild": {"codebuild.amazonaws.com"}, "ec2": {"ec2.amazonaws.com"}, "ec2-launch-template": {"ec2.amazonaws.com"},
	"autoscaling-launch-configuration": {"ec2.amazonaws.com"},
	"glue":                             {"glue.amazonaws.com"}, "lambda": {"lambda.amazonaws.com"}, "sagemaker": {"sagemaker.amazonaws.com"}, "ssm": {"ec2.amazonaws.com"},
}
