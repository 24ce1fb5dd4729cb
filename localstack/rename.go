package localstack

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"demarc/localstack/wire"
)

// renamer gives the identifiers of an account other values for each copy, and finds the way back.
//
// Ids that AWS makes (i-0123456789abcdef0, UUIDs, AROA...) keep their form and length: five or six of their
// characters are replaced by the same characters with the copy's number mixed in. Names that people choose get
// the ending -x00001. Only identifiers that the account's own lists define are touched: a public image's id, or
// an AWS-managed policy, is the same in each copy.
type renamer struct {
	n     int
	names map[string]bool
	// ids holds the opaque ids; tails finds them by the part that no copy changes.
	ids   map[string]bool
	tails map[string]string
	clash error
}

var (
	hexID   = regexp.MustCompile(`^[a-z]+(?:-[a-z]+)*-[0-9a-f]{8,17}$`)
	uuid    = regexp.MustCompile(`^(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$`)
	iamID   = regexp.MustCompile(`^A[A-Z]{3}[A-Z0-9]{12,}$`)
	arns    = regexp.MustCompile(`arn:[a-z-]+:[a-z0-9-]*:[a-z0-9-]*:[0-9]*:[^"\s,\\]+|https://[^"\s,\\]+`)
	segment = regexp.MustCompile(`[^:/]+`)
	copied  = regexp.MustCompile(`^(.+)-x([0-9]{5,})$`)
)

func newRenamer(n int) *renamer {
	return &renamer{n: n, names: map[string]bool{}, ids: map[string]bool{}, tails: map[string]string{}}
}

func awsOwned(arn string) bool { return strings.Contains(arn, ":iam::aws:") }

// opaque splits an id into the part before, the characters that carry the copy's number, and the rest; base is
// 16 or 36, 0 for what is no such id.
func opaque(id string) (head, digits, tail string, base int) {
	switch {
	case uuid.MatchString(id):
		start := 0
		if strings.HasPrefix(id, "mrk-") {
			start = 4
		}
		return id[:start], id[start : start+5], id[start+5:], 16
	case hexID.MatchString(id):
		start := strings.LastIndexByte(id, '-') + 1
		if len(id)-start == 17 {
			start++ // real ids of this length begin with 0
		}
		return id[:start], id[start : start+4], id[start+4:], 16
	case iamID.MatchString(id):
		return id[:5], id[5:9], id[9:], 36
	}
	return "", "", "", 0
}

// define learns the identifiers that an item of a list brings into the world.
func (r *renamer) define(item any, shape *wire.Shape, service string) {
	switch x := item.(type) {
	case mapEntry:
		r.learn(x.key)
	case string:
		r.learn(x)
	case map[string]any:
		if service == "EC2" && shape.Name == "Reservation" {
			r.nested(x["Instances"], shape.Members["Instances"].Shape.Item.Shape, service)
		}
		if shape.Name == "RoleDetail" {
			r.nested(x["InstanceProfileList"], shape.Members["InstanceProfileList"].Shape.Item.Shape, service)
		}
		for n, v := range x {
			text, ok := v.(string)
			if ok && identifies(n, shape.Name, service) {
				r.learn(text)
			}
		}
	}
}

func (r *renamer) nested(list any, shape *wire.Shape, service string) {
	for _, item := range entries(list) {
		r.define(item, shape, service)
	}
}

// identifies says whether a member is the item's own identifier, and not a reference: InstanceId of Instance,
// GroupId of SecurityGroup, UserName of UserDetail, but not ImageId of Instance. EC2's names are labels.
func identifies(member, shape, service string) bool {
	if service == "EC2" {
		switch member {
		case "AllocationId", "AssociationId", "LaunchTemplateName":
			return true
		}
		what, ok := strings.CutSuffix(member, "Id")
		return ok && what != "" && strings.Contains(spell(shape), spell(what))
	}
	for _, ending := range []string{"Id", "Name", "Arn", "ARN", "SerialNumber"} {
		what, ok := strings.CutSuffix(member, ending)
		if ok && (strings.Contains(spell(shape), spell(what)) || what == "Policy" || what == "Function") {
			return true
		}
	}
	return false
}

// learn takes an identifier; of an ARN or URL, its last part.
func (r *renamer) learn(text string) {
	if strings.HasPrefix(text, "arn:") || strings.HasPrefix(text, "https://") {
		if awsOwned(text) {
			return
		}
		text = text[strings.LastIndexAny(text, ":/")+1:]
	}
	if text == "" || text == "default" {
		return
	}
	head, digits, tail, base := opaque(text)
	if base == 0 {
		r.names[strings.TrimPrefix(text, "alias/")] = true
		return
	}
	if other, ok := r.tails[head+"\x00"+tail]; ok && other != text {
		r.clash = fmt.Errorf("%s and %s differ only in %q, the characters that number the copies: change another character of one of them", other, text, digits)
	}
	r.ids[text] = true
	r.tails[head+"\x00"+tail] = text
}

