package access

import "strings"

// self is the best way for a node to make itself, or somebody it can become, an administrator by changing permissions.
func (g *Graph) self(si int) (Step, int, truth) {
	s := g.nodes[si]
	best, to, certain := Step{}, -1, no
	g.changes(si, func(id, target, via string, ok truth) bool {
		if ok > certain {
			certain = ok
			best = Step{From: s.p.ARN, To: target, Method: id, Name: methodName(id), Via: via, Possible: ok == maybe}
		}
		return certain == yes
	})
	return best, to, certain
}

// changes hands over the methods by which a node changes permissions, its own or those of somebody it can become, until try
// is content.
func (g *Graph) changes(si int, try func(id, target, via string, ok truth) bool) {
	s := g.nodes[si]
	content := false
	if s.ceiling {
		g.grantsItself(s, func(id, via string, ok truth) { content = try(id, s.p.ARN, via, ok) || content })
	}
	g.boundary(s, func(id string, ok truth) { content = content || try(id, s.p.ARN, s.p.ARN, ok) })
	if s.unbinds {
		for _, ti := range g.bounded {
			if t := g.nodes[ti]; ti != si && !content {
				g.unbind(s, t, func(id string, ok truth) { content = try(id, t.p.ARN, t.p.ARN, ok) || content })
			}
		}
	}
	if !s.lifts {
		return
	}
	for _, ti := range append(append([]int(nil), g.roles...), g.users...) {
		if content {
			return
		}
		if t := g.nodes[ti]; ti != si && t.ceiling && !t.admin && !t.reserved() && !t.caller.serviceLinked() {
			g.lifts(s, t, func(id string, ok truth) { content = try(id, t.p.ARN, t.p.ARN, ok) || content })
		}
	}
}

// grantsItself: policies of its own, of its groups, or membership of a powerful group.
func (g *Graph) grantsItself(s *graphNode, try func(id, via string, ok truth)) {
	for _, a := range g.ownPolicies(s) {
		try("iam-001", a.ARN, g.can(s, "iam:CreatePolicyVersion", a.ARN))
		if ok := g.can(s, "iam:SetDefaultPolicyVersion", a.ARN); ok != no {
			try("x-setexistingdefaultpolicyversion", a.ARN, ok.and(strongerVersion(a)))
		}
	}
	if s.role {
		try("iam-005", s.p.ARN, g.can(s, "iam:PutRolePolicy", s.p.ARN))
		try("iam-009", s.p.ARN, g.can(s, "iam:AttachRolePolicy", s.p.ARN))
		return
	}
	try("iam-007", s.p.ARN, g.can(s, "iam:PutUserPolicy", s.p.ARN))
	try("iam-008", s.p.ARN, g.can(s, "iam:AttachUserPolicy", s.p.ARN))
	for _, name := range s.p.Groups {
		if group := g.groups[name]; group != nil {
			try("iam-010", group.ARN, g.can(s, "iam:AttachGroupPolicy", group.ARN))
			try("iam-011", group.ARN, g.can(s, "iam:PutGroupPolicy", group.ARN))
		}
	}
	if !s.allows.has(g.tables.numbers["iam:AddUserToGroup"]) {
		return
	}
	for i := range g.account.Groups {
		group := &g.account.Groups[i]
		if g.powerful(group) {
			try("iam-013", group.ARN, g.can(s, "iam:AddUserToGroup", group.ARN))
		}
	}
}

// powerful reports whether a group's policies make an administrator or let one make oneself.
func (g *Graph) powerful(group *Group) bool {
	docs := append([]*Document(nil), group.Inline...)
	for _, a := range group.Attached {
		docs = append(docs, a.Document)
	}
	r := Admin(docs...)
	return r.Power != PowerLimited && !r.Conditional
}

// strongerVersion is yes if another version of the policy makes an administrator, and maybe if versions were not read.
func strongerVersion(a Attached) truth {
	if a.Others == nil {
		return maybe
	}
	for _, d := range a.Others {
		if r := Admin(d); r.Power != PowerLimited {
			return yes
		}
	}
	return no
}

// boundary: removing or replacing its own boundary helps a principal whose policies already exceed it.
func (g *Graph) boundary(s *graphNode, try func(id string, ok truth)) {
	if !s.bound {
		return
	}
	if s.role {
		try("x-iam-deleterolepermissionsboundary", g.can(s, "iam:DeleteRolePermissionsBoundary", s.p.ARN))
	} else {
		try("x-iam-deleteuserpermissionsboundary", g.can(s, "iam:DeleteUserPermissionsBoundary", s.p.ARN))
	}
}

// unbind: s removes the boundary of t and then acts as t.
func (g *Graph) unbind(s, t *graphNode, try func(id string, ok truth)) {
	if t.role {
		try("x-assumerole-deleterolepermissionsboundary", g.can(s, "iam:DeleteRolePermissionsBoundary", t.p.ARN).and(g.assumes(s, t)))
		return
	}
	try("x-iam-deleteuserpermissionsboundary", g.can(s, "iam:DeleteUserPermissionsBoundary", t.p.ARN).and(g.can(s, "iam:CreateAccessKey", t.p.ARN)))
}

// lifts: s gives t every permission and then acts as t.
func (g *Graph) lifts(s, t *graphNode, try func(id string, ok truth)) {
	if !t.role {
		for _, way := range [][2]string{{"iam-015", "iam:AttachUserPolicy"}, {"iam-018", "iam:PutUserPolicy"}} {
			if ok := g.can(s, way[1], t.p.ARN); ok != no {
				try(way[0], ok.and(g.can(s, "iam:CreateAccessKey", t.p.ARN)))
			}
		}
		return
	}
	raise := g.can(s, "iam:AttachRolePolicy", t.p.ARN)
	ways := [][2]string{{"iam-014", "iam-019"}}
	grants := []truth{raise}
	if put := g.can(s, "iam:PutRolePolicy", t.p.ARN); put != no {
		ways, grants = append(ways, [2]string{"iam-017", "iam-021"}), append(grants, put)
	}
	for _, a := range t.p.Attached {
		if strings.Contains(a.ARN, ":aws:policy/") {
			continue
		}
		if ok := g.can(s, "iam:CreatePolicyVersion", a.ARN); ok != no {
			ways, grants = append(ways, [2]string{"iam-016", "iam-020"}), append(grants, ok)
		}
	}
	for i, w := range ways {
		if grants[i] == no {
			continue
		}
		try(w[0], grants[i].and(g.assumes(s, t)))
		try(w[1], grants[i].and(g.can(s, "iam:UpdateAssumeRolePolicy", t.p.ARN)))
	}
}
