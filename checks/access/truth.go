package access

// truth is a three-valued answer: maybe stands for what a missing fact would decide.
type truth int8

const (
	no truth = iota
	maybe
	yes
)

func (a truth) and(b truth) truth { return min(a, b) }
func (a truth) or(b truth) truth  { return max(a, b) }
func (a truth) not() truth        { return yes - a }

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}
