package localstack

import (
	"fmt"
	"strings"

	"demarc/localstack/wire"
)

// scaled is an account seen n times as large. Copy 0 is the account itself; further copies are made item by
// item when a page needs them, with every identifier rewritten in a way that can be undone, so that a request
// for a copy's resource finds the original's file.
type scaled struct {
	*Account
	n       int
	names   *renamer
	regions *wire.Operation
	buckets *wire.Operation
}

// times returns the account n times as large.
func (a *Account) times(n int) (*scaled, error) {
	s := &scaled{Account: a, n: n}
	var err error
	if s.regions, err = a.table.Operation("EC2", "DescribeRegions"); err != nil {
		return nil, err
	}
	if s.buckets, err = a.table.Operation("S3", "ListBuckets"); err != nil {
		return nil, err
	}
	if n == 1 {
		return s, nil
	}
	s.names = newRenamer(n)
	for file, got := range a.own {
		op, whole := s.operation(file)
		if op == nil || !whole || got.output == nil || reference(op) {
			continue
		}
		for _, l := range listsOf(op) {
			for _, item := range entries(dig(got.output, l)) {
				if s.multiplies(item) {
					s.names.define(item, itemShape(op.Output, l), op.Service.ID)
				}
			}
		}
	}
	if err := s.names.check(); err != nil {
		return nil, fmt.Errorf("account %s times %d: %w", a.ID, n, err)
	}
	return s, nil
}

// reference says that an operation lists what AWS offers, or what there is one of, and not what the account has.
func reference(op *wire.Operation) bool {
	switch op.Name {
	case "DescribeRegions", "DescribeAvailabilityZones", "DescribeInstanceTypes", "ListAccountAliases", "ListOrganizationsFeatures":
		return true
	}
	return false
}

// multiplies says whether an item is the account's own: what others or AWS own is there once.
func (s *scaled) multiplies(item any) bool {
	if e, ok := item.(mapEntry); ok {
		item = e.value
	}
	m, ok := item.(map[string]any)
	if !ok {
		return true
	}
	if owner, ok := m["OwnerId"].(string); ok && owner != s.ID {
		return false
	}
	if name, ok := m["AliasName"].(string); ok && len(name) > 10 && name[:10] == "alias/aws/" {
		return false
	}
	arn, _ := m["Arn"].(string)
	return !awsOwned(arn)
}

// lookup finds the answer for identifying values that may be those of a copy; copyOf is that copy's number.
func (s *scaled) lookup(op *wire.Operation, region string, keys []string) (got *answer, copyOf int, whole bool) {
	if s.n > 1 {
		plain := make([]string, len(keys))
		for i, k := range keys {
			original, n := s.names.invert(k)
			plain[i] = original
			if copyOf == 0 {
				copyOf = n
			}
		}
		keys = plain
	}
	got, whole = s.find(op, region, keys)
	return got, copyOf, whole
}

// original undoes the renaming of an identifier.
func (s *scaled) original(id string) string {
	if s.n == 1 {
		return id
	}
	plain, _ := s.names.invert(id)
	return plain
}

// rewrite copies a value under the names of a copy. A map or list stays what it is; nil stays nil.
func (s *scaled) rewrite(v any, copyOf int) any {
	if copyOf == 0 || v == nil {
		return v
	}
	return s.names.value(v, "", copyOf)
}

// mapEntry is one entry of a map that is paged like a list.
type mapEntry struct {
	key   string
	value any
}

// entries are the items of a list, or of a map in the order of its keys.
func entries(v any) []any {
	switch x := v.(type) {
	case []any:
		return x
	case map[string]any:
		out := make([]any, 0, len(x))
		for _, k := range sortedKeys(x) {
			out = append(out, mapEntry{k, x[k]})
		}
		return out
	}
	return nil
}

// source is a list whose copies exist only while they are looked at.
type source struct {
	account *scaled
	all     []any
	// own are the indexes of the items that multiply.
	own    []int
	copyOf int
}

// items makes the list at a path of an output. multiply is false for the answer to a question about one
// resource, which is rewritten for that resource's copy instead.
func (s *scaled) items(op *wire.Operation, v any, copyOf int, multiply bool) *source {
	src := &source{account: s, all: entries(v), copyOf: copyOf}
	if s.n == 1 || !multiply || reference(op) {
		return src
	}
	for i, item := range src.all {
		if s.multiplies(item) {
			src.own = append(src.own, i)
		}
	}
	return src
}

func (s *source) len() int { return len(s.all) + (s.account.n-1)*len(s.own) }

// copyAt is the number of the copy that an index belongs to.
func (s *source) copyAt(i int) int {
	if i < len(s.all) {
		return s.copyOf
	}
	return 1 + (i-len(s.all))/len(s.own)
}

func (s *source) at(i int) any {
	item := any(nil)
	if i < len(s.all) {
		item = s.all[i]
	} else {
		item = s.all[s.own[(i-len(s.all))%len(s.own)]]
	}
	n := s.copyAt(i)
	if e, ok := item.(mapEntry); ok && n > 0 {
		return mapEntry{s.account.names.text(e.key, "Name", n), s.account.rewrite(e.value, n)}
	}
	return s.account.rewrite(item, n)
}

// operation tells which operation an answer file belongs to, and whether it is the one for all resources.
func (s *scaled) operation(file string) (*wire.Operation, bool) {
	parts := strings.Split(file, "/")
	op, err := s.table.Operation(parts[1], parts[2])
	if err != nil {
		return nil, false // unreachable: the file was read with this model
	}
	return op, len(parts) == 3
}

// copies is the set of copies that the ids of a request belong to; nil where the request names no ids, or the
// account is not multiplied. It spares looking at the others.
func (c *call) copies() map[int]bool {
	if c.account.n == 1 {
		return nil
	}
	var out map[int]bool
	for n, v := range c.Input {
		values, ok := v.([]any)
		if !ok || !strings.HasSuffix(n, "Ids") || n == "OwnerIds" || n == "RestorableByUserIds" {
			continue
		}
		out = map[int]bool{}
		for _, id := range values {
			if text, ok := id.(string); ok {
				_, number := c.account.names.invert(text)
				out[number] = true
			}
		}
	}
	return out
}
