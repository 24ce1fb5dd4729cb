package ecs

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// TaskDefinitionRoles asks for a task role of the application's own. Without one a task has no credentials of its own, and on EC2 takes the instance's.
var TaskDefinitionRoles = &checks.Check[ecs.TaskDefinition]{
	Meta: checks.Meta{
		ID: "ecs-task-definition-task-role", Title: "The task role is not the role that the agent starts tasks with", Duty: responsibility.IAMPermissions, Severity: checks.Medium, Since: "0.1",
		Why:  "The execution role pulls images and reads the secrets of the task. An application that has it can read all of them itself, and whatever else the role starts.",
		Fix:  "Make a role with what the application needs, name it as taskRoleArn in a new revision, and update the service to it.",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html"},
	},
	Run: taskDefinitionRoles,
	Cases: []checks.Case[ecs.TaskDefinition]{
		{Name: "own_role", Given: task(), Want: checks.Pass},
		{Name: "same_role", Given: task(func(t *ecs.TaskDefinition) { t.ExecutionRoleARN = t.TaskRoleARN }), Want: checks.Fail},
		{Name: "no_task_role", Given: task(func(t *ecs.TaskDefinition) { t.TaskRoleARN = inventory.Known("") }), Want: checks.NotApplicable},
		{Name: "unread", Given: task(func(t *ecs.TaskDefinition) { t.TaskRoleARN = denied[string](ecs.DescribeTaskDefinition) }), Want: checks.Unknown},
	},
}

func taskDefinitionRoles(v *checks.View[ecs.TaskDefinition]) checks.Verdict {
	role, known := checks.Read(v, v.Resource.TaskRoleARN)
	execution, _ := checks.Read(v, v.Resource.ExecutionRoleARN)
	switch {
	case known && role == "":
		return v.NotApplicable("the task definition names no taskRoleArn")
	case role == execution:
		return v.Fail("taskRoleArn and executionRoleArn are both %s", role)
	}
	return v.Pass("taskRoleArn is %s, and not the execution role", role)
}
