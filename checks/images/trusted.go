package images

import (
	"fmt"
	"slices"
	"strings"

	"demarc/checks"
	"demarc/checks/patching"
)

// Trusted judges whose every image is, by the registry that it comes from.
func Trusted[T any](v *checks.View[T], uses []Use) checks.Verdict {
	return each(v, uses, func(r Reference) patching.Part { return Origin(r, v.Account(), v.Policy()) })
}

// Origin judges the registry of one image: the account's, a trusted account's or registry's, AWS's, or a publisher's own.
func Origin(r Reference, account string, p *checks.Policy) patching.Part {
	pass := func(why string) patching.Part { return patching.Part{State: patching.Pass, Text: why} }
	name := r.Host + "/" + r.Repository
	for _, trusted := range p.TrustedRegistries {
		if under(name, trusted) {
			return pass("the policy trusts " + trusted)
		}
	}
	switch {
	case r.Account == account:
		return pass("its registry is the account's own")
	case r.Account != "" && slices.Contains(p.TrustedAccounts, r.Account):
		return pass("its registry is that of " + r.Account + ", a trusted account")
	case r.Account != "":
		if what, ok := ofAWS[r.Account]; ok {
			return pass("its registry is that of " + r.Account + ", from which AWS hands out " + what)
		}
		return patching.Part{State: patching.Fail, Text: fmt.Sprintf("its registry is that of account %s, which the policy does not trust", r.Account)}
	}
	for _, o := range publishers {
		if under(name, o.registry) {
			return pass("it is published by " + o.by)
		}
	}
	return patching.Part{State: patching.Fail, Text: fmt.Sprintf("whoever publishes %s is neither trusted nor a known publisher", name)}
}

// under reports whether a name is a prefix of path elements, or below it.
func under(name, prefix string) bool {
	prefix = strings.TrimSuffix(prefix, "/")
	return name == prefix || strings.HasPrefix(name, prefix+"/")
}

// ofAWS are accounts whose registries AWS documents as the source of images that its customers run. Where AWS has a
// registry for each region, the one of most regions is here; name others in the policy's trustedAccounts.
var ofAWS = map[string]string{
	"593207742271": "the GuardDuty agent",      // GuardDuty User Guide, "Repository for GuardDuty agent on Fargate"; us-east-1
	"602401143452": "add-ons of Amazon EKS",    // EKS User Guide, "View Amazon container image registries"
	"763104351884": "Deep Learning Containers", // Deep Learning Containers Developer Guide, "Available images"
	"840364872350": "the Envoy of App Mesh",    // App Mesh User Guide, "Envoy image"
	"906394416424": "AWS for Fluent Bit",       // ECS Developer Guide, "AWS for Fluent Bit image repositories"
}

// publishers are registries, and parts of them, in which only their owner or somebody whom it checked can publish.
var publishers = []struct{ registry, by string }{
	{"docker.io/library", "Docker, as an Official Image"},
	{"mcr.microsoft.com", "Microsoft"},
	{"public.ecr.aws/amazonlinux", "AWS"},
	{"public.ecr.aws/appmesh", "AWS"},
	{"public.ecr.aws/aws-cli", "AWS"},
	{"public.ecr.aws/aws-observability", "AWS"},
	{"public.ecr.aws/bottlerocket", "AWS"},
	{"public.ecr.aws/cloudwatch-agent", "AWS"},
	{"public.ecr.aws/docker/library", "Docker, as an Official Image"},
	{"public.ecr.aws/ecs", "AWS"},
	{"public.ecr.aws/eks", "AWS"},
	{"public.ecr.aws/eks-distro", "AWS"},
	{"public.ecr.aws/karpenter", "AWS"},
	{"public.ecr.aws/lambda", "AWS"},
	{"public.ecr.aws/sam", "AWS"},
	{"public.ecr.aws/xray", "AWS"},
	{"registry.access.redhat.com", "Red Hat"},
	{"registry.k8s.io", "the Kubernetes project"},
	{"registry.redhat.io", "Red Hat"},
}
