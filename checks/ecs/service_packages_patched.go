package ecs

import (
	"strings"

	"demarc/checks"
	"demarc/checks/images"
	"demarc/checks/patching"
	"demarc/inventory"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// ServicePackagesPatched judges what the application of a service brings along: libraries, and whatever else no package manager of an operating system
// installed. The rest of its images is judged on their task definitions.
var ServicePackagesPatched = &checks.Check[ecs.Service]{
	Meta: checks.Meta{
		ID: "ecs-service-packages-patched", Title: "Services run applications whose packages have no known vulnerabilities with a fix", Duty: responsibility.AppPatch, Severity: checks.High, Since: "0.1",
		Why:  "The libraries of an application are the part of it that strangers search for holes. Nobody but you updates them: not the base image, not Fargate, not ECS.",
		Fix:  "Raise the version of the library, build the image anew and deploy it. If the image is not scanned: aws inspector2 enable --resource-types ECR",
		Refs: []string{"https://docs.aws.amazon.com/inspector/latest/user/scanning-ecr.html", "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html"},
	},
	With: append(images.Wants(), inventory.Want{Type: ecs.TaskDefinitionType}),
	Run:  servicePackagesPatched,
	Cases: append(images.PatchedCases(service(runs), patching.ApplicationPackages, exampleTask()),
		checks.Case[ecs.Service]{Name: "definition_not_found", Given: service(runs), Want: checks.Unknown},
		checks.Case[ecs.Service]{Name: "definitions_not_read", Given: service(runs), Incomplete: []inventory.Kind{"ecs.task_definition"}, Want: checks.Unknown},
		checks.Case[ecs.Service]{Name: "none_yet", Given: service(func(s *ecs.Service) { s.TaskDefinition = inventory.Known("") }), Want: checks.NotApplicable},
		checks.Case[ecs.Service]{Name: "unread", Given: service(func(s *ecs.Service) { s.TaskDefinition = denied[string](ecs.DescribeServices) }), Want: checks.Unknown},
	),
}

func servicePackagesPatched(v *checks.View[ecs.Service]) checks.Verdict {
	var arns []string
	if arn, _ := checks.Read(v, v.Resource.TaskDefinition); arn != "" {
		arns = append(arns, arn)
	}
	sets, _ := checks.Read(v, v.Resource.TaskSets)
	for _, t := range sets {
		if t.TaskDefinition != "" {
			arns = append(arns, t.TaskDefinition)
		}
	}
	if len(arns) == 0 {
		return v.NotApplicable("the service has no task definition yet")
	}
	var all []images.Use
	var lost *inventory.Gap
	for _, arn := range arns {
		id := arn[strings.LastIndexByte(arn, '/')+1:]
		d, gap := checks.Lookup[ecs.TaskDefinition](v, v.Resource.Region, id)
		switch {
		case d != nil:
			list, _ := checks.Peek(v, d.Containers)
			all = append(all, uses(list)...)
		case gap == nil:
			return v.Unknown("task definition %s is not listed", id)
		default:
			lost = gap // the other definitions may still fail
		}
	}
	if len(all) == 0 && lost != nil {
		return v.Unknown("the task definition was not read: %s", lost)
	}
	return images.Patched(v, all, patching.ApplicationPackages)
}

func runs(s *ecs.Service) {
	s.TaskDefinition = inventory.Known("arn:aws:ecs:eu-central-1:111122223333:task-definition/web:1")
}

func exampleTask() *ecs.TaskDefinition {
	t := task(image(images.Example))
	return &t
}
