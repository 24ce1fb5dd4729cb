package eks

import (
	"fmt"
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/eks"
	"demarc/inventory/responsibility"
)

// ClusterInsights repeats what EKS itself finds in a cluster: what stands in the way of the next version of Kubernetes,
// and what is wrong with the set-up of hybrid nodes. An error concerns the next version or works already now, a warning
// a later version (User Guide, "View cluster insights"). EKS looks once a day: what is much older says nothing of today.
var ClusterInsights = &checks.Check[eks.Cluster]{
	Meta: checks.Meta{
		ID: "eks-cluster-insights-passing", Title: "EKS's insights find nothing wrong with a cluster", Duty: responsibility.EngineVersion, Severity: checks.Medium, Since: "0.1",
		Why:  "An upgrade that an insight warns of breaks workloads or is put off, and a cluster that cannot be upgraded drifts out of support until AWS upgrades it on a day of its own choice.",
		Fix:  "aws eks list-insights --cluster-name CLUSTER; aws eks describe-insight --cluster-name CLUSTER --id ID says which resources are meant and what to do.",
		Refs: []string{"https://docs.aws.amazon.com/eks/latest/userguide/cluster-insights.html", "https://docs.aws.amazon.com/eks/latest/userguide/view-cluster-insights.html"},
	},
	Reads: []*inventory.Call{eks.ListInsights},
	Run:   clusterInsights,
	Cases: []checks.Case[eks.Cluster]{
		{Name: "passing", Given: cluster(), Want: checks.Pass},
		{Name: "error", Given: cluster(insight("ERROR", 0)), Want: checks.Fail},
		{Name: "warning", Given: cluster(insight("WARNING", 0)), Want: checks.Fail},
		{Name: "not_determined", Given: cluster(insight("UNKNOWN", 0)), Want: checks.Unknown},
		{Name: "not_looked_for_weeks", Given: cluster(insight("PASSING", 20)), Want: checks.Unknown},
		{Name: "none_yet", Given: cluster(func(c *eks.Cluster) { c.Insights = inventory.Known[[]eks.Insight](nil) }), Want: checks.Unknown},
		{Name: "unread", Given: cluster(func(c *eks.Cluster) { c.Insights = denied[[]eks.Insight](eks.ListInsights) }), Want: checks.Unknown},
	},
}

func clusterInsights(v *checks.View[eks.Cluster]) checks.Verdict {
	list, known := checks.Read(v, v.Resource.Insights)
	var errors, warnings, open []string
	for _, i := range list {
		about := fmt.Sprintf("%q", i.Name)
		if i.KubernetesVersion != "" {
			about += " for Kubernetes " + i.KubernetesVersion
		}
		switch {
		case i.Status == "ERROR":
			errors = append(errors, about)
		case i.Status == "WARNING":
			warnings = append(warnings, about)
		case i.Status != "PASSING":
			open = append(open, about+" is "+i.Status)
		case v.Now().Sub(i.LastRefreshTime) > v.Policy().PatchEvidenceFresh.Duration():
			open = append(open, about+" was last looked at "+lastLook(i.LastRefreshTime))
		}
	}
	switch {
	case len(errors) > 0:
		return v.Fail("%d insights are ERROR: %s", len(errors), checks.First(errors, 3))
	case len(warnings) > 0:
		return v.Fail("%d insights are WARNING: %s", len(warnings), checks.First(warnings, 3)).At(checks.Low)
	case len(open) > 0:
		return v.Unknown("%s", checks.First(open, 3))
	case known && len(list) == 0:
		return v.Unknown("EKS has no insights of the cluster yet: it looks once a day")
	}
	return v.Pass("all %d insights are PASSING", len(list))
}

func lastLook(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return "on " + t.Format(time.DateOnly)
}

// insight adds one with a status that EKS saw some days ago.
func insight(status string, days int) func(*eks.Cluster) {
	return func(c *eks.Cluster) {
		c.Insights = inventory.Known([]eks.Insight{{
			Name: "Kubelet version skew", Category: "UPGRADE_READINESS", KubernetesVersion: "1.37", Status: status, LastRefreshTime: checks.CaseTime.AddDate(0, 0, -days),
		}})
	}
}
