package terminal

import "fmt"

// Colors says when colours are used: "auto", "always" or "never".
type Colors string

// The values of Colors.
const (
	Auto   Colors = "auto"
	Always Colors = "always"
	Never  Colors = "never"
)

// On decides whether a stream gets colours. env looks up an environment variable; tty says whether the stream is a
// terminal. In auto mode NO_COLOR switches them off, then CLICOLOR_FORCE or FORCE_COLOR on, then TERM=dumb off
// (https://no-color.org, https://bixense.com/clicolors).
func (c Colors) On(env func(string) string, tty bool) bool {
	forced := func(name string) bool { v := env(name); return v != "" && v != "0" }
	switch {
	case c == Always:
		return true
	case c == Never, env("NO_COLOR") != "":
		return false
	case forced("CLICOLOR_FORCE"), forced("FORCE_COLOR"):
		return true
	case env("TERM") == "dumb", env("CLICOLOR") == "0":
		return false
	}
	return tty
}

// A Paint writes text in colour, or plain when it is false.
type Paint bool

func (p Paint) sgr(code int, s string) string {
	if !p || s == "" {
		return s
	}
	return fmt.Sprintf("\x1b[%dm%s\x1b[0m", code, s)
}

// Bold returns s in bold.
func (p Paint) Bold(s string) string { return p.sgr(1, s) }

// Dim returns s in a weaker shade.
func (p Paint) Dim(s string) string { return p.sgr(2, s) }

// Red returns s in red: wrong.
func (p Paint) Red(s string) string { return p.sgr(31, s) }

// Green returns s in green: right.
func (p Paint) Green(s string) string { return p.sgr(32, s) }

// Yellow returns s in yellow: not known.
func (p Paint) Yellow(s string) string { return p.sgr(33, s) }

// Magenta returns s in magenta: wrong, and urgent.
func (p Paint) Magenta(s string) string { return p.sgr(35, s) }
