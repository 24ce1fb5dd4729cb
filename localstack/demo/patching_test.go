package demo_test

import (
	"strings"
	"testing"

	"demarc/checks"
	"demarc/checks/ec2"
	"demarc/checks/ssm"
	"demarc/localstack"
)

// TestEveryVerdictOfPatching holds that each line of the table of guest patching (package checks/patching) has an
// instance in the demo account, and that its verdict says why.
func TestEveryVerdictOfPatching(t *testing.T) {
	got := verdicts(scanWith(t, localstack.Faults{}, 1, []checks.Checker{ec2.InstancePatched}))
	for _, c := range []struct{ line, instance, status, says string }{
		{"ended", "eu-central-1 i-0a11d8842e81c876a", "fail", "Amazon Linux 2 gets no security updates"},
		{"endedByImageAndStopped", "us-east-1 i-0b227f66f776ced69", "fail", "Amazon Linux 2017.03 gets no security updates"},
		{"nodeFails", "eu-central-1 i-0a1158573800094b1", "fail", "2 missing, 2 security non-compliant (patches): KB5068787 (critical, missing), KB5067201 (important, missing)"},
		{"nodeFailsInspectorPasses", "eu-central-1 i-0a1138762a796a400", "fail", "the evidence disagrees: Patch Manager's last scan"},
		{"inspectorFails", "eu-central-1 i-0a11269df9688eaf3", "fail", "CVE-2026-28714 (high, exploited, 22 of 15 days)"},
		{"inspectorFailsNodePasses", "eu-central-1 i-0a11c25f6cd27f9c2", "fail", "the evidence disagrees: Patch Manager's last install"},
		{"bothPass", "eu-central-1 i-0a11bdd1458e26d15", "pass", "left no patch missing by baseline"},
		{"inspectorOff", "us-east-1 i-0b227d40fad393b9d", "pass", "Inspector does not scan EC2 in the region"},
		{"inspectorDoesNotSupport", "eu-central-1 i-0a11b9684c22918d4", "pass", "Inspector does not support the operating system"},
		{"inspectorOnly", "eu-central-1 i-0a11361ea874866b0", "pass", "for known vulnerabilities only"},
		{"reportedByAnotherTool", "eu-central-1 i-0a11361ea874866b0", "pass", "managed, never scanned by Patch Manager; patch compliance reported less than a day ago (2026-11-22) was COMPLIANT, by a baseline that nobody can see"},
		{"waitsForReboot", "eu-central-1 i-0a1156e0e87e2fce7", "pass", "3 patches wait for a reboot, installed 3 days ago"},
		{"releaseUnknown", "eu-central-1 i-0a11e89b71f268582", "pass", "though the release is not matched"},
		{"unmanaged", "eu-central-1 i-0a1168b9852d13314", "unknown", "unmanaged: Systems Manager does not list the instance; Inspector's scan status is INACTIVE, EXCLUDED_BY_TAG"},
		{"stale", "eu-central-1 i-0a11d7b6b1f43bf3c", "unknown", "last scan 12 days ago"},
		{"connectionLost", "eu-central-1 i-0a1163686de6bde69", "unknown", "PingStatus is ConnectionLost"},
		{"extensionNotBought", "eu-central-1 i-0a11ee00343c3d1b3", "unknown", "nothing shows that it is bought"},
		{"stopped", "eu-central-1 i-0a118c9e765d376ca", "unknown", "stopped since 2026-11-06"},
	} {
		t.Run(c.line, func(t *testing.T) {
			v := got["ec2-instance-os-patched on ec2.instance "+c.instance]
			if v.Status.String() != c.status || !strings.Contains(v.Message, c.says) {
				t.Errorf("%s is %v: %s", c.instance, v.Status, v.Message)
			}
		})
	}
	nodes := verdicts(scanWith(t, localstack.Faults{}, 1, []checks.Checker{ssm.NodePatchCompliant}))
	if v := nodes["ssm-managed-node-patch-compliant on ssm.managed_node eu-central-1 mi-0a1197c3b5d0e2f41"]; v.Status != checks.Fail || !strings.Contains(v.Message, "the evidence disagrees: the last Scan") {
		t.Errorf("a node of which another tool reports more than Patch Manager found is %v: %s", v.Status, v.Message)
	}
	for _, operated := range []string{"i-0a11fe57403f517cd", "i-0a11bcb8f020f2fd0", "i-0a115028e30804f7c"} {
		if v, ok := got["ec2-instance-os-patched on ec2.instance eu-central-1 "+operated]; ok {
			t.Errorf("%s is AWS's to patch and has the verdict %v: %s", operated, v.Status, v.Message)
		}
	}
}
