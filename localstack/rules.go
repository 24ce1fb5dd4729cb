package localstack

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"demarc/localstack/wire"
)

// rules returns the meaning of input members that the general rules do not give, as "SERVICE.OPERATION.MEMBER",
// or "*.MEMBER" for every operation.
func rules() map[string]rule {
	return map[string]rule{
		"*.IncludeManagedResources": ignored, // hidesManaged reads it
		"*.ExpectedBucketOwner":     expectedOwner,
		"S3.ListBuckets.Prefix":     prefix("Name"),

		"CloudTrail.DescribeTrails.includeShadowTrails": shadowTrails,
		"CloudTrail.DescribeTrails.trailNameList":       oneOf("Name", "TrailARN"),
		"CloudWatch.DescribeAlarms.AlarmNamePrefix":     prefix("AlarmName"),
		"CloudWatch.DescribeAlarms.AlarmTypes":          alarmTypes,

		"CodeBuild.BatchGetProjects.names":               oneOf("name", "arn"),
		"CodeBuild.BatchGetReportGroups.reportGroupArns": oneOf("arn"),

		"EC2.DescribeAvailabilityZones.AllAvailabilityZones":   unless(notMember("OptInStatus", "not-opted-in")),
		"EC2.DescribeImages.Owners":                            owners("ImageOwnerAlias"),
		"EC2.DescribeImages.IncludeDeprecated":                 deprecated,
		"EC2.DescribeImages.IncludeDisabled":                   unless(notMember("State", "disabled")),
		"EC2.DescribeRegions.AllRegions":                       unless(notMember("OptInStatus", "not-opted-in")),
		"EC2.DescribeImages.ExecutableUsers":                   sharedWith("DescribeImageAttribute", "ImageId", "launchPermission"),
		"EC2.DescribeSnapshots.RestorableByUserIds":            sharedWith("DescribeSnapshotAttribute", "SnapshotId", "createVolumePermission"),
		"EC2.DescribeSnapshots.OwnerIds":                       owners("OwnerAlias"),
		"EC2.DescribeLaunchTemplateVersions.Versions":          versions,
		"EC2.DescribeLaunchTemplateVersions.ResolveAlias":      onlyFalse,
		"EC2.DescribeInstanceTypes.IncludeUnsupportedInRegion": onlyFalse,

		"ECS.DescribeCapacityProviders.cluster":                       ignored, // it picks the answer's file
		"ECS.DescribeCapacityProviders.include":                       ignored, // tags, which the files have
		"ECS.DescribeClusters.clusters":                               oneOf("clusterArn", "clusterName"),
		"ECS.DescribeClusters.include":                                ignored,
		"ECS.DescribeContainerInstances.containerInstances":           oneOf("containerInstanceArn"),
		"ECS.DescribeContainerInstances.include":                      ignored,
		"ECS.DescribeServices.services":                               oneOf("serviceArn", "serviceName"),
		"ECS.DescribeServices.include":                                ignored,
		"ECS.DescribeTaskDefinition.include":                          ignored,
		"ECS.DescribeTasks.tasks":                                     oneOf("taskArn"),
		"ECS.DescribeTasks.include":                                   ignored,
		"ECR.BatchGetRepositoryScanningConfiguration.repositoryNames": oneOf("repositoryName"),
		"ECR.DescribeImageScanFindings.imageId":                       ignored, // a file is of one image

		"ElasticBeanstalk.DescribeEnvironments.IncludeDeleted":           unless(notMember("Status", "Terminated")),
		"ElasticBeanstalk.DescribeConfigurationSettings.ApplicationName": ignored, // names of environments are unique in a region

		"EKS.DescribeClusterVersions.includeAll": ignored, // the files have all

		"EMR.ListClusters.ClusterStates":        within("Status", "State"),
		"EMR.ListInstances.InstanceStates":      within("Status", "State"),
		"EMRServerless.ListApplications.states": within("state"),

		"IAM.GetAccountAuthorizationDetails.Filter":  authorizationFilter,
		"IAM.ListRoles.PathPrefix":                   prefix("Path"),
		"IAM.ListUsers.PathPrefix":                   prefix("Path"),
		"IAM.ListServerCertificates.PathPrefix":      prefix("Path"),
		"IAM.ListVirtualMFADevices.AssignmentStatus": assignment,

		"Inspector2.ListCoverage.filterCriteria": criteria(map[string][]string{"accountId": {"accountId"}, "resourceType": {"resourceType"}, "scanType": {"scanType"}}),
		"Inspector2.ListFindings.filterCriteria": criteria(map[string][]string{
			"awsAccountId": {"awsAccountId"}, "findingStatus": {"status"}, "findingType": {"type"}, "fixAvailable": {"fixAvailable"}, "resourceType": {"resources", "type"}, "severity": {"severity"},
		}),
		"Inspector2.ListFindingAggregations.accountIds": accounts,

		"SSM.DescribeDocumentPermission.PermissionType": ignored, // Share is the only one
		"SSM.DescribeInstancePatches.Filters":           patchStates,
		"SSM.DescribePatchBaselines.Filters":            predefinedBaselines,
		"SSM.ListDocuments.Filters":                     ownedDocuments,
		"SSM.ListResourceComplianceSummaries.Filters":   complianceTypes,

		"KMS.DescribeKey.GrantTokens":    ignored,
		"KMS.GetKeyPolicy.PolicyName":    onlyDefault,
		"KMS.ListAliases.KeyId":          key("TargetKeyId"),
		"SQS.ListQueues.QueueNamePrefix": queuePrefix,

		"SQS.GetQueueAttributes.AttributeNames": allAttributes,
	}
}

