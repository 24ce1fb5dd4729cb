package opensearch

import (
	"context"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/opensearch/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// DomainCollector brings the domains of a region.
var DomainCollector = &collect.Collector{
	Types:   []*inventory.Type{DomainType},
	Lists:   []*inventory.Call{ListDomainNames},
	Details: []*inventory.Call{DescribeDomains},
	Collect: collectDomains,
}

// expected are the members without which an answer is none.
var expected = map[string][]string{"ListDomainNames": {"DomainNames"}, "DescribeDomains": {"DomainStatusList"}}

// batch is how many names DescribeDomains takes.
const batch = 5

func collectDomains(ctx context.Context, s *collect.Scan) error {
	client := sdk.NewFromConfig(s.Config(), func(o *sdk.Options) { o.APIOptions = append(o.APIOptions, collect.Expect(expected)) })
	out, err := client.ListDomainNames(ctx, &sdk.ListDomainNamesInput{})
	if err != nil {
		return err
	}
	var names []string
	for _, d := range out.DomainNames {
		names = append(names, aws.ToString(d.DomainName))
	}
	parts := slices.Collect(slices.Chunk(names, batch))
	s.Each(ctx, len(parts), func(ctx context.Context, i int) {
		by := map[string]*types.DomainStatus{}
		var gap *inventory.Gap
		if s.Wants(DescribeDomains) {
			out, err := client.DescribeDomains(ctx, &sdk.DescribeDomainsInput{DomainNames: parts[i]})
			gap = s.Gap(DescribeDomains, err)
			if err == nil {
				for j := range out.DomainStatusList {
					by[aws.ToString(out.DomainStatusList[j].DomainName)] = &out.DomainStatusList[j]
				}
			}
		}
		for _, name := range parts[i] {
			if x := by[name]; x == nil || !aws.ToBool(x.Deleted) {
				s.Emit(domain(s, name, x, gap))
			}
		}
	})
	return nil
}

// domain is one with what DescribeDomains says of it, if it was asked and answered.
func domain(s *collect.Scan, name string, x *types.DomainStatus, gap *inventory.Gap) *Domain {
	d := &Domain{Ref: s.Ref(name, "es", "domain/"+name)}
	switch {
	case !s.Wants(DescribeDomains):
	case x == nil || x.EngineVersion == nil:
		d.undescribed(gap)
	default:
		d.describe(x)
	}
	return d
}

// undescribed makes every fact a gap; a nil gap is that of an answer that lacks the domain.
func (d *Domain) undescribed(gap *inventory.Gap) {
	for _, f := range []*inventory.Fact[string]{&d.EngineVersion, &d.AccessPolicies, &d.VPCID, &d.KMSKeyID, &d.TLSSecurityPolicy, &d.CurrentVersion, &d.NewVersion} {
		*f = missing[string](gap)
	}
	for _, f := range []*inventory.Fact[bool]{
		&d.EncryptionAtRest, &d.NodeToNodeEncryption, &d.EnforceHTTPS, &d.AdvancedSecurity, &d.AnonymousAuth, &d.InternalUserDatabase, &d.ZoneAwareness, &d.DedicatedMaster, &d.UpdateAvailable,
	} {
		*f = missing[bool](gap)
	}
	for _, f := range []*inventory.Fact[int]{&d.InstanceCount, &d.DedicatedMasterCount} {
		*f = missing[int](gap)
	}
	d.LogTypes, d.AutomatedUpdateDate = missing[[]string](gap), missing[time.Time](gap)
}

func missing[V any](gap *inventory.Gap) inventory.Fact[V] {
	if gap == nil {
		return inventory.FromPtr[V](nil)
	}
	return inventory.Missing[V](gap)
}

func (d *Domain) describe(x *types.DomainStatus) {
	d.undescribed(nil)
	d.EngineVersion, d.AccessPolicies, d.VPCID = inventory.FromPtr(x.EngineVersion), inventory.FromPtr(x.AccessPolicies), inventory.Known("")
	if x.VPCOptions != nil {
		d.VPCID = inventory.FromPtr(x.VPCOptions.VPCId)
	}
	if e := x.EncryptionAtRestOptions; e != nil {
		d.EncryptionAtRest, d.KMSKeyID = inventory.FromPtr(e.Enabled), inventory.FromPtr(e.KmsKeyId)
		if e.Enabled != nil && !*e.Enabled {
			d.KMSKeyID = inventory.Known("")
		}
	}
	if e := x.NodeToNodeEncryptionOptions; e != nil {
		d.NodeToNodeEncryption = inventory.FromPtr(e.Enabled)
	}
	if e := x.DomainEndpointOptions; e != nil {
		d.EnforceHTTPS, d.TLSSecurityPolicy = inventory.FromPtr(e.EnforceHTTPS), inventory.FromEnum(e.TLSSecurityPolicy)
	}
	if a := x.AdvancedSecurityOptions; a != nil {
		d.AdvancedSecurity, d.InternalUserDatabase = inventory.FromPtr(a.Enabled), inventory.FromPtr(a.InternalUserDatabaseEnabled)
		// The member stands for a migration of 30 days (API reference, AdvancedSecurityOptions) and is not there otherwise.
		d.AnonymousAuth = inventory.Known(aws.ToBool(a.AnonymousAuthEnabled))
	}
	d.LogTypes = inventory.Known(published(x.LogPublishingOptions))
	d.cluster(x.ClusterConfig)
	if o := x.ServiceSoftwareOptions; o != nil {
		d.CurrentVersion, d.NewVersion = inventory.FromPtr(o.CurrentVersion), inventory.FromPtr(o.NewVersion)
		d.UpdateAvailable, d.AutomatedUpdateDate = inventory.FromPtr(o.UpdateAvailable), inventory.FromPtr(o.AutomatedUpdateDate)
	}
}

// cluster takes over the nodes. Without dedicated masters the answer has no number of them.
func (d *Domain) cluster(c *types.ClusterConfig) {
	if c == nil {
		return
	}
	d.ZoneAwareness, d.DedicatedMaster = inventory.FromPtr(c.ZoneAwarenessEnabled), inventory.FromPtr(c.DedicatedMasterEnabled)
	d.InstanceCount, d.DedicatedMasterCount = number(c.InstanceCount), number(c.DedicatedMasterCount)
	if c.DedicatedMasterEnabled != nil && !*c.DedicatedMasterEnabled {
		d.DedicatedMasterCount = inventory.Known(0)
	}
}

func number(p *int32) inventory.Fact[int] {
	if p == nil {
		return inventory.FromPtr[int](nil)
	}
	return inventory.Known(int(*p))
}

// published are the logs that are on. A domain that never had one has an answer without the map.
func published(options map[string]types.LogPublishingOption) []string {
	var out []string
	for name, o := range options {
		if aws.ToBool(o.Enabled) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}