func (r *renamer) check() error {
	const most = 1 << 16 // what four hexadecimal digits can number
	if r.n > most {
		return fmt.Errorf("at most %d copies can be told apart", most)
	}
	return r.clash
}

// id numbers an opaque id.
func (r *renamer) id(id string, n int) string {
	head, digits, tail, base := opaque(id)
	value, err := strconv.ParseInt(digits, base, 64)
	if err != nil {
		return id // unreachable: the patterns admit only digits of the base
	}
	space := int64(1)
	for range digits {
		space *= int64(base)
	}
	text := strconv.FormatInt((value+int64(n))%space, base)
	text = strings.Repeat("0", len(digits)-len(text)) + text
	if base == 36 {
		text = strings.ToUpper(text)
	}
	return head + text + tail
}

// invert returns the original of an identifier and the number of the copy; what it does not know is returned
// as it is, as copy 0.
func (r *renamer) invert(text string) (string, int) {
	prefix := ""
	if i := strings.LastIndexAny(text, ":/"); i >= 0 {
		prefix, text = text[:i+1], text[i+1:]
	}
	if m := copied.FindStringSubmatch(text); m != nil && r.names[m[1]] {
		if n, err := strconv.Atoi(m[2]); err == nil && n > 0 && n < r.n {
			return prefix + m[1], n
		}
	}
	head, digits, tail, base := opaque(text)
	original, ok := r.tails[head+"\x00"+tail]
	if base == 0 || !ok || original == text {
		return prefix + text, 0
	}
	_, from, _, _ := opaque(original)
	have, err1 := strconv.ParseInt(digits, base, 64)
	was, err2 := strconv.ParseInt(from, base, 64)
	if err1 != nil || err2 != nil {
		return prefix + text, 0 // unreachable, as in id
	}
	space := int64(1)
	for range digits {
		space *= int64(base)
	}
	if n := (have - was + space) % space; n < int64(r.n) {
		return prefix + original, int(n)
	}
	return prefix + text, 0
}

// value copies a value with its identifiers numbered; member is the name that it stands under.
func (r *renamer) value(v any, member string, n int) any {
	switch x := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(x))
		for k, item := range x {
			out[k] = r.value(item, k, n)
		}
		return out
	case []any:
		out := make([]any, len(x))
		for i, item := range x {
			out[i] = r.value(item, member, n)
		}
		return out
	case string:
		return r.text(x, member, n)
	}
	return v
}

// text numbers the identifiers in a text: opaque ids anywhere, names where they are the whole text of a member
// that holds names, or a part of an ARN or URL.
func (r *renamer) text(text, member string, n int) string {
	if n == 0 || len(text) == 0 {
		return text
	}
	if plain := strings.TrimPrefix(text, "alias/"); r.names[plain] && holdsNames(member) {
		return r.name(text, n)
	}
	if strings.Contains(text, "arn:") || strings.HasPrefix(text, "https://") {
		text = arns.ReplaceAllStringFunc(text, func(arn string) string {
			if awsOwned(arn) {
				return arn
			}
			return r.arn(arn, n)
		})
	}
	if len(text) < 9 {
		return text
	}
	return r.tokens(text, n)
}

// tokens numbers the opaque ids among the runs of letters, digits and hyphens.
func (r *renamer) tokens(text string, n int) string {
	var out strings.Builder
	done := 0
	for i := 0; i < len(text); i++ {
		start := i
		for i < len(text) && wordByte(text[i]) {
			i++
		}
		if i-start < 9 || !r.ids[text[start:i]] {
			continue
		}
		out.WriteString(text[done:start])
		out.WriteString(r.id(text[start:i], n))
		done = i
	}
	if done == 0 {
		return text
	}
	out.WriteString(text[done:])
	return out.String()
}

func wordByte(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '-'
}

// arn numbers the names in the resource part of an ARN, or in the path of a URL.
func (r *renamer) arn(arn string, n int) string {
	skip := 0
	if strings.HasPrefix(arn, "arn:") {
		for range 5 {
			skip += strings.IndexByte(arn[skip:], ':') + 1
		}
	}
	return arn[:skip] + segment.ReplaceAllStringFunc(arn[skip:], func(part string) string {
		if r.names[part] {
			return r.name(part, n)
		}
		return part
	})
}

func (r *renamer) name(text string, n int) string { return fmt.Sprintf("%s-x%05d", text, n) }

// holdsNames says whether a member refers to things by their names; "" is an item of a list of names.
func holdsNames(member string) bool {
	if member == "" {
		return true
	}
	for _, ending := range []string{"Name", "Names", "Id", "Ids", "Bucket", "GroupList"} {
		if strings.HasSuffix(member, ending) {
			return true
		}
	}
	return false
}
