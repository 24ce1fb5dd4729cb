package ec2

import (
	"fmt"
	"testing"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
)

// BenchmarkInstanceReach judges a fleet in a public subnet whose group opens a web server.
func BenchmarkInstanceReach(b *testing.B) {
	const fleet = 5000
	s := &inventory.Snapshot{Header: inventory.Header{Account: checks.CaseAccount, Partition: "aws", Time: checks.CaseTime, Regions: []string{checks.CaseRegion}}}
	s.Resources = reachable(func(_ *ec2.NetworkInterface, _ *ec2.Subnet, _ *ec2.VPC, _ *ec2.RouteTable, _ *ec2.NetworkACL, g *ec2.SecurityGroup) {
		g.Ingress = inventory.Known([]ec2.IPPermission{admit("tcp", 443, 443, "0.0.0.0/0"), admit("tcp", 22, 22, "198.51.100.0/24")})
	})[1:]
	for i := range fleet {
		id := fmt.Sprintf("i-%08d", i)
		x := instance(func(x *ec2.Instance) { x.ID, x.Account = id, checks.CaseAccount })
		s.Resources = append(s.Resources, &x, networkInterface(func(n *ec2.NetworkInterface) {
			n.ID, n.InstanceID = "eni-"+id, inventory.Known(id)
		}))
	}
	for _, w := range InstanceReach.Wants() {
		s.Coverage = append(s.Coverage, inventory.Coverage{Kind: w.Type.Kind, Region: checks.CaseRegion, Status: inventory.Complete})
	}
	s.Seal()
	for b.Loop() {
		l := checks.Evaluate(s, []checks.Checker{InstanceReach}, checks.Options{})
		if l.Count.Pass != fleet {
			b.Fatalf("%d pass, want %d", l.Count.Pass, fleet)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/fleet, "ns/instance")
}
