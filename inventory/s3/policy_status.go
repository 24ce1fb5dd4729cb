package s3

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// PolicyStatus tells from a bucket policy what GetBucketPolicyStatus would answer, where S3's own definition leaves no
// doubt; certain is false where it does, and AWS is to be asked. A policy is public unless it grants access only to fixed
// values, without wildcard and policy variable, of an AWS principal, user, role or service principal, or of some condition
// keys (User Guide, "The meaning of 'public'",
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status).
// So a policy is not public that only denies, or lets in principals that it names in full and nobody else; and one is that
// lets in everyone, under no condition and with no Deny beside it.
//
// It is strict, because a mistake here would hide a public bucket: a policy with an element that is not known or stands
// twice, with NotPrincipal, with another kind of principal, or with conditions to thank for being closed is left to AWS.
func PolicyStatus(policy string) (public, certain bool) {
	top, ok := members([]byte(policy), "Version", "Id", "Statement")
	if !ok {
		return false, false
	}
	open, denies, doubt := false, false, false
	for _, raw := range several(top["Statement"]) {
		s, ok := members(raw, "Sid", "Effect", "Principal", "Action", "NotAction", "Resource", "NotResource", "Condition")
		if !ok {
			return false, false
		}
		switch text(s["Effect"]) {
		case "Deny":
			denies = true
		case "Allow":
			_, conditional := s["Condition"]
			switch {
			case named(s["Principal"]):
			case everyone(s["Principal"]) && !conditional:
				open = true
			default:
				doubt = true
			}
		default:
			return false, false
		}
	}
	if open && !denies {
		return true, true
	}
	return false, !open && !doubt
}

// everyone reports whether a Principal element is "*" or {"AWS": "*"}.
func everyone(principal json.RawMessage) bool {
	if text(principal) == "*" {
		return true
	}
	kinds, ok := members(principal, "AWS")
	return ok && text(kinds["AWS"]) == "*"
}

// named reports whether a Principal element names accounts, users, roles and services in full.
func named(principal json.RawMessage) bool {
	kinds, ok := members(principal, "AWS", "Service")
	if !ok || len(kinds) == 0 {
		return false
	}
	for _, raw := range kinds {
		all := several(raw)
		if len(all) == 0 || slices.ContainsFunc(all, func(p json.RawMessage) bool { return text(p) == "" || strings.ContainsAny(text(p), "*?$") }) {
			return false
		}
	}
	return true
}

// members returns the members of a JSON object, if it is one, whole, with each of its members at most once and none but
// these.
func members(raw []byte, known ...string) (map[string]json.RawMessage, bool) {
	d := json.NewDecoder(bytes.NewReader(raw))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, false
	}
	out := map[string]json.RawMessage{}
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return nil, false
		}
		name, _ := t.(string)
		var value json.RawMessage
		if _, twice := out[name]; twice || !slices.Contains(known, name) || d.Decode(&value) != nil {
			return nil, false
		}
		out[name] = value
	}
	if t, err := d.Token(); err != nil || t != json.Delim('}') {
		return nil, false
	}
	return out, len(bytes.TrimSpace(raw[d.InputOffset():])) == 0
}

// several returns the elements of a list, or the value alone where a list may be left out.
func several(raw json.RawMessage) []json.RawMessage {
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) == nil && list != nil {
		return list
	}
	return []json.RawMessage{raw}
}

// text returns a JSON string's value, and nothing for anything else.
func text(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}
