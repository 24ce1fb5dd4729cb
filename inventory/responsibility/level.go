package responsibility

// Level is a rung of abstraction: how much of the stack AWS operates. The zero value
// means that the level is not known.
type Level string

// The levels, from the one where the customer has most to do to the one with least.
// Configuration and Account are not rungs, but their resources have duties too.
const (
	BareMetal                  Level = "bare_metal"
	VirtualMachine             Level = "virtual_machine"
	OrchestratedIaaS           Level = "orchestrated_iaas"
	AWSManagedInstance         Level = "aws_managed_instance"
	ContainerOnManagedCapacity Level = "container_on_managed_capacity"
	ManagedPlatform            Level = "managed_platform"
	Abstracted                 Level = "abstracted"
	Configuration              Level = "configuration"
	Account                    Level = "account"
)

// LevelInfo describes a level in the words of AWS and of the article behind this scanner.
type LevelInfo struct {
	ID Level `json:"id"`
	// Order is the rung's place: 0 is most customer duty.
	Order            int    `json:"order"`
	Name             string `json:"name"`
	Definition       string `json:"definition"`
	CustomerStartsAt string `json:"customer_starts_at"`
	AWSStopsAt       string `json:"aws_stops_at"`
	ArticleWording   string `json:"article_wording"`
	// AWSWording maps a short name of the AWS document to the word it uses for the level.
	AWSWording map[string]string `json:"aws_wording"`
	// Detect says from which API fields the level is recognised.
	Detect string `json:"detect"`
	// Examples are variants, or the family they belong to.
	Examples []string `json:"examples"`
	Sources  []string `json:"source"`
}

// NamingConflict is a word that the article and AWS's documents use for different things.
type NamingConflict struct {
	Term                    string `json:"term"`
	Article                 string `json:"article"`
	AWS2016Whitepaper       string `json:"aws_2016_whitepaper"`
	AWSPrescriptiveGuidance string `json:"aws_prescriptive_guidance"`
	Decision                string `json:"decision"`
}

// Tenancy is an EC2 tenancy or placement option and what it changes in the duties.
type Tenancy struct {
	Value      string   `json:"value"`
	Meaning    string   `json:"meaning"`
	API        string   `json:"api"`
	DutyChange string   `json:"duty_change"`
	Evidence   string   `json:"evidence"`
	Sources    []string `json:"source"`
}
