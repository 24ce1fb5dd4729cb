// Package roles judges the IAM role that a workload runs as, for the checks of every service that gives its workloads
// one. What runs there, and whoever takes it over, can do what the role can.
package roles

import (
	"fmt"
	"strings"

	"demarc/checks"
	"demarc/checks/access"
	"demarc/inventory"
	"demarc/inventory/iam"
)

// Wants returns what a check that calls NotAdmin has to declare in With.
func Wants() []inventory.Want {
	return []inventory.Want{{Type: iam.RoleType}, {Type: iam.PolicyType}}
}

// byProfile finds the role that an instance profile gives to instances.
var byProfile = &checks.Index[iam.Role]{Global: true, Keys: func(r *iam.Role) inventory.Fact[[]string] { return r.InstanceProfileList }}

// NotAdminByProfile is NotAdmin for the role of an instance profile, named by the profile's ARN.
func NotAdminByProfile[T any](v *checks.View[T], profile string) checks.Verdict {
	roles := checks.Referrers(v, byProfile, profile)
	if len(roles) == 0 {
		return v.NotApplicable("instance profile %s is in no role", profile)
	}
	return NotAdmin(v, roles[0].ARN)
}

// What a policy's text says, and what a list of policies makes of a role, are worked out once: a fleet has few roles.
var (
	parsed = &checks.Memo[string, document]{Of: func(text string) document {
		doc, err := access.Parse([]byte(text))
		return document{doc, err}
	}}
	powers = &checks.Memo[string, access.AdminResult]{Of: func(texts string) access.AdminResult {
		var docs []*access.Document
		for text := range strings.SplitSeq(texts, separator) {
			if doc, err := access.Parse([]byte(text)); err == nil {
				docs = append(docs, doc)
			}
		}
		return access.Admin(docs...)
	}}
)

// separator stands between policies; JSON has no such character.
const separator = "\x00"

// document is a policy, or why its text is none.
type document struct {
	doc *access.Document
	err error
}

// NotAdmin fails where the role with the ARN can do everything, or can give itself the permission to: decided by
// evaluation over its inline and attached policies together, and capped by its permissions boundary. A role that is
// gone gives nobody anything, so that there is nothing to judge.
func NotAdmin[T any](v *checks.View[T], arn string) checks.Verdict {
	return weigh(v, arn).verdict
}

// NoneAdmin is NotAdmin for several roles: what is worst of one of them counts. There must be one at least.
func NoneAdmin[T any](v *checks.View[T], arns []string) checks.Verdict {
	worst := weigh(v, arns[0])
	for _, arn := range arns[1:] {
		if o := weigh(v, arn); o.weight > worst.weight {
			worst = o
		}
	}
	return worst.verdict
}

// An outcome is the verdict on one role, and how much it weighs against those on others.
type outcome struct {
	verdict checks.Verdict
	weight  int
}

// The weights of outcomes, the least first.
const (
	gone = iota
	fine
	open
	adminLike
	admin
)

func weigh[T any](v *checks.View[T], arn string) outcome {
	name, account := split(arn)
	switch {
	case name == "":
		return outcome{v.Unknown("%q is no role's ARN", arn), open}
	case account != v.Account():
		return outcome{v.Unknown("the role is of account %s, and only that account can see its policies", account), open}
	}
	role, found := checks.Find[iam.Role](v, "", name)
	if !found {
		return outcome{v.NotApplicable("role %s does not exist any more, so nothing can run as it", name), gone}
	}
	texts, lost := documents(v, role)
	r := checks.Recall(v, powers, strings.Join(texts, separator))
	if r.Power == access.PowerLimited {
		if len(lost) > 0 {
			return outcome{v.Unknown("policies of role %s are not readable, or not in the listing: %s", name, checks.First(lost, 3)), open}
		}
		return outcome{v.Pass("role %s is no administrator: %s", name, r.Why), fine}
	}
	boundary, known := checks.Read(v, role.PermissionsBoundaryArn)
	if known && boundary != "" {
		return capped(v, name, boundary, r)
	}
	return judge(v, name, r, "")
}

// capped judges an administrator by the permissions boundary, which takes away what it does not allow.
func capped[T any](v *checks.View[T], name, boundary string, r access.AdminResult) outcome {
	p, found := checks.Find[iam.Policy](v, "", boundary)
	if !found {
		return outcome{v.Unknown("role %s is an administrator up to its permissions boundary %s, which is not in the listing", name, boundary), open}
	}
	text, _ := checks.Read(v, p.Document)
	d := checks.Recall(v, parsed, text)
	if d.err != nil {
		return outcome{v.Unknown("the permissions boundary %s cannot be read: %v", boundary, d.err), open}
	}
	if access.Admin(d.doc).Power == access.PowerLimited {
		return outcome{v.Pass("role %s is kept from administration by its permissions boundary %s", name, boundary), fine}
	}
	return judge(v, name, r, ", and its permissions boundary does not keep it from that")
}

func judge[T any](v *checks.View[T], name string, r access.AdminResult, more string) outcome {
	if r.Conditional {
		more = ", under a condition" + more
	}
	verdict := v.Fail("role %s: %s%s", name, r.Why, more)
	if r.Power == access.PowerAdminLike {
		return outcome{verdict.At(checks.Medium), adminLike}
	}
	return outcome{verdict, admin}
}

// documents returns the policies that give the role permissions, and says which of them cannot be read. One that cannot
// stands in the way of a pass alone.
func documents[T any](v *checks.View[T], role *iam.Role) (texts, lost []string) {
	add := func(name, text string) {
		if d := checks.Recall(v, parsed, text); d.err == nil {
			texts = append(texts, text)
		} else {
			lost = append(lost, fmt.Sprintf("%s (%v)", name, d.err))
		}
	}
	inline, _ := checks.Peek(v, role.RolePolicyList)
	for _, p := range inline {
		add(p.PolicyName, p.PolicyDocument)
	}
	attached, _ := checks.Peek(v, role.AttachedManagedPolicies)
	for _, a := range attached {
		p, _ := checks.Lookup[iam.Policy](v, "", a.PolicyArn)
		if p == nil {
			lost = append(lost, a.PolicyArn)
			continue
		}
		if text, ok := checks.Peek(v, p.Document); ok {
			add(a.PolicyArn, text)
		}
	}
	return texts, lost
}

// split returns the name and the account of a role's ARN; the name comes after its path. Anything else gives nothing.
func split(arn string) (name, account string) {
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) != 6 || parts[0] != "arn" || parts[2] != "iam" || !strings.HasPrefix(parts[5], "role/") {
		return "", ""
	}
	return parts[5][strings.LastIndexByte(parts[5], '/')+1:], parts[4]
}
