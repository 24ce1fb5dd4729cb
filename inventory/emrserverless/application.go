package emrserverless

import (
	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// An Application runs jobs of Spark or Hive on workers that AWS operates. A job run may name logs, keys and an image of its
// own; those of the application are what it gets otherwise.
type Application struct {
	inventory.Ref
	State        inventory.Fact[string] `json:"state,omitzero"`
	ReleaseLabel inventory.Fact[string] `json:"releaseLabel,omitzero"`
	EngineType   inventory.Fact[string] `json:"type,omitzero"` // Spark or Hive
	Architecture inventory.Fact[string] `json:"architecture,omitzero"`

	// SubnetIDs and SecurityGroupIDs are of the VPC that the workers are connected to; empty for workers in the network of
	// the service alone (user guide, "Configuring VPC access").
	SubnetIDs        inventory.Fact[[]string] `json:"networkConfiguration.subnetIds,omitzero" call:"GetApplication"`
	SecurityGroupIDs inventory.Fact[[]string] `json:"networkConfiguration.securityGroupIds,omitzero" call:"GetApplication"`

	// ImageURI is the custom image of all workers, and WorkerImages are those of single types of them; empty for the image
	// of the release (user guide, "Customizing an EMR Serverless image").
	ImageURI     inventory.Fact[string]        `json:"imageConfiguration.imageUri,omitzero" call:"GetApplication"`
	WorkerImages inventory.Fact[[]WorkerImage] `json:"workerTypeSpecifications,omitzero" call:"GetApplication"`

	// ManagedLogs is whether EMR Serverless keeps the logs itself; true where the answer does not say (API reference,
	// ManagedPersistenceMonitoringConfiguration: "defaults to true").
	ManagedLogs inventory.Fact[bool] `json:"monitoringConfiguration.managedPersistenceMonitoringConfiguration.enabled,omitzero" call:"GetApplication"`
	// ManagedLogsKeyARN, S3LogsKeyARN and CloudWatchLogsKeyARN are empty where no key is named.
	ManagedLogsKeyARN inventory.Fact[string] `json:"monitoringConfiguration.managedPersistenceMonitoringConfiguration.encryptionKeyArn,omitzero" call:"GetApplication"`
	// S3LogURI is where logs are published to; empty for nowhere.
	S3LogURI     inventory.Fact[string] `json:"monitoringConfiguration.s3MonitoringConfiguration.logUri,omitzero" call:"GetApplication"`
	S3LogsKeyARN inventory.Fact[string] `json:"monitoringConfiguration.s3MonitoringConfiguration.encryptionKeyArn,omitzero" call:"GetApplication"`
	// CloudWatchLogs is whether logs are published to CloudWatch Logs, which has to be asked for (API reference,
	// CloudWatchLoggingConfiguration).
	CloudWatchLogs       inventory.Fact[bool]   `json:"monitoringConfiguration.cloudWatchLoggingConfiguration.enabled,omitzero" call:"GetApplication"`
	CloudWatchLogsKeyARN inventory.Fact[string] `json:"monitoringConfiguration.cloudWatchLoggingConfiguration.encryptionKeyArn,omitzero" call:"GetApplication"`

	// DiskKeyARN encrypts the disks of the workers; empty for a key that the service owns (user guide, "Disk Encryption
	// with KMS CMK").
	DiskKeyARN inventory.Fact[string] `json:"diskEncryptionConfiguration.encryptionKeyArn,omitzero" call:"GetApplication"`

	// AutoStop is whether an idle application stops. It is a gap where the answer does not say, though the default is true.
	AutoStop inventory.Fact[bool] `json:"autoStopConfiguration.enabled,omitzero" call:"GetApplication"`
	// LivyEndpoint and Studio are whether people may work in the application from a Livy client and from EMR Studio. They
	// are gaps where the answer does not say: the API reference names no default.
	LivyEndpoint inventory.Fact[bool] `json:"interactiveConfiguration.livyEndpointEnabled,omitzero" call:"GetApplication"`
	Studio       inventory.Fact[bool] `json:"interactiveConfiguration.studioEnabled,omitzero" call:"GetApplication"`
}

// A WorkerImage is the custom image of one type of worker, such as Driver or Executor.
type WorkerImage struct {
	WorkerType string `json:"workerType"`
	ImageURI   string `json:"imageConfiguration.imageUri"`
}

// ApplicationType describes kind emrserverless.application.
var ApplicationType = inventory.Describe[Application]("emrserverless.application", ListApplications, GetApplication).Of(responsibility.EMRServerless)

// Type implements inventory.Resource.
func (*Application) Type() *inventory.Type { return ApplicationType }

// Classify implements inventory.Resource.
func (*Application) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.EMRServerless, Why: "ListApplications lists it"}
}
