package iam

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
)

func TestParseReport(t *testing.T) {
	head := strings.Join(reportColumns, ",") + "\n"
	line := func(user, enabled, used string) string {
		return user + "," + enabled + "," + used + strings.Repeat(",N/A", len(reportColumns)-3) + "\n"
	}
	tests := map[string]struct {
		text string
		err  string
	}{
		"one_user":         {head + line("ana", "true", "N/A"), ""},
		"more_columns":     {strings.TrimSuffix(head, "\n") + ",additional_credentials_info\n" + strings.TrimSuffix(line("ana", "true", "N/A"), "\n") + ",x\n", ""},
		"quoted":           {head + line(`"a,na"`, "true", "N/A"), ""},
		"empty":            {"", "the credential report is empty"},
		"html":             {"<html>\n<body x=\"1\">", "the credential report is not the CSV that AWS documents"},
		"column_missing":   {strings.Replace(head, "mfa_active", "mfa", 1), "the credential report has no column mfa_active"},
		"column_twice":     {strings.Replace(head, "user,", "user,user,", 1), `the credential report has column "user" twice`},
		"line_short":       {head + "ana,true\n", "the credential report is not the CSV that AWS documents"},
		"user_twice":       {head + line("ana", "true", "N/A") + line("ana", "false", "N/A"), "the credential report names a user twice"},
		"cut_within_quote": {head + `"ana,true`, "the credential report is not the CSV that AWS documents"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := parseReport(tt.text)
			got := ""
			if err != nil {
				got = err.Error()
			}
			if got != tt.err {
				t.Errorf("error %q, want %q", got, tt.err)
			}
		})
	}
}

func TestReportCells(t *testing.T) {
	head := strings.Join(reportColumns, ",") + "\n"
	tail := strings.Repeat(",N/A", len(reportColumns)-3) + "\n"
	r, err := parseReport(head + "a,true,2026-11-22T09:00:00+00:00" + tail + "b,FALSE,no_information" + tail + "c,maybe,yesterday" + tail + "d,," + tail)
	if err != nil {
		t.Fatal(err)
	}
	bad := func(column, cell string) *inventory.Gap {
		return &inventory.Gap{Class: inventory.Failed, Call: "IAM.GetCredentialReport", Detail: column + " is \"" + cell + "\", which AWS does not document"}
	}
	type cells struct {
		enabled, used any
	}
	want := map[string]cells{
		"a": {true, Moment("2026-11-22T09:00:00+00:00")},
		"b": {false, NoInformation},
		"c": {bad("password_enabled", "maybe"), bad("password_last_used", "yesterday")},
		"d": {bad("password_enabled", ""), bad("password_last_used", "")},
	}
	got := map[string]cells{}
	for user := range want {
		row := r.row(user)
		var c cells
		if v, gap := row.bool("password_enabled").Get(); gap != nil {
			c.enabled = gap
		} else {
			c.enabled = v
		}
		if v, gap := row.moment("password_last_used").Get(); gap != nil {
			c.used = gap
		} else {
			c.used = v
		}
		got[user] = c
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(cells{})); diff != "" {
		t.Error(diff)
	}
}
