package ec2

import (
	"cmp"
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/secrets"
)

// LaunchTemplateCollector brings launch templates: without a template's id, one paginated call returns the default
// and the latest version of all of them.
var LaunchTemplateCollector = &collect.Collector{
	Types:   []*inventory.Type{LaunchTemplateType},
	Lists:   []*inventory.Call{DescribeLaunchTemplateVersions},
	Collect: collectLaunchTemplates,
}

func collectLaunchTemplates(ctx context.Context, s *collect.Scan) error {
	p := sdk.NewDescribeLaunchTemplateVersionsPaginator(sdk.NewFromConfig(s.Config()), &sdk.DescribeLaunchTemplateVersionsInput{
		Versions: []string{"$Default", "$Latest"}, MaxResults: aws.Int32(200), IncludeManagedResources: aws.Bool(true),
	})
	var order []string
	names, versions, operators := map[string]string{}, map[string][]TemplateVersion{}, map[string]Operator{}
	var failed error
	for page, err := range collect.Pages(ctx, p) {
		if err != nil {
			failed = err
			break
		}
		for i := range page.LaunchTemplateVersions {
			x := &page.LaunchTemplateVersions[i]
			id, ok := identified(s, LaunchTemplateType, x.LaunchTemplateId)
			if !ok {
				continue
			}
			if _, seen := names[id]; !seen {
				order = append(order, id)
			}
			names[id], operators[id] = aws.ToString(x.LaunchTemplateName), operatorOf(x.Operator)
			versions[id] = append(versions[id], newTemplateVersion(x))
		}
	}
	for _, id := range order {
		t := &LaunchTemplate{Ref: s.Ref(id, "ec2", "launch-template/"+id), Operator: inventory.Known(operators[id])}
		t.Name = names[id]
		t.Versions = inventory.Known(sortedVersions(versions[id]))
		if failed != nil {
			// A version of this template may stand on the pages that are missing.
			t.Versions = inventory.Missing[[]TemplateVersion](s.Gap(DescribeLaunchTemplateVersions, failed))
		}
		s.Emit(t)
	}
	return failed
}

// sortedVersions sorts by number, and drops the second of a version that is both the default and the latest.
func sortedVersions(vs []TemplateVersion) []TemplateVersion {
	slices.SortStableFunc(vs, func(a, b TemplateVersion) int { return cmp.Compare(a.VersionNumber, b.VersionNumber) })
	return slices.CompactFunc(vs, func(a, b TemplateVersion) bool { return a.VersionNumber == b.VersionNumber })
}

func newTemplateVersion(x *types.LaunchTemplateVersion) TemplateVersion {
	v := TemplateVersion{VersionNumber: aws.ToInt64(x.VersionNumber), DefaultVersion: aws.ToBool(x.DefaultVersion)}
	d := x.LaunchTemplateData
	if d == nil {
		v.UserData = UserDataUnreadable
		return v
	}
	v.ImageID = aws.ToString(d.ImageId)
	if p := d.IamInstanceProfile; p != nil {
		v.InstanceProfile = cmp.Or(aws.ToString(p.Arn), aws.ToString(p.Name))
	}
	if m := d.MetadataOptions; m != nil {
		v.HTTPTokens, v.HTTPEndpoint, v.HopLimit = string(m.HttpTokens), string(m.HttpEndpoint), aws.ToInt32(m.HttpPutResponseHopLimit)
	}
	if p := d.Placement; p != nil {
		v.Tenancy = string(p.Tenancy)
	}
	v.SecurityGroups = slices.Concat(d.SecurityGroupIds, d.SecurityGroups)
	for _, n := range d.NetworkInterfaces {
		v.SecurityGroups = append(v.SecurityGroups, n.Groups...)
		v.Interfaces = append(v.Interfaces, TemplateInterface{aws.ToInt32(n.DeviceIndex), n.AssociatePublicIpAddress, aws.ToString(n.NetworkInterfaceId)})
	}
	for _, b := range d.BlockDeviceMappings {
		if b.Ebs != nil {
			v.BlockDevices = append(v.BlockDevices, TemplateDevice{aws.ToString(b.DeviceName), b.Ebs.Encrypted, aws.ToString(b.Ebs.SnapshotId)})
		}
	}
	v.UserDataFindings, v.UserData = secrets.UserData(aws.ToString(d.UserData))
	return v
}
