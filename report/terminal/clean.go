// Package terminal holds what the scanner needs to write to a person's terminal: text from an account made harmless,
// colours only where they are wanted, tables and wrapped lines that fit.
package terminal

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jedib0t/go-pretty/v6/text"
)

// Clean returns s as one line that can do nothing to a terminal: control characters, escape sequences, characters that
// change the direction of text and everything else without a shape of its own are shown as escapes, and so are bytes
// that are no UTF-8.
func Clean(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r > 0xffff:
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
		i += n
	}
	return b.String()
}

func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// Short returns s with its middle left out, so that it is at most n characters wide; 0 means any width. The ends of
// identifiers tell more than their middles.
func Short(s string, n int) string {
	if n <= 0 || text.StringWidthWithoutEscSequences(s) <= n {
		return s
	}
	r := []rune(s)
	head, tail := 0, len(r)
	for w := 1; ; {
		// One from the front, one from the back, until the next would not fit beside the ellipsis.
		if w += text.RuneWidth(r[head]); w > n {
			break
		}
		head++
		if w += text.RuneWidth(r[tail-1]); w > n {
			break
		}
		tail--
	}
	return string(r[:head]) + "…" + string(r[tail:])
}
