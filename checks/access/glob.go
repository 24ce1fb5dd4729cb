package access

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// glob is a pattern over characters: a value of 0 or more is that character, a negative one a wildcard.
type glob []rune

const (
	anyRun   rune = -1 // any characters, also none
	anyOne   rune = -2 // one character
	partRun  rune = -3 // any characters but a colon
	partOne  rune = -4 // one character but a colon
	digitOne rune = -5 // one decimal digit
	slashRun rune = -6 // any characters but a slash
	plainRun rune = -7 // any characters but a colon and a slash
	plainOne rune = -8 // one character but a colon and a slash
	// foldBase minus a lower-case letter stands for that letter in either case.
	foldBase rune = -1000
)

func literal(s string) glob { return glob([]rune(s)) }

// wild reads * and ? as wildcards.
func wild(s string) glob {
	g := literal(s)
	for i, r := range g {
		switch r {
		case '*':
			g[i] = anyRun
		case '?':
			g[i] = anyOne
		}
	}
	return g
}

// isRun reports whether the token stands for any number of characters.
func isRun(t rune) bool { return t == anyRun || t == partRun || t == slashRun || t == plainRun }

// takes reports whether the token accepts the character.
func takes(t, r rune) bool {
	switch t {
	case anyRun, anyOne:
		return true
	case partRun, partOne:
		return r != ':'
	case slashRun:
		return r != '/'
	case plainRun, plainOne:
		return r != ':' && r != '/'
	case digitOne:
		return r >= '0' && r <= '9'
	}
	if t < foldBase {
		return unicode.ToLower(r) == foldBase-t
	}
	return t == r
}

// folded makes the pattern's characters match in either case.
func (g glob) folded() glob {
	out := make(glob, len(g))
	for i, t := range g {
		if out[i] = t; t > 0 && unicode.IsLetter(t) {
			out[i] = foldBase - unicode.ToLower(t)
		}
	}
	return out
}

// text returns the pattern as a string if it has no wildcard.
func (g glob) text() (string, bool) {
	for _, t := range g {
		if t < 0 {
			return "", false
		}
	}
	return string(g), true
}

// arn turns the pattern into one over ARNs: IAM compares the six components separately, so that a wildcard in one of
// the first five does not reach over a colon.
func (g glob) arn() glob {
	out := make(glob, len(g))
	colons := 0
	for i, t := range g {
		switch {
		case t == ':':
			colons++
		case t == anyRun && colons < 5:
			t = partRun
		case t == anyOne && colons < 5:
			t = partOne
		}
		out[i] = t
	}
	return out
}

// match reports whether the whole of s matches. It takes at most len(g)*len(s) steps: only the last run is retried,
// which is enough because a later run can take whatever an earlier one could have taken.
func (g glob) match(s string) bool {
	text := s
	i, star := 0, -1
	var retry string
	for {
		if i < len(g) && isRun(g[i]) {
			star, retry = i, text
			i++
			continue
		}
		if text == "" {
			return i == len(g)
		}
		r, size := utf8.DecodeRuneInString(text)
		if i < len(g) && takes(g[i], r) {
			i, text = i+1, text[size:]
			continue
		}
		if star < 0 {
			return false
		}
		r, size = utf8.DecodeRuneInString(retry)
		if retry == "" || !takes(g[star], r) {
			return false
		}
		retry = retry[size:]
		i, text = star+1, retry
	}
}

// patterns are action patterns, lower case.
type patterns []glob

func (p patterns) match(lower string) bool {
	for _, g := range p {
		if g.match(lower) {
			return true
		}
	}
	return false
}

func actionPatterns(vs []Value) patterns {
	out := make(patterns, len(vs))
	for i, v := range vs {
		out[i] = wild(strings.ToLower(v.Text))
	}
	return out
}
