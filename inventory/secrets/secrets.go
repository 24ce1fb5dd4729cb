// Package secrets finds credentials in text without keeping them: a finding says what kind of secret stands in which
// line, and nothing of the secret itself.
//
// It prefers precision to completeness. A finding is a value that is written out where a secret belongs; a reference
// to a variable, a parameter store or a placeholder is none.
package secrets

import (
	"bytes"
	"regexp"
	"strings"
	"sync"
)

// Kinds of secrets.
const (
	AWSAccessKey     = "aws-access-key"    // an access key id, which stands next to its secret key
	PrivateKey       = "private-key"       // a PEM or OpenSSH private key
	JSONWebToken     = "json-web-token"    // a signed token
	VendorToken      = "vendor-token"      // a token of a form that its issuer publishes: GitHub, GitLab, Slack, Stripe, Google, npm
	ConnectionString = "connection-string" // a URL with a password
	Assignment       = "assigned-secret"   // password = value, and the like
	Command          = "command-secret"    // a password given to a command
)

// Bounds of one search. Text beyond them is not looked at.
const (
	MaxBytes    = 1 << 20
	MaxFindings = 50
	maxLine     = 16 << 10
)

// A Finding is a secret in a text.
type Finding struct {
	Kind string `json:"Kind"`
	// Line counts from 1.
	Line int `json:"Line"`
}

// Find returns the secrets in a text in the order of their lines, at most one of a kind for a line. whole is false
// when the text was too long, or had too many, to be searched to its end.
func Find(text []byte) (found []Finding, whole bool) {
	whole = len(text) <= MaxBytes
	text = text[:min(len(text), MaxBytes)]
	for n := 1; len(text) > 0; n++ {
		line, rest, _ := bytes.Cut(text, []byte{'\n'})
		text = rest
		if len(line) > maxLine {
			line, whole = line[:maxLine], false
		}
		written, low := string(line), strings.ToLower(string(line))
		for _, r := range rules() {
			if !r.in(written, low) {
				continue
			}
			if len(found) == MaxFindings {
				return found, false
			}
			found = append(found, Finding{r.kind, n})
		}
	}
	return found, whole
}

// A rule recognises one kind of secret in a line. The pattern's last group is the value, if it has groups.
type rule struct {
	kind    string
	hint    []string // one of these, in lower case, must be in the line before the pattern is tried
	pattern *regexp.Regexp
	real    func(groups []string) bool
}

// in reports whether the rule finds its kind in a line, which it is given as written and in lower case.
func (r *rule) in(line, low string) bool {
	hinted := false
	for _, h := range r.hint {
		if strings.Contains(low, h) {
			hinted = true
			break
		}
	}
	if !hinted {
		return false
	}
	for _, m := range r.pattern.FindAllStringSubmatch(line, 20) {
		if r.real == nil || r.real(m) {
			return true
		}
	}
	return false
}

// rules returns the rules, one to a kind except for commands.
var rules = sync.OnceValue(func() []*rule {
	last := func(groups []string) bool { return written(groups[len(groups)-1]) }
	return []*rule{
		// The prefixes are those of the IAM User Guide, "Understanding unique ID prefixes". The documentation's own
		// keys end in EXAMPLE.
		{AWSAccessKey, []string{"akia", "asia"}, regexp.MustCompile(`(?:^|[^A-Za-z0-9])((?:AKIA|ASIA)[A-Z2-7]{16})(?:[^A-Za-z0-9]|$)`), func(g []string) bool { return !strings.HasSuffix(g[1], "EXAMPLE") }},
		{PrivateKey, []string{"private key"}, regexp.MustCompile(`-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----`), nil},
		{JSONWebToken, []string{"eyj"}, regexp.MustCompile(`(?:^|[^A-Za-z0-9_-])(eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{16,})`), func(g []string) bool { return signedToken(g[1]) }},
		{VendorToken, []string{"gh", "glpat-", "xox", "_live_", "aiza", "npm_"}, regexp.MustCompile(`(?:^|[^A-Za-z0-9_])(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,}|glpat-[A-Za-z0-9_-]{20,}|xox[abprs]-[0-9]{8,}-[A-Za-z0-9-]{20,}|[sr]k_live_[A-Za-z0-9]{20,}|AIza[A-Za-z0-9_-]{35}|npm_[A-Za-z0-9]{36})(?:[^A-Za-z0-9]|$)`), last},
		{ConnectionString, []string{"://"}, regexp.MustCompile(`[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s:/@"'<>]*:([^\s/@"'<>]+)@[^\s@"'<>]`), func(g []string) bool { return connection(g[1]) }},
		{Assignment, secretWords(), regexp.MustCompile(`(?:^|[^A-Za-z0-9_.$({-])([A-Za-z_][A-Za-z0-9_.-]{2,79})["']?\s*(?::=|=>|=|:)\s*("[^"]*"|'[^']*'|[^\s"';,&|<>)}\]]+)`), func(g []string) bool { return secretName(g[1]) && assigned(g[2]) }},
		{Command, []string{"chpasswd", "curl", "wget", "mysql", "sshpass", "securestring", "--password", "net user"}, commands(), func(g []string) bool {
			for _, v := range g[1:] {
				if v != "" {
					return len(unquote(v)) >= 4 && written(unquote(v))
				}
			}
			return false
		}},
	}
})

// commands matches the passwords in the arguments of well-known commands, one group to a form.
func commands() *regexp.Regexp {
	const value = `("[^"]+"|'[^']+'|[^\s"';|&]+)`
	return regexp.MustCompile(strings.Join([]string{
		`echo\s+(?:-n\s+)?["']?[A-Za-z_][A-Za-z0-9_.-]*:([^\s"']+)["']?\s*\|\s*(?:sudo\s+)?chpasswd`,
		`(?:curl|wget)\s(?:.*\s)?(?:-u|--user)[\s=]+["']?[^\s:"']+:([^\s"']+)`,
		`mysql(?:dump|admin)?\s(?:.*\s)?-p` + value,
		`sshpass\s+-p\s*` + value,
		`ConvertTo-SecureString\s+(?:-String\s+)?` + value + `\s+.*-AsPlainText`,
		`(?:^|\s)--password[\s=]+` + value,
		`net\s+user\s+[A-Za-z0-9_.-]+\s+([^\s/*"']+)\s+/add`,
	}, "|"))
}
