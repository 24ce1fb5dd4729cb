package secrets

import "slices"

// A Variable is an environment variable without its value: its name, and the kinds of secrets that the value holds.
type Variable struct {
	Name    string   `json:"name"`
	Secrets []string `json:"secrets,omitempty"`
	// Partly says that the value was too long to be searched to its end.
	Partly bool `json:"partly,omitempty"`
}

// VariableOf searches the value of a variable, which is not kept.
func VariableOf(name, value string) Variable {
	found, whole := Find([]byte(name + "=" + value))
	return Variable{Name: name, Secrets: Kinds(found), Partly: !whole}
}

// Kinds returns the kinds of findings, each once and sorted.
func Kinds(found []Finding) []string {
	var kinds []string
	for _, f := range found {
		kinds = append(kinds, f.Kind)
	}
	slices.Sort(kinds)
	return slices.Compact(kinds)
}
