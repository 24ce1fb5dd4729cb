package demo_test

import (
	"encoding/json"
	"io/fs"
	"net/netip"
	"testing"

	"demarc/localstack/demo"
)

// TestAddressesAreOwn holds that the network interfaces of a VPC share no private address, and that each address lies in
// its interface's subnet, as in every VPC of EC2. What is reachable is reasoned from addresses, so that two owners of
// one make an answer about one of them wrong. An instance and a mount target have the address of their interface.
func TestAddressesAreOwn(t *testing.T) {
	type networkInterface struct {
		NetworkInterfaceID string `json:"NetworkInterfaceId"`
		VPCID              string `json:"VpcId"`
		SubnetID           string `json:"SubnetId"`
		PrivateIPAddress   string `json:"PrivateIpAddress"`
		PrivateIPAddresses []struct {
			PrivateIPAddress string `json:"PrivateIpAddress"`
		} `json:"PrivateIpAddresses"`
	}
	for _, region := range []string{"eu-central-1", "us-east-1"} {
		var interfaces struct{ NetworkInterfaces []networkInterface }
		var subnets struct {
			Subnets []struct{ SubnetID, CIDRBlock string }
		}
		var instances struct {
			Reservations []struct {
				Instances []struct{ NetworkInterfaces []networkInterface }
			}
		}
		var targets struct {
			MountTargets []struct{ NetworkInterfaceID, IPAddress string }
		}
		answer(t, region+"/ec2/DescribeNetworkInterfaces.json", &interfaces)
		answer(t, region+"/ec2/DescribeSubnets.json", &subnets)
		answer(t, region+"/ec2/DescribeInstances.json", &instances)
		answer(t, region+"/efs/DescribeMountTargets.json", &targets)

		blocks := map[string]netip.Prefix{}
		for _, s := range subnets.Subnets {
			blocks[s.SubnetID] = netip.MustParsePrefix(s.CIDRBlock)
		}
		owners, first := map[string]string{}, map[string]string{}
		for _, n := range interfaces.NetworkInterfaces {
			if n.PrivateIPAddress == "" {
				continue // one with IPv6 alone
			}
			first[n.NetworkInterfaceID] = n.PrivateIPAddress
			own := map[string]bool{n.PrivateIPAddress: true}
			for _, a := range n.PrivateIPAddresses {
				own[a.PrivateIPAddress] = true
			}
			for a := range own {
				if other := owners[n.VPCID+" "+a]; other != "" {
					t.Errorf("%s: %s has the address %s of %s in %s", region, n.NetworkInterfaceID, a, other, n.VPCID)
				}
				owners[n.VPCID+" "+a] = n.NetworkInterfaceID
				if !blocks[n.SubnetID].Contains(netip.MustParseAddr(a)) {
					t.Errorf("%s: %s has the address %s, which is not in %s (%s)", region, n.NetworkInterfaceID, a, n.SubnetID, blocks[n.SubnetID])
				}
			}
		}
		for _, r := range instances.Reservations {
			for _, i := range r.Instances {
				for _, n := range i.NetworkInterfaces {
					if want := first[n.NetworkInterfaceID]; n.PrivateIPAddress != want {
						t.Errorf("%s: DescribeInstances has the address %s for %s, whose address is %s", region, n.PrivateIPAddress, n.NetworkInterfaceID, want)
					}
				}
			}
		}
		for _, m := range targets.MountTargets {
			if want := first[m.NetworkInterfaceID]; m.IPAddress != want {
				t.Errorf("%s: DescribeMountTargets has the address %s for %s, whose address is %s", region, m.IPAddress, m.NetworkInterfaceID, want)
			}
		}
		if len(owners) < 10 || len(targets.MountTargets) == 0 {
			t.Errorf("%s: only %d addresses and %d mount targets were found", region, len(owners), len(targets.MountTargets))
		}
	}
}

// answer reads an answer of the account.
func answer(t *testing.T, name string, into any) {
	t.Helper()
	data, err := fs.ReadFile(demo.Account(), name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}
