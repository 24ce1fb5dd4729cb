package responsibility

// Duty is one thing that somebody must do for a resource to be secure, for example
// patching its operating system. The zero value is no duty; Of answers Undecided for it.
type Duty string

// The duties of the matrix, in the order of its columns.
const (
	FacilityPhysical   Duty = "facility.physical"
	HWFirmware         Duty = "hw.firmware"
	HostVirtualization Duty = "host.virtualization"
	NetFabric          Duty = "net.fabric"
	OSPatch            Duty = "os.patch"
	OSHardening        Duty = "os.hardening"
	AppPatch           Duty = "app.patch"
	RuntimeVersion     Duty = "runtime.version"
	ImagePatch         Duty = "image.patch"
	EngineVersion      Duty = "engine.version"
	NetFirewall        Duty = "net.firewall"
	NetSegmentation    Duty = "net.segmentation"
	NetExposure        Duty = "net.exposure"
	DataRest           Duty = "data.rest"
	DataTransit        Duty = "data.transit"
	KeyManagement      Duty = "key.management"
	DataClientside     Duty = "data.clientside"
	DataClassification Duty = "data.classification"
	DataBackup         Duty = "data.backup"
	ResAvailability    Duty = "res.availability"
	IAMPermissions     Duty = "iam.permissions"
	IAMCredentials     Duty = "iam.credentials"
	AccessPolicy       Duty = "access.policy"
	AccessInservice    Duty = "access.inservice"
	SecretsHandling    Duty = "secrets.handling"
	OpsLogging         Duty = "ops.logging"
	OpsDetection       Duty = "ops.detection"
	OpsConfiguration   Duty = "ops.configuration"
	GovTraining        Duty = "gov.training"
	GovIncident        Duty = "gov.incident"
)

// dutyCount is the number of columns of the matrix.
const dutyCount = 30

// Scope says on which resource a duty has its row.
type Scope string

const (
	// ScopeResource duties have a row on every resource.
	ScopeResource Scope = "resource"
	// ScopeAccount duties have one row on the account, and on the identities that carry
	// them (iam.credentials on a user); they are n/a on every other resource.
	ScopeAccount Scope = "account"
)

// DutyInfo describes a duty: what it is, what can prove it and what no API can.
type DutyInfo struct {
	ID         Duty   `json:"id"`
	Name       string `json:"name"`
	Definition string `json:"definition"`
	Scope      Scope  `json:"scope"`
	// ExistsAt names the levels at which the duty typically has an owner at all; the
	// matrix, not this list, decides for a variant.
	ExistsAt []Level `json:"exists_at"`
	// ControlKind is AWS's class of the control: inherited, shared or customer-specific.
	ControlKind string     `json:"control_kind"`
	Evidence    []Evidence `json:"evidence"`
	// Attestation says for which part a person has to vouch.
	Attestation string `json:"attestation"`
	// CannotProve says what API evidence leaves open even when it is complete.
	CannotProve string `json:"api_evidence_cannot_prove"`
	// InArticle is true where the article that asked for this scanner names the duty.
	InArticle bool     `json:"in_article"`
	Sources   []string `json:"source"`
}

// Evidence is an API call whose answer bears on a duty.
type Evidence struct {
	Call    string `json:"call"`
	Fields  string `json:"fields"`
	Decides string `json:"decides"`
}
