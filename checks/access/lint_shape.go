package access

import (
	"fmt"
	"slices"
	"strings"

	"demarc/checks/access/catalog"
)

// shape reports statements that are written so that they do something else than they seem to, or nothing.
func (l *linter) shape() {
	sids := map[string]bool{}
	for i := range l.doc.Statements {
		s := &l.doc.Statements[i]
		if s.Sid != "" && sids[s.Sid] {
			l.report("duplicate_sid", s, Pos{}, nil, fmt.Sprintf("Sid %q is used before; IAM wants it unique", clip(s.Sid)))
		}
		sids[s.Sid] = true
		if len(s.NotAction) > 0 {
			l.report("not_action", s, s.NotAction[0].Pos, nil, fmt.Sprintf("%s with NotAction is for every action of AWS but the named ones, also future ones", s.Effect))
		}
		if len(s.NotResource) > 0 && s.Effect == Allow {
			l.report("not_resource_allow", s, s.NotResource[0].Pos, nil, "Allow with NotResource is for every resource but the named ones, also future ones")
		}
		if strings.ContainsFunc(s.Sid, func(r rune) bool { return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') }) {
			l.report("invalid_sid", s, Pos{}, nil, fmt.Sprintf("Sid %q has other characters than letters and digits, which IAM refuses in identity policies", clip(s.Sid)))
		}
		l.mfa(s)
		l.operators(s)
		if key := s.contradiction(); key != "" {
			l.report("never_matches", s, Pos{}, nil, "the conditions on "+clip(key)+" cannot hold together, so the statement never applies")
		}
		if !s.reaches() {
			l.report("never_matches", s, s.NotResource[0].Pos, nil, `NotResource "*" leaves no resource, so the statement never applies`)
		}
	}
}

// contradiction returns a condition key whose conditions no request can meet together.
func (s *Statement) contradiction() string {
	wants := map[string][]want{}
	for i := range s.Conditions {
		if c := &s.Conditions[i]; !c.void {
			wants[c.key] = append(wants[c.key], want{c, true})
		}
	}
	for i := range s.Conditions {
		key := s.Conditions[i].key
		ws := wants[key]
		search := &solver{facts: &facts{work: maxWork / 10}, w: &world{}, wants: wants}
		if len(ws) == 0 || search.dynamic(key) || !slices.Contains(alwaysPresent, key) && meets(ws, nil, &Context{}) {
			continue
		}
		var shape []demand
		if slices.Contains([]string{"aws:principalaccount", "aws:sourceaccount", "aws:resourceaccount", "kms:calleraccount"}, key) {
			shape = []demand{{any: []glob{twelveDigits}}}
		}
		if _, ok := search.values(shape, ws, &Context{}); !ok && !search.unproven {
			return s.Conditions[i].Key
		}
	}
	return ""
}

// values reports actions, keys and resources that do not exist or do not fit together.
func (l *linter) values() {
	for i := range l.doc.Statements {
		s := &l.doc.Statements[i]
		for _, v := range slices.Concat(s.Action, s.NotAction) {
			l.action(s, v)
		}
		for k := range s.Conditions {
			l.key(s, &s.Conditions[k])
		}
		for _, v := range slices.Concat(s.Resource, s.NotResource) {
			l.resource(s, v)
		}
		l.mismatches(s)
	}
}

func (l *linter) action(s *Statement, v Value) {
	prefix, name, found := strings.Cut(lower(v.Text), ":")
	switch {
	case strings.Trim(v.Text, "*") == "" && v.Text != "":
	case !found:
		l.report("unknown_action", s, v.Pos, nil, fmt.Sprintf("%q is no action: it lacks the service, as in s3:GetObject; it matches nothing", clip(v.Text)))
	case strings.ContainsAny(prefix, "*?"):
	case len(catalog.Actions(prefix)) == 0:
		l.report("unknown_service", s, v.Pos, nil, fmt.Sprintf("no service has the prefix %q; the action matches nothing", clip(prefix)))
	case !slices.ContainsFunc(catalog.Actions(prefix), func(a catalog.Action) bool { return wild(name).match(lower(a.Name)) }):
		text := fmt.Sprintf("%q matches no action of %s", clip(v.Text), prefix)
		if near := nearest(prefix, name); near != "" {
			text += "; did you mean " + near + "?"
		}
		l.report("unknown_action", s, v.Pos, nil, text)
	}
}

// nearest finds an action of the service that differs by at most two letters.
func nearest(prefix, name string) string {
	best, out := 3, ""
	for _, a := range catalog.Actions(prefix) {
		if d := distance(name, lower(a.Name), best); d < best {
			best, out = d, a.String()
		}
	}
	return out
}

// distance is the number of letters to change, add or drop, or limit if it is not less.
func distance(a, b string, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit || len(a) > 80 {
		return limit
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return min(row[len(b)], limit)
}

// globalTypes are the types of the global keys that are not strings (IAM reference, "Global condition context keys").
var globalTypes = map[string]string{
	"aws:currenttime": "Date", "aws:epochtime": "Date", "aws:tokenissuetime": "Date", "aws:multifactorauthage": "Numeric",
	"aws:multifactorauthpresent": "Bool", "aws:securetransport": "Bool", "aws:viaawsservice": "Bool", "aws:principalisawsservice": "Bool",
	"aws:sourceip": "IPAddress", "aws:vpcsourceip": "IPAddress", "aws:principalarn": "ARN", "aws:sourcearn": "ARN",
}

// moreGlobals are global keys that no other table of the package has.
var moreGlobals = []string{"aws:principalaccount", "aws:principalorgid", "aws:principalorgpaths", "aws:principalservicename",
	"aws:principalservicenameslist", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceowner"}

func keyType(key string) (string, bool) {
	if t, ok := globalTypes[key]; ok {
		return t, true
	}
	if strings.HasPrefix(key, "aws:") {
		return "String", kindOf(key) != keyUnknown || slices.Contains(moreGlobals, key)
	}
	return catalog.KeyType(key)
}

func (l *linter) key(s *Statement, c *Condition) {
	t, known := keyType(c.key)
	if !known {
		prefix, _, _ := strings.Cut(c.key, ":")
		if _, service := catalog.ServiceName(prefix); service || prefix == "aws" || !strings.Contains(c.key, ":") {
			l.report("unknown_condition_key", s, c.Pos, nil, fmt.Sprintf("%q is no condition key that AWS documents; a request never has it", clip(c.Key)))
		}
		return
	}
	if !fits(c.Operator.base, strings.TrimPrefix(t, "ArrayOf")) {
		l.report("type_mismatch", s, c.Pos, nil, fmt.Sprintf("%s compares other values than %s has (%s)", clip(c.Operator.Name), clip(c.Key), t))
	}
}

func fits(op opBase, t string) bool {
	switch op {
	case opNull:
		return true
	case opString, opLike:
		return t == "String" || t == "ARN"
	case opArn:
		return t == "ARN"
	case opNumeric:
		return t == "Numeric"
	case opDate:
		return t == "Date"
	case opBool:
		return t == "Bool"
	case opIP:
		return t == "IPAddress"
	}
	return op == opBinary
}

func (l *linter) resource(s *Statement, v Value) {
	a := parseARN(v.Text)
	switch {
	case v.Text == "*" || strings.HasPrefix(v.Text, "${") || strings.HasPrefix(v.Text, "arn:*"):
	case !a.ok && strings.Trim(v.Text, "*") != "":
		l.report("invalid_arn", s, v.Pos, nil, fmt.Sprintf("%q is neither an ARN nor *; it matches nothing", clip(v.Text)))
		return
	}
	name := a.resource[strings.LastIndexAny(a.resource, "/:")+1:]
	if a.ok && s.Effect == Allow && strings.Trim(a.region+a.account, "*") == "" && name != "" && strings.Trim(name, "*") == "" && strings.Count(a.resource, "/") < 2 &&
		(a.service != "s3" || a.resource == name) {
		l.report("resource_effectively_wildcard", s, v.Pos, nil, fmt.Sprintf("%q is every resource of its kind", clip(v.Text)))
	}
}

// mismatches reports actions of which no resource of the statement can be the resource.
func (l *linter) mismatches(s *Statement) {
	if len(s.Resource) == 0 || s.openResource() || s.Effect != Allow || s.everyService() || !l.spend(s.expansion()) {
		return
	}
	var named, wildly []string
	fitting := 0
	for _, a := range s.expand() {
		if !l.spend(20 * len(s.Resource) * (1 + len(a.Resources))) {
			return
		}
		switch {
		case s.canBeFor(a):
			fitting++
		case s.byPattern(a):
			wildly = append(wildly, a.String())
		default:
			named = append(named, a.String())
		}
	}
	switch {
	case fitting == 0 && len(named)+len(wildly) > 0:
		l.report("never_matches", s, s.Resource[0].Pos, append(named, wildly...), "none of the actions can be used on any of the resources, so the statement never applies")
	case len(named) > 0:
		l.report("resource_mismatch", s, s.Resource[0].Pos, named, list(named)+" cannot be used on any of the resources")
	case len(wildly) > 0:
		l.report("resource_mismatch_wildcard", s, s.Resource[0].Pos, wildly, list(wildly)+" match the action pattern but cannot be used on any of the resources")
	}
}

// everyService reports whether the statement is for actions of all services; some of them fit any resource then.
func (s *Statement) everyService() bool {
	return len(s.NotAction) > 0 || slices.ContainsFunc(s.Action, func(v Value) bool {
		prefix, _, _ := strings.Cut(v.Text, ":")
		return strings.ContainsAny(prefix, "*?")
	})
}

// canBeFor reports whether a resource of the statement can be a resource of the action.
func (s *Statement) canBeFor(a catalog.Action) bool {
	if len(a.Resources) == 0 {
		return slices.ContainsFunc(s.Resource, func(v Value) bool { return v.Text == "*" })
	}
	for _, r := range a.Resources {
		shape := placeholders(r.ARN)
		for i := range s.resource {
			if _, ok := meet(shape, s.resource[i].loose()); ok {
				return true
			}
		}
	}
	return false
}

// placeholders reads the ARN format of a resource type as a pattern.
func placeholders(format string) glob {
	var out glob
	for {
		i := strings.Index(format, "${")
		j := strings.IndexByte(format, '}')
		if i < 0 || j < i {
			return append(out, literal(format)...).arn()
		}
		out = append(append(out, literal(format[:i])...), anyRun)
		format = format[j+1:]
	}
}
