package access

// search finds for every node the shortest way to an administrator: first by certain steps, then, for the nodes that have
// none, also by possible ones. It goes backwards from the administrators, level by level, so that each pair of nodes is
// looked at once at most in each round.
func (g *Graph) search() {
	var frontier []int
	selfSteps := make([]hop, len(g.nodes))
	for i, n := range g.nodes {
		if n.admin {
			g.next[i] = hop{found: true}
			frontier = append(frontier, i)
			continue
		}
		if step, to, ok := g.self(i); ok != no {
			selfSteps[i] = hop{true, 1, step, to}
		}
	}
	g.round(frontier, selfSteps, false)
	var all []int
	for i := range g.next {
		if g.next[i].found {
			all = append(all, i)
		}
	}
	g.round(all, selfSteps, true)
}

func (g *Graph) round(frontier []int, selfSteps []hop, possible bool) {
	first := true
	for len(frontier) > 0 || first {
		var next []int
		for s := range g.nodes {
			if g.next[s].found {
				continue
			}
			if h := selfSteps[s]; first && h.found && (possible || !h.step.Possible) {
				g.next[s] = h
				next = append(next, s)
				continue
			}
			if h, ok := g.toAny(s, frontier, possible); ok {
				g.next[s] = h
				next = append(next, s)
			}
		}
		frontier, first = next, false
	}
}

// toAny finds a step from s to a node of the frontier.
func (g *Graph) toAny(s int, frontier []int, possible bool) (hop, bool) {
	if n := g.nodes[s]; !n.reachesUsers && !n.reachesRoles && len(n.services) == 0 && !n.trusted {
		return hop{}, false
	}
	for _, t := range frontier {
		step, ok := g.step(s, t)
		if ok == yes || ok == maybe && possible {
			return hop{true, g.next[t].distance + 1, step, t}, true
		}
	}
	return hop{}, false
}
