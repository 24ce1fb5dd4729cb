// Package responsibility is the AWS Shared Responsibility Model as data: for every
// variant of a resource and every duty it says who owns the duty, why, and where that
// is written.
//
// A Variant is a way of running a resource that moves the demarcation, such as an EC2
// instance on bare metal or one operated by another AWS service. Which variant a
// resource is, is decided by the package of its service; who owns what on that variant
// is decided here, by reviewed data embedded from data/*.json.
//
// The slices and maps inside the returned values are shared by all callers: read them,
// never change them.
package responsibility

import "slices"

// Variant names a kind of resource as far as its duties differ, for example
// "ec2.instance.metal". The zero value is a resource that could not be classified.
type Variant string

// Cell is one field of the matrix. The zero Cell is Undecided, without a reason.
type Cell struct {
	Owner Owner
	// Reason says why in a few words; for a Shared duty it names both parts.
	Reason string
	// Sources are ids for SourceOf: the cell's own, or else those of its variant.
	Sources []string
}

// VariantInfo describes a row of the matrix.
type VariantInfo struct {
	ID Variant
	// VariantOf is the plain variant this one differs from; empty for a plain one.
	VariantOf Variant
	Level     Level
	// Detect says from which API fields the variant is recognised.
	Detect string
	// Note is advice to whoever judges the variant; mostly empty.
	Note string
	// ArticleDisagreement says where the article behind this scanner and AWS's documents
	// differ on the variant; mostly empty.
	ArticleDisagreement string
	Sources             []string
}

// Source is where a statement of the model comes from.
type Source struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	// URL is empty where there is no public page.
	URL string `json:"url"`
	// ReadAt says which copy was read, or that nothing confirmed the statement.
	ReadAt string `json:"read_at"`
}

// Unconfirmed is the id of the source that stands for "no published source was found".
const Unconfirmed = "memory"

// Disagreement is a point on which the article and AWS's documents differ, and the decision taken.
type Disagreement struct {
	Topic    string   `json:"topic"`
	Article  string   `json:"article"`
	AWS      string   `json:"aws"`
	Decision string   `json:"decision"`
	Sources  []string `json:"source"`
}

// Of returns who owns duty d on variant v. An unknown variant or duty gives the zero
// Cell, Undecided, so that a resource that could not be classified never passes.
func Of(v Variant, d Duty) Cell {
	m := loaded()
	row, ok := m.rows[v]
	if !ok {
		return Cell{}
	}
	i, ok := m.columns[d]
	if !ok {
		return Cell{}
	}
	return row.cells[i]
}

// Row returns the cells of v in the order of Duties, or nil for an unknown variant. It
// saves a lookup per duty where all of them are wanted.
func Row(v Variant) []Cell {
	row, ok := loaded().rows[v]
	if !ok {
		return nil
	}
	return slices.Clone(row.cells[:])
}

// LevelOf returns the level of v, or "" for an unknown variant.
func LevelOf(v Variant) Level {
	row, ok := loaded().rows[v]
	if !ok {
		return ""
	}
	return row.info.Level
}

// VariantOf returns the description of v; ok is false for an unknown variant.
func VariantOf(v Variant) (info VariantInfo, ok bool) {
	row, ok := loaded().rows[v]
	if !ok {
		return VariantInfo{}, false
	}
	return row.info, true
}

// DutyOf returns the description of d; ok is false for an unknown duty.
func DutyOf(d Duty) (info DutyInfo, ok bool) {
	m := loaded()
	i, ok := m.columns[d]
	if !ok {
		return DutyInfo{}, false
	}
	return m.duties[i], true
}

// SourceOf returns the source with the id that a Cell or an Info names.
func SourceOf(id string) (Source, bool) {
	s, ok := loaded().sources[id]
	return s, ok
}

// Duties returns all duties in the order of the matrix's columns.
func Duties() []DutyInfo { return slices.Clone(loaded().duties) }

// Variants returns all variants in the order of the matrix's rows.
func Variants() []VariantInfo { return slices.Clone(loaded().variants) }

// Levels returns all levels, the one with most customer duty first.
func Levels() []LevelInfo { return slices.Clone(loaded().levels) }

// Tenancies returns the EC2 tenancy and placement options.
func Tenancies() []Tenancy { return slices.Clone(loaded().tenancies) }

// NamingConflicts returns the words that AWS and the article use for different things.
func NamingConflicts() []NamingConflict { return slices.Clone(loaded().conflicts) }

// Disagreements returns the points on which AWS's documents and the article differ.
func Disagreements() []Disagreement { return slices.Clone(loaded().disagreements) }

// KnownGaps names the resources that the matrix does not cover yet.
func KnownGaps() []string { return slices.Clone(loaded().knownGaps) }

// Retrieved returns the date on which the sources were read, as YYYY-MM-DD.
func Retrieved() string { return loaded().retrieved }
