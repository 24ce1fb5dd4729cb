package responsibility

import "fmt"

// Owner says who must perform a duty. The zero value is Undecided: a variant or
// duty that the matrix does not know has no owner, and is never somebody's by default.
type Owner uint8

const (
	// Undecided is the answer for an unknown variant or duty. No cell of the matrix holds it.
	Undecided Owner = iota
	// AWS performs the duty; the customer carries no verdict for it.
	AWS
	// Customer performs the duty alone.
	Customer
	// Shared means each party has a part; the cell's reason names both, and a verdict is for the customer's part.
	Shared
	// NotApplicable means that the duty does not exist on the variant.
	NotApplicable
)

// ownerNames is indexed by Owner; the words are those of the data and of every report.
var ownerNames = [...]string{
	Undecided:     "undecided",
	AWS:           "aws",
	Customer:      "customer",
	Shared:        "shared",
	NotApplicable: "n/a",
}

// String returns the owner's word in reports: aws, customer, shared, n/a or undecided.
func (o Owner) String() string {
	if int(o) >= len(ownerNames) {
		return fmt.Sprintf("owner(%d)", uint8(o))
	}
	return ownerNames[o]
}

// Judged reports whether the customer has a part in the duty, so that checks run and a status exists.
func (o Owner) Judged() bool { return o == Customer || o == Shared }

// MarshalText writes the owner's word. It fails on a value that is none of the constants.
func (o Owner) MarshalText() ([]byte, error) {
	if int(o) >= len(ownerNames) {
		return nil, fmt.Errorf("owner %d is not one of the %d known; use a constant of package responsibility", uint8(o), len(ownerNames))
	}
	return []byte(ownerNames[o]), nil
}

// UnmarshalText reads the owner's word as MarshalText writes it.
func (o *Owner) UnmarshalText(text []byte) error {
	for i, name := range ownerNames {
		if name == string(text) {
			*o = Owner(i)
			return nil
		}
	}
	return fmt.Errorf("owner %q is unknown; want aws, customer, shared, n/a or undecided", text)
}
