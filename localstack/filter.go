package localstack

import (
	"slices"
	"strings"

	"demarc/localstack/wire"
)

// isFilters recognises EC2's list of {Name, Values}.
func isFilters(shape *wire.Shape) bool {
	if shape.Kind != wire.List || shape.Item.Shape.Kind != wire.Structure {
		return false
	}
	m := shape.Item.Shape.Members
	return len(m) == 2 && m["Name"] != nil && m["Values"] != nil
}

// filtersTest builds the test for EC2 filters: all filters must match, each by any of its values, with * and ?
// as wildcards. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html
func (c *call) filtersTest(v any, leaf, parent *wire.Shape) (test, *wire.Error) {
	var all []test
	list, _ := v.([]any)
	for _, f := range list {
		filter, _ := f.(map[string]any)
		name, _ := filter["Name"].(string)
		values, _ := filter["Values"].([]any)
		if name == "" || len(values) == 0 {
			return nil, c.invalid("The filter '%s' is invalid: it needs a name and at least one value", name)
		}
		t, ok := tagTest(name, values)
		if !ok {
			path, inParent := resolve(c.Operation.Name, name, leaf), false
			if path == nil && parent != leaf {
				path, inParent = resolve(c.Operation.Name, name, parent), true
			}
			if path == nil {
				return nil, c.notModelled("filter", name)
			}
			t = pathTest(path, inParent, values)
		}
		all = append(all, t)
	}
	return func(item, parent map[string]any) bool { return passes(all, item, parent) }, nil
}

// tagTest serves tag:KEY, tag-key and tag-value.
func tagTest(name string, values []any) (test, bool) {
	key, isKey := strings.CutPrefix(name, "tag:")
	if !isKey && name != "tag-key" && name != "tag-value" {
		return nil, false
	}
	return func(item, _ map[string]any) bool {
		tags, _ := item["Tags"].([]any)
		for _, t := range tags {
			tag, _ := t.(map[string]any)
			switch {
			case isKey && tag["Key"] == key && matchesAny(tag["Value"], values),
				name == "tag-key" && matchesAny(tag["Key"], values),
				name == "tag-value" && matchesAny(tag["Value"], values):
				return true
			}
		}
		return false
	}, true
}

func pathTest(path []string, inParent bool, values []any) test {
	return func(item, parent map[string]any) bool {
		if inParent {
			item = parent
		}
		return anyAt(item, path, values)
	}
}

// anyAt looks at every value that a path reaches through structures and lists.
func anyAt(v any, path []string, values []any) bool {
	switch x := v.(type) {
	case []any:
		return slices.ContainsFunc(x, func(i any) bool { return anyAt(i, path, values) })
	case map[string]any:
		return len(path) > 0 && anyAt(x[path[0]], path[1:], values)
	case nil:
		return false
	}
	return len(path) == 0 && matchesAny(v, values)
}

func matchesAny(v any, patterns []any) bool {
	text := scalarText(v)
	return slices.ContainsFunc(patterns, func(p any) bool {
		pattern, ok := p.(string)
		return ok && wildcard(pattern, text)
	})
}

// wildcard matches * (any run) and ? (one character) in linear space and without recursion.
func wildcard(pattern, text string) bool {
	p, t, star, mark := 0, 0, -1, 0
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, t
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == text[t]):
			p++
			t++
		case star >= 0:
			mark++
			p, t = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

// filterAlias names the filters whose spelling does not follow the members' names.
func filterAlias(operation, name string) []string {
	switch operation + " " + name {
	case "DescribeInstances instance.group-id":
		return []string{"SecurityGroups", "GroupId"}
	case "DescribeInstances ip-address":
		return []string{"PublicIpAddress"}
	case "DescribeInstances dns-name":
		return []string{"PublicDnsName"}
	case "DescribeSnapshots status", "DescribeVolumes status":
		return []string{"State"}
	case "DescribeVpcs cidr":
		return []string{"CidrBlock"}
	case "DescribeNetworkInterfaces group-id":
		return []string{"Groups", "GroupId"}
	case "DescribeImages is-public":
		return []string{"Public"}
	case "DescribeSecurityGroups ip-permission.cidr":
		return []string{"IpPermissions", "IpRanges", "CidrIp"}
	case "DescribeRegions endpoint":
		return []string{"Endpoint"}
	case "DescribeFlowLogs resource-id":
		return []string{"ResourceId"}
	}
	return nil
}

// resolve finds the member path that a filter name spells: vpc-id is VpcId, metadata-options.http-tokens is
// MetadataOptions.HttpTokens, instance-state-name is State.Name of the instance, group-id the nearest GroupId.
// A name that fits two members at the same depth is not resolved.
func resolve(operation, name string, leaf *wire.Shape) []string {
	if path := filterAlias(operation, name); path != nil {
		return path
	}
	want := spell(name)
	short, _ := strings.CutPrefix(want, spell(leaf.Name))
	level := []step{{shape: leaf}}
	for range 4 {
		var next []step
		var hits [][]string
		for _, s := range level {
			for n, m := range s.shape.Members {
				path := append(slices.Clone(s.path), n)
				shape := m.Shape
				for shape.Kind == wire.List {
					shape = shape.Item.Shape
				}
				if shape.Kind == wire.Structure {
					next = append(next, step{path, shape})
					continue
				}
				if spells(path, want) || spells(path, short) {
					hits = append(hits, path)
				}
			}
		}
		if len(hits) > 0 {
			return best(hits, want, short)
		}
		level = next
	}
	return nil
}

type step struct {
	path  []string
	shape *wire.Shape
}

// best prefers the one path whose whole spelling fits over those where only the end does.
func best(hits [][]string, want, short string) []string {
	if len(hits) == 1 {
		return hits[0]
	}
	var whole [][]string
	for _, h := range hits {
		if full := spell(strings.Join(h, "")); full == want || full == short {
			whole = append(whole, h)
		}
	}
	if len(whole) == 1 {
		return whole[0]
	}
	return nil
}

// spells compares the end of a path with a spelled name; list members may be named in the singular.
func spells(path []string, want string) bool {
	if want == "" {
		return false
	}
	for i := len(path) - 1; i >= 0; i-- {
		n := spell(path[i])
		rest, ok := strings.CutSuffix(want, n)
		if !ok {
			rest, ok = strings.CutSuffix(want, strings.TrimSuffix(n, "s"))
		}
		if !ok {
			return false
		}
		if rest == "" {
			return true
		}
		want = rest
	}
	return false
}

func spell(name string) string {
	return strings.ToLower(strings.NewReplacer("-", "", ".", "", "_", "").Replace(name))
}
