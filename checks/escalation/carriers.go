package escalation

import (
	"strings"

	"demarc/checks/access"
	"demarc/inventory"
	"demarc/inventory/apprunner"
	"demarc/inventory/autoscaling"
	"demarc/inventory/batch"
	"demarc/inventory/codebuild"
	"demarc/inventory/ec2"
	"demarc/inventory/ecs"
	"demarc/inventory/iam"
	"demarc/inventory/lambda"
	"demarc/inventory/sagemaker"
	"demarc/inventory/ssm"
)

// A carrierKind is a kind of resource that a method of escalation uses, because it has a role or can get one.
type carrierKind struct {
	// service is what access.Carrier calls it.
	service string
	want    inventory.Want
	// each hands over the resources of the kind with their roles; a list without roles is of a resource that has none.
	each func(b *builder, take func(ref *inventory.Ref, roles inventory.Fact[[]string]))
}

// carrierKinds are sorted by service. Glue, CloudFormation, Bedrock and Cognito are not collected: methods that use what is
// theirs are possible ones at most.
var carrierKinds = []carrierKind{
	{"apprunner", inventory.Want{Type: apprunner.ServiceType, Calls: []*inventory.Call{apprunner.DescribeService}},
		resources(func(_ *builder, x *apprunner.Service) (*inventory.Ref, inventory.Fact[[]string]) {
			return &x.Ref, one(x.InstanceRoleARN)
		})},
	{"autoscaling", inventory.Want{Type: autoscaling.GroupType},
		resources(func(_ *builder, x *autoscaling.Group) (*inventory.Ref, inventory.Fact[[]string]) { return &x.Ref, none })},
	{"autoscaling-launch-configuration", inventory.Want{Type: autoscaling.LaunchConfigurationType},
		resources(func(b *builder, x *autoscaling.LaunchConfiguration) (*inventory.Ref, inventory.Fact[[]string]) {
			return &x.Ref, b.behind(x.IAMInstanceProfile)
		})},
	{"batch", inventory.Want{Type: batch.JobDefinitionType},
		resources(func(_ *builder, x *batch.JobDefinition) (*inventory.Ref, inventory.Fact[[]string]) {
			return &x.Ref, x.JobRoleARNs
		})},
	{"codebuild", inventory.Want{Type: codebuild.ProjectType},
		resources(func(_ *builder, x *codebuild.Project) (*inventory.Ref, inventory.Fact[[]string]) {
			return &x.Ref, one(x.ServiceRole)
		})},
	{"ec2", inventory.Want{Type: ec2.InstanceType},
		resources(func(b *builder, x *ec2.Instance) (*inventory.Ref, inventory.Fact[[]string]) {
			return &x.Ref, b.behind(x.IAMInstanceProfile)
		})},
	{"ec2-launch-template", inventory.Want{Type: ec2.LaunchTemplateType},
		resources(func(b *builder, x *ec2.LaunchTemplate) (*inventory.Ref, inventory.Fact[[]string]) {
			return &x.Ref, b.launched(x)
		})},
	{"ecs-cluster", inventory.Want{Type: ecs.ClusterType},
		resources(func(_ *builder, x *ecs.Cluster) (*inventory.Ref, inventory.Fact[[]string]) { return &x.Ref, none })},
	{"ecs-container-instance", inventory.Want{Type: ecs.ContainerInstanceType},
		resources(func(_ *builder, x *ecs.ContainerInstance) (*inventory.Ref, inventory.Fact[[]string]) {
			return &x.Ref, none
		})},
	{"lambda", inventory.Want{Type: lambda.FunctionType, Calls: []*inventory.Call{lambda.GetPolicy}},
		resources(func(_ *builder, x *lambda.Function) (*inventory.Ref, inventory.Fact[[]string]) {
			return &x.Ref, one(x.Role)
		})},
	{"sagemaker", inventory.Want{Type: sagemaker.NotebookInstanceType, Calls: []*inventory.Call{sagemaker.DescribeNotebookInstance}},
		resources(func(_ *builder, x *sagemaker.NotebookInstance) (*inventory.Ref, inventory.Fact[[]string]) {
			return &x.Ref, one(x.RoleARN)
		})},
	{"ssm", inventory.Want{Type: ssm.ManagedNodeType}, managedNodes},
}

// none are the roles of a resource that can only get one.
var none = inventory.Known([]string{})

func resources[R any](of func(*builder, *R) (*inventory.Ref, inventory.Fact[[]string])) func(*builder, func(*inventory.Ref, inventory.Fact[[]string])) {
	return func(b *builder, take func(*inventory.Ref, inventory.Fact[[]string])) {
		each(b.snap, func(x *R) { take(of(b, x)) })
	}
}

