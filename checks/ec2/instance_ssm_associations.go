package ec2

import (
	"fmt"
	"maps"
	"slices"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
	"demarc/inventory/ssm"
)

// InstanceAssociations finds instances on which State Manager could not bring about the state that it is told to keep.
var InstanceAssociations = &checks.Check[ec2.Instance]{
	Meta: checks.Meta{
		ID: "ec2-instance-ssm-associations", Title: "All State Manager associations of instances succeed", Duty: responsibility.OSHardening, Severity: checks.Low, Since: "0.1",
		Why: "An association is a promise about the guest: the agent is current, the firewall is on, patches are scanned for. Where it fails, everybody relies on a state that the machine is not in.",
		Fix: "aws ssm describe-instance-associations-status --instance-id INSTANCE shows which one fails and why; mend it and run aws ssm start-associations-once --association-ids ASSOCIATION",
		Refs: []string{
			"https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-state.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ssm-controls.html#ssm-3",
		},
	},
	With: []inventory.Want{{Type: ssm.ManagedNodeType}},
	Run:  associations,
	Cases: []checks.Case[ec2.Instance]{
		{Name: "allSucceed", Given: instance(func(*ec2.Instance) {}), With: []inventory.Resource{associated(map[string]int32{"Success": 2})}, Want: checks.Pass},
		{Name: "oneFails", Given: instance(func(*ec2.Instance) {}), With: []inventory.Resource{associated(map[string]int32{"Success": 2, "Failed": 1})}, Want: checks.Fail},
		{Name: "pending", Given: instance(func(*ec2.Instance) {}), With: []inventory.Resource{associated(map[string]int32{"Success": 2, "Pending": 1})}, Want: checks.Unknown},
		{Name: "none", Given: instance(func(*ec2.Instance) {}), With: []inventory.Resource{associated(map[string]int32{})}, Want: checks.NotApplicable},
		{Name: "unmanaged", Given: instance(func(*ec2.Instance) {}), Want: checks.NotApplicable},
		{Name: "nodesNotListed", Given: instance(func(*ec2.Instance) {}), Incomplete: []inventory.Kind{"ssm.managed_node"}, Want: checks.Unknown},
		{Name: "operated", Given: operated(func(*ec2.Instance) {}), Want: checks.NotCustomer},
	},
}

func associations(v *checks.View[ec2.Instance]) checks.Verdict {
	n, ok := checks.Find[ssm.ManagedNode](v, v.Resource.Region, v.Resource.ID)
	if !ok {
		return v.NotApplicable("Systems Manager does not list the instance, so no association reaches it")
	}
	states, _ := checks.Read(v, n.AssociationStates)
	if len(states) == 0 {
		return v.NotApplicable("the instance has no association")
	}
	var failed, open, good []string
	for _, s := range slices.Sorted(maps.Keys(states)) {
		switch text := fmt.Sprintf("%d %s", states[s], s); s {
		case "Success":
			good = append(good, text)
		case "Pending", "InProgress":
			open = append(open, text)
		default:
			failed = append(failed, text)
		}
	}
	switch all := slices.Concat(failed, open, good); {
	case len(failed) > 0:
		return v.Fail("associations by status: %s", few(all))
	case len(open) > 0:
		return v.Unknown("associations by status: %s", few(all))
	default:
		return v.Pass("associations by status: %s", few(all))
	}
}

func associated(states map[string]int32) *ssm.ManagedNode {
	return node(func(n *ssm.ManagedNode) { n.AssociationStates = inventory.Known(states) })
}
