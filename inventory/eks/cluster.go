package eks

import (
	"time"

	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// ClusterType describes kind eks.cluster.
var ClusterType = inventory.Describe[Cluster]("eks.cluster", DescribeCluster, DescribeClusterVersions, ListAccessEntries, ListAssociatedAccessPolicies, ListInsights, ListAddons, DescribeAddon).Of(responsibility.EKSCluster)

// A Cluster is a Kubernetes control plane. Its id is its name.
type Cluster struct {
	inventory.Ref

	Status  inventory.Fact[string] `json:"status,omitzero"`
	Version inventory.Fact[string] `json:"version,omitzero"` // the Kubernetes minor version: "1.34"
	// Support is until when AWS supports that version, as EKS says on the day.
	Support               inventory.Fact[Support]  `json:"clusterVersions,omitzero" call:"DescribeClusterVersions"`
	UpgradePolicy         inventory.Fact[string]   `json:"upgradePolicy.supportType,omitzero"` // STANDARD, EXTENDED
	EndpointPublicAccess  inventory.Fact[bool]     `json:"resourcesVpcConfig.endpointPublicAccess,omitzero"`
	EndpointPrivateAccess inventory.Fact[bool]     `json:"resourcesVpcConfig.endpointPrivateAccess,omitzero"`
	PublicAccessCIDRs     inventory.Fact[[]string] `json:"resourcesVpcConfig.publicAccessCidrs,omitzero"`
	// SecretsKeyARN is the customer's key for secrets; empty where EKS's own encrypts them (User Guide, "Default envelope
	// encryption for all Kubernetes API data").
	SecretsKeyARN inventory.Fact[string]   `json:"encryptionConfig.provider.keyArn,omitzero"`
	Logging       inventory.Fact[[]string] `json:"logging.clusterLogging,omitzero"` // the types of logs that are on, sorted
	// AutoMode is whether EKS operates the cluster's nodes; false where the cluster has no computeConfig.
	AutoMode           inventory.Fact[bool]   `json:"computeConfig.enabled,omitzero"`
	AuthenticationMode inventory.Fact[string] `json:"accessConfig.authenticationMode,omitzero"` // API, API_AND_CONFIG_MAP, CONFIG_MAP
	DeletionProtection inventory.Fact[bool]   `json:"deletionProtection,omitzero"`
	// RemoteNodeNetworks are the CIDR blocks of hybrid nodes; empty where there can be none.
	RemoteNodeNetworks inventory.Fact[[]string] `json:"remoteNetworkConfig.remoteNodeNetworks.cidrs,omitzero"`

	// AccessEntries are the ARNs of the principals that have an access entry, sorted.
	AccessEntries inventory.Fact[[]string] `json:"accessEntries,omitzero" call:"ListAccessEntries"`
	// AccessPolicies are what EKS's access policies let those principals do, sorted by principal and policy. Those of
	// AWS's service-linked roles are left out.
	AccessPolicies inventory.Fact[[]AccessPolicy] `json:"associatedAccessPolicies,omitzero" call:"ListAssociatedAccessPolicies"`
	Insights       inventory.Fact[[]Insight]      `json:"insights,omitzero" call:"ListInsights"` // sorted by name
	AddOns         inventory.Fact[[]AddOn]        `json:"addon,omitzero" call:"DescribeAddon"`
}

// An AccessPolicy is an access policy of EKS that is associated with an access entry.
type AccessPolicy struct {
	PrincipalARN string   `json:"principalArn"`
	PolicyARN    string   `json:"policyArn"`
	ScopeType    string   `json:"accessScope.type"` // cluster, namespace
	Namespaces   []string `json:"accessScope.namespaces,omitempty"`
}

// An Insight is what EKS found when it last looked at one aspect of a cluster.
type Insight struct {
	Name              string    `json:"name"`
	Category          string    `json:"category"`                    // UPGRADE_READINESS, MISCONFIGURATION
	KubernetesVersion string    `json:"kubernetesVersion,omitempty"` // that the insight is about; empty for every version
	Status            string    `json:"insightStatus.status"`        // PASSING, WARNING, ERROR, UNKNOWN
	LastRefreshTime   time.Time `json:"lastRefreshTime,omitzero"`    // zero where EKS never looked
}

// Support is until when AWS supports a version of Kubernetes. A zero time is one that EKS did not say.
type Support struct {
	VersionStatus            string    `json:"versionStatus"` // STANDARD_SUPPORT, EXTENDED_SUPPORT, UNSUPPORTED
	EndOfStandardSupportDate time.Time `json:"endOfStandardSupportDate,omitzero"`
	EndOfExtendedSupportDate time.Time `json:"endOfExtendedSupportDate,omitzero"`
}

// An AddOn is a piece of software that EKS installs in a cluster.
type AddOn struct {
	Name    string `json:"addonName"`
	Version string `json:"addonVersion"`
	Status  string `json:"status"` // ACTIVE, DEGRADED, UPDATE_FAILED and others
	// Issues are the codes of its health issues, such as InsufficientNumberOfReplicas; sorted.
	Issues []string `json:"health.issues.code,omitempty"`
}

// Type implements inventory.Resource.
func (*Cluster) Type() *inventory.Type { return ClusterType }

// Classify implements inventory.Resource.
func (*Cluster) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.EKSCluster, Why: "a control plane, which EKS runs"}
}

// HybridNodesType describes kind eks.hybrid_nodes: the machines outside AWS that may join a cluster. EKS lists the
// networks that they come from, and not the machines.
var HybridNodesType = inventory.Describe[HybridNodes]("eks.hybrid_nodes", DescribeCluster).Of(responsibility.EKSHybridNode)

// HybridNodes are the nodes of one cluster that stand outside AWS. Its id is the cluster's name.
type HybridNodes struct {
	inventory.Ref

	RemoteNodeNetworks inventory.Fact[[]string] `json:"remoteNetworkConfig.remoteNodeNetworks.cidrs,omitzero"`
}

// Type implements inventory.Resource.
func (*HybridNodes) Type() *inventory.Type { return HybridNodesType }

// Classify implements inventory.Resource.
func (*HybridNodes) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.EKSHybridNode, Why: "remoteNetworkConfig.remoteNodeNetworks is set"}
}