// absentRule is what AWS does where a member is not sent.
func absentRule(c *call, member string) test {
	switch c.name() + "." + member {
	case "EC2.DescribeRegions.AllRegions", "EC2.DescribeAvailabilityZones.AllAvailabilityZones":
		return notMember("OptInStatus", "not-opted-in")
	case "EC2.DescribeImages.IncludeDisabled":
		return notMember("State", "disabled")
	case "EC2.DescribeImages.IncludeDeprecated":
		return c.current
	case "CloudWatch.DescribeAlarms.AlarmTypes":
		return func(item, _ map[string]any) bool { return item["AlarmRule"] == nil }
	}
	return nil
}

// current leaves out others' images whose time of deprecation has come; one's own always appear.
func (c *call) current(item, _ map[string]any) bool {
	text, _ := item["DeprecationTime"].(string)
	at, err := time.Parse(time.RFC3339, text)
	return err != nil || item["OwnerId"] == c.account.ID || c.endpoint.options.Now().Before(at)
}

func deprecated(c *call, v any) (test, *wire.Error) {
	if v == true {
		return nil, nil
	}
	return c.current, nil
}

// onlyFalse is for flags whose effect is not modelled.
func onlyFalse(c *call, v any) (test, *wire.Error) {
	if v == true {
		return nil, c.invalid("A parameter of %s that is set to true is not modelled by this endpoint", c.name())
	}
	return nil, nil
}

// alarmTypes tells composite alarms, which have a rule, from metric alarms.
func alarmTypes(_ *call, v any) (test, *wire.Error) {
	values, _ := v.([]any)
	return func(item, _ map[string]any) bool {
		kind := any("MetricAlarm")
		if item["AlarmRule"] != nil {
			kind = "CompositeAlarm"
		}
		return slices.Contains(values, kind)
	}, nil
}

// ignored is for members that change nothing in the answer.
func ignored(*call, any) (test, *wire.Error) { return nil, nil }

// unless applies a test while a flag is not true.
func unless(t test) rule {
	return func(_ *call, v any) (test, *wire.Error) {
		if v == true {
			return nil, nil
		}
		return t, nil
	}
}

func notMember(member string, value any) test {
	return func(item, _ map[string]any) bool { return item[member] != value }
}

func prefix(member string) rule {
	return func(_ *call, v any) (test, *wire.Error) {
		want, _ := v.(string)
		return func(item, _ map[string]any) bool {
			text, _ := item[member].(string)
			return strings.HasPrefix(text, want)
		}, nil
	}
}

// oneOf keeps items that have a wanted value in one of the members.
func oneOf(members ...string) rule {
	return func(_ *call, v any) (test, *wire.Error) {
		values, _ := v.([]any)
		return func(item, _ map[string]any) bool {
			return len(values) == 0 || slices.ContainsFunc(members, func(m string) bool { return slices.Contains(values, item[m]) })
		}, nil
	}
}

// within keeps items that have a wanted value at a path.
func within(path ...string) rule {
	return func(_ *call, v any) (test, *wire.Error) {
		values, _ := v.([]any)
		return pathTest(path, false, values), nil
	}
}

// key keeps items that name a KMS key, given by id or ARN.
func key(member string) rule {
	return func(_ *call, v any) (test, *wire.Error) {
		text, _ := v.(string)
		id := FileName(text)
		return func(item, _ map[string]any) bool { return item[member] == id }, nil
	}
}

