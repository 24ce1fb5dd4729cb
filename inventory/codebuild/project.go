package codebuild

import (
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/secrets"
)

// ProjectType describes kind codebuild.project.
var ProjectType = inventory.Describe[Project]("codebuild.project", BatchGetProjects).Of(responsibility.ECSFargate)

// A Project says what a build fetches, in which container and as which role it runs, and where its results go. Its id is
// its name.
type Project struct {
	inventory.Ref

	// Sources are the primary source and then the secondary ones.
	Sources   inventory.Fact[[]Source]   `json:"source,omitzero"`
	Artifacts inventory.Fact[[]Artifact] `json:"artifacts,omitzero"` // the primary one and then the secondary ones
	Cache     inventory.Fact[Cache]      `json:"cache,omitzero"`
	// EncryptionKey is the ARN or alias of the key for artifacts and cache; empty when the project names none.
	EncryptionKey inventory.Fact[string] `json:"encryptionKey,omitzero"`

	EnvironmentType inventory.Fact[string] `json:"environment.type,omitzero"` // LINUX_CONTAINER, ARM_LAMBDA_CONTAINER, ...
	Image           inventory.Fact[string] `json:"environment.image,omitzero"`
	PrivilegedMode  inventory.Fact[bool]   `json:"environment.privilegedMode,omitzero"`
	// Variables are the environment variables of type PLAINTEXT: the others are references to where the value is kept.
	Variables   inventory.Fact[[]secrets.Variable] `json:"environment.environmentVariables,omitzero"`
	ServiceRole inventory.Fact[string]             `json:"serviceRole,omitzero"`

	Logs    inventory.Fact[Logs]     `json:"logsConfig,omitzero"`
	Webhook inventory.Fact[*Webhook] `json:"webhook,omitzero"` // nil without one
	// ProjectVisibility is PRIVATE, or PUBLIC_READ when everybody may read the builds, their logs and artifacts.
	ProjectVisibility inventory.Fact[string] `json:"projectVisibility,omitzero"`
	VPCID             inventory.Fact[string] `json:"vpcConfig.vpcId,omitzero"` // empty outside the account's VPCs
}

// A Source is a repository or bucket that a build fetches.
type Source struct {
	SourceIdentifier string `json:"sourceIdentifier,omitempty"` // empty for the primary one
	Type             string `json:"type"`
	// Location is the address without user, password and query, which can hold credentials.
	Location string `json:"location,omitempty"`
	// Credentials are the kinds of secrets that the address holds.
	Credentials []string `json:"credentials,omitempty"`
	// InsecureSSL is whether the certificate of the host is not looked at.
	InsecureSSL bool `json:"insecureSsl,omitempty"`
}

// An Artifact is what a build leaves behind.
type Artifact struct {
	Type     string `json:"type"` // S3, CODEPIPELINE, NO_ARTIFACTS
	Location string `json:"location,omitempty"`
	// EncryptionDisabled is false unless it was asked for, and only S3 artifacts can ask (API reference, ProjectArtifacts).
	EncryptionDisabled bool `json:"encryptionDisabled,omitempty"`
}

// A Cache is what builds share.
type Cache struct {
	Type     string `json:"type"` // NO_CACHE, S3, LOCAL
	Location string `json:"location,omitempty"`
}

// Logs say where the output of builds is written. Without a word CloudWatch Logs get it and a bucket does not, and what
// a bucket gets is encrypted (API reference, LogsConfig and S3LogsConfig).
type Logs struct {
	CloudWatchLogsStatus     string `json:"cloudWatchLogs.status"` // ENABLED, DISABLED
	S3LogsStatus             string `json:"s3Logs.status"`
	S3LogsLocation           string `json:"s3Logs.location,omitempty"`
	S3LogsEncryptionDisabled bool   `json:"s3Logs.encryptionDisabled,omitempty"`
}

// A Webhook starts builds on events of the repository. Its URLs and its secret are not kept.
type Webhook struct {
	BranchFilter string     `json:"branchFilter,omitempty"`
	FilterGroups [][]Filter `json:"filterGroups,omitempty"`
	// RequiresCommentApproval is DISABLED, FORK_PULL_REQUESTS or ALL_PULL_REQUESTS; empty when the answer has no policy
	// for pull requests.
	RequiresCommentApproval string `json:"pullRequestBuildPolicy.requiresCommentApproval,omitempty"`
}

// A Filter is a condition; a build starts where all of a group hold.
type Filter struct {
	Type                  string `json:"type"` // EVENT, ACTOR_ACCOUNT_ID, HEAD_REF, ...
	Pattern               string `json:"pattern"`
	ExcludeMatchedPattern bool   `json:"excludeMatchedPattern,omitempty"`
}

// Type implements inventory.Resource.
func (*Project) Type() *inventory.Type { return ProjectType }

// Classify implements inventory.Resource. The matrix has no row for a build: AWS runs the machines below, the customer
// answers for image, code, network and role, which is how Fargate divides them.
func (*Project) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.ECSFargate, Why: "a build project; the division of duties is borrowed from a container on Fargate, since AWS runs the machine below the build as it does there"}
}
