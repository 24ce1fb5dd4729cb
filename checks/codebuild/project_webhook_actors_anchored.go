package codebuild

import (
	"regexp/syntax"

	"demarc/checks"
	"demarc/inventory/codebuild"
	"demarc/inventory/responsibility"
)

// ProjectWebhookActorsAnchored finds filters for actors that let others through.
var ProjectWebhookActorsAnchored = &checks.Check[codebuild.Project]{
	Meta: checks.Meta{
		ID: "codebuild-project-webhook-actors-anchored", Title: "Filters for actors match whole ids", Duty: responsibility.AccessInservice, Severity: checks.High, Since: "0.1",
		Why:  "The pattern of a filter matches anywhere in the id. Without ^ and $ around each of them, 1234 lets 912345 through as well: whoever gets an account with such an id starts builds.",
		Fix:  "aws codebuild update-webhook --project-name NAME --filter-groups with patterns such as ^1234$|^5678$.",
		Refs: []string{"https://docs.aws.amazon.com/codebuild/latest/userguide/webhooks.html", "https://docs.aws.amazon.com/codebuild/latest/userguide/github-webhook.html"},
	},
	Run: projectWebhookActorsAnchored,
	Cases: []checks.Case[codebuild.Project]{
		{Name: "anchored", Given: project(), Want: checks.Pass},
		{Name: "each_anchored", Given: project(hooked(&codebuild.Webhook{FilterGroups: [][]codebuild.Filter{group("PUSH", "^12$|^34$")}})), Want: checks.Pass},
		{Name: "loose", Given: project(hooked(&codebuild.Webhook{FilterGroups: [][]codebuild.Filter{group("PUSH", "1234")}})), Want: checks.Fail},
		{Name: "one_loose", Given: project(hooked(&codebuild.Webhook{FilterGroups: [][]codebuild.Filter{group("PUSH", "^12$|34")}})), Want: checks.Fail},
		{Name: "end_loose", Given: project(hooked(&codebuild.Webhook{FilterGroups: [][]codebuild.Filter{group("PUSH", "^12|^34$")}})), Want: checks.Fail},
		{Name: "no_pattern", Given: project(hooked(&codebuild.Webhook{FilterGroups: [][]codebuild.Filter{group("PUSH", "(12")}})), Want: checks.Unknown},
		{Name: "no_actors", Given: project(hooked(&codebuild.Webhook{FilterGroups: [][]codebuild.Filter{group("PUSH", "")}})), Want: checks.NotApplicable},
		{Name: "no_webhook", Given: project(hooked(nil)), Want: checks.NotApplicable},
		{Name: "unread", Given: project(func(p *codebuild.Project) { p.Webhook = unread[*codebuild.Webhook]() }), Want: checks.Unknown},
	},
}

func projectWebhookActorsAnchored(v *checks.View[codebuild.Project]) checks.Verdict {
	w, ok := checks.Read(v, v.Resource.Webhook)
	switch {
	case !ok:
		return v.Unknown("webhook is not known")
	case w == nil:
		return v.NotApplicable("the project has no webhook")
	}
	filters, odd := 0, ""
	for _, g := range w.FilterGroups {
		for _, f := range g {
			if f.Type != "ACTOR_ACCOUNT_ID" || f.ExcludeMatchedPattern {
				continue
			}
			filters++
			re, err := syntax.Parse(f.Pattern, syntax.Perl)
			switch {
			case err != nil:
				odd = f.Pattern
			case !anchored(re, syntax.OpBeginText, syntax.OpBeginLine, 0), !anchored(re, syntax.OpEndText, syntax.OpEndLine, -1):
				return v.Fail("the pattern %q of a filter ACTOR_ACCOUNT_ID matches parts of ids", f.Pattern)
			}
		}
	}
	switch {
	case odd != "":
		return v.Unknown("the pattern %q of a filter ACTOR_ACCOUNT_ID cannot be read", odd)
	case filters == 0:
		return v.NotApplicable("the webhook has no filter ACTOR_ACCOUNT_ID")
	}
	return v.Pass("the patterns of %d filters ACTOR_ACCOUNT_ID match whole ids", filters)
}

// anchored reports whether an expression begins, or for at -1 ends, with one of the operations in each of its
// alternatives.
func anchored(re *syntax.Regexp, text, line syntax.Op, at int) bool {
	switch re.Op {
	case text, line:
		return true
	case syntax.OpCapture:
		return anchored(re.Sub[0], text, line, at)
	case syntax.OpConcat:
		return anchored(re.Sub[(at+len(re.Sub))%len(re.Sub)], text, line, at)
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			if !anchored(sub, text, line, at) {
				return false
			}
		}
		return true
	}
	return false
}
