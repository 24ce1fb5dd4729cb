package ecs

import (
	"strings"

	"demarc/checks"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// TaskDefinitionNoSecrets finds secrets in environment variables. It knows the names and the kinds; the values were never kept.
var TaskDefinitionNoSecrets = &checks.Check[ecs.TaskDefinition]{
	Meta: checks.Meta{
		ID: "ecs-task-definition-no-secrets", Title: "Environment variables hold no secrets", Duty: responsibility.SecretsHandling, Severity: checks.High, Since: "0.1",
		Why:  "Whoever has ecs:DescribeTaskDefinition reads the environment in plain text, for every revision that ever was, and it stands in every dump of the process.",
		Fix:  "Put the value into Secrets Manager or Parameter Store, name it under \"secrets\" (valueFrom) instead of \"environment\", change the secret, and deregister the revisions that hold it.",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-8"},
	},
	Run: taskDefinitionNoSecrets,
	Cases: []checks.Case[ecs.TaskDefinition]{
		{Name: "by_reference", Given: task(), Want: checks.Pass},
		{Name: "password", Given: task(with(func(c *ecs.Container) {
			c.Environment = []ecs.Variable{{Name: "DB_PASSWORD", Secrets: []string{"assigned-secret"}}}
		})), Want: checks.Fail},
		{Name: "access_key", Given: task(with(func(c *ecs.Container) { c.Environment = []ecs.Variable{{Name: "AWS_SECRET_ACCESS_KEY"}} })), Want: checks.Fail},
		{Name: "searched_in_part", Given: task(with(func(c *ecs.Container) { c.Environment = []ecs.Variable{{Name: "BUNDLE", Partly: true}} })), Want: checks.Unknown},
		{Name: "unread", Given: task(unread), Want: checks.Unknown},
	},
}

func taskDefinitionNoSecrets(v *checks.View[ecs.TaskDefinition]) checks.Verdict {
	list, _ := checks.Read(v, v.Resource.Containers)
	bad := offenders(list, func(c *ecs.Container) string {
		for _, e := range c.Environment {
			switch {
			case len(e.Secrets) > 0:
				return "has " + strings.Join(e.Secrets, ", ") + " in variable " + e.Name
			case e.Name == "AWS_ACCESS_KEY_ID", e.Name == "AWS_SECRET_ACCESS_KEY", e.Name == "ECS_ENGINE_AUTH_DATA":
				return "sets variable " + e.Name
			}
		}
		return ""
	})
	if len(bad) > 0 {
		return v.Fail("%s", checks.First(bad, 3))
	}
	partly := offenders(list, func(c *ecs.Container) string {
		for _, e := range c.Environment {
			if e.Partly {
				return "has variable " + e.Name + ", which was too long to be searched to its end"
			}
		}
		return ""
	})
	if len(partly) > 0 {
		return v.Unknown("%s", checks.First(partly, 3))
	}
	return v.Pass("no secret was found in the variables of %d containers", len(list))
}
