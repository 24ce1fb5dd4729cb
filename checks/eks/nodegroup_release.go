package eks

import (
	"strings"
	"time"

	"demarc/checks"
	"demarc/checks/patching"
	"demarc/inventory"
	"demarc/inventory/eks"
	"demarc/inventory/responsibility"
	"demarc/inventory/ssm"
)

// NodegroupRelease is evidence D of patching: it compares the release that the nodes run with the newest that AWS
// publishes. A release of the last weeks cannot be far behind, whatever is published, and one of half a year gets no
// updates either way.
var NodegroupRelease = &checks.Check[eks.Nodegroup]{
	Meta: checks.Meta{
		ID: "eks-nodegroup-release-recent", Title: "The nodes run a recent release of the AMI", Duty: responsibility.ImagePatch, Severity: checks.High, Since: "0.1",
		Why:  "AWS publishes patched images and never puts them on your nodes. A node group that nobody updates runs the kernel and the container runtime of the day when it was made.",
		Fix:  "aws eks update-nodegroup-version --cluster-name CLUSTER --nodegroup-name NODEGROUP takes the newest release and replaces the nodes one by one.",
		Refs: []string{"https://docs.aws.amazon.com/eks/latest/userguide/update-managed-node-group.html", "https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html"},
	},
	With: []inventory.Want{{Type: ssm.PublicParameterType}},
	Run:  nodegroupRelease,
	Cases: []checks.Case[eks.Nodegroup]{
		{Name: "recent", Given: nodegroup(), Want: checks.Pass},
		{Name: "old", Given: nodegroup(release("1.34.0-20260101")), Want: checks.Fail},
		{Name: "newest_though_not_young", Given: nodegroup(release("1.36.0-20260901")), With: published("1.36.0-20260901", 80), Want: checks.Pass},
		{Name: "newest_is_a_month_younger", Given: nodegroup(release("1.36.0-20260901")), With: published("1.36.1-20261112", 10), Want: checks.Fail},
		{Name: "newest_waits_for_a_month", Given: nodegroup(release("1.36.0-20261001")), With: published("1.36.0-20261015", 38), Want: checks.Fail},
		{Name: "behind_in_time", Given: nodegroup(release("1.36.0-20261020")), With: published("1.36.1-20261112", 10), Want: checks.Pass},
		{Name: "nothing_published", Given: nodegroup(release("1.36.0-20260901")), Want: checks.Unknown},
		{Name: "not_listed", Given: nodegroup(release("1.36.0-20260901")), Incomplete: []inventory.Kind{"ssm.public_parameter"}, Want: checks.Unknown},
		{Name: "bottlerocket_newest", Given: nodegroup(ami("BOTTLEROCKET_x86_64"), release("1.50.0-7c1d22ae")), With: published("1.50.0-7c1d22ae", 40), Want: checks.Pass},
		{Name: "bottlerocket_newest_waits", Given: nodegroup(ami("BOTTLEROCKET_ARM_64"), release("1.49.0-fcf71a47")), With: published("1.50.0-7c1d22ae", 40), Want: checks.Fail},
		{Name: "bottlerocket_behind", Given: nodegroup(ami("BOTTLEROCKET_x86_64"), release("1.49.0-fcf71a47")), With: published("1.50.0-7c1d22ae", 10), Want: checks.Unknown},
		{Name: "windows_of_the_month", Given: nodegroup(ami("WINDOWS_CORE_2022_x86_64"), release("1.36-2026.11.12")), Want: checks.Pass},
		{Name: "windows_between", Given: nodegroup(ami("WINDOWS_CORE_2022_x86_64"), release("1.36-2026.09.10")), Want: checks.Unknown},
		{Name: "amazon_linux_2", Given: nodegroup(ami("AL2_x86_64"), release("1.32.0-20261101")), Want: checks.Fail},
		{Name: "custom", Given: nodegroup(ami("CUSTOM"), release("ami-1")), Want: checks.NotApplicable},
		{Name: "unread", Given: nodegroup(func(n *eks.Nodegroup) { n.ReleaseVersion = denied[string](eks.DescribeNodegroup) }), Want: checks.Unknown},
	},
}

