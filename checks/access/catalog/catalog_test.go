package catalog

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLookup(t *testing.T) {
	got, ok := Lookup("S3:getobject")
	if !ok || got.Access != Read || got.String() != "s3:GetObject" {
		t.Fatalf("got %+v, %v", got, ok)
	}
	want := Resource{Type: "object", ARN: "arn:${Partition}:s3:::${BucketName}/${ObjectName}", Required: true}
	found := false
	for _, r := range got.Resources {
		found = found || r.Type == want.Type && cmp.Diff(Resource{want.Type, want.ARN, r.Required}, r) == ""
	}
	if !found {
		t.Errorf("no object resource in %+v", got.Resources)
	}
	for _, missing := range []string{"s3:GetObjekt", "nosuch:Thing", "", ":"} {
		if a, ok := Lookup(missing); ok {
			t.Errorf("Lookup(%q) = %v", missing, a)
		}
	}
}

func TestWhole(t *testing.T) {
	n := 0
	for _, p := range Prefixes() {
		n += len(Actions(p))
		for _, a := range Actions(p) {
			switch a.Access {
			case List, Read, Write, Permissions, Tagging:
			default:
				t.Errorf("%s has access %q", a, a.Access)
			}
		}
	}
	if len(Prefixes()) != 455 || n != 21788 {
		t.Errorf("%d services, %d actions", len(Prefixes()), n)
	}
}

func TestKeyType(t *testing.T) {
	for key, want := range map[string]string{
		"s3:prefix": "String", "S3:Max-Keys": "Numeric", "kms:EncryptionContext:a": "String", "s3:nosuch": "", "nosuch:key": "", "aws:SourceIp": "",
	} {
		if got, _ := KeyType(key); got != want {
			t.Errorf("KeyType(%q) = %q, want %q", key, got, want)
		}
	}
}
