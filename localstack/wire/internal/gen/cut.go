package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"demarc/localstack/wire"
)

// cut copies the wanted operations and the shapes that they reach.
func cut(m *model, id string, wanted []entry) (*wire.Service, error) {
	s := &wire.Service{
		ID:              id,
		Version:         m.Metadata.APIVersion,
		Protocols:       m.Metadata.Protocols,
		Signing:         cmp.Or(m.Metadata.SigningName, m.Metadata.EndpointPrefix),
		Target:          m.Metadata.TargetPrefix,
		JSONVersion:     m.Metadata.JSONVersion,
		Namespace:       m.Metadata.XMLNamespace,
		QueryCompatible: len(m.Metadata.QueryCompatible) > 0,
		Operations:      map[string]*wire.Operation{},
		Shapes:          map[string]*wire.Shape{},
		Errors:          map[string]*wire.ErrorShape{},
	}
	if len(s.Protocols) == 0 {
		s.Protocols = []string{m.Metadata.Protocol}
	}
	c := &cutter{from: m, to: s}
	for _, w := range wanted {
		from, ok := m.Operations[w.name]
		if !ok {
			return nil, fmt.Errorf("%s has no operation %s: correct operations.txt or use newer models", id, w.name)
		}
		op, err := c.operation(w, from)
		if err != nil {
			return nil, fmt.Errorf("%s %s: %w", id, w.name, err)
		}
		s.Operations[w.name] = op
	}
	return s, nil
}

type cutter struct {
	from *model
	to   *wire.Service
}

func (c *cutter) operation(w entry, from operation) (*wire.Operation, error) {
	op := &wire.Operation{
		Method:     from.HTTP.Method,
		URI:        from.HTTP.RequestURI,
		Status:     from.HTTP.ResponseCode,
		HostPrefix: from.Endpoint.HostPrefix,
		Unsigned:   from.AuthType == "none",
	}
	if from.Input != nil {
		op.InputName = from.Input.Shape
		if err := c.reach(from.Input.Shape); err != nil {
			return nil, err
		}
	}
	if from.Output != nil {
		op.OutputName = from.Output.Shape
		op.Wrapper = from.Output.ResultWrapper
		if err := c.reach(from.Output.Shape); err != nil {
			return nil, err
		}
	}
	for _, e := range from.Errors {
		c.error(e.Shape)
	}
	op.Page = c.page(w.name, op)
	op.Keys = w.by
	if op.Keys == nil {
		op.Keys = c.keys(op)
	}
	for _, k := range op.Keys {
		if _, ok := c.from.Shapes[op.InputName].Members[k]; !ok {
			return nil, fmt.Errorf("input has no member %q", k)
		}
	}
	return op, nil
}

// reach copies a shape and all that it uses.
func (c *cutter) reach(name string) error {
	if c.to.Shapes[name] != nil {
		return nil
	}
	from, ok := c.from.Shapes[name]
	if !ok {
		return fmt.Errorf("shape %s is missing in the model", name)
	}
	to := &wire.Shape{
		Kind:         wire.Kind(from.Type),
		Payload:      from.Payload,
		Required:     from.Required,
		Flattened:    from.Flattened,
		Format:       from.TimestampFormat,
		Enum:         len(from.Enum) > 0,
		LocationName: from.LocationName,
		Event:        from.EventStream,
	}
	if from.Document {
		to.Kind = wire.Document
	}
	// Bounds of strings and lists are lengths, which AWS's own answers do not always keep.
	if from.Type == "integer" || from.Type == "long" {
		to.Min, to.Max = from.Min, from.Max
	}
	if from.XMLNamespace != nil {
		to.Prefix, to.URI = from.XMLNamespace.Prefix, from.XMLNamespace.URI
	}
	c.to.Shapes[name] = to
	if len(from.Members) > 0 {
		to.Members = map[string]*wire.Member{}
	}
	for n, m := range from.Members {
		to.Members[n] = copyMember(m, n)
		if err := c.reach(m.Shape); err != nil {
			return err
		}
	}
	var err error
	if to.Item, err = c.part(from.Member, err); err != nil {
		return err
	}
	if to.Key, err = c.part(from.Key, err); err != nil {
		return err
	}
	to.Value, err = c.part(from.Value, err)
	return err
}

