package ecs

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// ClusterExecLogging asks that sessions of execute command are logged.
var ClusterExecLogging = &checks.Check[ecs.Cluster]{
	Meta: checks.Meta{
		ID: "ecs-cluster-exec-logging", Title: "Sessions of ECS Exec are logged", Duty: responsibility.OpsLogging, Severity: checks.Medium, Since: "0.1",
		Why:  "ECS Exec gives a shell in a running container. With logging NONE, what somebody typed there is nowhere to be found afterwards.",
		Fix:  "aws ecs update-cluster --cluster CLUSTER --configuration 'executeCommandConfiguration={logging=OVERRIDE,logConfiguration={cloudWatchLogGroupName=GROUP,cloudWatchEncryptionEnabled=true}}'",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommandConfiguration.html"},
	},
	Run: clusterExecLogging,
	Cases: []checks.Case[ecs.Cluster]{
		{Name: "not_configured", Given: cluster(), Want: checks.Pass},
		{Name: "logging_default", Given: cluster(execLogging("DEFAULT", ecs.ExecLogs{})), Want: checks.Pass},
		{Name: "override", Given: cluster(execLogging("OVERRIDE", ecs.ExecLogs{S3BucketName: "sessions"})), Want: checks.Pass},
		{Name: "override_to_nowhere", Given: cluster(execLogging("OVERRIDE", ecs.ExecLogs{})), Want: checks.Fail},
		{Name: "none", Given: cluster(execLogging("NONE", ecs.ExecLogs{})), Want: checks.Fail},
		{Name: "unread", Given: cluster(func(c *ecs.Cluster) { c.ExecuteCommandLogging = denied[string](ecs.DescribeClusters) }), Want: checks.Unknown},
	},
}

func clusterExecLogging(v *checks.View[ecs.Cluster]) checks.Verdict {
	switch logging, _ := checks.Read(v, v.Resource.ExecuteCommandLogging); logging {
	case "":
		return v.Pass("nothing is configured: ECS logs sessions to the awslogs driver of the task")
	case "DEFAULT":
		return v.Pass("logging is DEFAULT: sessions go to the awslogs driver of the task")
	case "OVERRIDE":
		logs, _ := checks.Read(v, v.Resource.ExecuteCommandLogs)
		if logs.CloudWatchLogGroupName == "" && logs.S3BucketName == "" {
			return v.Fail("logging is OVERRIDE and names neither a log group nor a bucket")
		}
		return v.Pass("logging is OVERRIDE, to %s%s", logs.CloudWatchLogGroupName, logs.S3BucketName)
	default:
		return v.Fail("logging is %s", logging)
	}
}

func execLogging(logging string, logs ecs.ExecLogs) func(*ecs.Cluster) {
	return func(c *ecs.Cluster) {
		c.ExecuteCommandLogging, c.ExecuteCommandLogs = inventory.Known(logging), inventory.Known(logs)
	}
}
