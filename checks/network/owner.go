package network

import (
	"strings"

	"demarc/inventory/ec2"
)

// Owner names what an interface belongs to, for people to read: the instance that it is attached to, or the service
// that made it, as far as its type, its requester and the description that the service wrote tell. It decides nothing.
func Owner(x *ec2.NetworkInterface) string {
	if id := x.InstanceID.Or(""); id != "" {
		return id
	}
	description := x.Description.Or("")
	for _, d := range descriptions {
		rest, ok := strings.CutPrefix(description, d.prefix)
		if !ok {
			continue
		}
		if rest = strings.TrimSpace(rest); d.named && rest != "" {
			return d.service + " " + rest
		}
		return d.service
	}
	if kind := x.InterfaceType.Or(""); kind != "" && kind != "interface" {
		return strings.ReplaceAll(kind, "_", " ")
	}
	if o := x.Operator.Or(""); o != "" {
		return o
	}
	if id := x.RequesterID.Or(""); id != "" && x.RequesterManaged.Or(false) {
		return "requested by " + id
	}
	return "nothing"
}

// descriptions are the beginnings of the descriptions that services give to their interfaces, and whether the rest
// names the resource. The longer of two alike stands first.
var descriptions = []struct {
	prefix, service string
	named           bool
}{
	{"AWS Lambda VPC ENI-", "Lambda", true},
	{"Amazon EKS ", "EKS control plane", true},
	{"DMSNetworkInterface", "DMS", false},
	{"EFS mount target for ", "EFS", true},
	{"ELB ", "load balancer", true},
	{"ElastiCache ", "ElastiCache", true},
	{"Interface for NAT Gateway ", "NAT gateway", true},
	{"Network Interface for Transit Gateway Attachment ", "transit gateway attachment", true},
	{"RDSNetworkInterface", "RDS", false},
	{"RedshiftNetworkInterface", "Redshift", false},
	{"VPC Endpoint Interface ", "VPC endpoint", true},
}
