package escalation

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/apprunner"
	"demarc/inventory/autoscaling"
	"demarc/inventory/batch"
	"demarc/inventory/codebuild"
	"demarc/inventory/ec2"
	"demarc/inventory/ecs"
	"demarc/inventory/sagemaker"
	"demarc/inventory/ssm"
)

// TestCarriers has for each kind of resource a method that needs it: a step is drawn where it is there, none where there is
// no such resource, and a possible one where the listing or the role is not known.
func TestCarriers(t *testing.T) {
	ref := func(service, resource string) inventory.Ref {
		return inventory.Ref{ID: resource, ARN: "arn:aws:" + service + ":eu-central-1:" + account + ":" + resource, Region: checks.CaseRegion}
	}
	boss, unknown := inventory.Known(boss), inventory.FromPtr[string](nil)
	template := func(profile string) inventory.Resource {
		return &ec2.LaunchTemplate{Ref: ref("ec2", "launch-template/lt-1"), Versions: inventory.Known([]ec2.TemplateVersion{{VersionNumber: 1, InstanceProfile: profile}})}
	}
	node := &ssm.ManagedNode{Ref: inventory.Ref{ID: "i-1", Region: checks.CaseRegion}}
	for name, c := range map[string]struct {
		trust, actions string // JSON
		kind           inventory.Kind
		method         string
		there          []inventory.Resource
		unsure         []inventory.Resource // nil where the role does not matter
	}{
		"apprunner": {`"tasks.apprunner.amazonaws.com"`, `"apprunner:UpdateService"`, "apprunner.service", "apprunner-002",
			[]inventory.Resource{&apprunner.Service{Ref: ref("apprunner", "service/a/1"), InstanceRoleARN: boss}}, []inventory.Resource{&apprunner.Service{Ref: ref("apprunner", "service/a/1"), InstanceRoleARN: unknown}}},
		"batch": {`"ecs-tasks.amazonaws.com"`, `"batch:SubmitJob"`, "batch.job_definition", "x-batchsubmitjob",
			[]inventory.Resource{&batch.JobDefinition{Ref: ref("batch", "job-definition/j:1"), JobRoleARNs: inventory.Known([]string{boss.Or("")})}},
			[]inventory.Resource{&batch.JobDefinition{Ref: ref("batch", "job-definition/j:1"), JobRoleARNs: inventory.FromPtr[[]string](nil)}}},
		"codebuild": {`"codebuild.amazonaws.com"`, `"codebuild:StartBuild"`, "codebuild.project", "codebuild-002",
			[]inventory.Resource{&codebuild.Project{Ref: ref("codebuild", "project/p"), ServiceRole: boss}}, []inventory.Resource{&codebuild.Project{Ref: ref("codebuild", "project/p"), ServiceRole: unknown}}},
		"codebuild_to_pass_to": {`"codebuild.amazonaws.com"`, `["iam:PassRole","codebuild:UpdateProject","codebuild:StartBuild"]`, "codebuild.project", "x-codebuild-update-project-and-start",
			[]inventory.Resource{&codebuild.Project{Ref: ref("codebuild", "project/p"), ServiceRole: inventory.Known("arn:aws:iam::" + account + ":role/other")}}, nil},
		"instance": {`"ec2.amazonaws.com"`, `["ec2:ModifyInstanceAttribute","ec2:StopInstances","ec2:StartInstances"]`, "ec2.instance", "ec2-002",
			[]inventory.Resource{instance(inventory.Known(profile))}, []inventory.Resource{instance(unknown)}},
		"instance_to_pass_to": {`"ec2.amazonaws.com"`, `["iam:PassRole","ec2:AssociateIamInstanceProfile","ec2:DisassociateIamInstanceProfile"]`, "ec2.instance", "x-passrole-associateinstanceprofile",
			[]inventory.Resource{instance(inventory.Known(""))}, nil},
		"launch_template":         {`"ec2.amazonaws.com"`, `["ec2:CreateLaunchTemplateVersion","ec2:ModifyLaunchTemplate"]`, "ec2.launch_template", "ec2-004", []inventory.Resource{template(profile)}, nil},
		"launch_template_by_name": {`"ec2.amazonaws.com"`, `["ec2:CreateLaunchTemplateVersion","ec2:ModifyLaunchTemplate"]`, "ec2.launch_template", "ec2-004", []inventory.Resource{template("boss")}, nil},
		"group_to_pass_to": {`"ec2.amazonaws.com"`, `["iam:PassRole","autoscaling:CreateLaunchConfiguration","autoscaling:UpdateAutoScalingGroup"]`, "autoscaling.group", "x-passrole-updateautoscaling",
			[]inventory.Resource{&autoscaling.Group{Ref: ref("autoscaling", "autoScalingGroup:u:autoScalingGroupName/g")}}, nil},
		"launch_configuration": {`"ec2.amazonaws.com"`, `"autoscaling:CreateAutoScalingGroup"`, "autoscaling.launch_configuration", "x-auto-scaling-with-existing-launch-configuration possibly",
			[]inventory.Resource{&autoscaling.LaunchConfiguration{Ref: ref("autoscaling", "launchConfiguration:u:launchConfigurationName/l"), IAMInstanceProfile: inventory.Known(profile)}}, nil},
		"cluster_to_run_in": {`"ecs-tasks.amazonaws.com"`, `["iam:PassRole","ecs:RegisterTaskDefinition","ecs:RunTask"]`, "ecs.cluster", "ecs-004",
			[]inventory.Resource{&ecs.Cluster{Ref: ref("ecs", "cluster/c")}}, nil},
		"container_instance_to_start_on": {`"ecs-tasks.amazonaws.com"`, `["iam:PassRole","ecs:RegisterTaskDefinition","ecs:StartTask"]`, "ecs.container_instance", "ecs-005",
			[]inventory.Resource{&ecs.ContainerInstance{Ref: ref("ecs", "container-instance/c/1")}}, nil},
		"function": {`"lambda.amazonaws.com"`, `"lambda:UpdateFunctionCode"`, "lambda.function", "lambda-003", []inventory.Resource{function(boss)}, []inventory.Resource{function(unknown)}},
		"notebook": {`"sagemaker.amazonaws.com"`, `"sagemaker:CreatePresignedNotebookInstanceUrl"`, "sagemaker.notebook_instance", "sagemaker-004",
			[]inventory.Resource{&sagemaker.NotebookInstance{Ref: ref("sagemaker", "notebook-instance/n"), RoleARN: boss}}, []inventory.Resource{&sagemaker.NotebookInstance{Ref: ref("sagemaker", "notebook-instance/n"), RoleARN: unknown}}},
		"managed_node": {`"ec2.amazonaws.com"`, `"ssm:StartSession"`, "ssm.managed_node", "ssm-001", []inventory.Resource{instance(inventory.Known(profile)), node}, []inventory.Resource{instance(unknown), node}},
	} {
		t.Run(name, func(t *testing.T) {
			way := func(change func(*world)) string {
				w := newWorld()
				w.role.AssumeRolePolicyDocument = trusts(`{"Service":` + c.trust + `}`)
				w.may(c.actions)
				change(w)
				p, ok := New(w.snapshot()).PathToAdmin(ana)
				switch {
				case !ok:
					return ""
				case p.Possible:
					return p.Steps[0].Method + " possibly"
				}
				return p.Steps[0].Method
			}
			got := map[string]string{
				"there":      way(func(w *world) { w.more = append(w.more, c.there...) }),
				"not there":  way(func(*world) {}),
				"not listed": way(func(w *world) { w.unlisted = []inventory.Kind{c.kind} }),
			}
			want := map[string]string{"there": c.method, "not there": "", "not listed": strings.TrimSuffix(c.method, " possibly") + " possibly"}
			if c.kind == "codebuild.project" {
				want["not listed"] = "codebuild-002 possibly" // what is not known may have the role already
			}
			if c.unsure != nil {
				got["role unknown"], want["role unknown"] = way(func(w *world) { w.more = append(w.more, c.unsure...) }), c.method+" possibly"
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
