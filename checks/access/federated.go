package access

import (
	"slices"
	"strings"
)

// sharedProviders let anybody in the world sign up, so that only their claims tell a stranger from a friend.
var sharedProviders = []string{
	"accounts.google.com", "agent.buildkite.com", "api.pulumi.com/oidc", "app.terraform.io", "appleid.apple.com",
	"cognito-identity.amazonaws.com", "cognito-identity-us-gov.amazonaws.com", "gitlab.com", "graph.facebook.com",
	"oidc.codefresh.io", "oidc.vercel.com", "token.actions.githubusercontent.com", "www.amazon.com",
}

func sharedProvider(host string) bool { return slices.Contains(sharedProviders, lower(host)) }

// appProviders issue tokens for one application, which the audience names; elsewhere the caller picks the audience.
var appProviders = []string{"accounts.google.com", "appleid.apple.com", "cognito-identity.amazonaws.com",
	"cognito-identity-us-gov.amazonaws.com", "graph.facebook.com", "www.amazon.com"}

// chosenClaims are claims that every user of a shared provider can set as they like in their own project.
var chosenClaims = []string{"ref", "ref_type", "base_ref", "head_ref", "environment", "event_name", "workflow", "runner_environment", "amr"}

// claimBinds reports whether a claim tells the owner's identities from strangers'.
func claimBinds(host, claim string) bool {
	if claim == "aud" || claim == "azp" || claim == "app_id" {
		return slices.Contains(appProviders, lower(host)) || !sharedProvider(host)
	}
	return !slices.Contains(chosenClaims, claim)
}

// bound is the part of a pattern on a claim that names one party: for "repo:owner/name:*" all of "repo:owner/*". ok is
// false when the pattern leaves the party open, as "repo:*/name:*" does.
func bound(claim string, pattern glob) (glob, bool) {
	i := slices.IndexFunc(pattern, func(t rune) bool { return t < 0 })
	if i < 0 {
		return pattern, true
	}
	head := string(pattern[:i])
	if claim == "sub" {
		for _, form := range []struct {
			start, end string
		}{{"repo:", "/"}, {"project_path:", "/"}, {"organization:", ":"}, {"system:serviceaccount:", ":"}} {
			rest, ok := strings.CutPrefix(head, form.start)
			if !ok {
				continue
			}
			owner, _, ok := strings.Cut(rest, form.end)
			return append(literal(form.start+owner+form.end), anyRun), ok && owner != ""
		}
	}
	return append(literal(head), anyRun), len(head) >= 4 && !strings.HasSuffix(head, ":")
}

// federatedActions tells which action of STS a provider's tokens can be exchanged with.
func federatedAction(provider string) string {
	if strings.Contains(provider, ":saml-provider/") {
		return "sts:assumerolewithsaml"
	}
	return "sts:assumerolewithwebidentity"
}
