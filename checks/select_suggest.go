package checks

import (
	"fmt"
	"strings"
)

// maxAllowed is how many allowed values an error lists before it only names the nearest.
const maxAllowed = 40

// UnknownValue returns the error of a value that is none of the allowed ones. It names the nearest, or all of them when
// they are few.
func UnknownValue(what, value string, allowed []string) error {
	near := Nearest(value, allowed)
	hint := ""
	if near != "" {
		hint = fmt.Sprintf("; did you mean %q?", near)
	}
	switch {
	case len(allowed) == 0:
		return fmt.Errorf("%s %q is unknown; this build has none", what, value)
	case len(allowed) <= maxAllowed:
		return fmt.Errorf("%s %q is unknown%s; allowed are %s", what, value, hint, strings.Join(allowed, ", "))
	case near == "":
		return fmt.Errorf("%s %q is unknown; there are %d, see `scanner %ss list`", what, value, len(allowed), what)
	}
	return fmt.Errorf("%s %q is unknown%s", what, value, hint)
}

// Nearest returns the allowed value that is closest to what somebody typed, or "" when none is close.
func Nearest(value string, allowed []string) string {
	best, least := "", 1+len(value)/3
	for _, a := range allowed {
		d := distance(strings.ToLower(value), strings.ToLower(a))
		if len(value) > 2 && strings.Contains(a, strings.ToLower(value)) {
			d = min(d, 1)
		}
		if d < least || d == least && best == "" {
			best, least = a, d
		}
	}
	return best
}

// distance counts the letters to insert, delete, replace or swap with their neighbour to turn a into b.
func distance(a, b string) int {
	rows := [3][]int{}
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
	}
	for j := range rows[1] {
		rows[1][j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last, row := rows[0], rows[1], rows[2]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		rows[0], rows[1], rows[2] = last, row, before
	}
	return rows[1][len(b)]
}
