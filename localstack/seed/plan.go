package seed

import (
	"errors"
	"fmt"
)

// A Plan says what Seed builds. Numbers are for the whole account; what is regional is spread over the regions as
// evenly as it goes.
type Plan struct {
	// Name is for messages.
	Name string
	// Regions are where EC2 resources go. Keys and buckets go to the first. At least one is needed.
	Regions []string
	// Showcase adds one resource that complies and one that does not of each kind that the scanner knows, to the
	// first region.
	Showcase bool

	// Instances are EC2 instances, each with the root volume that the endpoint gives it.
	Instances int
	// Volumes is the number of EBS volumes that there are in the end, root volumes included.
	Volumes int
	// SecurityGroups is the number that there are in the end, default groups included. Every tenth is open to the
	// internet on port 22.
	SecurityGroups int
	// Users, Roles and Policies are IAM users (every second with an access key), roles and managed policies.
	Users, Roles, Policies int
	// BadTrusts is how many of the roles strangers can assume.
	BadTrusts int
	// Keys are KMS keys, every second one with rotation.
	Keys int
	// ForeignKeys is how many of the keys another account may use.
	ForeignKeys int
	// Buckets are S3 buckets; every tenth is public by its policy.
	Buckets int

	// Lacks, when set, is told of each operation that the endpoint does not have ("EC2.AllocateHosts"). It is called
	// from several goroutines.
	Lacks func(operation string)
}

// Demo is a small account with something of every kind, complying and not.
func Demo() Plan {
	return Plan{
		Name: "demo", Regions: []string{"eu-west-1", "us-east-1"}, Showcase: true,
		Instances: 6, Volumes: 10, SecurityGroups: 12, Users: 4, Roles: 4, Policies: 3, BadTrusts: 1,
		Keys: 4, ForeignKeys: 1, Buckets: 4,
	}
}

// AccountA is the size on which peers were measured: 60 instances in two regions and 40 users.
func AccountA() Plan {
	return Plan{
		Name: "account A", Regions: []string{"eu-west-1", "us-east-1"},
		Instances: 60, Volumes: 90, SecurityGroups: 40, Users: 40, Roles: 40, Policies: 20, BadTrusts: 4,
		Keys: 12, ForeignKeys: 2, Buckets: 12,
	}
}

// AccountB is the larger one: 300 instances, 470 volumes, 202 security groups, 100 users, roles and policies, 50 keys
// and 50 buckets in one region.
func AccountB() Plan {
	return Plan{
		Name: "account B", Regions: []string{"us-east-1"},
		Instances: 300, Volumes: 470, SecurityGroups: 202, Users: 100, Roles: 100, Policies: 100, BadTrusts: 10,
		Keys: 50, ForeignKeys: 5, Buckets: 50,
	}
}

// In returns the plan for other regions.
func (p Plan) In(regions ...string) Plan {
	p.Regions = regions
	return p
}

func (p *Plan) validate() error {
	if len(p.Regions) == 0 {
		return errors.New("seed: the plan names no region: set Plan.Regions")
	}
	for what, n := range map[string]int{
		"Instances": p.Instances, "Volumes": p.Volumes, "SecurityGroups": p.SecurityGroups, "Users": p.Users, "Roles": p.Roles,
		"Policies": p.Policies, "Keys": p.Keys, "Buckets": p.Buckets,
	} {
		if n < 0 || n > 999 {
			return fmt.Errorf("seed: the plan's %s is %d: it must be between 0 and 999", what, n)
		}
	}
	if p.Showcase && (p.Keys < 1 || p.Policies < 2 || p.Instances < 1) {
		return errors.New("seed: a showcase refers to a key, two policies and an instance: set Keys, Policies and Instances")
	}
	if p.BadTrusts > p.Roles || p.ForeignKeys > p.Keys {
		return fmt.Errorf("seed: the plan has %d bad trusts among %d roles and %d foreign keys among %d keys", p.BadTrusts, p.Roles, p.ForeignKeys, p.Keys)
	}
	return nil
}

// share is what one region gets of the regional numbers.
type share struct{ instances, volumes, groups int }

func (p *Plan) share(region int) share {
	part := func(n int) int {
		k := len(p.Regions)
		if region < n%k {
			return n/k + 1
		}
		return n / k
	}
	return share{part(p.Instances), part(p.Volumes), part(p.SecurityGroups)}
}
