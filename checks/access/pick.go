package access

import (
	"slices"
	"strings"
	"unicode"
)

// demand is a demand on one string: it matches one of the patterns, or, negated, none.
type demand struct {
	any    []glob
	negate bool
}

func (d demand) holds(s string) bool {
	for _, g := range d.any {
		if g.match(s) {
			return !d.negate
		}
	}
	return d.negate
}

func hold(ds []demand, s string) bool {
	for _, d := range ds {
		if !d.holds(s) {
			return false
		}
	}
	return true
}

// maxStates bounds the search of pick. A search that ends there has not proved that no string exists.
const maxStates = 20_000

// pick finds a string that meets all demands. proven is false when the search was cut off, so that no answer does not
// mean that there is none. It first tries obvious instances of the patterns, then decides exactly: it walks the product
// of the patterns' automata over an alphabet of all their characters and some that none of them names.
func pick(ds []demand) (s string, found, proven bool) {
	if s, found, done := instance(ds); done {
		return s, found, true
	}
	s, found, proven, _ = walk(ds)
	return s, found, proven
}

// instance tries the obvious strings; done is false when that settles nothing.
func instance(ds []demand) (s string, found, done bool) {
	for _, d := range ds {
		if d.negate {
			continue
		}
		exact := true
		for _, g := range d.any {
			text, ok := g.text()
			exact = exact && ok
			for _, filler := range []string{"x", "", "stranger"} {
				if !ok {
					text = g.sample(filler)
				}
				if text != "" && hold(ds, text) {
					return text, true, true
				}
				if ok {
					break
				}
			}
		}
		if exact {
			return "", false, true // a finite choice, all tried
		}
	}
	return pairs(ds)
}

// maxPairs bounds how many pairs of patterns are looked at.
const maxPairs = 400

// pairs tries what the patterns of two positive demands have in common. When there is nothing, or when there are no other
// demands, that settles it.
func pairs(ds []demand) (s string, found, done bool) {
	var positive []demand
	for _, d := range ds {
		if !d.negate {
			positive = append(positive, d)
		}
	}
	for i := 1; i < len(positive); i++ {
		if len(positive[0].any)*len(positive[i].any) > maxPairs {
			continue
		}
		empty := true
		for _, a := range positive[0].any {
			for _, b := range positive[i].any {
				text, ok := meet(a, b)
				empty = empty && !ok
				if ok && text != "" && hold(ds, text) {
					return text, true, true
				}
			}
		}
		if empty {
			return "", false, true
		}
	}
	return "", false, false
}

// sample instantiates the pattern.
func (g glob) sample(filler string) string {
	var b strings.Builder
	for i, t := range g {
		switch {
		case isRun(t):
			b.WriteString(filler)
		case t == digitOne:
			b.WriteByte("210987654321"[i%12])
		case t < foldBase:
			b.WriteRune(foldBase - t)
		case t < 0:
			b.WriteByte('x')
		default:
			b.WriteRune(t)
		}
	}
	return b.String()
}

// positions is a set of states of one demand: flat numbers over all its patterns.
type positions []uint64

func (p positions) has(i int) bool { return p[i/64]&(1<<(i%64)) != 0 }
func (p positions) add(i int)      { p[i/64] |= 1 << (i % 64) }

// machine runs all patterns of one demand at once.
type machine struct {
	tokens []rune // of all patterns, each followed by endToken
	starts []int
	negate bool
}

const endToken rune = -100

func newMachine(d demand) machine {
	m := machine{negate: d.negate}
	for _, g := range d.any {
		m.starts = append(m.starts, len(m.tokens))
		m.tokens = append(append(m.tokens, g...), endToken)
	}
	return m
}

// enter adds a state and those that follow without a character.
func (m *machine) enter(p positions, i int) {
	for !p.has(i) {
		p.add(i)
		if !isRun(m.tokens[i]) {
			return
		}
		i++
	}
}

func (m *machine) begin() positions {
	p := make(positions, len(m.tokens)/64+1)
	for _, s := range m.starts {
		m.enter(p, s)
	}
	return p
}

func (m *machine) step(from positions, r rune) positions {
	to := make(positions, len(from))
	for i, t := range m.tokens {
		if !from.has(i) || t == endToken || !takes(t, r) {
			continue
		}
		if isRun(t) {
			m.enter(to, i)
		} else {
			m.enter(to, i+1)
		}
	}
	return to
}

// accepts reports whether the text so far meets the demand; dead that no continuation can.
func (m *machine) accepts(p positions) (ok, dead bool) {
	alive := false
	for i, t := range m.tokens {
		if p.has(i) {
			alive = true
			if t == endToken {
				return !m.negate, false
			}
		}
	}
	return m.negate, !alive && !m.negate
}

type walkState struct {
	sets []positions
	text string
}

// walk decides exactly, or gives up after maxStates; cost is in units of a few microseconds.
func walk(ds []demand) (text string, found, proven bool, cost int) {
	machines := make([]machine, len(ds))
	start := walkState{sets: make([]positions, len(ds))}
	size := 0
	for i, d := range ds {
		machines[i] = newMachine(d)
		start.sets[i] = machines[i].begin()
		size += len(machines[i].tokens)
	}
	letters := alphabet(machines)
	limit := max(16, min(maxStates, 40_000_000/(size*len(letters)+1)))
	seen := map[string]bool{}
	queue := []walkState{start}
	for n := 0; len(queue) > 0; n++ {
		if n > limit {
			return "", false, false, 1 + n*size*len(letters)/1000
		}
		at := queue[0]
		queue = queue[1:]
		if at.text != "" && accepted(machines, at.sets) {
			return at.text, true, true, 1 + n*size*len(letters)/1000
		}
		for _, r := range letters {
			next := walkState{sets: make([]positions, len(machines)), text: at.text + string(r)}
			dead := false
			for i := range machines {
				next.sets[i] = machines[i].step(at.sets[i], r)
				_, d := machines[i].accepts(next.sets[i])
				dead = dead || d
			}
			if key := stateKey(next.sets); !dead && !seen[key] {
				seen[key] = true
				queue = append(queue, next)
			}
		}
	}
	return "", false, true, 1 + len(seen)*size*len(letters)/1000
}

func accepted(ms []machine, sets []positions) bool {
	for i := range ms {
		if ok, _ := ms[i].accepts(sets[i]); !ok {
			return false
		}
	}
	return true
}

func stateKey(sets []positions) string {
	var b strings.Builder
	for _, s := range sets {
		for _, w := range s {
			for k := range 8 {
				b.WriteByte(byte(w >> (8 * k)))
			}
		}
	}
	return b.String()
}

// alphabet is every character that a pattern names, and for each kind of wildcard one that none names.
func alphabet(ms []machine) []rune {
	var out []rune
	for _, m := range ms {
		for _, t := range m.tokens {
			both := []rune{t}
			if t < foldBase {
				both = []rune{foldBase - t, unicode.ToUpper(foldBase - t)}
			}
			for _, r := range both {
				if r >= 0 && !slices.Contains(out, r) {
					out = append(out, r)
				}
			}
		}
	}
	fresh := func(from string) {
		for _, r := range from {
			if !slices.Contains(out, r) {
				out = append([]rune{r}, out...)
				return
			}
		}
	}
	fresh("0123456789")
	fresh("xyzwvutsrqponmlkjihgfedcbaXYZWVUTSRQPONMLKJIHGFEDCBA")
	for _, r := range ":/" {
		if !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}
