package access

import (
	"fmt"
	"strings"
)

// why says the decision in one sentence.
func (d *Decision) why() string {
	if d.Class == ClassNone {
		return "the policy allows no request: it has no Allow statement that somebody meets and no Deny stops"
	}
	st := d.Statements[0].Name()
	who := map[Class]string{
		ClassPublic:           "anyone, without signing in",
		ClassAnyAWS:           "any AWS account",
		ClassOrg:              "every account of " + strings.Join(d.Orgs, ", "),
		ClassCrossAccount:     "account " + strings.Join(d.Accounts, ", "),
		ClassFixedPrincipal:   "a fixed principal or source whose account the policy does not tell",
		ClassNetwork:          "anyone, but only from the named networks",
		ClassServiceUnbounded: strings.Join(d.Services, ", ") + " for any customer, since no condition binds it to an account",
		ClassServiceBounded:   strings.Join(d.Services, ", ") + " for named sources only",
		ClassSameAccount:      "principals of its own account or bound identities only",
	}[d.Class]
	if d.Class == ClassAnyAWS && len(d.Federated) > 0 && d.Witness != nil && parseCaller(d.Witness.Principal).kind == KindFederated {
		who = "anyone at the identity provider " + strings.Join(d.Federated, ", ")
	}
	if d.Class == ClassSameAccount && len(d.Federated) > 0 {
		who = "identities of " + strings.Join(d.Federated, ", ") + " that its conditions leave"
	}
	if d.Class == ClassUnknown {
		hangs := ""
		if len(d.Conditions) > 0 {
			hangs = " (" + d.Conditions[0] + ")"
		}
		return fmt.Sprintf("%s could not be decided%s; read it and treat it as open until then", st, hangs)
	}
	text := fmt.Sprintf("%s lets in %s", st, who)
	if d.Witness != nil {
		text += ", e.g. " + d.Witness.Form().String()
	}
	return text
}
