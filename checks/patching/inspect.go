package patching

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/inspector2"
)

// WantsInspection returns what Inspect reads of a subject.
func WantsInspection(of Subject) []inventory.Want {
	kind := [...]*inventory.Type{inspector2.CoverageType, inspector2.ImageCoverageType, inspector2.FunctionCoverageType}[of]
	return []inventory.Want{{Type: inspector2.AccountType}, {Type: kind, Calls: []*inventory.Call{inspector2.ListFindingAggregations, inspector2.ListFindings}}}
}

// Inspect reads evidence C of the subject with an id: an instance's, the ARN of a repository with the digest of an image,
// the ARN of a function.
func Inspect[T any](v *checks.View[T], of Subject, packages Packages, region, id string) Part {
	const what = "vulnerabilities"
	i := Inspection{Of: of, Packages: packages}
	account, gap := checks.Lookup[inspector2.Account](v, region, region)
	if gap != nil {
		return unread(what, gap)
	}
	if account == nil {
		return Part{Unknown, "Inspector's state in the region is not in the snapshot"}
	}
	status, gap := checks.Consult(v, [...]inventory.Fact[string]{account.EC2Status, account.ECRStatus, account.LambdaStatus}[of])
	if gap != nil {
		return unread(what, gap)
	}
	// A region whose scanning is being switched on or off has coverage to look at; only DISABLED has none.
	if i.Enabled = status != "DISABLED"; !i.Enabled {
		return OfInspection(i, v.Policy(), v.Now())
	}
	x, gap := inspected(v, of, region, id)
	if gap != nil {
		return unread(what, gap)
	}
	if i.Covered = x != nil; !i.Covered {
		return OfInspection(i, v.Policy(), v.Now())
	}
	if i.StatusCode, gap = checks.Consult(v, x.ScanStatusCode); gap != nil {
		return unread(what, gap)
	}
	if i.Reason, gap = checks.Consult(v, x.ScanStatusReason); gap != nil {
		return unread(what, gap)
	}
	if i.LastScannedAt, gap = checks.Consult(v, x.LastScannedAt); gap != nil {
		return unread(what, gap)
	}
	if part, ok := i.Usable(v.Policy(), v.Now()); !ok {
		return part
	}
	if i.Counts, gap = checks.Consult(v, x.Counts); gap != nil {
		return unread(what, gap)
	}
	if i.Counts.Critical+i.Counts.High > 0 {
		if i.Findings, gap = checks.Consult(v, x.Findings); gap != nil {
			return unread(what, gap)
		}
	}
	return OfInspection(i, v.Policy(), v.Now())
}

// inspected looks up what Inspector says of a subject: nil without a gap where it says nothing.
func inspected[T any](v *checks.View[T], of Subject, region, id string) (*inspector2.Inspected, *inventory.Gap) {
	var x *inspector2.Inspected
	var gap *inventory.Gap
	switch of {
	case Image:
		c, g := checks.Lookup[inspector2.ImageCoverage](v, region, id)
		if gap = g; c != nil {
			x = &c.Inspected
		}
	case Function:
		c, g := checks.Lookup[inspector2.FunctionCoverage](v, region, id)
		if gap = g; c != nil {
			x = &c.Inspected
		}
	default:
		c, g := checks.Lookup[inspector2.Coverage](v, region, id)
		if gap = g; c != nil {
			x = &c.Inspected
		}
	}
	return x, gap
}
