package network

import (
	"net/netip"
	"strings"

	"demarc/inventory"
)

// A Reach is whether a connection can be made. The zero value is Unknown.
type Reach uint8

// Reaches.
const (
	Unknown     Reach = iota // something that decides could not be read
	Reachable                // every layer lets it pass
	Unreachable              // a layer stops it, whatever the unknown ones do
)

// String returns the reach as reports spell it.
func (r Reach) String() string {
	switch r {
	case Reachable:
		return "reachable"
	case Unreachable:
		return "not reachable"
	}
	return "unknown"
}

// MarshalText implements encoding.TextMarshaler.
func (r Reach) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// A Layer is a place where AWS lets a packet pass or not.
type Layer string

// Layers, in the order of a way in.
const (
	LayerAddress   Layer = "address"
	LayerState     Layer = "state"
	LayerRoute     Layer = "route"
	LayerAppliance Layer = "appliance"
	LayerBlock     Layer = "block-public-access"
	LayerACLIn     Layer = "network-acl-inbound"
	LayerACLOut    Layer = "network-acl-outbound"
	LayerGroup     Layer = "security-group"
	LayerPeering   Layer = "peering"
	LayerListener  Layer = "listener"
	LayerTarget    Layer = "target"
)

// A Step is what one layer does with the connection, in words.
type Step struct {
	Layer    Layer  `json:"layer"`
	Resource string `json:"resource,omitempty"` // the id of the ACL, group, table, ...
	Text     string `json:"text"`
}

// String returns the step's words.
func (s Step) String() string { return s.Text }

// A Verdict is the answer for one interface and target.
type Verdict struct {
	Reach  Reach  `json:"reach"`
	Target Target `json:"-"`
	// Address is the address that is reached, or the one that comes closest.
	Address netip.Addr `json:"address,omitzero"`
	// Sources are those who reach it, when it is reachable; those who may, when it is unknown.
	Sources Set `json:"-"`
	// Path is what lets the connection pass, layer by layer, up to the end or to the layer that stops it.
	Path []Step `json:"path"`
	// Stop is the first layer that stops it, when it is not reachable.
	Stop *Step `json:"stop,omitempty"`
	// Open are the layers that could not be decided, when it is unknown.
	Open []Step `json:"open,omitempty"`
}

// Why says in one line why the verdict is what it is.
func (v *Verdict) Why() string {
	switch v.Reach {
	case Reachable:
		return join(v.Path)
	case Unreachable:
		return v.Stop.Text
	}
	return join(v.Open)
}

func join(steps []Step) string {
	texts := make([]string, len(steps))
	for i, s := range steps {
		texts[i] = s.Text
	}
	return strings.Join(texts, "; ")
}

// An Origin is where connections come from.
type Origin struct {
	from Set
	// enough tells whether the sources that pass count as the origin.
	enough func(Set) bool
}

// Anyone is the public internet as a whole: it passes where more of it passes than one organisation has for itself.
func Anyone() Origin { return Origin{Internet(), Set.wide} }

// From is some addresses outside the network: they pass when any of them does.
func From(blocks ...netip.Prefix) Origin {
	return Origin{Addresses(blocks...), func(s Set) bool { return !s.Empty() }}
}

// way follows a connection through the layers.
type way struct {
	enough func(Set) bool
	// whole is the set that must pass as a whole, where it holds one caller of which the address is not known; else empty.
	// A part of it decides nothing.
	whole Set
	at    bounds
	v     Verdict
}

func nonEmpty(s Set) bool { return !s.Empty() }

// through takes a layer: whom it lets pass, and the words for either case. What goes without saying has no words.
func (w *way) through(layer Layer, resource string, b bounds, pass, stop string) {
	w.take(layer, resource, b, func() string { return pass }, func() string { return stop })
}

// take is through with words that are made when they are needed.
func (w *way) take(layer Layer, resource string, b bounds, pass, stop func() string) {
	if w.v.Stop != nil {
		return
	}
	w.at = w.at.intersect(b)
	switch {
	case !w.enough(w.at.hi):
		text := stop()
		if !w.at.hi.Empty() {
			text += "; it lets in " + w.at.hi.String() + " alone"
		}
		w.v.Stop = &Step{layer, resource, text}
	case !w.whole.Empty() && b.why == "" && !w.whole.Minus(w.at.lo).Empty():
		w.v.Open = append(w.v.Open, Step{layer, resource, "whether the caller is among those let in is not known: " + w.at.lo.String() + " of " + w.whole.String() + " pass " + string(layer) + " " + resource})
		w.whole = Set{}
	case b.why != "" && !w.enough(w.at.lo):
		w.v.Open = append(w.v.Open, Step{layer, resource, b.why})
	default:
		if text := pass(); text != "" {
			w.v.Path = append(w.v.Path, Step{layer, resource, text})
		}
	}
}

// verdict ends the way.
func (w *way) verdict() Verdict {
	v := w.v
	switch {
	case v.Stop != nil:
		v.Reach, v.Open = Unreachable, nil
	case len(v.Open) == 0 && w.enough(w.at.lo):
		v.Reach, v.Sources = Reachable, w.at.lo
	default:
		v.Sources = w.at.hi
	}
	return v
}

// fact is the layer of a fact that either lets everybody pass or nobody.
func fact[V any](what string, f inventory.Fact[V], pass func(V) bool) bounds {
	value, gap := f.Get()
	switch {
	case gap != nil:
		return anything(unread(what, f))
	case pass(value):
		return exactly(everything)
	}
	return bounds{}
}
