package inventory

import (
	"slices"

	"demarc/inventory/responsibility"
)

// A Link says what another resource is because of this one: an EC2 instance is an ECS container instance because ECS
// lists it as such. It lets the package of one service say so without knowing the package of the other. A link of a
// resource to itself is for its members.
type Link struct {
	// Kind, Region and ID name the other resource.
	Kind   Kind
	Region string
	ID     string
	// Variant is what the other resource is, and Why says from which facts that follows.
	Variant responsibility.Variant
	Why     string
}

// A Linker is a resource that knows what others are.
type Linker interface {
	Links() []Link
}

// A Linked resource takes the links that name it. Seal hands them over, in the order of the snapshot, before anything
// is classified; each call replaces what the last one gave.
type Linked interface {
	Link([]Link)
}

// A Place is another resource of the same region, by its kind and id.
type Place struct {
	Kind Kind
	ID   string
}

// A Member is a Linked resource that itself names what it belongs to: a node bears the name of its compute environment,
// which does not list its nodes. It is handed the links to those places after the links to itself.
type Member interface {
	Within() []Place
}

// join hands every link to the resource that it names, twice: what a resource was told the first time it can pass on the
// second, as an Auto Scaling group tells its instances which node group they are of.
func (s *Snapshot) join() {
	s.handLinks()
	s.handLinks()
}

func (s *Snapshot) handLinks() {
	type target struct {
		kind       Kind
		region, id string
	}
	by := map[target][]Link{}
	for _, r := range s.Resources {
		if l, ok := r.(Linker); ok {
			for _, link := range l.Links() {
				t := target{link.Kind, link.Region, link.ID}
				by[t] = append(by[t], link)
			}
		}
	}
	for _, r := range s.Resources {
		if l, ok := r.(Linked); ok {
			ref := r.Identity()
			links := slices.Clone(by[target{r.Type().Kind, ref.Region, ref.ID}])
			if m, ok := r.(Member); ok {
				for _, p := range m.Within() {
					links = append(links, by[target{p.Kind, ref.Region, p.ID}]...)
				}
			}
			l.Link(links)
		}
	}
}
