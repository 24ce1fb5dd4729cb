package batch

import (
	"strings"

	"demarc/checks"
	"demarc/inventory/batch"
	"demarc/inventory/responsibility"
)

// JobNoSecrets finds secrets in environment variables of jobs. It knows the names and the kinds; the values were never kept.
var JobNoSecrets = &checks.Check[batch.JobDefinition]{
	Meta: checks.Meta{
		ID: "batch-job-definition-no-secrets", Title: "Environment variables of jobs hold no secrets", Duty: responsibility.SecretsHandling, Severity: checks.High, Since: "0.1",
		Why:  "Whoever has batch:DescribeJobDefinitions reads the environment in plain text, and Batch copies it into every job.",
		Fix:  "Put the value into Secrets Manager or Parameter Store, name it under \"secrets\" instead of \"environment\", change the secret, and deregister the revisions that hold it.",
		Refs: []string{"https://docs.aws.amazon.com/batch/latest/userguide/specifying-sensitive-data.html"},
	},
	Run: jobNoSecrets,
	Cases: []checks.Case[batch.JobDefinition]{
		{Name: "clean", Given: job(), Want: checks.Pass},
		{Name: "password", Given: job(func(c *batch.Container) {
			c.Environment = []batch.Variable{{Name: "DB_PASSWORD", Secrets: []string{"assigned-secret"}}}
		}), Want: checks.Fail},
		{Name: "searched_in_part", Given: job(func(c *batch.Container) { c.Environment = []batch.Variable{{Name: "BUNDLE", Partly: true}} }), Want: checks.Unknown},
		{Name: "unread", Given: unread(), Want: checks.Unknown},
	},
}

func jobNoSecrets(v *checks.View[batch.JobDefinition]) checks.Verdict {
	list, _ := checks.Read(v, v.Resource.Containers)
	var found, partly []string
	for _, c := range list {
		for _, e := range c.Environment {
			if len(e.Secrets) > 0 {
				found = append(found, strings.Join(e.Secrets, ", ")+" in variable "+e.Name)
			}
			if e.Partly {
				partly = append(partly, e.Name)
			}
		}
	}
	if len(found) > 0 {
		return v.Fail("%s", checks.First(found, 3))
	}
	if len(partly) > 0 {
		return v.Unknown("variables too long to be searched to their end: %s", checks.First(partly, 3))
	}
	return v.Pass("no secret was found in the variables of %d containers", len(list))
}
