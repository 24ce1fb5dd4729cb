package ec2

import (
	"testing"

	"demarc/checks"
	"demarc/checks/network"
	"demarc/inventory"
	"demarc/inventory/ec2"
)

// TestReachOfSnapshot asks of whole snapshots what the examples of InstanceReach ask of views: both must agree.
func TestReachOfSnapshot(t *testing.T) {
	for _, c := range InstanceReach.Cases {
		t.Run(c.Name, func(t *testing.T) {
			given := c.Given
			s := &inventory.Snapshot{Header: inventory.Header{Account: checks.CaseAccount}, Resources: append([]inventory.Resource{&given}, c.With...)}
			for _, w := range InstanceReach.Wants() {
				cov := inventory.Coverage{Kind: w.Type.Kind, Region: checks.CaseRegion, Status: inventory.Complete}
				for _, k := range c.Incomplete {
					if k == w.Type.Kind {
						cov.Status, cov.Gap = inventory.Partial, &inventory.Gap{Class: inventory.Denied, Call: w.Type.List.String()}
					}
				}
				s.Coverage = append(s.Coverage, cov)
			}
			s.Seal()
			n, interfaces := network.Snapshot(s, checks.CaseRegion)
			got := checks.Unknown
			if len(interfaces) > 0 {
				got = checks.Pass
			}
			for _, i := range interfaces {
				in := network.NewInbound(n, i, network.Anyone())
				for _, r := range in.Ranges(network.TCP) {
					switch bad := len(within(r.Ports, append([]int{22, 3389}, network.DatabasePorts()...))) > 0; {
					case bad && r.Verdict.Reach == network.Reachable:
						got = checks.Fail
					case bad && r.Verdict.Reach == network.Unknown && got != checks.Fail:
						got = checks.Unknown
					}
				}
			}
			want := c.Want
			if want == checks.NotApplicable {
				// A stopped instance is no question for the check; its interface cannot be reached.
				want = checks.Pass
			}
			if got != want {
				t.Errorf("the snapshot says %v, the view %v", got, want)
			}
		})
	}
}

// TestReachMessage holds the words of the finding that a report leads with.
func TestReachMessage(t *testing.T) {
	x := instance(func(i *ec2.Instance) { i.Account = checks.CaseAccount })
	s := &inventory.Snapshot{Header: inventory.Header{Account: checks.CaseAccount, Time: checks.CaseTime}, Resources: append(reachable(func(*ec2.NetworkInterface, *ec2.Subnet, *ec2.VPC, *ec2.RouteTable, *ec2.NetworkACL, *ec2.SecurityGroup) {
	}), &x)}
	for _, w := range InstanceReach.Wants() {
		s.Coverage = append(s.Coverage, inventory.Coverage{Kind: w.Type.Kind, Region: checks.CaseRegion, Status: inventory.Complete})
	}
	s.Seal()
	l := checks.Evaluate(s, []checks.Checker{InstanceReach}, checks.Options{})
	if len(l.Results) != 1 {
		t.Fatalf("%d results, want 1", len(l.Results))
	}
	want := "the internet reaches tcp/22: eni-0aaa has the public address 203.0.113.5; " +
		"route table rtb-0aaa answers by igw-0aaa (0.0.0.0/0); VPC Block Public Access is off in subnet-0aaa; acl-0aaa lets tcp/22 in (rule 100); " +
		"acl-0aaa lets the answers out; sg-0aaa lets tcp/22 in from 0.0.0.0/0"
	if got := l.Results[0]; got.Message != want || got.Severity != checks.Critical {
		t.Errorf("%v: got  %s\nwant %s", got.Severity, got.Message, want)
	}
}
