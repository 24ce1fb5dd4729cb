package checks

import (
	"slices"
	"strconv"
	"strings"
)

// Outsiders returns those accounts and organisations that the policy does not name as trusted, in the given order:
// TrustedAccounts for accounts, OrganizationID for organisations. The account under judgement is not the policy's to
// know: the caller leaves it out.
func (p *Policy) Outsiders(accounts, orgs []string) []string {
	var out []string
	for _, a := range accounts {
		if !slices.Contains(p.TrustedAccounts, a) {
			out = append(out, a)
		}
	}
	for _, o := range orgs {
		if p.OrganizationID == "" || o != p.OrganizationID {
			out = append(out, o)
		}
	}
	return out
}

// First writes the first few of a list for a message, and how many more there are. An empty list is "none".
func First(list []string, n int) string {
	switch {
	case len(list) == 0:
		return "none"
	case len(list) <= n:
		return strings.Join(list, ", ")
	}
	return strings.Join(list[:n], ", ") + " and " + strconv.Itoa(len(list)-n) + " more"
}