// owners serves Owners and OwnerIds: account ids, self, and the aliases amazon, aws-marketplace and others.
func owners(alias string) rule {
	return func(c *call, v any) (test, *wire.Error) {
		values, _ := v.([]any)
		return func(item, _ map[string]any) bool {
			return slices.Contains(values, item["OwnerId"]) || slices.Contains(values, item[alias]) ||
				slices.Contains(values, any("self")) && item["OwnerId"] == c.account.ID
		}, nil
	}
}

// versions serves launch template versions by number, $Default and $Latest. The latest is the highest number
// of the same template in the account.
func versions(c *call, v any) (test, *wire.Error) {
	values, _ := v.([]any)
	latest := map[any]int64{}
	got, _, _ := c.account.lookup(c.Operation, c.region, nil)
	if got != nil {
		list, _ := got.output["LaunchTemplateVersions"].([]any)
		for _, i := range list {
			item, _ := i.(map[string]any)
			n, _ := item["VersionNumber"].(int64)
			id, _ := item["LaunchTemplateId"].(string)
			latest[c.account.original(id)] = max(latest[id], n)
		}
	}
	return func(item, _ map[string]any) bool {
		number, _ := item["VersionNumber"].(int64)
		id, _ := item["LaunchTemplateId"].(string)
		return slices.Contains(values, any(strconv.FormatInt(number, 10))) ||
			slices.Contains(values, any("$Default")) && item["DefaultVersion"] == true ||
			slices.Contains(values, any("$Latest")) && number == latest[c.account.original(id)]
	}, nil
}

// shadowTrails leaves out trails whose home is another region.
func shadowTrails(c *call, v any) (test, *wire.Error) {
	if v != false {
		return nil, nil
	}
	return func(item, _ map[string]any) bool { return item["HomeRegion"] == c.region }, nil
}

func assignment(_ *call, v any) (test, *wire.Error) {
	return func(item, _ map[string]any) bool {
		_, assigned := item["User"]
		return v == "Any" || assigned == (v == "Assigned")
	}, nil
}

// authorizationFilter keeps the entity types that GetAccountAuthorizationDetails was asked for. AWS-managed
// policies are those whose ARN has aws for an account.
func authorizationFilter(_ *call, v any) (test, *wire.Error) {
	values, _ := v.([]any)
	if len(values) == 0 {
		return nil, nil
	}
	return func(item, _ map[string]any) bool {
		kind := "AWSManagedPolicy"
		arn, _ := item["Arn"].(string)
		switch {
		case item["RoleId"] != nil:
			kind = "Role"
		case item["UserId"] != nil:
			kind = "User"
		case item["GroupId"] != nil:
			kind = "Group"
		case !strings.Contains(arn, ":iam::aws:"):
			kind = "LocalManagedPolicy"
		}
		return slices.Contains(values, any(kind))
	}, nil
}

func onlyDefault(c *call, v any) (test, *wire.Error) {
	if v != "default" {
		return nil, &wire.Error{Code: "NotFoundException", Message: "No such policy exists", Status: http.StatusBadRequest}
	}
	return nil, nil
}

func expectedOwner(c *call, v any) (test, *wire.Error) {
	if v != c.account.ID {
		return nil, &wire.Error{Code: "AccessDenied", Message: "Access Denied", Status: http.StatusForbidden}
	}
	return nil, nil
}

// allAttributes takes only the question for all attributes of a queue, which is what the files answer.
func allAttributes(_ *call, v any) (test, *wire.Error) {
	if names, _ := v.([]any); !slices.Contains(names, any("All")) {
		return nil, &wire.Error{Code: "InvalidAttributeName", Message: "this endpoint answers all attributes at once: ask for All", Status: http.StatusBadRequest}
	}
	return nil, nil
}

// queuePrefix works on queue URLs, which are plain strings.
func queuePrefix(_ *call, v any) (test, *wire.Error) {
	want, _ := v.(string)
	return func(item, _ map[string]any) bool {
		url, _ := item[""].(string)
		return strings.HasPrefix(url[strings.LastIndexByte(url, '/')+1:], want)
	}, nil
}

// scalarText is the text that filters compare with.
func scalarText(v any) string {
	if t, ok := v.(time.Time); ok {
		return t.UTC().Format("2006-01-02T15:04:05.000Z")
	}
	return fmt.Sprint(v)
}
