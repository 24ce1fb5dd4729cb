package network

import (
	"net/netip"
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

// TestSurveyOfManyIsThatOfEach holds that what interfaces share changes no answer: each is asked about alone, too.
func TestSurveyOfManyIsThatOfEach(t *testing.T) {
	m, interfaces := crowd(600)
	for k, i := range interfaces {
		switch k % 9 {
		case 1:
			i.State = known("stopped")
		case 2:
			i.Status = denied[string]("DescribeNetworkInterfaces")
		case 3:
			i.IPv6, i.IPv4 = known([]netip.Addr{netip.MustParseAddr("2001:db8::1")}), known([]Address(nil))
		case 4:
			i.Groups = denied[[]string]("DescribeNetworkInterfaces")
		case 5:
			i.IPv6 = denied[[]netip.Addr]("DescribeNetworkInterfaces")
		case 6:
			i.Type, i.Groups = known("network_load_balancer"), known([]string{})
		}
	}
	m.GatewayTables = map[string]*RouteTable{"vpc-1": {ID: "rtb-edge", Routes: known([]Route{route("10.0.0.0/8", "local"), route("10.40.0.0/24", "vpce-1")})}}
	words := func(fs []Finding) (out []string) {
		for _, f := range fs {
			for _, r := range f.Ranges {
				out = append(out, f.Interface.ID+" "+r.Protocol.String()+" "+r.Ports.String()+" "+r.Verdict.Reach.String()+": "+r.Verdict.Why())
			}
			if f.Closed != nil {
				out = append(out, f.Interface.ID+" closed: "+f.Closed.Why())
			}
		}
		return out
	}
	var each []string
	for _, i := range interfaces {
		each = append(each, words(Survey(m, []*Interface{i}, Anyone(), TCP, UDP))...)
	}
	if diff := cmp.Diff(each, words(Survey(m, interfaces, Anyone(), TCP, UDP))); diff != "" {
		t.Errorf("(-each +all):\n%s", diff)
	}
	if len(each) < len(interfaces) {
		t.Errorf("%d answers for %d interfaces", len(each), len(interfaces))
	}
}
