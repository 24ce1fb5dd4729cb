package escalation

import (
	"slices"
	"strings"

	"demarc/inventory/apigateway"
	"demarc/inventory/efs"
	"demarc/inventory/eventbridge"
	"demarc/inventory/opensearch"
)

// itself is the bearer of kinds whose policies speak of the resource alone.
func itself(resource string) string { return resource }

// aboveSlash leaves out what lies in the resource: a bucket's object, or the stage and method of an API.
func aboveSlash(resource string) string {
	bearer, _, _ := strings.Cut(resource, "/")
	return bearer
}

// tableOf is the table of an index, whose policy is that of the table (DynamoDB developer guide, "Using resource-based
// policies for DynamoDB").
func tableOf(resource string) string {
	if strings.Contains(resource, "/stream/") {
		return ""
	}
	table, _, _ := strings.Cut(resource, "/index/")
	return table
}

// streamOf is a stream of a table, which has a policy of its own.
func streamOf(resource string) string {
	if strings.Contains(resource, "/stream/") {
		return resource
	}
	return ""
}

// domainOf is the domain of an index: requests are for arn:aws:es:REGION:ACCOUNT:domain/NAME/PATH.
func domainOf(resource string) string {
	if parts := strings.SplitN(resource, "/", 3); len(parts) == 3 {
		return parts[0] + "/" + parts[1]
	}
	return resource
}

// busOf is the bus of a rule: rule/NAME is one of the default bus, rule/BUS/NAME of another, whose name may have slashes
// (Service Authorization Reference, "Resource types defined by Amazon EventBridge"). Archives, connections and the like
// have no policy that the bus bears.
func busOf(resource string) string {
	parts := strings.SplitN(resource, ":", 6)
	if len(parts) < 6 {
		return ""
	}
	prefix := strings.Join(parts[:5], ":") + ":event-bus/"
	switch name, isRule := strings.CutPrefix(parts[5], "rule/"); {
	case strings.HasPrefix(parts[5], "event-bus/"):
		return resource
	case !isRule:
		return ""
	default:
		if i := strings.LastIndexByte(name, '/'); i >= 0 {
			return prefix + name[:i]
		}
		return prefix + eventbridge.DefaultBus
	}
}

// fileSystem is the policy of a file system. One without asks no client who it is (EFS user guide, "Using IAM to control
// file system data access").
func fileSystem(x *efs.FileSystem) policy {
	p := policyIn(&x.Ref, x.Policy)
	if text, gap := x.Policy.Get(); gap == nil && text == "" {
		p.beside, p.data = "it has no policy, so that every client which reaches a mount target can mount it, write, and be root", "elasticfilesystem:client"
	}
	return p
}

// api is the policy of a REST API. What a method asks of its callers is not read (API Gateway developer guide, "How API
// Gateway resource policies affect authorization workflow").
func api(x *apigateway.API) policy {
	p := policyIn(&x.Ref, x.Policy)
	p.beside, p.data = "a method asks callers for a signature of IAM, for a token, or for nothing, and methods are not read", "execute-api:"
	types, gap := x.EndpointTypes.Get()
	if text, none := x.Policy.Get(); none == nil && text == "" && gap == nil && slices.Contains(types, "PRIVATE") {
		p.beside = "it is private and has no policy, so that it refuses every request"
	}
	return p
}

// domain is the policy of a domain. With fine-grained access control the domain asks its own users and roles, too (OpenSearch
// Service developer guide, "Fine-grained access control").
func domain(x *opensearch.Domain) policy {
	p := policyIn(&x.Ref, x.AccessPolicies)
	if on, gap := x.AdvancedSecurity.Get(); gap != nil || on {
		p.beside, p.data = "the domain decides by its own users and roles as well, and these are not read", "es:eshttp"
		if gap != nil {
			p.beside = "whether the domain decides by its own users and roles as well is not known: " + gap.String()
		}
	}
	return p
}
