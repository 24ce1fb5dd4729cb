package escalation

import (
	"demarc/checks/access"
	"demarc/inventory"
	"demarc/inventory/iam"
)

func (b *builder) policy(p *iam.Policy) {
	text, gap := p.Document.Get()
	if gap != nil {
		b.lose("iam.policy "+p.ID, gap)
		b.policies[p.ID] = nil
		return
	}
	b.policies[p.ID] = b.document("iam.policy "+p.ID, text)
}

// managed returns an attached policy, and whether its document is known.
func (b *builder) managed(what, arn string) (access.Attached, bool) {
	doc, listed := b.policies[arn]
	if !listed {
		b.lose(what, &inventory.Gap{Class: inventory.Omitted, Call: iam.GetAccountAuthorizationDetails.String(), Detail: "policy " + arn})
	}
	return access.Attached{ARN: arn, Document: doc}, doc != nil
}

// permissions returns the policies of a user, group or role, and whether all are known.
func (b *builder) permissions(what string, inline inventory.Fact[[]iam.InlinePolicy], attached inventory.Fact[[]iam.AttachedPolicy]) (as []access.Attached, docs []*access.Document, whole bool) {
	whole = true
	own, gap := inline.Get()
	if gap != nil {
		b.lose(what, gap)
		whole = false
	}
	for _, p := range own {
		if doc := b.document(what+", inline policy "+p.PolicyName, p.PolicyDocument); doc != nil {
			docs = append(docs, doc)
		} else {
			whole = false
		}
	}
	list, gap := attached.Get()
	if gap != nil {
		b.lose(what, gap)
		whole = false
	}
	for _, p := range list {
		a, ok := b.managed(what, p.PolicyArn)
		if as = append(as, a); !ok {
			whole = false
		}
	}
	return as, docs, whole
}

// boundary returns the permissions boundary, and whether it is known.
func (b *builder) boundary(what string, f inventory.Fact[string]) (*access.Document, bool) {
	arn, gap := f.Get()
	switch {
	case gap != nil:
		b.lose(what, gap)
		return nil, false
	case arn == "":
		return nil, true
	}
	a, ok := b.managed(what, arn)
	return a.Document, ok
}

func (b *builder) group(g *iam.Group) {
	as, docs, whole := b.permissions("iam.group "+g.ID, g.GroupPolicyList, g.AttachedManagedPolicies)
	b.account.Groups = append(b.account.Groups, access.Group{Name: g.ID, ARN: g.ARN, Attached: as, Inline: docs})
	b.groups[g.ID] = !whole
}

func (b *builder) user(u *iam.User) {
	what := "iam.user " + u.ID
	as, docs, whole := b.permissions(what, u.UserPolicyList, u.AttachedManagedPolicies)
	limit, bounded := b.boundary(what, u.PermissionsBoundaryArn)
	groups, gap := u.GroupList.Get()
	if gap != nil {
		b.lose(what, gap)
		whole = false
	}
	for _, g := range groups {
		unsure, listed := b.groups[g]
		if !listed {
			b.lose(what, &inventory.Gap{Class: inventory.Omitted, Call: iam.GetAccountAuthorizationDetails.String(), Detail: "group " + g})
		}
		whole = whole && listed && !unsure
	}
	b.account.Principals = append(b.account.Principals, access.Principal{ARN: u.ARN, Attached: as, Inline: docs, Boundary: limit, Groups: groups})
	b.m.unsure[u.ARN] = !whole || !bounded
}

func (b *builder) role(r *iam.Role) {
	what := "iam.role " + r.ID
	as, docs, whole := b.permissions(what, r.RolePolicyList, r.AttachedManagedPolicies)
	limit, bounded := b.boundary(what, r.PermissionsBoundaryArn)
	p := access.Principal{ARN: r.ARN, Attached: as, Inline: docs, Boundary: limit}
	text, gap := r.AssumeRolePolicyDocument.Get()
	if gap != nil {
		b.lose(what+", trust policy", gap)
	} else {
		p.Trust = b.document(what+", trust policy", text)
	}
	profiles, gap := r.InstanceProfileList.Get()
	if gap != nil {
		b.lose(what, gap)
	}
	p.InstanceProfile = len(profiles) > 0
	b.profileNames(r, profiles)
	b.account.Principals = append(b.account.Principals, p)
	b.m.unsure[r.ARN] = !whole || !bounded
}
