package apigateway

import (
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/secrets"
)

// An API is a REST API. Its id is the one that API Gateway gives it, and its ARN that of its requests
// (arn:aws:execute-api:...), which its policy speaks of.
type API struct {
	inventory.Ref

	// EndpointTypes are EDGE or REGIONAL, which the internet reaches, or PRIVATE.
	EndpointTypes inventory.Fact[[]string] `json:"endpointConfiguration.types,omitzero"`
	// Policy is the resource policy as JSON text; empty when there is none. API Gateway answers it with its quotation
	// marks escaped once more, which is undone here.
	Policy inventory.Fact[string] `json:"policy,omitzero"`

	Stages inventory.Fact[[]Stage] `json:"item,omitzero" call:"GetStages"`
}

// A Stage is a deployment of an API under a name. No value of its variables is kept.
type Stage struct {
	StageName           string
	ClientCertificateID string `json:"ClientCertificateId"` // empty when there is none
	WebACLArn           string `json:"WebAclArn"`           // empty when there is none
	TracingEnabled      bool
	CacheClusterEnabled bool
	MethodSettings      []MethodSetting
	Secrets             []Secret // variables whose values look like secrets
	// Searched is false if a variable was too long to be searched to its end.
	Searched bool
}

// A MethodSetting holds for the methods that a path names: "*/*" for all that have no setting of their own, or
// "~1orders/GET".
type MethodSetting struct {
	Path               string
	LoggingLevel       string // OFF, ERROR, INFO; empty when it was never set, which is OFF
	CachingEnabled     bool
	CacheDataEncrypted bool
}

// A Secret is a stage variable with what looks like a secret in its value.
type Secret struct {
	Variable string
	Kinds    []secrets.Finding
}

// APIType describes kind apigateway.api.
var APIType = inventory.Describe[API]("apigateway.api", GetRestApis, GetStages).Of(responsibility.APIGatewayAPI)

// Type implements inventory.Resource.
func (*API) Type() *inventory.Type { return APIType }

// Classify implements inventory.Resource.
func (*API) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.APIGatewayAPI, Why: "GetRestApis lists it"}
}
