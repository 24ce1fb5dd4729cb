package access

import (
	"slices"
	"strings"
)

// Organizations keep accounts to a few regions by policies on aws:RequestedRegion. Who calls chooses the region, so that such
// a condition decides only where the action or the resource has one.

const requestedRegion = "aws:requestedregion"

// asksRegion reports whether a statement has a condition on the region of the request, and notes the regions it names.
func (t *actionTables) asksRegion(s *Statement) bool {
	found := false
	for i := range s.Conditions {
		c := &s.Conditions[i]
		if c.key != requestedRegion {
			continue
		}
		found, t.asked = true, true
		for _, v := range c.Values {
			if v.Text != "" && !strings.ContainsAny(v.Text, "*?$") {
				t.regions = append(t.regions, v.Text)
			}
		}
	}
	return found
}

// sortRegions ends the collection of regions: to those that conditions name it adds some that patterns such as eu-* mean.
func (t *actionTables) sortRegions() {
	if t.asked {
		t.regions = unique(append(t.regions, homeRegion, "us-west-2", "eu-west-1", "eu-central-1", "ap-southeast-1", "ap-northeast-1"))
	}
}

// homeRegion is where requests to IAM go, whatever the region of the caller (IAM reference, aws:RequestedRegion).
const homeRegion = "us-east-1"

// regionsOf are the regions that a request for an action on a resource can go to.
func (t *actionTables) regionsOf(k int, resource string) []string {
	if r := fixedRegion(t.actions[k], resource); r != "" {
		return []string{r}
	}
	return t.regions
}

// fixedRegion is the region that an action, in lower case, or its resource has, empty where the caller chooses.
func fixedRegion(action, resource string) string {
	a := parseARN(resource)
	switch {
	case strings.HasPrefix(action, "iam:") && a.partition == "aws-cn":
		return "cn-north-1"
	case strings.HasPrefix(action, "iam:") && a.partition == "aws-us-gov":
		return "us-gov-west-1"
	case strings.HasPrefix(action, "iam:"):
		return homeRegion
	}
	return a.region
}

// inRegions are examples in each of the regions that conditions name.
func (t *actionTables) inRegions(examples []string) []string {
	out := slices.Clone(examples)
	for _, r := range t.regions {
		for _, e := range examples {
			out = append(out, strings.Replace(e, ":"+homeRegion+":", ":"+r+":", 1))
		}
	}
	return unique(out)
}