func nodegroupRelease(v *checks.View[eks.Nodegroup]) checks.Verdict {
	kind, known := checks.Read(v, v.Resource.AMIType)
	if known && kind == "CUSTOM" {
		return v.NotApplicable("amiType is CUSTOM: the image is judged with the instances")
	}
	running, known := checks.Read(v, v.Resource.ReleaseVersion)
	if !known {
		return v.Unknown("releaseVersion was not read")
	}
	a := patching.Adoption{Running: running}
	a.RunningAt, _ = released(running)
	if strings.HasPrefix(kind, "AL2_") {
		// EKS User Guide, "Amazon EKS AL2 AMI deprecation".
		a.Ended = "EKS builds none of Amazon Linux 2 any more, whose support ended on 2026-06-30"
	} else if !a.RunningAt.IsZero() {
		switch age := v.Now().Sub(a.RunningAt); {
		case age <= v.Policy().ImageAdoption.Duration():
			return v.Pass("releaseVersion %s is %d days old", running, int(age.Hours()/24))
		case age > v.Policy().ImageMaxAge.Duration():
			return v.Fail("releaseVersion %s is %d days old", running, int(age.Hours()/24))
		}
	}
	if a.Ended == "" {
		a.Newest, a.NewestAt = newestRelease(v, kind)
	}
	switch part := patching.OfAdoption(a, v.Policy(), v.Now()); part.State {
	case patching.Pass:
		return v.Pass("%s", part.Text)
	case patching.Fail:
		return v.Fail("%s", part.Text)
	default:
		return v.Unknown("%s", part.Text)
	}
}

// newestRelease returns the newest release for a node group and when it was made, or since when it is the newest.
// Nothing is returned where AWS publishes none by a parameter, as for Windows.
func newestRelease(v *checks.View[eks.Nodegroup], kind string) (string, time.Time) {
	kubernetes, _ := checks.Read(v, v.Resource.Version)
	parameter := ""
	switch {
	case strings.HasPrefix(kind, "AL2023_"):
		parameter = ssm.EKSRelease(kubernetes)
	case strings.HasPrefix(kind, "BOTTLEROCKET_"):
		parameter = ssm.BottlerocketRelease(kubernetes)
	default:
		return "", time.Time{}
	}
	x, ok := checks.Find[ssm.PublicParameter](v, v.Resource.Region, parameter)
	if !ok {
		return "", time.Time{}
	}
	newest, _ := checks.Read(v, x.Value)
	since, _ := checks.Read(v, x.LastModifiedDate)
	if made, ok := released(newest); ok {
		since = made
	}
	return newest, since
}

// released reads the day that ends a release: "1.34.1-20261105", or "1.34-2026.11.05" for Windows. Bottlerocket's end
// with a hash.
func released(release string) (time.Time, bool) {
	day := strings.ReplaceAll(release[strings.LastIndexByte(release, '-')+1:], ".", "")
	t, err := time.Parse("20060102", day)
	return t, err == nil
}

// published is a release that is the newest since some days, of Amazon Linux 2023 and of Bottlerocket.
func published(release string, days int) []inventory.Resource {
	var out []inventory.Resource
	for _, name := range []string{ssm.EKSRelease("1.36"), ssm.BottlerocketRelease("1.36")} {
		out = append(out, &ssm.PublicParameter{
			Ref:   inventory.Ref{ID: name, Account: checks.CaseAccount, Region: checks.CaseRegion},
			Value: inventory.Known(release), LastModifiedDate: inventory.Known(checks.CaseTime.AddDate(0, 0, -days)),
		})
	}
	return out
}
