package ec2

import "demarc/checks"

// networkChecks are those on networks, sorted by id.
var networkChecks = []checks.Checker{
	ClientVPNLogging,
	InstanceReach,
	InstanceSourceDestCheck,
	NetworkACLAdminPorts,
	NetworkACLUsed,
	SecurityGroupAdminPortsIPv4,
	SecurityGroupAdminPortsIPv6,
	SecurityGroupAllTraffic,
	SecurityGroupAuthorizedPorts,
	SecurityGroupCIFS,
	SecurityGroupDefault,
	SecurityGroupHighRiskPorts,
	SecurityGroupUsed,
	SubnetPublicIP,
	TransitGatewayAccept,
	VPCBlockPublicAccess,
	VPCDefaultUnused,
	VPCEndpointEC2,
	VPCEndpointECRAPI,
	VPCEndpointECRDocker,
	VPCEndpointSSM,
	VPCEndpointSSMContacts,
	VPCEndpointSSMIncidents,
	VPCFlowLogs,
	VPCPeeringRoutes,
	VPNConnectionIKEv2,
	VPNConnectionLogging,
	VPNConnectionTunnelsUp,
}
