package access

import "slices"

// TLSResult is the answer of RequiresTLS.
type TLSResult struct {
	// Required is true when every request without TLS is denied, for every caller, on the resource and what is in it.
	Required bool
	// Undecided is true when neither a proof nor a counter-example was found; Required is false then.
	Undecided bool
	// Witness is a request without TLS that the policy does not deny.
	Witness *Request
	// Why is one sentence for a reader.
	Why string
}

// RequiresTLS tells whether a resource policy denies actions ("sns:Publish"; empty is every action of the service that the
// ARN names) without TLS, to everyone, on the resource and, of a bucket, on every object in it. It is decided by searching for a request without TLS that no Deny statement stops. A nil
// document denies nothing. Of rp, ARN must be set.
// Source: the security best practices of S3, SQS and SNS, on aws:SecureTransport.
func RequiresTLS(rp ResourcePolicy, actions string) TLSResult {
	targets := []string{rp.ARN}
	if actions == "" {
		actions = parseARN(rp.ARN).service + ":*"
	}
	if rp.service() == "s3" {
		targets = append(targets, rp.ARN+"/*")
	}
	if st := plainDenied(rp.Document, actions, targets); st != nil {
		return TLSResult{Required: true, Why: st.Name() + " denies every request without TLS"}
	}
	return searchPlain(rp, actions, targets)
}

// searchPlain looks for a request without TLS that is not denied.
func searchPlain(rp ResourcePolicy, actions string, targets []string) TLSResult {
	probe := &Document{Version: version2012}
	if rp.Document != nil {
		for _, st := range denies(rp.Document) {
			probe.Statements = append(probe.Statements, *st)
		}
	}
	plain := Condition{Operator: operators["bool"], Key: "aws:SecureTransport", key: "aws:securetransport", Values: []Value{{Text: "false"}}}
	allow := Statement{Index: len(probe.Statements), Effect: Allow, Principal: &Principals{Everyone: true}, Action: []Value{{Text: actions}}, Conditions: []Condition{plain}}
	for _, t := range targets {
		allow.Resource = append(allow.Resource, Value{Text: t})
	}
	allow.compile(false)
	probe.Statements = append(probe.Statements, allow)
	st := &probe.Statements[len(probe.Statements)-1]
	rp = ResourcePolicy{Type: rp.Type, ARN: rp.ARN, AccountID: "000000000000", Document: probe}
	f := gather(&rp)
	proven := true
	for _, w := range worlds(&rp, f) {
		w.open = []keyKind{keyNetwork, keyIdentity, keyToken, keyUnknown}
		witness, ok := solveAll(&rp, f, &w, st, w.callers(&rp, st))
		if witness != nil {
			return TLSResult{Witness: witness, Why: "this is not denied: " + witness.Form().String()}
		}
		proven = proven && ok
	}
	if !proven {
		return TLSResult{Undecided: true, Why: "the Deny statements are too involved to decide whether they cover every request without TLS"}
	}
	return TLSResult{Required: true, Why: "every request without TLS is denied"}
}

// plainDenied returns the statement that AWS prescribes against requests without TLS (RequiresTLS's source), or nil: a
// Deny to everyone of every action on every target, under no condition but that one. Whatever else the policy says,
// nothing outdoes a Deny, so that no search for a request that gets through is needed.
func plainDenied(doc *Document, actions string, targets []string) *Statement {
	if doc == nil {
		return nil
	}
	for _, st := range denies(doc) {
		missed := func(arn string) bool { return !named(st.Resource, arn) && !named(st.Resource, "*") }
		if st.Principal != nil && st.Principal.Everyone && !slices.ContainsFunc(targets, missed) &&
			(named(st.Action, actions) || named(st.Action, "*")) && len(st.Conditions) == 1 && isPlain(&st.Conditions[0]) {
			return st
		}
	}
	return nil
}

// isPlain reports whether a condition is exactly that the request came without TLS. Every request has the key.
func isPlain(c *Condition) bool {
	return c.Operator.Name == "Bool" && c.key == "aws:securetransport" && len(c.Values) == 1 && c.Values[0].Text == "false"
}

func named(values []Value, text string) bool {
	return slices.ContainsFunc(values, func(v Value) bool { return v.Text == text })
}
