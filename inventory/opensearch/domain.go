package opensearch

import (
	"time"

	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// A Domain is a cluster of OpenSearch or Elasticsearch. Its id is its name.
type Domain struct {
	inventory.Ref

	EngineVersion inventory.Fact[string] `json:"DomainStatusList.EngineVersion,omitzero" call:"DescribeDomains"` // OpenSearch_2.19, Elasticsearch_7.10
	// AccessPolicies is the domain's access policy as JSON text; empty when there is none.
	AccessPolicies inventory.Fact[string] `json:"DomainStatusList.AccessPolicies,omitzero" call:"DescribeDomains"`
	// VPCID is empty where the domain has a public endpoint: VPCOptions "only exists if the domain was created with
	// VPCOptions" (API reference, VPCDerivedInfo).
	VPCID inventory.Fact[string] `json:"DomainStatusList.VPCOptions.VPCId,omitzero" call:"DescribeDomains"`

	EncryptionAtRest inventory.Fact[bool] `json:"DomainStatusList.EncryptionAtRestOptions.Enabled,omitzero" call:"DescribeDomains"`
	// KMSKeyID is empty where the domain is not encrypted at rest.
	KMSKeyID             inventory.Fact[string] `json:"DomainStatusList.EncryptionAtRestOptions.KmsKeyId,omitzero" call:"DescribeDomains"`
	NodeToNodeEncryption inventory.Fact[bool]   `json:"DomainStatusList.NodeToNodeEncryptionOptions.Enabled,omitzero" call:"DescribeDomains"`
	EnforceHTTPS         inventory.Fact[bool]   `json:"DomainStatusList.DomainEndpointOptions.EnforceHTTPS,omitzero" call:"DescribeDomains"`
	TLSSecurityPolicy    inventory.Fact[string] `json:"DomainStatusList.DomainEndpointOptions.TLSSecurityPolicy,omitzero" call:"DescribeDomains"`

	// AdvancedSecurity is whether fine-grained access control is on.
	AdvancedSecurity     inventory.Fact[bool] `json:"DomainStatusList.AdvancedSecurityOptions.Enabled,omitzero" call:"DescribeDomains"`
	AnonymousAuth        inventory.Fact[bool] `json:"DomainStatusList.AdvancedSecurityOptions.AnonymousAuthEnabled,omitzero" call:"DescribeDomains"`
	InternalUserDatabase inventory.Fact[bool] `json:"DomainStatusList.AdvancedSecurityOptions.InternalUserDatabaseEnabled,omitzero" call:"DescribeDomains"`

	// LogTypes are the logs that are published, sorted: AUDIT_LOGS, ES_APPLICATION_LOGS, INDEX_SLOW_LOGS, SEARCH_SLOW_LOGS.
	LogTypes inventory.Fact[[]string] `json:"DomainStatusList.LogPublishingOptions,omitzero" call:"DescribeDomains"`

	InstanceCount        inventory.Fact[int]  `json:"DomainStatusList.ClusterConfig.InstanceCount,omitzero" call:"DescribeDomains"`
	ZoneAwareness        inventory.Fact[bool] `json:"DomainStatusList.ClusterConfig.ZoneAwarenessEnabled,omitzero" call:"DescribeDomains"`
	DedicatedMaster      inventory.Fact[bool] `json:"DomainStatusList.ClusterConfig.DedicatedMasterEnabled,omitzero" call:"DescribeDomains"`
	DedicatedMasterCount inventory.Fact[int]  `json:"DomainStatusList.ClusterConfig.DedicatedMasterCount,omitzero" call:"DescribeDomains"`

	CurrentVersion  inventory.Fact[string] `json:"DomainStatusList.ServiceSoftwareOptions.CurrentVersion,omitzero" call:"DescribeDomains"`
	UpdateAvailable inventory.Fact[bool]   `json:"DomainStatusList.ServiceSoftwareOptions.UpdateAvailable,omitzero" call:"DescribeDomains"`
	NewVersion      inventory.Fact[string] `json:"DomainStatusList.ServiceSoftwareOptions.NewVersion,omitzero" call:"DescribeDomains"`
	// AutomatedUpdateDate is when a required update is applied; the zero time where none is due.
	AutomatedUpdateDate inventory.Fact[time.Time] `json:"DomainStatusList.ServiceSoftwareOptions.AutomatedUpdateDate,omitzero" call:"DescribeDomains"`
}

// DomainType describes kind opensearch.domain.
var DomainType = inventory.Describe[Domain]("opensearch.domain", ListDomainNames, DescribeDomains).Of(responsibility.OpenSearchDomain)

// Type implements inventory.Resource.
func (*Domain) Type() *inventory.Type { return DomainType }

// Classify implements inventory.Resource.
func (*Domain) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.OpenSearchDomain, Why: "ListDomainNames lists it"}
}
