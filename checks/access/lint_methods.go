package access

import (
	"slices"
	"strings"

	"demarc/checks/access/catalog"
)

// judged is a time at which Lint takes requests to be made: late enough that a condition on dates in the past fails.
const judged = "2026-11-23T00:00:00Z"

// methods reports the known ways to escalate that the document, with the policies beside it, permits on resources of any
// name. Whether a target exists is for Graph.
func (l *linter) methods() {
	docs := append([]*Document{l.doc}, l.opts.With...)
	accounts := []string{"000000000000"}
	for _, d := range docs {
		for i := range d.Statements {
			for _, v := range d.Statements[i].Resource {
				accounts = append(accounts, accountIDs(v.Text)...)
			}
		}
	}
	accounts = unique(accounts)
	var ids, actions []string
	var first *Statement
	for _, m := range methods {
		by := permitted(docs, m, accounts)
		if by == nil {
			continue
		}
		ids = append(ids, m.id)
		actions = append(actions, m.requires...)
		if first == nil {
			first = l.own(by)
		}
	}
	if len(ids) == 0 {
		return
	}
	at := Pos{}
	if first != nil {
		at = first.actionPos()
	}
	l.report("privilege_escalation", first, at, actions, "its principal can gain more permissions by "+list(ids))
	l.findings[len(l.findings)-1].Methods = ids
}

// permitted returns the statement that allows a method's last action, if all its actions are allowed in some account.
func permitted(docs []*Document, m method, accounts []string) *Statement {
	for _, account := range accounts {
		var by *Statement
		for _, action := range m.requires {
			if by = allowedSomewhere(docs, m, action, account); by == nil {
				break
			}
		}
		if by != nil {
			return by
		}
	}
	return nil
}

func allowedSomewhere(docs []*Document, m method, action, account string) *Statement {
	for _, resource := range examples(action, account) {
		ctx := NewContext(map[string][]string{"aws:CurrentTime": {judged}, "aws:TokenIssueTime": {judged}, "aws:SecureTransport": {"true"}})
		if m.kind == passNew && action == "iam:PassRole" && m.service != "" {
			ctx.Set("iam:PassedToService", m.service)
		}
		ctx.open = true
		p := prepared{caller: parseCaller("arn:aws:iam::" + account + ":user/zzzz"), action: lower(action), resource: resource, account: account, ctx: ctx}
		if out := identityPolicies(given(docs), &p); out.allow == yes && out.deny != yes {
			return out.admit
		}
	}
	return nil
}

// examples are resources of an action with names that no policy means.
func examples(action, account string) []string {
	a, ok := catalog.Lookup(action)
	if !ok || len(a.Resources) == 0 {
		return []string{"*"}
	}
	var out []string
	for _, r := range a.Resources {
		out = append(out, example(r.ARN, account))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func example(format, account string) string {
	s := strings.NewReplacer("${Partition}", "aws", "${Region}", "us-east-1", "${Account}", account).Replace(format)
	for {
		i, j := strings.Index(s, "${"), strings.IndexByte(s, '}')
		if i < 0 || j < i {
			return s
		}
		s = s[:i] + "zzzz" + s[j+1:]
	}
}
