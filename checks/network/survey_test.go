package network

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/ec2"
)

func TestSurvey(t *testing.T) {
	s := account(func(m map[string]inventory.Resource) {
		m["eni-3-elb"] = &ec2.NetworkInterface{
			Ref: inventory.Ref{ID: "eni-3-elb", Account: testAccount, Region: testRegion}, VPCID: known("vpc-1"), SubnetID: known("subnet-public"), Status: known("in-use"),
			InterfaceType: known("network_load_balancer"), InstanceID: known(""), Description: known("ELB net/shop/0123456789abcdef"), Groups: known([]string{}),
			DenyAllIgwTraffic: known(false), IPv6Addresses: known([]string{}), IPv6Prefixes: known([]string{}), PublicIP: known("203.0.113.9"), Addresses: known([]ec2.InterfaceAddress{{PrivateIP: "10.0.0.9", Primary: true}}),
		}
	})
	n, interfaces := Snapshot(s, testRegion)
	type row struct {
		ID, Owner string
		Open      []string
		Closed    string
	}
	var got []row
	for _, f := range Survey(n, interfaces, Anyone(), TCP, UDP) {
		r := row{ID: f.Interface.ID, Owner: f.Interface.Owner}
		for _, x := range f.Ranges {
			r.Open = append(r.Open, x.Protocol.String()+" "+x.Ports.String()+" "+x.Verdict.Reach.String())
		}
		if f.Closed != nil {
			r.Closed = f.Closed.Why()
		}
		got = append(got, r)
	}
	want := []row{
		{ID: "eni-1-bastion", Owner: "i-bastion", Open: []string{"tcp 22 reachable"}},
		{ID: "eni-2-db", Owner: "i-db", Closed: "eni-2-db has neither a public IPv4 address nor a global IPv6 address"},
		{ID: "eni-3-elb", Owner: "load balancer net/shop/0123456789abcdef", Open: []string{"tcp all ports reachable", "udp all ports reachable"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestOwner(t *testing.T) {
	tests := []struct {
		name string
		in   ec2.NetworkInterface
		want string
	}{
		{"instance", ec2.NetworkInterface{InstanceID: known("i-1"), Description: known("ELB app/x")}, "i-1"},
		{"database", ec2.NetworkInterface{Description: known("RDSNetworkInterface")}, "RDS"},
		{"load_balancer", ec2.NetworkInterface{Description: known("ELB app/web/50dc6c495c0c9188")}, "load balancer app/web/50dc6c495c0c9188"},
		{"by_type", ec2.NetworkInterface{InterfaceType: known("api_gateway_managed")}, "api gateway managed"},
		{"by_operator", ec2.NetworkInterface{InterfaceType: known("interface"), Operator: known("eks.amazonaws.com")}, "eks.amazonaws.com"},
		{"by_requester", ec2.NetworkInterface{InterfaceType: known("interface"), RequesterID: known("123456789012"), RequesterManaged: known(true)}, "requested by 123456789012"},
		{"nobody", ec2.NetworkInterface{InterfaceType: known("interface"), Description: known("my spare")}, "nothing"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Owner(&tt.in); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
