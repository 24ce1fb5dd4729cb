package eks

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/eks"
	"demarc/inventory/responsibility"
)

// ClusterAddOnsHealthy finds add-ons that do not work, or whose update failed.
var ClusterAddOnsHealthy = &checks.Check[eks.Cluster]{
	Meta: checks.Meta{
		ID: "eks-cluster-addons-healthy", Title: "The add-ons of a cluster are healthy", Duty: responsibility.EngineVersion, Severity: checks.Medium, Since: "0.1",
		Why:  "An add-on that cannot be updated stays at the version that had the hole, and one that is degraded may be the one that enforces your network policies.",
		Fix:  "aws eks describe-addon --cluster-name CLUSTER --addon-name NAME shows the issues; then aws eks update-addon --resolve-conflicts OVERWRITE.",
		Refs: []string{"https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html"},
	},
	Reads: []*inventory.Call{eks.ListAddons, eks.DescribeAddon},
	Run:   clusterAddOnsHealthy,
	Cases: []checks.Case[eks.Cluster]{
		{Name: "active", Given: cluster(), Want: checks.Pass},
		{Name: "degraded", Given: cluster(addOn("DEGRADED")), Want: checks.Fail},
		{Name: "update_failed", Given: cluster(addOn("UPDATE_FAILED")), Want: checks.Fail},
		{Name: "active_with_issues", Given: cluster(func(c *eks.Cluster) {
			c.AddOns = inventory.Known([]eks.AddOn{{Name: "coredns", Version: "v1.12.1-eksbuild.2", Status: "ACTIVE", Issues: []string{"InsufficientNumberOfReplicas"}}})
		}), Want: checks.Fail},
		{Name: "none", Given: cluster(func(c *eks.Cluster) { c.AddOns = inventory.Known[[]eks.AddOn](nil) }), Want: checks.NotApplicable},
		{Name: "unread", Given: cluster(func(c *eks.Cluster) { c.AddOns = denied[[]eks.AddOn](eks.ListAddons) }), Want: checks.Unknown},
	},
}

func clusterAddOnsHealthy(v *checks.View[eks.Cluster]) checks.Verdict {
	list, known := checks.Read(v, v.Resource.AddOns)
	var bad []string
	for _, a := range list {
		if a.Status == "DEGRADED" || strings.HasSuffix(a.Status, "_FAILED") {
			bad = append(bad, a.Name+" "+a.Version+" is "+a.Status+because(a.Issues))
		} else if len(a.Issues) > 0 {
			bad = append(bad, a.Name+" "+a.Version+" is "+a.Status+" and has issues"+because(a.Issues))
		}
	}
	switch {
	case known && len(list) == 0:
		return v.NotApplicable("the cluster has no add-ons of EKS")
	case len(bad) > 0:
		return v.Fail("add-on %s", checks.First(bad, 3))
	}
	return v.Pass("none of %d add-ons is degraded or failed, or has health issues", len(list))
}

func because(issues []string) string {
	if len(issues) == 0 {
		return ""
	}
	return " (" + strings.Join(issues, ", ") + ")"
}

func addOn(status string) func(*eks.Cluster) {
	return func(c *eks.Cluster) {
		c.AddOns = inventory.Known([]eks.AddOn{{Name: "coredns", Version: "v1.12.1-eksbuild.2", Status: status}})
	}
}
