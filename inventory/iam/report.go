package iam

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// A Moment is a point in time as the credential report writes it: an ISO 8601 date and time, or one of its words.
type Moment string

// The words that stand for a date in the credential report (IAM User Guide, "Generate credential reports").
const (
	// NotApplicable: there is nothing that could have a date, such as a key that does not exist or was never used.
	NotApplicable Moment = "N/A"
	// NoInformation: never used, or not since IAM began to track it on 20 October 2014.
	NoInformation Moment = "no_information"
	// NotSupported: the report has no such data for the root user.
	NotSupported Moment = "not_supported"
)

// Time returns the point in time; ok is false for a word.
func (m Moment) Time() (t time.Time, ok bool) {
	t, err := time.Parse(time.RFC3339, string(m))
	return t, err == nil
}

// report is a parsed credential report, or the gap where it should be.
type report struct {
	gap     *inventory.Gap
	columns map[string]int
	rows    map[string][]string
}

// reportColumns are the columns that facts are taken from. A report that lacks one is not understood.
var reportColumns = []string{
	"user", "password_enabled", "password_last_used", "password_last_changed", "mfa_active",
	"access_key_1_active", "access_key_1_last_rotated", "access_key_1_last_used_date",
	"access_key_2_active", "access_key_2_last_rotated", "access_key_2_last_used_date",
	"cert_1_active", "cert_2_active",
}

// How long a report may take. AWS makes one in seconds, for thousands of users in a minute or two.
const (
	firstPoll = 250 * time.Millisecond
	longPoll  = 8 * time.Second
	pollLimit = 24 // questions: about two and a half minutes
)

// errReportLate means that the report was not made in time.
var errReportLate = errors.New("the credential report was not ready in time")

// reportOf returns the credential report. It is made and fetched once for all collectors of a run.
func reportOf(ctx context.Context, s *collect.Scan, client *iam.Client) *report {
	r, _ := collect.Shared(s, GetCredentialReport, func() (*report, error) {
		ready, err := generate(ctx, client)
		if err != nil {
			return &report{gap: gapOf(s, GenerateCredentialReport, err)}, nil
		}
		text, err := fetch(ctx, client, ready)
		if err != nil {
			return &report{gap: gapOf(s, GetCredentialReport, err)}, nil
		}
		r, err := parseReport(text)
		if err != nil {
			return &report{gap: gapOf(s, GetCredentialReport, err)}, nil
		}
		return r, nil
	})
	return r
}

// gapOf adds to a gap what the package itself found wrong.
func gapOf(s *collect.Scan, c *inventory.Call, err error) *inventory.Gap {
	g := s.Gap(c, err)
	var flaw reportError
	if errors.As(err, &flaw) || errors.Is(err, errReportLate) {
		g.Detail = err.Error()
	}
	return g
}

// generate asks for a report, once, and says whether there is one already.
func generate(ctx context.Context, client *iam.Client) (ready bool, err error) {
	out, err := client.GenerateCredentialReport(ctx, nil)
	if err != nil {
		return false, err
	}
	switch out.State {
	case types.ReportStateTypeComplete:
		return true, nil
	case types.ReportStateTypeStarted, types.ReportStateTypeInprogress:
		return false, nil
	}
	return false, reportError(fmt.Sprintf("the state of the credential report is %.40q", out.State))
}

// fetch gets the report, with growing pauses before each question as long as it is being made.
func fetch(ctx context.Context, client *iam.Client, ready bool) (string, error) {
	pause := firstPoll
	for range pollLimit {
		if !ready {
			select {
			case <-ctx.Done():
				return "", ctx.Err()
			case <-time.After(pause):
			}
			pause = min(2*pause, longPoll)
		}
		out, err := client.GetCredentialReport(ctx, nil)
		if err == nil {
			return string(out.Content), nil
		}
		if !beingMade(err) {
			return "", err
		}
		ready = false
	}
	return "", errReportLate
}

