package codebuild

import (
	"demarc/checks"
	"demarc/checks/iam/roles"
	"demarc/inventory"
	"demarc/inventory/codebuild"
	"demarc/inventory/secrets"
)

// unread is a fact that the answer lacks.
func unread[V any]() inventory.Fact[V] { return inventory.FromPtr[V](nil) }

// project is one with which nothing is wrong, with the changes.
func project(changes ...func(*codebuild.Project)) codebuild.Project {
	p := codebuild.Project{
		Ref:           inventory.Ref{ID: "shop", ARN: "arn:aws:codebuild:eu-central-1:111122223333:project/shop", Region: checks.CaseRegion},
		Sources:       inventory.Known([]codebuild.Source{{Type: "GITHUB", Location: "https://github.com/corp/shop.git"}}),
		Artifacts:     inventory.Known([]codebuild.Artifact{{Type: "S3", Location: "corp-builds"}}),
		Cache:         inventory.Known(codebuild.Cache{Type: "NO_CACHE"}),
		EncryptionKey: inventory.Known("arn:aws:kms:eu-central-1:111122223333:key/1"),

		EnvironmentType: inventory.Known("LINUX_CONTAINER"), Image: inventory.Known("aws/codebuild/amazonlinux-x86_64-standard:5.0"), PrivilegedMode: inventory.Known(false),
		Variables:   inventory.Known([]secrets.Variable{{Name: "STAGE"}}),
		ServiceRole: inventory.Known(roles.ARN),
		Logs:        inventory.Known(codebuild.Logs{CloudWatchLogsStatus: "ENABLED", S3LogsStatus: "ENABLED", S3LogsLocation: "corp-builds/logs"}),
		Webhook: inventory.Known(&codebuild.Webhook{
			FilterGroups:            [][]codebuild.Filter{{{Type: "EVENT", Pattern: "PUSH, PULL_REQUEST_CREATED, PULL_REQUEST_UPDATED"}, {Type: "ACTOR_ACCOUNT_ID", Pattern: "^(1234|5678)$"}}},
			RequiresCommentApproval: "FORK_PULL_REQUESTS",
		}),
		ProjectVisibility: inventory.Known("PRIVATE"), VPCID: inventory.Known("vpc-1"),
	}
	for _, change := range changes {
		change(&p)
	}
	return p
}

// hooked gives the project of the examples another webhook; nil is none.
func hooked(w *codebuild.Webhook) func(*codebuild.Project) {
	return func(p *codebuild.Project) { p.Webhook = inventory.Known(w) }
}

// group is a group of filters for events, and for actors if there is a pattern.
func group(events, actors string) []codebuild.Filter {
	g := []codebuild.Filter{{Type: "EVENT", Pattern: events}}
	if actors != "" {
		g = append(g, codebuild.Filter{Type: "ACTOR_ACCOUNT_ID", Pattern: actors})
	}
	return g
}
