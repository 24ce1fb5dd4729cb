package ec2

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// identified returns the id of a listed item. An item without one cannot be told from others: the listing of its kind
// is then incomplete.
func identified(s *collect.Scan, t *inventory.Type, id *string) (string, bool) {
	if aws.ToString(id) != "" {
		return *id, true
	}
	s.Incomplete(t.Kind, &inventory.Gap{Class: inventory.Omitted, Call: t.List.String(), Region: s.Region, Detail: "an item has no id"})
	return "", false
}

// tagged returns ref with an item's tags, and the Name tag as its name. EC2 leaves tagSet out when there are none.
func tagged(ref inventory.Ref, tags []types.Tag) inventory.Ref {
	m := make(map[string]string, len(tags))
	for _, t := range tags {
		m[aws.ToString(t.Key)] = aws.ToString(t.Value)
	}
	ref.Tags, ref.Name = inventory.Known(m), m["Name"]
	return ref
}

// orNone is for text whose absence AWS documents as "there is none": it is then the empty string.
func orNone(p *string) inventory.Fact[string] { return inventory.Known(aws.ToString(p)) }

// listError is the error of a listing among several that one collector makes.
func listError(c *inventory.Call, err error) error {
	if err == nil {
		return nil
	}
	return &collect.CallError{Call: c, Err: err}
}
