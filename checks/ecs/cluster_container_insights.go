package ecs

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// ClusterContainerInsights asks for Container Insights.
var ClusterContainerInsights = &checks.Check[ecs.Cluster]{
	Meta: checks.Meta{
		ID: "ecs-cluster-container-insights", Title: "Clusters have Container Insights on", Duty: responsibility.OpsLogging, Severity: checks.Medium, Since: "0.1",
		Why:  "Without Container Insights nobody sees which task restarts, starves or grows: an attack that shows as load, or a leak that shows as memory, leaves no trace once the task is gone.",
		Fix:  "aws ecs update-cluster-settings --cluster CLUSTER --settings name=containerInsights,value=enhanced",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-container-insights.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-12"},
	},
	Run: clusterContainerInsights,
	Cases: []checks.Case[ecs.Cluster]{
		{Name: "enabled", Given: cluster(), Want: checks.Pass},
		{Name: "enhanced", Given: cluster(func(c *ecs.Cluster) { c.ContainerInsights = inventory.Known("enhanced") }), Want: checks.Pass},
		{Name: "disabled", Given: cluster(func(c *ecs.Cluster) { c.ContainerInsights = inventory.Known("disabled") }), Want: checks.Fail},
		{Name: "unread", Given: cluster(func(c *ecs.Cluster) { c.ContainerInsights = denied[string](ecs.DescribeClusters) }), Want: checks.Unknown},
	},
}

func clusterContainerInsights(v *checks.View[ecs.Cluster]) checks.Verdict {
	switch value, _ := checks.Read(v, v.Resource.ContainerInsights); value {
	case "enabled", "enhanced":
		return v.Pass("containerInsights is %s", value)
	default:
		return v.Fail("containerInsights is %s", value)
	}
}
