package ecs

import (
	"demarc/checks"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// TaskDefinitionEFSTransitEncryption asks that what a task writes to EFS is encrypted on its way.
var TaskDefinitionEFSTransitEncryption = &checks.Check[ecs.TaskDefinition]{
	Meta: checks.Meta{
		ID: "ecs-task-definition-efs-transit-encryption", Title: "EFS volumes are mounted with encryption in transit", Duty: responsibility.DataTransit, Severity: checks.Medium, Since: "0.1",
		Why:  "Without it the files travel in plain NFS through the VPC, and whoever can mirror or reroute traffic there reads them.",
		Fix:  "Register a revision with \"transitEncryption\": \"ENABLED\" in efsVolumeConfiguration. Then update the service to it.",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-18"},
	},
	Run: taskDefinitionEFSTransitEncryption,
	Cases: []checks.Case[ecs.TaskDefinition]{
		{Name: "encrypted", Given: task(volume(ecs.Volume{Name: "data", FileSystemID: "fs-1", TransitEncryption: "ENABLED"})), Want: checks.Pass},
		{Name: "plain", Given: task(volume(ecs.Volume{Name: "data", FileSystemID: "fs-1"})), Want: checks.Fail},
		{Name: "no_efs", Given: task(), Want: checks.NotApplicable},
		{Name: "unread", Given: task(func(t *ecs.TaskDefinition) { t.Volumes = denied[[]ecs.Volume](ecs.DescribeTaskDefinition) }), Want: checks.Unknown},
	},
}

func taskDefinitionEFSTransitEncryption(v *checks.View[ecs.TaskDefinition]) checks.Verdict {
	list, known := checks.Read(v, v.Resource.Volumes)
	var plain []string
	mounted := 0
	for _, x := range list {
		if x.FileSystemID == "" {
			continue
		}
		mounted++
		if x.TransitEncryption != "ENABLED" {
			plain = append(plain, "volume "+x.Name+" ("+x.FileSystemID+")")
		}
	}
	switch {
	case known && mounted == 0:
		return v.NotApplicable("no volume is on EFS")
	case len(plain) > 0:
		return v.Fail("transitEncryption is not ENABLED for %s", checks.First(plain, 3))
	}
	return v.Pass("transitEncryption is ENABLED for %d volumes", mounted)
}
