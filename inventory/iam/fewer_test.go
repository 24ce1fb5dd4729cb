package iam

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
)

// TestReportBeingMade holds that a report is asked for once and waited for, and that no other error is taken for a
// report that is on its way.
func TestReportBeingMade(t *testing.T) {
	tests := map[string]struct {
		made, got []string
		calls     int // of GetCredentialReport
		gap       *inventory.Gap
	}{
		"ready":    {[]string{"GenerateCredentialReport.complete"}, []string{"GetCredentialReport.whole"}, 1, nil},
		"in_time":  {[]string{"GenerateCredentialReport.started"}, []string{"GetCredentialReport.whole"}, 1, nil},
		"progress": {[]string{"GenerateCredentialReport.started"}, []string{"error ReportInProgress", "GetCredentialReport.whole"}, 2, nil},
		"absent":   {[]string{"GenerateCredentialReport.complete"}, []string{"error ReportNotPresent", "GetCredentialReport.whole"}, 2, nil},
		"expired":  {[]string{"GenerateCredentialReport.started"}, []string{"error ReportExpired", "GetCredentialReport.whole"}, 2, nil},
		"other": {[]string{"GenerateCredentialReport.started"}, []string{"error ValidationError", "GetCredentialReport.whole"}, 1,
			&inventory.Gap{Class: inventory.Failed, Call: "IAM.GetCredentialReport", Region: "us-east-1", Code: "ValidationError"}},
		"foreign": {[]string{"GetAccountSummary"}, []string{"GetCredentialReport.whole"}, 0,
			&inventory.Gap{Class: inventory.Failed, Call: "IAM.GenerateCredentialReport", Region: "us-east-1"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			a := newAccount()
			a.answers["GenerateCredentialReport"], a.answers["GetCredentialReport"] = tt.made, tt.got
			snap := a.scan(t, inventory.Want{Type: RootType, Calls: CredentialReport})
			_, gap := snap.Find("iam.root", "", RootName).(*Root).PasswordLastUsed.Get()
			if gap != nil && tt.gap != nil {
				gap.Detail = ""
			}
			if diff := cmp.Diff(tt.gap, gap); diff != "" {
				t.Error(diff)
			}
			calls := map[string]int{"IAM.GetAccountSummary": 1, "IAM.GenerateCredentialReport": 1}
			if tt.calls > 0 {
				calls["IAM.GetCredentialReport"] = tt.calls
			}
			if diff := cmp.Diff(calls, snap.Calls); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestCountedNone holds that a listing is left out where the summary counts none, and in no other case.
func TestCountedNone(t *testing.T) {
	tests := map[string]struct {
		summary string
		denied  []string
		asked   bool
		count   int
	}{
		"none":          {summary: "GetAccountSummary.none"},
		"some":          {summary: "GetAccountSummary", asked: true, count: 1},
		"silent":        {summary: "GetAccountSummary.silent", asked: true, count: 1},
		"unread":        {summary: "GetAccountSummary.none", denied: []string{"GetAccountSummary"}, asked: true, count: 1},
		"lists_denied":  {summary: "GetAccountSummary.none", denied: []string{"ListSAMLProviders", "ListServerCertificates"}},
		"nothing_works": {summary: "GetAccountSummary", denied: []string{"GetAccountSummary", "ListSAMLProviders", "ListServerCertificates"}, asked: true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			a := newAccount()
			a.answers["GetAccountSummary"] = []string{tt.summary}
			for _, op := range tt.denied {
				a.denied[op] = true
			}
			snap := a.scan(t, inventory.Want{Type: SAMLProviderType}, inventory.Want{Type: ServerCertificateType})
			calls := map[string]int{"IAM.GetAccountSummary": 1}
			for kind, list := range map[inventory.Kind]*inventory.Call{"iam.saml_provider": ListSAMLProviders, "iam.server_certificate": ListServerCertificates} {
				want := inventory.Coverage{Kind: kind, Status: inventory.Complete, Count: tt.count}
				if tt.asked {
					calls[list.String()] = 1
					if tt.count == 0 {
						want.Status = inventory.Unread
						want.Gap = &inventory.Gap{Class: inventory.Denied, Call: list.String(), Region: "us-east-1", Code: "AccessDenied", Needs: list.Needs}
					}
				}
				if diff := cmp.Diff(&want, snap.CoverageOf(kind, "")); diff != "" {
					t.Error(diff)
				}
			}
			if diff := cmp.Diff(calls, snap.Calls); diff != "" {
				t.Error(diff)
			}
		})
	}
}
