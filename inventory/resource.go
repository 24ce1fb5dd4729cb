package inventory

import (
	"fmt"
	"reflect"
	"strings"

	"demarc/inventory/responsibility"
)

// A Kind names a type of resource: "ec2.instance".
type Kind string

// A Resource is anything in the account that a check can judge. Implementations are structs that embed Ref and hold
// facts; they are immutable once the snapshot is complete.
type Resource interface {
	// Identity returns the embedded Ref.
	Identity() *Ref
	// Type returns the description of the resource's struct. It does not look at its receiver, which may be nil.
	Type() *Type
	// Classify decides which variant of the responsibility matrix the resource is, from its own facts alone.
	Classify() Classification
}

// A Ref identifies a resource. Every field is plain text from the account, and hostile.
type Ref struct {
	// ID is unique within kind, account and region: the API's own identifier.
	ID string `json:"id"`
	// ARN is the resource's ARN, with the partition of the account.
	ARN string `json:"arn,omitempty"`
	// Name is what people call it (the Name tag, the alias); empty when there is none.
	Name string `json:"name,omitempty"`
	// Account is the 12-digit account id.
	Account string `json:"account"`
	// Region is the region's name; empty for resources of global services.
	Region string `json:"region,omitempty"`
	// Tags are the resource's tags; a gap when they were not read.
	Tags Fact[map[string]string] `json:"tags,omitzero"`
}

// Identity implements Resource for every struct that embeds Ref.
func (r *Ref) Identity() *Ref { return r }

// A Classification is the variant of a resource and why it is that one. The zero Variant means that it could not be
// decided: then Gap or Why says what is missing, and every duty of the resource is unknown.
type Classification struct {
	Variant responsibility.Variant
	Why     string // in the API's terms: "Placement.Tenancy is host"
	Gap     *Gap
}

// A Type describes the struct of one kind: which call brings which of its facts.
type Type struct {
	Kind Kind
	// List is the call that enumerates resources of the kind.
	List *Call
	// Calls holds every call that brings a fact of the kind, List included, in the order of first use.
	Calls []*Call
	// Variants are the variants of the responsibility matrix that Classify can return, in the order of its decision.
	Variants []responsibility.Variant

	fields []field
	tags   *Source // of Ref.Tags
	create func() Resource
}

type field struct {
	index  []int // as reflect.Value.FieldByIndex takes it
	source *Source
}

type binder interface{ bind(*Source) }

// Describe returns the Type of resource struct T. Each Fact field of T carries a tag `call:"Op"` that names one of
// the calls; a Fact without the tag comes from the list call. The JSON name of a field is its path in the answer. Facts
// that several kinds share may stand in a struct that T embeds.
// It panics on a tag that names no call, so that a mistake is found by the first test that links the package.
func Describe[T any, P interface {
	*T
	Resource
}](kind Kind, list *Call, details ...*Call) *Type {
	t := &Type{Kind: kind, List: list, Calls: append([]*Call{list}, details...), create: func() Resource { return P(new(T)) }}
	rt := reflect.TypeFor[T]()
	for _, f := range reflect.VisibleFields(rt) {
		if !f.IsExported() || !reflect.PointerTo(f.Type).Implements(reflect.TypeFor[binder]()) || rt.Field(f.Index[0]).Type == reflect.TypeFor[Ref]() {
			continue
		}
		c := list
		if op, ok := f.Tag.Lookup("call"); ok {
			if c = t.call(op); c == nil {
				panic(fmt.Sprintf("inventory: %s.%s: no call %q is described for kind %s", rt, f.Name, op, kind))
			}
		}
		t.fields = append(t.fields, field{f.Index, &Source{Call: c, Path: jsonName(f)}})
	}
	t.tags = &Source{Call: list, Path: "Tags"}
	for _, c := range details {
		if strings.Contains(c.Op, "Tag") { // a call of its own: ListResourceTags, GetBucketTagging
			t.tags.Call = c
		}
	}
	return t
}

// Of sets the variants that resources of the type can be, and returns t.
func (t *Type) Of(vs ...responsibility.Variant) *Type {
	t.Variants = vs
	return t
}

func (t *Type) call(op string) *Call {
	for _, c := range t.Calls {
		if c.Op == op || c.String() == op {
			return c
		}
	}
	return nil
}

func jsonName(f reflect.StructField) string {
	tag := f.Tag.Get("json")
	for i := range len(tag) {
		if tag[i] == ',' {
			tag = tag[:i]
			break
		}
	}
	if tag == "" {
		return f.Name
	}
	return tag
}

// TagCall returns the call that brings the tags of the type's resources: the list call, or one of its own.
func (t *Type) TagCall() *Call { return t.tags.Call }

// New returns an empty resource of the type.
func (t *Type) New() Resource { return t.create() }

// Sources returns the source of every fact of the type, in the order of the struct's fields.
func (t *Type) Sources() []*Source {
	out := make([]*Source, len(t.fields))
	for i, f := range t.fields {
		out[i] = f.source
	}
	return out
}

// Bind tells each fact of r where it comes from. It must be called once before a resource is judged; the snapshot
// does so for all that it holds.
func Bind(r Resource) {
	v := reflect.ValueOf(r).Elem()
	r.Identity().Tags.bind(r.Type().tags)
	for _, f := range r.Type().fields {
		v.FieldByIndex(f.index).Addr().Interface().(binder).bind(f.source)
	}
}

// A Want is what a check reads: a kind and, besides the call that lists it, the detail calls whose facts it looks at.
type Want struct {
	Type  *Type
	Calls []*Call
}

// TypeOf returns the description of resource struct R, or nil when *R is no Resource. It is asked for each fact that a
// check reads, so it makes no R: Type must not look at its receiver.
func TypeOf[R any]() *Type {
	if r, ok := any((*R)(nil)).(Resource); ok {
		return r.Type()
	}
	return nil
}
