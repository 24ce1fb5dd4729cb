package ecs

import (
	"path"
	"strings"

	"demarc/checks"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// TaskDefinitionNoHostMounts finds tasks that mount folders of the machine from which it can be taken over.
var TaskDefinitionNoHostMounts = &checks.Check[ecs.TaskDefinition]{
	Meta: checks.Meta{
		ID: "ecs-task-definition-no-host-mounts", Title: "Tasks do not mount the folders that control the machine", Duty: responsibility.OSHardening, Severity: checks.High, Since: "0.1",
		Why:  "Whoever writes to the machine's root, /etc or the socket of its container runtime starts a privileged container of their own, whatever else the task definition forbids.",
		Fix:  "Register a revision without the volume, or with a folder that holds only the task's data. Then update the service to it.",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html"},
	},
	Run: taskDefinitionNoHostMounts,
	Cases: []checks.Case[ecs.TaskDefinition]{
		{Name: "no_volumes", Given: task(), Want: checks.Pass},
		{Name: "data", Given: task(volume(ecs.Volume{Name: "data", HostSourcePath: "/srv/data"})), Want: checks.Pass},
		{Name: "root", Given: task(volume(ecs.Volume{Name: "host", HostSourcePath: "/"})), Want: checks.Fail},
		{Name: "socket", Given: task(volume(ecs.Volume{Name: "docker", HostSourcePath: "/var/run/docker.sock"})), Want: checks.Fail},
		{Name: "below_etc", Given: task(volume(ecs.Volume{Name: "cron", HostSourcePath: "/etc/cron.d/"})), Want: checks.Fail},
		{Name: "unread", Given: task(func(t *ecs.TaskDefinition) { t.Volumes = denied[[]ecs.Volume](ecs.DescribeTaskDefinition) }), Want: checks.Unknown},
	},
}

func taskDefinitionNoHostMounts(v *checks.View[ecs.TaskDefinition]) checks.Verdict {
	list, _ := checks.Read(v, v.Resource.Volumes)
	var bad []string
	for _, x := range list {
		if controls(x.HostSourcePath) {
			bad = append(bad, "volume "+x.Name+" is "+x.HostSourcePath+" of the machine")
		}
	}
	if len(bad) > 0 {
		return v.Fail("%s", checks.First(bad, 3))
	}
	return v.Pass("none of %d volumes is a folder that controls the machine", len(list))
}

// controls reports whether a folder of the machine, or one above or below it, lets whoever writes there take it over.
func controls(folder string) bool {
	if folder == "" {
		return false
	}
	folder = strings.TrimSuffix(path.Clean(folder), "/") + "/"
	for _, x := range []string{"/etc/", "/proc/", "/sys/", "/dev/", "/root/", "/boot/", "/usr/", "/var/run/", "/run/", "/var/lib/docker/", "/var/lib/ecs/", "/var/lib/kubelet/"} {
		if strings.HasPrefix(folder, x) || strings.HasPrefix(x, folder) {
			return true
		}
	}
	return false
}
