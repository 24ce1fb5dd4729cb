package localstack

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"demarc/localstack/wire"
)

// A request's members are understood by one of these, in this order; a member that none understands is refused
// with its name, so that no narrowing of the question is ever silently ignored:
//
//  1. the page token and the page size,
//  2. the members that picked the answer file,
//  3. a rule for this operation or for the member's name (rules.go),
//  4. EC2's Filters (filter.go),
//  5. a list of ids or names (InstanceIds keeps the items whose InstanceId is in it),
//  6. a value with the name of a member of the items (LaunchTemplateId).
//
// rule turns a member of the input into a test on items; a nil test keeps all.
type rule func(c *call, v any) (test, *wire.Error)

// test says whether an item (with the item around it, for instances in reservations) belongs in the answer.
type test func(item, parent map[string]any) bool

// filter combines all members of the input that are not in used.
func (c *call) filter(used map[string]bool) (keep, *wire.Error) {
	tests := map[string][]test{}
	lists := c.lists()
	for _, n := range slices.Sorted(maps.Keys(c.Input)) {
		p := c.Operation.Page
		if used[n] || p != nil && (n == p.In || n == p.Limit) {
			continue
		}
		if n == "DryRun" {
			if c.Input[n] == true {
				return nil, &wire.Error{Code: "DryRunOperation", Message: "Request would have succeeded, but DryRun flag is set.", Status: http.StatusPreconditionFailed}
			}
			continue
		}
		if r := c.rule(n); r != nil {
			t, err := r(c, c.Input[n])
			if err != nil {
				return nil, err
			}
			for _, l := range lists {
				tests[l] = append(tests[l], t)
			}
			continue
		}
		if err := c.generic(n, lists, tests); err != nil {
			return nil, err
		}
	}
	for n := range c.Operation.Input.Members {
		if t := absentRule(c, n); t != nil && c.Input[n] == nil {
			for _, l := range lists {
				tests[l] = append(tests[l], t)
			}
		}
	}
	if c.hidesManaged() {
		for _, l := range lists {
			tests[l] = append(tests[l], visible)
		}
	}
	if err := c.missing(); err != nil {
		return nil, err
	}
	return c.keep(tests), nil
}

// rule finds the rule for a member: the operation's own, else the one for its name anywhere.
func (c *call) rule(n string) rule {
	if r := c.endpoint.rules[c.name()+"."+n]; r != nil {
		return r
	}
	if n == "AccountId" && c.Service.ID == "S3 Control" {
		return ignored // owns has compared it with the account
	}
	return c.endpoint.rules["*."+n]
}

// generic understands Filters, id lists and equal names.
func (c *call) generic(n string, lists []string, tests map[string][]test) *wire.Error {
	member := c.Operation.Input.Members[n]
	understood := false
	for _, l := range lists {
		leaf := c.leaf(l)
		if leaf == nil {
			continue
		}
		t, err := c.memberTest(member, leaf, l)
		if err != nil {
			return err
		}
		if t != nil {
			tests[l] = append(tests[l], t)
			understood = true
		}
	}
	if !understood {
		return c.notModelled("parameter", n)
	}
	return nil
}

func (c *call) memberTest(member *wire.Member, leaf *wire.Shape, list string) (test, *wire.Error) {
	v := c.Input[member.Name]
	if isFilters(member.Shape) {
		return c.filtersTest(v, leaf, itemShape(c.Operation.Output, list))
	}
	if values, ok := v.([]any); ok {
		target := idMember(leaf, member.Name)
		if target == "" {
			return nil, nil
		}
		return func(item, _ map[string]any) bool { return slices.Contains(values, item[target]) }, nil
	}
	if leaf.Members[member.Name] == nil {
		return nil, nil
	}
	return func(item, _ map[string]any) bool { return item[member.Name] == v }, nil
}

// notModelled refuses what would otherwise be silently ignored.
func (c *call) notModelled(kind, name string) *wire.Error {
	err := c.invalid("The %s %q of %s is not modelled by this endpoint", kind, name, c.name())
	if kind == "filter" {
		err.Message = fmt.Sprintf("The filter '%s' is invalid: %s", name, err.Message)
	}
	return err
}

// idMember returns the item's member that an id list selects by: InstanceIds by InstanceId, AlarmNames by AlarmName.
func idMember(leaf *wire.Shape, list string) string {
	single := strings.TrimSuffix(list, "s")
	if m := leaf.Members[single]; m != nil && m.Shape.Kind == wire.String {
		return single
	}
	return ""
}

// itemShape is the shape of a list's items, or nil where they are no structures.
func itemShape(shape *wire.Shape, list string) *wire.Shape {
	for _, part := range strings.Split(list, ".") {
		m := shape.Members[part]
		if m == nil {
			return nil
		}
		shape = m.Shape
	}
	if shape.Item == nil || shape.Item.Shape.Kind != wire.Structure {
		return nil
	}
	return shape.Item.Shape
}

// nested names the list inside an item that holds what the operation is about.
func (c *call) nested(list string) string {
	if c.name() == "EC2.DescribeInstances" && list == "Reservations" {
		return "Instances"
	}
	return ""
}

// leaf is the shape of what filters speak about: an instance, not the reservation around it.
func (c *call) leaf(list string) *wire.Shape {
	shape := itemShape(c.Operation.Output, list)
	if inner := c.nested(list); inner != "" {
		return shape.Members[inner].Shape.Item.Shape
	}
	return shape
}

// keep applies the tests to an item, or to the nested items one by one.
func (c *call) keep(tests map[string][]test) keep {
	if len(tests) == 0 {
		return nil
	}
	return func(list string, item any) (any, bool) {
		object, ok := item.(map[string]any)
		if !ok {
			return item, passes(tests[list], map[string]any{"": item}, nil)
		}
		inner := c.nested(list)
		if inner == "" {
			return item, passes(tests[list], object, nil)
		}
		all, _ := object[inner].([]any)
		var some []any
		for _, i := range all {
			if instance, ok := i.(map[string]any); ok && passes(tests[list], instance, object) {
				some = append(some, i)
			}
		}
		reduced := maps.Clone(object)
		reduced[inner] = some
		return reduced, len(some) > 0
	}
}

func passes(tests []test, item, parent map[string]any) bool {
	for _, t := range tests {
		if t != nil && !t(item, parent) {
			return false
		}
	}
	return true
}

// hidesManaged says whether AWS-operated resources are left out: where the operation has IncludeManagedResources
// and the caller did not set it.
func (c *call) hidesManaged() bool {
	return c.Operation.Input.Members["IncludeManagedResources"] != nil && c.Input["IncludeManagedResources"] != true
}

// visible keeps what no AWS service operates. An item that says HiddenByDefault false is shown: the account's
// visibility setting allows it.
func visible(item, _ map[string]any) bool {
	operator, _ := item["Operator"].(map[string]any)
	return operator["Managed"] != true || operator["HiddenByDefault"] == false
}