// beingMade reports whether an error says that the report is not there yet. After GenerateCredentialReport each of
// these three is a matter of time (IAM API Reference, GetCredentialReport, "Errors"): expired is the one before.
func beingMade(err error) bool {
	var progress *types.CredentialReportNotReadyException
	var absent *types.CredentialReportNotPresentException
	var expired *types.CredentialReportExpiredException
	return errors.As(err, &progress) || errors.As(err, &absent) || errors.As(err, &expired)
}

// reportError says what is wrong with a report. It quotes nothing of the report but column names.
type reportError string

func (e reportError) Error() string { return string(e) }

// parseReport reads a report strictly: every column that is needed, each once, every line whole, each user once.
func parseReport(text string) (*report, error) {
	lines, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	switch {
	case err != nil:
		return nil, reportError("the credential report is not the CSV that AWS documents")
	case len(lines) == 0:
		return nil, reportError("the credential report is empty")
	}
	r := &report{columns: make(map[string]int, len(lines[0])), rows: make(map[string][]string, len(lines)-1)}
	for i, name := range lines[0] {
		if _, twice := r.columns[name]; twice {
			return nil, reportError(fmt.Sprintf("the credential report has column %.60q twice", name))
		}
		r.columns[name] = i
	}
	for _, name := range reportColumns {
		if _, ok := r.columns[name]; !ok {
			return nil, reportError("the credential report has no column " + name)
		}
	}
	user := r.columns["user"]
	for _, line := range lines[1:] {
		if _, twice := r.rows[line[user]]; twice {
			return nil, reportError("the credential report names a user twice")
		}
		r.rows[line[user]] = line
	}
	return r, nil
}

// reportRow is one user's line, or the gap where it should be.
type reportRow struct {
	gap     *inventory.Gap
	columns map[string]int
	cells   []string
}

// row returns the line of a user. That there is none is a gap: AWS reuses a report for four hours, so a new user may
// not be in it, and emulators leave out the root user.
func (r *report) row(user string) reportRow {
	if r.gap != nil {
		return reportRow{gap: r.gap}
	}
	cells, ok := r.rows[user]
	if !ok {
		detail := fmt.Sprintf("no row for %.64q: the report can be four hours older than the user", user)
		if user == RootName {
			detail = "no row for the root user, which AWS always writes: is this an emulator?"
		}
		return reportRow{gap: &inventory.Gap{Class: inventory.Omitted, Call: GetCredentialReport.String(), Detail: detail}}
	}
	return reportRow{columns: r.columns, cells: cells}
}

func (r reportRow) cell(column string) (string, *inventory.Gap) {
	if r.gap != nil {
		return "", r.gap
	}
	return r.cells[r.columns[column]], nil
}

func (r reportRow) bad(column, cell string) *inventory.Gap {
	return &inventory.Gap{Class: inventory.Failed, Call: GetCredentialReport.String(), Detail: fmt.Sprintf("%s is %.40q, which AWS does not document", column, cell)}
}

func (r reportRow) bool(column string) inventory.Fact[bool] {
	cell, gap := r.cell(column)
	switch {
	case gap != nil:
		return inventory.Missing[bool](gap)
	case strings.EqualFold(cell, "true"):
		return inventory.Known(true)
	case strings.EqualFold(cell, "false"):
		return inventory.Known(false)
	}
	return inventory.Missing[bool](r.bad(column, cell))
}

func (r reportRow) moment(column string) inventory.Fact[Moment] {
	cell, gap := r.cell(column)
	if gap != nil {
		return inventory.Missing[Moment](gap)
	}
	m := Moment(cell)
	if _, ok := m.Time(); !ok && !slices.Contains([]Moment{NotApplicable, NoInformation, NotSupported}, m) {
		return inventory.Missing[Moment](r.bad(column, cell))
	}
	return inventory.Known(m)
}
