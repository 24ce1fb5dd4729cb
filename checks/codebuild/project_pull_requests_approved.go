package codebuild

import (
	"slices"
	"strings"

	"demarc/checks"
	"demarc/inventory/codebuild"
	"demarc/inventory/responsibility"
)

// ProjectPullRequestsApproved finds builds that any author of a pull request starts.
var ProjectPullRequestsApproved = &checks.Check[codebuild.Project]{
	Meta: checks.Meta{
		ID: "codebuild-project-pull-requests-approved", Title: "Pull requests of strangers do not start builds", Duty: responsibility.AccessInservice, Severity: checks.Medium, Since: "0.1",
		Why:  "A build of a pull request runs what its author wrote, with the project's role, variables and network. Where the repository takes pull requests from outside, that is code of anybody.",
		Fix:  "aws codebuild update-webhook --project-name NAME --pull-request-build-policy requiresCommentApproval=FORK_PULL_REQUESTS, or a filter ACTOR_ACCOUNT_ID in each group with pull requests.",
		Refs: []string{"https://docs.aws.amazon.com/codebuild/latest/userguide/pull-request-build-policy.html", "https://docs.aws.amazon.com/codebuild/latest/userguide/webhooks.html"},
	},
	Run: projectPullRequestsApproved,
	Cases: []checks.Case[codebuild.Project]{
		{Name: "approved", Given: project(), Want: checks.Pass},
		{Name: "no_webhook", Given: project(hooked(nil)), Want: checks.NotApplicable},
		{Name: "pushes_alone", Given: project(hooked(&codebuild.Webhook{FilterGroups: [][]codebuild.Filter{group("PUSH", "")}, RequiresCommentApproval: "DISABLED"})), Want: checks.NotApplicable},
		{Name: "merged_alone", Given: project(hooked(&codebuild.Webhook{FilterGroups: [][]codebuild.Filter{group("PULL_REQUEST_MERGED", "")}, RequiresCommentApproval: "DISABLED"})), Want: checks.NotApplicable},
		{Name: "actors", Given: project(hooked(&codebuild.Webhook{FilterGroups: [][]codebuild.Filter{group("PULL_REQUEST_CREATED", "^1$")}, RequiresCommentApproval: "DISABLED"})), Want: checks.Pass},
		{Name: "anybody", Given: project(hooked(&codebuild.Webhook{FilterGroups: [][]codebuild.Filter{group("PUSH", "^1$"), group("PULL_REQUEST_UPDATED", "")}, RequiresCommentApproval: "DISABLED"})), Want: checks.Fail},
		{Name: "no_policy", Given: project(hooked(&codebuild.Webhook{FilterGroups: [][]codebuild.Filter{group("PULL_REQUEST_UPDATED", "")}})), Want: checks.Unknown},
		{Name: "no_filters", Given: project(hooked(&codebuild.Webhook{RequiresCommentApproval: "DISABLED"})), Want: checks.Unknown},
		{Name: "unread", Given: project(func(p *codebuild.Project) { p.Webhook = unread[*codebuild.Webhook]() }), Want: checks.Unknown},
	},
}

func projectPullRequestsApproved(v *checks.View[codebuild.Project]) checks.Verdict {
	w, ok := checks.Read(v, v.Resource.Webhook)
	switch {
	case !ok:
		return v.Unknown("webhook is not known")
	case w == nil:
		return v.NotApplicable("the project has no webhook")
	case w.RequiresCommentApproval == "FORK_PULL_REQUESTS", w.RequiresCommentApproval == "ALL_PULL_REQUESTS":
		return v.Pass("pullRequestBuildPolicy.requiresCommentApproval is %s", w.RequiresCommentApproval)
	case len(w.FilterGroups) == 0:
		return v.Unknown("the webhook has no filter groups: its events are not said")
	}
	asked := false
	for i, g := range w.FilterGroups {
		if !slices.ContainsFunc(g, startsOnPullRequest) {
			continue
		}
		asked = true
		if slices.ContainsFunc(g, func(f codebuild.Filter) bool { return f.Type == "ACTOR_ACCOUNT_ID" && !f.ExcludeMatchedPattern }) {
			continue
		}
		if w.RequiresCommentApproval == "" {
			return v.Unknown("group %d of the webhook starts builds of pull requests by any author, and the answer has no pullRequestBuildPolicy", i+1)
		}
		return v.Fail("group %d of the webhook starts builds of pull requests by any author: it has no filter ACTOR_ACCOUNT_ID, and requiresCommentApproval is %s", i+1, w.RequiresCommentApproval)
	}
	if !asked {
		return v.NotApplicable("the webhook starts no build of an open pull request")
	}
	return v.Pass("every group of the webhook with pull requests has a filter ACTOR_ACCOUNT_ID")
}

// startsOnPullRequest reports whether a filter lets events of open pull requests through: once merged, a request is code
// of the repository.
func startsOnPullRequest(f codebuild.Filter) bool {
	return f.Type == "EVENT" && (strings.Contains(f.Pattern, "PULL_REQUEST_CREATED") || strings.Contains(f.Pattern, "PULL_REQUEST_UPDATED") || strings.Contains(f.Pattern, "PULL_REQUEST_REOPENED"))
}
