package iam

import (
	"net/url"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"demarc/inventory"
)

// decode undoes the URL encoding (RFC 3986) in which IAM returns policy documents. An emulator may send JSON as it is.
func decode(document string) (string, bool) {
	if strings.HasPrefix(strings.TrimSpace(document), "{") {
		return document, true
	}
	text, err := url.PathUnescape(document)
	return text, err == nil && strings.HasPrefix(strings.TrimSpace(text), "{")
}

// undecoded is the gap of a document that does not decode.
func undecoded(what string) *inventory.Gap {
	return &inventory.Gap{Class: inventory.Failed, Call: GetAccountAuthorizationDetails.String(), Detail: what + " is not URL-encoded JSON"}
}

func document(what string, encoded *string) inventory.Fact[string] {
	if encoded == nil {
		return inventory.FromPtr(encoded)
	}
	text, ok := decode(*encoded)
	if !ok {
		return inventory.Missing[string](undecoded(what))
	}
	return inventory.Known(text)
}

// inline decodes inline policies. One that does not decode makes the whole list a gap: nobody knows what it allows.
func inline(what string, in []types.PolicyDetail) inventory.Fact[[]InlinePolicy] {
	out := make([]InlinePolicy, len(in))
	for i, p := range in {
		text, ok := decode(aws.ToString(p.PolicyDocument))
		if !ok || p.PolicyName == nil {
			return inventory.Missing[[]InlinePolicy](undecoded(what))
		}
		out[i] = InlinePolicy{*p.PolicyName, text}
	}
	return inventory.Known(out)
}

// attached mirrors a list of attached policies. IAM always sends the list, empty or not.
func attached(in []types.AttachedPolicy) inventory.Fact[[]AttachedPolicy] {
	if in == nil {
		return inventory.FromPtr[[]AttachedPolicy](nil)
	}
	out := make([]AttachedPolicy, len(in))
	for i, p := range in {
		if p.PolicyArn == nil {
			return inventory.FromPtr[[]AttachedPolicy](nil)
		}
		out[i] = AttachedPolicy{aws.ToString(p.PolicyName), *p.PolicyArn}
	}
	return inventory.Known(out)
}

// boundary returns the ARN of the permissions boundary. IAM leaves the element out where none is set.
func boundary(in *types.AttachedPermissionsBoundary) inventory.Fact[string] {
	if in == nil {
		return inventory.Known("")
	}
	return inventory.FromPtr(in.PermissionsBoundaryArn)
}

func tags(in []types.Tag) inventory.Fact[map[string]string] {
	out := make(map[string]string, len(in))
	for _, t := range in {
		out[aws.ToString(t.Key)] = aws.ToString(t.Value)
	}
	return inventory.Known(out)
}
