package access

// meet finds a string that both patterns match, or proves that there is none, in at most len(a)*len(b) steps.
func meet(a, b glob) (string, bool) {
	type state struct{ i, j int }
	width := len(b) + 1
	came := make([]int32, (len(a)+1)*width) // 1 + number of the state before, 0 is not seen
	char := make([]rune, len(came))
	queue := []state{{0, 0}}
	came[0] = 1
	push := func(from, to state, r rune) {
		if n := to.i*width + to.j; came[n] == 0 {
			came[n], char[n] = int32(from.i*width+from.j)+1, r
			queue = append(queue, to)
		}
	}
	for k := 0; k < len(queue); k++ { //nolint:intrange // the queue grows while it is walked
		s := queue[k]
		if s.i == len(a) && s.j == len(b) {
			var out []rune
			for n := s.i*width + s.j; n != 0; n = int(came[n]) - 1 {
				if char[n] != 0 {
					out = append(out, char[n])
				}
			}
			for l, r := 0, len(out)-1; l < r; l, r = l+1, r-1 {
				out[l], out[r] = out[r], out[l]
			}
			return string(out), true
		}
		if s.i < len(a) && isRun(a[s.i]) {
			push(s, state{s.i + 1, s.j}, 0)
		}
		if s.j < len(b) && isRun(b[s.j]) {
			push(s, state{s.i, s.j + 1}, 0)
		}
		if s.i == len(a) || s.j == len(b) {
			continue
		}
		if r, ok := common(a[s.i], b[s.j]); ok {
			next := s
			if !isRun(a[s.i]) {
				next.i++
			}
			if !isRun(b[s.j]) {
				next.j++
			}
			if next != s {
				push(s, next, r)
			}
		}
	}
	return "", false
}

// common is a character that both tokens accept.
func common(a, b rune) (rune, bool) {
	for _, r := range [...]rune{a, b, foldBase - a, foldBase - b, 'x', '7'} {
		if r > 0 && takes(a, r) && takes(b, r) {
			return r, true
		}
	}
	return 0, false
}
