// Package catalog knows the actions, resource types and condition keys of every AWS service, as the AWS Service
// Authorization Reference lists them. The data are embedded and read on first use; they are from 2026-08-21, so an action
// that is not found may be newer. Their source and licence are in LICENSE.iam-data.
package catalog

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Access is the access level of an action in the Service Authorization Reference. The zero value is not a level.
type Access byte

// The access levels.
const (
	List        Access = 'L'
	Read        Access = 'R'
	Write       Access = 'W'
	Permissions Access = 'P' // permissions management
	Tagging     Access = 'T'
)

// Action is one action of a service.
type Action struct {
	Service string // the prefix, e.g. "s3"
	Name    string // e.g. "GetObject"
	Access  Access
	// Resources are the resource types that a policy can limit the action to; none means that only "*" matches.
	Resources []Resource
}

// String returns the action as a policy names it, e.g. "s3:GetObject".
func (a Action) String() string { return a.Service + ":" + a.Name }

// Resource is one resource type.
type Resource struct {
	Type string
	// ARN has placeholders such as ${Partition}, ${Account} and ${BucketName}.
	ARN string
	// Required is true if every call of the action needs a resource of this type.
	Required bool
}

//go:embed catalog.txt.gz
var packed []byte

type service struct {
	name    string
	actions []Action // sorted by lower-case name
	keys    map[string]string
}

type index struct {
	services map[string]*service
	prefixes []string
}

var load = sync.OnceValue(decode)

func decode() *index {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic(fmt.Sprintf("catalog: the embedded data are damaged: %v", err))
	}
	text, err := io.ReadAll(z)
	if err != nil {
		panic(fmt.Sprintf("catalog: the embedded data are damaged: %v", err))
	}
	out := &index{services: map[string]*service{}}
	var s *service
	var prefix string
	var types []Resource
	for line := range strings.Lines(string(text)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		switch f[0] {
		case "S":
			prefix, types = f[1], nil
			s = &service{name: f[2], keys: map[string]string{}}
			out.services[prefix] = s
			out.prefixes = append(out.prefixes, prefix)
		case "R":
			types = append(types, Resource{Type: f[1], ARN: f[2]})
		case "K":
			s.keys[strings.ToLower(f[1])] = f[2]
		case "A":
			s.actions = append(s.actions, Action{prefix, f[1], Access(f[2][0]), resources(f[3], types)})
		}
	}
	for _, s := range out.services {
		slices.SortFunc(s.actions, func(a, b Action) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	}
	return out
}

func resources(refs string, types []Resource) []Resource {
	if refs == "" {
		return nil
	}
	var out []Resource
	for ref := range strings.SplitSeq(refs, ",") {
		number, required := strings.CutSuffix(ref, "!")
		i, err := strconv.Atoi(number)
		if err != nil || i >= len(types) {
			continue
		}
		r := types[i]
		r.Required = required
		out = append(out, r)
	}
	return out
}

// Prefixes lists the service prefixes, sorted.
func Prefixes() []string { return slices.Clone(load().prefixes) }

// ServiceName returns the name of a service by its prefix, in any case.
func ServiceName(prefix string) (string, bool) {
	s, ok := load().services[strings.ToLower(prefix)]
	if !ok {
		return "", false
	}
	return s.name, true
}

// Actions lists the actions of a service, sorted by name; none for an unknown prefix. The slice is shared: do not change it.
func Actions(prefix string) []Action {
	if s, ok := load().services[strings.ToLower(prefix)]; ok {
		return s.actions
	}
	return nil
}

// Lookup finds an action such as "s3:GetObject", in any case.
func Lookup(action string) (Action, bool) {
	prefix, name, _ := strings.Cut(strings.ToLower(action), ":")
	actions := Actions(prefix)
	i, ok := slices.BinarySearchFunc(actions, name, func(a Action, n string) int { return strings.Compare(strings.ToLower(a.Name), n) })
	if !ok {
		return Action{}, false
	}
	return actions[i], true
}

// KeyType returns the type of a condition key of a service (String, ArrayOfString, ARN, Bool, Numeric, Date, IPAddress),
// for keys in any case. Keys that end in a tag or an attribute name are found by their first part. Global keys ("aws:") are
// not in the catalogue.
func KeyType(key string) (string, bool) {
	key = strings.ToLower(key)
	prefix, _, _ := strings.Cut(key, ":")
	s, ok := load().services[prefix]
	if !ok {
		return "", false
	}
	if t, ok := s.keys[key]; ok {
		return t, true
	}
	for k, t := range s.keys {
		if head, _, ok := strings.Cut(k, "${"); ok && strings.HasPrefix(key, head) && len(key) > len(head) {
			return t, true
		}
	}
	return "", false
}
