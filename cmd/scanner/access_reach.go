package main

import (
	"net/netip"
	"strings"

	"github.com/spf13/cobra"

	"demarc/checks/network"
	"demarc/inventory"
	"demarc/inventory/ec2"
	elb "demarc/inventory/elasticloadbalancing"
)

// A reachDocument is what the network lets reach, as JSON.
type reachDocument struct {
	Account    string      `json:"account"`
	From       string      `json:"from"`
	Interfaces []reachItem `json:"interfaces"`
	Missing    []missing   `json:"missing"`
}

// A reachItem is one interface.
type reachItem struct {
	ID       string `json:"id"`
	Region   string `json:"region"`
	Owner    string `json:"owner"`
	Instance string `json:"instance"`
	Name     string `json:"name,omitempty"` // that of the instance
	// Reach is that of the best port, directly or through a load balancer.
	Reach network.Reach `json:"reach"`
	// Sensitive is true where a port of administration or of a database is reached.
	Sensitive bool `json:"sensitive"`
	// Ranges are the ports that are reached directly, or may be.
	Ranges []rangeItem `json:"ranges"`
	// Through are the ways through load balancers, whatever comes of them.
	Through []throughItem `json:"through"`
	// Stop is the first thing that stops every direct way, where nothing is reached, and Path what leads up to it.
	Stop *network.Step  `json:"stop"`
	Path []network.Step `json:"path"`
}

// A rangeItem is a range of ports that are treated alike.
type rangeItem struct {
	Protocol string        `json:"protocol"`
	Ports    string        `json:"ports"`
	Reach    network.Reach `json:"reach"`
	Address  netip.Addr    `json:"address,omitzero"`
	// From are the interfaces that reach it, where interfaces are asked about; Sources the addresses.
	From    []string       `json:"from,omitempty"`
	Sources []netip.Prefix `json:"sources"`
	Path    []network.Step `json:"path"`
	Open    []network.Step `json:"open"`
	target  string         // as Path names it
}

// A throughItem is a way through a load balancer.
type throughItem struct {
	Balancer string         `json:"balancer"`
	Listener string         `json:"listener"`
	Target   string         `json:"target"` // "i-0abc:22"
	Protocol string         `json:"protocol"`
	Port     int            `json:"port"`
	Reach    network.Reach  `json:"reach"`
	Note     string         `json:"note,omitempty"`
	Sources  []netip.Prefix `json:"sources"`
	Path     []network.Step `json:"path"`
	Stop     *network.Step  `json:"stop"`
	Open     []network.Step `json:"open"`
}

func (a *app) accessReachCommand() *cobra.Command {
	var (
		connect connectFlags
		format  formatFlag
		q       reachFlags
	)
	cmd := &cobra.Command{
		Use:   "reach [SNAPSHOT]",
		Short: "Say what the network lets reach each interface, by which way, or what stops it",
		Long: `Say for each network interface on which ports the internet, an address range, or another
part of the account reaches it, and by which way: address, route, VPC block public access,
network ACLs both ways, security groups, and load balancers in front with their listeners,
nodes and targets. Where nothing is reached, the first thing that stops it is named.

--from takes internet, address ranges, or the id of an interface, an instance, a subnet, a
VPC or a security group of the account, whose interfaces then call by their private addresses.

Exit codes: 0 answered, 2 a mistake in flags or input, 3 not everything was read,
4 the scan could not run.`,
		Example: `  scanner access reach --sandbox
  scanner access reach --from 198.51.100.0/24 --to i-0123456789abcdef0 --port 22 account.snapshot
  scanner access reach --from sg-0123456789abcdef0 --to subnet-0123456789abcdef0 --port 5432`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			asJSON, err := format.json()
			if err != nil {
				return err
			}
			if err := fewArgs(cmd, args, 0, 1, "a snapshot file or nothing"); err != nil {
				return err
			}
			if err := q.validate(cmd.Flags().Changed("port")); err != nil {
				return err
			}
			snap, err := a.snapshotOf(cmd.Context(), strings.Join(args, ""), q.regions, &connect, q.wants())
			if err != nil {
				return err
			}
			return a.accessReach(snap, &q, asJSON)
		},
	}
	f := cmd.Flags()
	f.StringVar(&q.from, "from", internet, "where connections come from: internet, address `ranges` such as 198.51.100.0/24, comma-separated, or the id of an interface, instance, subnet, VPC or security group")
	f.StringVar(&q.to, "to", "", "only interfaces of this `id`: that of an interface, an instance, a subnet, a VPC or a security group")
	f.StringSliceVar(&q.protocols, "protocol", []string{"tcp", "udp"}, "`protocol`s to ask for: tcp, udp, icmp, icmpv6 or a number (repeatable, comma-separated)")
	f.IntVar(&q.port, "port", 0, "only this `port`, of tcp and udp")
	f.StringSliceVar(&q.regions, "region", nil, "`region`s to look at (repeatable, comma-separated)")
	format.add(f)
	connect.add(cmd)
	return cmd
}

// wants is what the question needs of the account. Peering connections join parts of the account alone.
func (q *reachFlags) wants() []inventory.Want {
	out := append(network.WantsBalancers(), inventory.Want{Type: elb.LoadBalancerType})
	if q.inside {
		out = append(out, inventory.Want{Type: ec2.VPCPeeringConnectionType})
	}
	return out
}
