package access

import (
	"slices"
	"strings"
)

// Power is how much a set of identity policies allows. The zero value is nothing special.
type Power uint8

// The powers, the greater the more.
const (
	// PowerLimited is everything less than the others.
	PowerLimited Power = iota
	// PowerAdminLike can make itself an administrator through IAM, or can do everything but IAM.
	PowerAdminLike
	// PowerAdmin can do every action on every resource, apart from named exceptions.
	PowerAdmin
)

func (p Power) String() string {
	return [...]string{"limited", "admin-like", "admin"}[p]
}

// AdminResult is the answer of Admin.
type AdminResult struct {
	Power Power
	// Conditional is true when the power depends on a condition or a Deny that has one (e.g. MFA, an address range).
	Conditional bool
	// Statement is the statement that gives the power, nil for PowerLimited.
	Statement *Statement
	// Why is one sentence for a reader.
	Why string
}

// probe is an action on a resource that only a very wide policy allows.
type probe struct{ action, resource string }

var (
	// everything stands for all services: one that does not exist, so that only a pattern over all services matches, and
	// the ones where power matters most.
	everything = []probe{
		{"zzzz:UnheardOf", "arn:aws:zzzz:zz-zzzz-1:000000000000:zzzz/zzzz"},
		{"s3:DeleteBucket", "arn:aws:s3:::zzzz-zzzz"},
		{"kms:Decrypt", "arn:aws:kms:zz-zzzz-1:000000000000:key/zzzz"},
		{"ec2:TerminateInstances", "arn:aws:ec2:zz-zzzz-1:000000000000:instance/i-zzzz"},
		{"secretsmanager:GetSecretValue", "arn:aws:secretsmanager:zz-zzzz-1:000000000000:secret:zzzz"},
	}
	// identityControl are the actions that let a principal give itself any permission.
	identityControl = [][]probe{
		{{"iam:AttachUserPolicy", "arn:aws:iam::000000000000:user/zzzz"}},
		{{"iam:PutUserPolicy", "arn:aws:iam::000000000000:user/zzzz"}},
		{{"iam:AttachRolePolicy", "arn:aws:iam::000000000000:role/zzzz"}},
		{{"iam:PutRolePolicy", "arn:aws:iam::000000000000:role/zzzz"}},
		{{"iam:CreatePolicyVersion", "arn:aws:iam::000000000000:policy/zzzz"}},
		{{"iam:AttachGroupPolicy", "arn:aws:iam::000000000000:group/zzzz"}, {"iam:AddUserToGroup", "arn:aws:iam::000000000000:group/zzzz"}},
		{{"iam:PutGroupPolicy", "arn:aws:iam::000000000000:group/zzzz"}, {"iam:AddUserToGroup", "arn:aws:iam::000000000000:group/zzzz"}},
	}
)

// Admin tells whether identity policies, taken together, make their principal an administrator. It is decided by
// evaluating requests, so that "*", "*:*", NotAction, NotResource and Deny count for what they do. Conditions are taken as
// met and reported. A nil document counts as empty. Boundaries and organization policies are not part of the question.
func Admin(docs ...*Document) AdminResult {
	all, conditionalAll, st := allowsAll(docs, everything)
	if all {
		iam, conditionalIAM, _ := controlsIdentity(docs)
		if iam {
			return AdminResult{PowerAdmin, conditionalAll || conditionalIAM, st, st.Name() + " allows every action on every resource"}
		}
		return AdminResult{PowerAdminLike, conditionalAll, st, st.Name() + " allows every service but IAM on every resource"}
	}
	iam, conditional, st := controlsIdentity(docs)
	if iam {
		return AdminResult{PowerAdminLike, conditional, st, st.Name() + " lets its principal grant itself any permission in IAM"}
	}
	return AdminResult{Why: "no statement allows all services or control over identities on every resource"}
}

// controlsIdentity asks for IAM of any account, and of each account that the policies name in a resource.
func controlsIdentity(docs []*Document) (ok, conditional bool, by *Statement) {
	for _, account := range append([]string{"000000000000"}, resourceAccounts(docs)...) {
		for _, way := range identityControl {
			probes := slices.Clone(way)
			for i := range probes {
				probes[i].resource = strings.Replace(probes[i].resource, "000000000000", account, 1)
			}
			if a, c, st := allowsAll(docs, probes); a && (!ok || conditional && !c) {
				ok, conditional, by = true, c, st
			}
		}
		if ok && !conditional {
			break
		}
	}
	return ok, conditional, by
}

// resourceAccounts are the accounts in the resources of IAM, at most a few.
func resourceAccounts(docs []*Document) []string {
	const few = 5
	var out []string
	for _, d := range given(docs) {
		for i := range d.Statements {
			for _, v := range d.Statements[i].Resource {
				if a := parseARN(v.Text); a.ok && isAccount(a.account) && !slices.Contains(out, a.account) && len(out) < few {
					out = append(out, a.account)
				}
			}
		}
	}
	return out
}

// allowsAll reports whether all probes are allowed, whether that hangs on a condition, and by which statement.
func allowsAll(docs []*Document, probes []probe) (all, conditional bool, by *Statement) {
	for _, pr := range probes {
		p := Request{Principal: "arn:aws:iam::000000000000:user/zzzz", Action: pr.action, Resource: pr.resource}.prepare()
		p.ctx = &Context{open: true}
		out := identityPolicies(given(docs), &p)
		if out.allow == no || out.deny == yes {
			return false, false, nil
		}
		conditional = conditional || out.allow == maybe || out.deny == maybe
		if by == nil {
			by = out.admit
		}
	}
	return true, conditional, by
}

func given(docs []*Document) []*Document {
	var out []*Document
	for _, d := range docs {
		if d != nil {
			out = append(out, d)
		}
	}
	return out
}
