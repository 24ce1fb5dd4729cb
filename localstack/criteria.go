package localstack

import (
	"slices"
	"strings"

	"demarc/localstack/wire"
)

// criteria serves the FilterCriteria of Inspector: for each member any of its {comparison: EQUALS, value}, or none of its
// {comparison: NOT_EQUALS, value}. paths says where the items have what a member speaks of; a path through a list is met
// by any of its items.
func criteria(paths map[string][]string) rule {
	return func(c *call, v any) (test, *wire.Error) {
		wanted, _ := v.(map[string]any)
		var all []test
		for member, list := range wanted {
			path := paths[member]
			if path == nil {
				return nil, c.notModelled("filter", member)
			}
			conditions, _ := list.([]any)
			var values []any
			var comparison any
			for i, x := range conditions {
				condition, _ := x.(map[string]any)
				is := condition["comparison"]
				if is != "EQUALS" && is != "NOT_EQUALS" || i > 0 && is != comparison {
					return nil, c.notModelled("comparison of filter", member)
				}
				comparison, values = is, append(values, condition["value"])
			}
			all = append(all, func(item, _ map[string]any) bool { return meets(item, path, values) == (comparison != "NOT_EQUALS") })
		}
		return func(item, parent map[string]any) bool { return passes(all, item, parent) }, nil
	}
}

// accounts keeps the aggregations of the wanted accounts, whatever they aggregate by.
func accounts(c *call, v any) (test, *wire.Error) {
	conditions, _ := v.([]any)
	return func(item, _ map[string]any) bool {
		for _, aggregation := range item {
			for _, x := range conditions {
				condition, _ := x.(map[string]any)
				if meets(aggregation, []string{"accountId"}, []any{condition["value"]}) {
					return true
				}
			}
		}
		return false
	}, nil
}

func meets(v any, path []string, values []any) bool {
	switch v := v.(type) {
	case []any:
		return slices.ContainsFunc(v, func(item any) bool { return meets(item, path, values) })
	case map[string]any:
		return len(path) > 0 && meets(v[path[0]], path[1:], values)
	}
	return len(path) == 0 && slices.Contains(values, v)
}

// predefinedBaselines serves the one filter of patch baselines that is modelled: OWNER is AWS. Those of AWS have an ARN
// for an id.
func predefinedBaselines(c *call, v any) (test, *wire.Error) {
	list, _ := v.([]any)
	for _, x := range list {
		f, _ := x.(map[string]any)
		if values, _ := f["Values"].([]any); f["Key"] != "OWNER" || len(values) != 1 || values[0] != "AWS" {
			return nil, c.notModelled("parameter", "Filters")
		}
	}
	return func(item, _ map[string]any) bool {
		id, _ := item["BaselineId"].(string)
		return strings.HasPrefix(id, "arn:")
	}, nil
}

// ownedDocuments serves the one filter of documents that is modelled: Owner is Self.
func ownedDocuments(c *call, v any) (test, *wire.Error) {
	list, _ := v.([]any)
	for _, x := range list {
		f, _ := x.(map[string]any)
		if values, _ := f["Values"].([]any); f["Key"] != "Owner" || len(values) != 1 || values[0] != "Self" {
			return nil, c.notModelled("parameter", "Filters")
		}
	}
	return func(item, _ map[string]any) bool { return item["Owner"] == c.account.ID }, nil
}

// patchStates serves the filter of a node's patches by State, whose values are written without the answers' underscores:
// InstalledOther is INSTALLED_OTHER.
func patchStates(c *call, v any) (test, *wire.Error) {
	values, err := c.keyed(v, "State")
	if err != nil {
		return nil, err
	}
	return func(item, _ map[string]any) bool {
		state, _ := item["State"].(string)
		return slices.ContainsFunc(values, func(v any) bool {
			s, _ := v.(string)
			return strings.EqualFold(s, strings.ReplaceAll(state, "_", ""))
		})
	}, nil
}

// complianceTypes serves the filter of compliance by ComplianceType.
func complianceTypes(c *call, v any) (test, *wire.Error) {
	values, err := c.keyed(v, "ComplianceType")
	if err != nil {
		return nil, err
	}
	return func(item, _ map[string]any) bool { return slices.Contains(values, item["ComplianceType"]) }, nil
}

// keyed returns the values of the one filter that is modelled, which has the key.
func (c *call) keyed(v any, key string) ([]any, *wire.Error) {
	list, _ := v.([]any)
	if len(list) != 1 {
		return nil, c.notModelled("parameter", "Filters")
	}
	f, _ := list[0].(map[string]any)
	values, _ := f["Values"].([]any)
	if f["Key"] != key || len(values) == 0 {
		return nil, c.notModelled("parameter", "Filters")
	}
	return values, nil
}
