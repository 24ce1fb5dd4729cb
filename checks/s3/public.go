package s3

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/s3"
)

// publicReads are the calls that the checks of public access need: what grants, and what takes its effect.
func publicReads() []*inventory.Call {
	return []*inventory.Call{s3.GetBucketACL, s3.GetBucketOwnershipControls, s3.GetBucketPolicy, s3.GetPublicAccessBlock, s3.GetAccountPublicAccessBlock}
}

// noStranger fails when a policy or an ACL that is in force gives strangers one kind of access. Either of the two is
// enough to fail, and both must be known to pass.
func noStranger(v *checks.View[s3.Bucket], kind string, probes []probe, matching func(string) bool, permissions ...string) checks.Verdict {
	var found []string
	undecided, objects := "", ""
	if ownership, ok := checks.Peek(v, v.Resource.ObjectOwnership); (!ok || ownership != "BucketOwnerEnforced") && !inForce(v, ignores) {
		list, _ := checks.Peek(v, v.Resource.ACL)
		objects = "; objects can have ACLs of their own, which no call on the bucket shows"
		if public := publicGrants(list, permissions...); len(public) > 0 {
			found = append(found, "the ACL grants "+checks.First(public, 2))
		}
	}
	if _, ok := checks.Peek(v, v.Resource.Policy); ok {
		doc, unread := document(v)
		switch {
		case unread != nil:
			undecided = "the bucket policy cannot be read as a policy"
		case doc != nil:
			allowed, open := strangers(v, doc, probes, matching)
			if (len(allowed) > 0 || open) && inForce(v, restricts) {
				break
			}
			if len(allowed) > 0 {
				found = append(found, "the policy lets anyone "+checks.First(allowed, 3))
			} else if open {
				undecided = "it cannot be told whether the bucket policy lets strangers in"
			}
		}
	}
	switch {
	case len(found) > 0:
		return v.Fail("public %s: %s", kind, strings.Join(found, "; "))
	case undecided != "":
		return v.Unknown("%s", undecided)
	}
	return v.Pass("neither the ACL nor the policy that is in force gives strangers %s access%s", kind, objects)
}