// one is a list of one role, or of none where its ARN is empty.
func one(f inventory.Fact[string]) inventory.Fact[[]string] {
	switch role, gap := f.Get(); {
	case gap != nil:
		return inventory.Missing[[]string](gap)
	case role != "":
		return inventory.Known([]string{role})
	}
	return none
}

// behind is the role of an instance profile, of which the ARN is given or the name.
func (b *builder) behind(f inventory.Fact[string]) inventory.Fact[[]string] {
	profile, gap := f.Get()
	if gap != nil {
		return inventory.Missing[[]string](gap)
	}
	if role := b.profiles[profile]; role != "" {
		return inventory.Known([]string{role})
	}
	return none
}

// launched are the roles of what a launch template starts.
func (b *builder) launched(t *ec2.LaunchTemplate) inventory.Fact[[]string] {
	versions, gap := t.Versions.Get()
	if gap != nil {
		return inventory.Missing[[]string](gap)
	}
	var out []string
	for _, v := range versions {
		roles, _ := b.behind(inventory.Known(v.InstanceProfile)).Get()
		out = append(out, roles...)
	}
	return inventory.Known(out)
}

// managedNodes are the instances that Systems Manager reaches. Other machines have no role that IAM lists.
func managedNodes(b *builder, take func(*inventory.Ref, inventory.Fact[[]string])) {
	instances := map[string]*ec2.Instance{}
	each(b.snap, func(x *ec2.Instance) { instances[x.Region+" "+x.ID] = x })
	each(b.snap, func(n *ssm.ManagedNode) {
		if x := instances[n.Region+" "+n.ID]; x != nil {
			take(&x.Ref, b.behind(x.IAMInstanceProfile))
		}
	})
}

// carriers adds the resources that have a role, or could get one. A service counts as known when all its resources and
// their roles are.
func (b *builder) carriers() {
	policies := b.functionPolicies()
	for _, k := range carrierKinds {
		known := true
		lose := func(what string, gap *inventory.Gap) {
			known = false
			b.m.missing = append(b.m.missing, Missing{what, gap.String()})
			b.m.unlisted[Missing{what, gap.String()}] = true
		}
		for _, gap := range incomplete(b.snap, k.want.Type) {
			lose(string(k.want.Type.Kind), gap)
		}
		k.each(b, func(ref *inventory.Ref, roles inventory.Fact[[]string]) {
			list, gap := roles.Get()
			if gap != nil {
				lose(string(k.want.Type.Kind)+" "+ref.ID, gap)
			}
			for _, role := range list {
				b.account.Carriers = append(b.account.Carriers, access.Carrier{ARN: ref.ARN, Service: k.service, Role: role, Policy: policies[ref.ARN]})
			}
			if len(list) == 0 {
				b.account.Carriers = append(b.account.Carriers, access.Carrier{ARN: ref.ARN, Service: k.service})
			}
		})
		if known && (k.service != "ssm" || len(incomplete(b.snap, ec2.InstanceType)) == 0) {
			b.account.KnownCarriers = append(b.account.KnownCarriers, k.service)
		}
	}
}

// functionPolicies returns the resource policies of functions that allow somebody to change what a function does; others
// have no part in escalation. Policies that were not read are noted by function and role, to be weighed when the graph is drawn.
func (b *builder) functionPolicies() map[string]*access.Document {
	out := map[string]*access.Document{}
	each(b.snap, func(f *lambda.Function) {
		text, gap := f.Policy.Get()
		switch {
		case gap != nil && gap.Class != inventory.NotAsked:
			b.unpoliced = append(b.unpoliced, unpoliced{f.ARN, f.Role.Or(""), gap})
		case gap == nil && strings.Contains(text, "Allow"):
			if doc, err := access.Parse([]byte(text)); err == nil {
				out[f.ARN] = doc
			} else {
				b.unpoliced = append(b.unpoliced, unpoliced{f.ARN, f.Role.Or(""), &inventory.Gap{Class: inventory.Failed, Call: lambda.GetPolicy.String(), Detail: "not readable as a policy: " + err.Error()}})
			}
		}
	})
	return out
}

// unpoliced is a function whose policy is not known.
type unpoliced struct {
	arn, role string
	gap       *inventory.Gap
}

// weigh notes functions whose policy is not known and whose role is or leads to an administrator: their policy could be a way.
func (b *builder) weigh() {
	for _, u := range b.unpoliced {
		if _, leads := b.m.graph.PathToAdmin(u.role); leads {
			b.lose("the policy of "+u.arn, u.gap)
		}
	}
}

// profileNames adds the names of instance profiles to their ARNs, since launch templates may give either.
func (b *builder) profileNames(r *iam.Role, profiles []string) {
	for _, arn := range profiles {
		b.profiles[arn] = r.ARN
		b.profiles[arn[strings.LastIndexByte(arn, '/')+1:]] = r.ARN
	}
}