func (c *cutter) part(m *member, err error) (*wire.Member, error) {
	if m == nil || err != nil {
		return nil, err
	}
	return copyMember(*m, ""), c.reach(m.Shape)
}

func copyMember(m member, name string) *wire.Member {
	to := &wire.Member{
		ShapeName: m.Shape,
		QueryName: m.QueryName,
		Location:  m.Location,
		Flattened: m.Flattened,
		Attribute: m.XMLAttribute,
		Format:    m.TimestampFormat,
	}
	if m.LocationName != name {
		to.WireName = m.LocationName
	}
	if m.XMLNamespace != nil {
		to.URI = m.XMLNamespace.URI
	}
	return to
}

func (c *cutter) error(name string) {
	s := c.from.Shapes[name]
	code := cmp.Or(s.Error.Code, name)
	c.to.Errors[code] = &wire.ErrorShape{ShapeName: name, Status: s.Error.Status, Server: s.Fault}
}

// keys returns the required strings of the input that name a resource: enumerations (DescribeImageAttribute's
// Attribute) last, the caller's own account id in the host name not at all.
func (c *cutter) keys(op *wire.Operation) []string {
	var names, kinds []string
	input := c.from.Shapes[op.InputName]
	for _, r := range input.Required {
		m := input.Members[r]
		s := c.from.Shapes[m.Shape]
		switch {
		case s.Type != "string" || m.HostLabel:
		case len(s.Enum) > 0:
			kinds = append(kinds, r)
		default:
			names = append(names, r)
		}
	}
	return append(names, kinds...)
}

// pagination is one entry of paginators-1.json; the fields hold a string or a list of strings.
type pagination struct {
	Input  words  `json:"input_token"`
	Output words  `json:"output_token"`
	Limit  string `json:"limit_key"`
	More   string `json:"more_results"`
	Result words  `json:"result_key"`
}

type words []string

func (w *words) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		*w = words{""}
		return json.Unmarshal(data, &(*w)[0])
	}
	return json.Unmarshal(data, (*[]string)(w))
}

// page returns the pagination of an operation: what paginators-1.json says, or, where it is silent, what the
// names of the members say. Several tokens (Route 53) are not supported and leave the operation without pages.
func (c *cutter) page(name string, op *wire.Operation) *wire.Page {
	if p, ok := c.from.pages[name]; ok && len(p.Input) == 1 && len(p.Output) == 1 {
		return &wire.Page{
			In: p.Input[0], Out: firstPath(p.Output[0]), Limit: p.Limit, More: firstPath(p.More),
			Results: p.Result,
		}
	}
	in, out := c.from.Shapes[op.InputName], c.from.Shapes[op.OutputName]
	for _, pair := range [][2]string{
		{"NextToken", "NextToken"}, {"nextToken", "nextToken"}, {"Marker", "NextMarker"}, {"Marker", "Marker"},
		{"ContinuationToken", "ContinuationToken"}, {"PaginationToken", "PaginationToken"},
	} {
		if _, ok := in.Members[pair[0]]; !ok {
			continue
		}
		if _, ok := out.Members[pair[1]]; !ok {
			continue
		}
		p := &wire.Page{In: pair[0], Out: pair[1]}
		for _, limit := range []string{"MaxResults", "maxResults", "MaxItems", "Limit", "limit", "MaxRecords", "PageSize"} {
			if _, ok := in.Members[limit]; ok {
				p.Limit = limit
			}
		}
		for _, more := range []string{"IsTruncated", "Truncated"} {
			if _, ok := out.Members[more]; ok {
				p.More = more
			}
		}
		for n, m := range out.Members {
			if t := c.from.Shapes[m.Shape].Type; t == "list" || t == "map" {
				p.Results = append(p.Results, n)
			}
		}
		slices.Sort(p.Results)
		if len(p.Results) > 0 {
			return p
		}
	}
	return nil
}

// firstPath takes the first alternative of an expression such as "NextMarker || Contents[-1].Key".
func firstPath(expression string) string {
	first, _, _ := strings.Cut(expression, " ||")
	return first
}
