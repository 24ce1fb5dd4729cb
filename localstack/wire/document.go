package wire

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Dialect says how JSON writes the values of a model.
type Dialect struct {
	// CLI is the form that the AWS CLI prints: the model's own member names, times as ISO 8601, policy
	// documents as objects. Without it, JSON is read as the JSON protocols send it.
	CLI bool
	// File resolves a value "file://NAME" of a string or blob, as the CLI does for parameters; nil refuses it.
	File func(name string) ([]byte, error)
	// Ignore holds top-level members to be dropped, such as tokens that the CLI prints.
	Ignore map[string]bool
}

// DecodeJSON reads a JSON value of the given shape. It is strict: an unknown or repeated member, a wrong type
// and trailing text are errors that name the member's path. A null counts as absent.
func (d Dialect) DecodeJSON(shape *Shape, data []byte) (any, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	var raw json.RawMessage
	if err := dec.Decode(&raw); err != nil {
		return nil, fmt.Errorf("not valid JSON: %w", err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, fmt.Errorf("text after the JSON value at byte %d", dec.InputOffset())
	}
	return d.value(raw, &Member{Shape: shape}, "")
}

func (d Dialect) value(raw json.RawMessage, m *Member, path string) (any, error) {
	if string(raw) == "null" {
		return nil, nil
	}
	switch m.Shape.Kind {
	case Structure:
		return d.structure(raw, m.Shape, path)
	case Map:
		return d.mapping(raw, m.Shape, path)
	case List:
		return d.list(raw, m.Shape, path)
	case Document:
		var v any
		return v, json.Unmarshal(raw, &v)
	}
	v, err := d.scalar(raw, m)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name(path), err)
	}
	return v, nil
}

func (d Dialect) structure(raw json.RawMessage, shape *Shape, path string) (any, error) {
	names := map[string]string{}
	for n, m := range shape.Members {
		if d.CLI {
			names[n] = n
		} else {
			names[m.wire()] = n
		}
	}
	out := map[string]any{}
	err := object(raw, path, func(key string, v json.RawMessage) error {
		member, ok := names[key]
		switch {
		case path == "" && d.Ignore[key], !d.CLI && key == "__type":
			return nil
		case !ok:
			return fmt.Errorf("%s: unknown member; %s has %s", join(path, key), shape.Name, known(names))
		}
		value, err := d.value(v, shape.Members[member], join(path, member))
		if err == nil && value != nil {
			out[member] = value
		}
		return err
	})
	return out, err
}

// known lists member names for a message, not all of them where there are many.
func known(names map[string]string) string {
	sorted := slices.Sorted(maps.Keys(names))
	if len(sorted) == 0 {
		return "no members"
	}
	if len(sorted) > 12 {
		return strings.Join(sorted[:12], ", ") + ", ..."
	}
	return strings.Join(sorted, ", ")
}

func (d Dialect) mapping(raw json.RawMessage, shape *Shape, path string) (any, error) {
	out := map[string]any{}
	err := object(raw, path, func(key string, v json.RawMessage) error {
		value, err := d.value(v, shape.Value, join(path, key))
		if err == nil && value != nil {
			out[key] = value
		}
		return err
	})
	return out, err
}

func (d Dialect) list(raw json.RawMessage, shape *Shape, path string) (any, error) {
	var items []json.RawMessage
	if err := json.Unmarshal(raw, &items); err != nil {
		return nil, fmt.Errorf("%s: want a list, got %s", name(path), clip(string(raw)))
	}
	out := make([]any, 0, len(items))
	for i, item := range items {
		v, err := d.value(item, shape.Item, path+"["+strconv.Itoa(i)+"]")
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

func (d Dialect) scalar(raw json.RawMessage, m *Member) (any, error) {
	if raw[0] == '"' {
		var text string
		if err := json.Unmarshal(raw, &text); err != nil {
			return nil, err
		}
		return d.text(text, m)
	}
	switch {
	case m.Shape.Kind == Boolean:
		var b bool
		if json.Unmarshal(raw, &b) == nil {
			return b, nil
		}
	case m.Shape.Kind == Integer || m.Shape.Kind == Long:
		var n int64
		if json.Unmarshal(raw, &n) == nil {
			return n, nil
		}
	case m.Shape.Kind == Float || m.Shape.Kind == Double:
		var f float64
		if json.Unmarshal(raw, &f) == nil {
			return f, nil
		}
	case m.Shape.Kind == Timestamp:
		var f float64
		if json.Unmarshal(raw, &f) == nil {
			return epoch(f)
		}
	case m.Shape.Kind == String && d.CLI && raw[0] == '{' && IsPolicy(m):
		var buf bytes.Buffer
		if err := json.Compact(&buf, raw); err != nil {
			return nil, err
		}
		return buf.String(), nil
	}
	return nil, fmt.Errorf("want %s, got %s", m.Shape.Kind, clip(string(raw)))
}

// text converts a JSON string to a scalar of the member's kind.
func (d Dialect) text(text string, m *Member) (any, error) {
	kind := m.Shape.Kind
	if file, ok := strings.CutPrefix(text, "file://"); ok && d.File != nil && (kind == String || kind == Blob) {
		data, err := d.File(file)
		if err != nil {
			return nil, err
		}
		if kind == Blob {
			return data, nil
		}
		return strings.TrimSuffix(string(data), "\n"), nil
	}
	switch kind {
	case String, Character:
		return text, nil
	case Blob:
		b, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			return nil, fmt.Errorf("not base64: %w", err)
		}
		return b, nil
	case Timestamp:
		return parseTime(text)
	case Float, Double:
		if text == "NaN" || text == "Infinity" || text == "-Infinity" {
			return parseText(m.Shape, text)
		}
	}
	return nil, fmt.Errorf("want %s, got the string %q", kind, clip(text))
}

// IsPolicy says whether a string member holds a policy document, which the CLI prints as an object for IAM and
// which account files may write as an object for every service.
func IsPolicy(m *Member) bool {
	return m.Shape.Name == "policyDocumentType" || strings.Contains(m.Name, "Policy") || strings.Contains(m.Name, "policy")
}

// object walks the members of a JSON object in order and refuses repeated ones.
func object(raw json.RawMessage, path string, visit func(key string, value json.RawMessage) error) error {
	dec := json.NewDecoder(bytes.NewReader(raw))
	start, err := dec.Token()
	if err != nil || start != json.Delim('{') {
		return fmt.Errorf("%s: want an object, got %s", name(path), clip(string(raw)))
	}
	seen := map[string]bool{}
	for dec.More() {
		token, err := dec.Token()
		if err != nil {
			return fmt.Errorf("%s: %w", name(path), err)
		}
		key, ok := token.(string)
		if !ok || seen[key] {
			return fmt.Errorf("%s: the member is there twice", join(path, fmt.Sprint(token)))
		}
		seen[key] = true
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return fmt.Errorf("%s: %w", join(path, key), err)
		}
		if err := visit(key, value); err != nil {
			return err
		}
	}
	return nil
}

func join(path, member string) string {
	if path == "" {
		return member
	}
	return path + "." + member
}

func name(path string) string {
	if path == "" {
		return "the document"
	}
	return path
}
