package access

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// EvaluateQuestion is one line of "scanner policy evaluate --ndjson".
type EvaluateQuestion struct {
	ID              string            `json:"id"`
	Principal       string            `json:"principal"`
	Action          string            `json:"action"`
	Resource        string            `json:"resource"`
	ResourceAccount string            `json:"resource_account"`
	Context         map[string]any    `json:"context"`
	UnknownContext  []string          `json:"unknown_context,omitempty"`
	Identity        []json.RawMessage `json:"identity_policies"`
	Boundary        json.RawMessage   `json:"boundary,omitempty"`
	Session         json.RawMessage   `json:"session_policies,omitempty"`
	SessionPolicy   json.RawMessage   `json:"session_policy,omitempty"`
	Resources       json.RawMessage   `json:"resource_policy,omitempty"`
	SCPs            json.RawMessage   `json:"scps,omitempty"`
	RCPs            json.RawMessage   `json:"rcps,omitempty"`
	Management      string            `json:"management_account,omitempty"`
}

// EvaluateAnswer is the answer to an EvaluateQuestion. Decision is allowed, explicitDeny, implicitDeny or unknown;
// Statement names the policy and the statement that decided, empty where none did.
type EvaluateAnswer struct {
	ID        string `json:"id"`
	Decision  string `json:"decision"`
	Statement string `json:"statement"`
	Why       string `json:"why"`
}

// AnswerEvaluate answers one line of "scanner policy evaluate --ndjson". The error says what is wrong with the line; a
// policy that cannot be read is not an error but the decision unknown.
func AnswerEvaluate(line []byte) (EvaluateAnswer, error) {
	var q EvaluateQuestion
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.UseNumber()
	if err := dec.Decode(&q); err != nil {
		return EvaluateAnswer{}, fmt.Errorf("read the line as an evaluation question: %w", err)
	}
	a := EvaluateAnswer{ID: q.ID, Decision: VerdictUnknown.String()}
	ps, err := q.policies()
	if err != nil {
		a.Why = err.Error()
		return a, nil //nolint:nilerr // a policy that cannot be read is an answer: unknown, and why
	}
	r := Evaluate(q.request(), ps)
	a.Decision, a.Why = r.Verdict.String(), r.Why
	if r.Statement != nil {
		a.Statement = r.Source + ": " + r.Statement.Name()
	}
	return a, nil
}

func (q *EvaluateQuestion) request() Request {
	ctx := &Context{}
	for k, v := range q.Context {
		switch v := v.(type) {
		case []any:
			values := make([]string, len(v))
			for i := range v {
				values[i] = fmt.Sprint(v[i])
			}
			ctx.Set(k, values...)
		case nil, map[string]any:
			ctx.Set(k)
		default:
			ctx.Set(k, fmt.Sprint(v))
		}
	}
	for _, k := range q.UnknownContext {
		ctx.SetUnknown(k)
	}
	return Request{q.Principal, q.Action, q.Resource, q.ResourceAccount, ctx}
}

func (q *EvaluateQuestion) policies() (ps Policies, err error) {
	ps.ManagementAccount = q.Management
	if ps.Identity, err = documents(q.Identity); err != nil {
		return ps, fmt.Errorf("identity_policies: %w", err)
	}
	if ps.Boundary, err = document(q.Boundary); err != nil {
		return ps, fmt.Errorf("boundary: %w", err)
	}
	if ps.Resource, err = document(q.Resources); err != nil {
		return ps, fmt.Errorf("resource_policy: %w", err)
	}
	for _, raw := range []json.RawMessage{q.Session, q.SessionPolicy} {
		levels, err := layered(raw)
		if err != nil {
			return ps, fmt.Errorf("session_policies: %w", err)
		}
		for _, l := range levels {
			ps.Session = append(ps.Session, l...)
		}
	}
	if ps.SCPs, err = layered(q.SCPs); err != nil {
		return ps, fmt.Errorf("scps: %w", err)
	}
	if ps.RCPs, err = layered(q.RCPs); err != nil {
		return ps, fmt.Errorf("rcps: %w", err)
	}
	return ps, nil
}

func empty(raw json.RawMessage) bool { return len(raw) == 0 || string(raw) == "null" }

func document(raw json.RawMessage) (*Document, error) {
	if empty(raw) {
		return nil, nil
	}
	return parseRaw(raw)
}

func documents(raws []json.RawMessage) ([]*Document, error) {
	var out []*Document
	for i, raw := range raws {
		d, err := document(raw)
		if err != nil {
			return nil, fmt.Errorf("policy %d: %w", i+1, err)
		}
		out = append(out, d)
	}
	return out, nil
}

// layered reads one policy, a list of policies that form one level, or a list of levels.
func layered(raw json.RawMessage) ([][]*Document, error) {
	if empty(raw) {
		return nil, nil
	}
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) != nil {
		d, err := document(raw)
		return [][]*Document{{d}}, err
	}
	var out [][]*Document
	for _, item := range list {
		var level []json.RawMessage
		if json.Unmarshal(item, &level) != nil {
			ds, err := documents(list)
			return [][]*Document{ds}, err
		}
		ds, err := documents(level)
		if err != nil {
			return nil, err
		}
		out = append(out, ds)
	}
	return out, nil
}
