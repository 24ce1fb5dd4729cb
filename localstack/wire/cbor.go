package wire

import (
	"fmt"
	"math"
	"time"

	"github.com/aws/smithy-go/encoding/cbor"
)

// cborDecode reads a request body of the smithy RPC v2 protocol.
func cborDecode(shape *Shape, body []byte) (map[string]any, error) {
	v, err := cbor.Decode(body)
	if err != nil {
		return nil, fmt.Errorf("the body is not valid CBOR: %w", err)
	}
	out, err := fromCBOR(v, shape, "")
	if err != nil {
		return nil, err
	}
	m, ok := out.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("the body is not a map")
	}
	return m, nil
}

func fromCBOR(v cbor.Value, shape *Shape, path string) (any, error) {
	if tag, ok := v.(*cbor.Tag); ok {
		v = tag.Value
	}
	switch x := v.(type) {
	case *cbor.Nil, *cbor.Undefined:
		return nil, nil
	case cbor.Map:
		return fromCBORMap(x, shape, path)
	case cbor.List:
		if shape.Kind != List {
			return nil, fmt.Errorf("%s: want %s, got a list", name(path), shape.Kind)
		}
		out := make([]any, len(x))
		for i, item := range x {
			var err error
			if out[i], err = fromCBOR(item, shape.Item.Shape, fmt.Sprintf("%s[%d]", path, i)); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
	if out := cborScalar(v, shape.Kind); out != nil {
		return out, nil
	}
	return nil, fmt.Errorf("%s: want %s, got %T", name(path), shape.Kind, v)
}

func fromCBORMap(x cbor.Map, shape *Shape, path string) (any, error) {
	out := map[string]any{}
	for key, item := range x {
		var part *Shape
		switch {
		case shape.Kind == Map:
			part = shape.Value.Shape
		case shape.Kind == Structure && shape.Members[key] != nil:
			part = shape.Members[key].Shape
		default:
			return nil, fmt.Errorf("%s: unknown member of %s", join(path, clip(key)), shape.Name)
		}
		value, err := fromCBOR(item, part, join(path, key))
		if err != nil {
			return nil, err
		}
		if value != nil {
			out[key] = value
		}
	}
	return out, nil
}

// cborScalar converts a scalar where its type fits the kind, else it returns nil.
func cborScalar(v cbor.Value, kind Kind) any {
	switch x := v.(type) {
	case cbor.String:
		if kind == String {
			return string(x)
		}
	case cbor.Slice:
		if kind == Blob {
			return []byte(x)
		}
	case cbor.Bool:
		if kind == Boolean {
			return bool(x)
		}
	case cbor.Uint:
		if x <= math.MaxInt64 {
			return cborNumber(float64(x), int64(x), kind)
		}
	case cbor.NegInt:
		if uint64(x) <= math.MaxInt64 {
			return cborNumber(-float64(x), -int64(x), kind)
		}
	case cbor.Float32:
		return cborNumber(float64(x), int64(x), kind)
	case cbor.Float64:
		return cborNumber(float64(x), int64(x), kind)
	}
	return nil
}

func cborNumber(f float64, n int64, kind Kind) any {
	switch kind {
	case Integer, Long:
		if float64(n) == f {
			return n
		}
	case Float, Double:
		return f
	case Timestamp:
		if t, err := epoch(f); err == nil {
			return t
		}
	}
	return nil
}

// cborEncode writes an answer of the smithy RPC v2 protocol. Its member names are the model's own.
func cborEncode(v any) []byte { return cbor.Encode(toCBOR(v)) }

func toCBOR(v any) cbor.Value {
	switch x := v.(type) {
	case map[string]any:
		out := cbor.Map{}
		for k, item := range x {
			out[k] = toCBOR(item)
		}
		return out
	case []any:
		out := make(cbor.List, len(x))
		for i, item := range x {
			out[i] = toCBOR(item)
		}
		return out
	case string:
		return cbor.String(x)
	case []byte:
		return cbor.Slice(x)
	case bool:
		return cbor.Bool(x)
	case int64:
		if x < 0 {
			return cbor.NegInt(uint64(-x))
		}
		return cbor.Uint(uint64(x))
	case float64:
		return cbor.Float64(x)
	case time.Time:
		return &cbor.Tag{ID: 1, Value: cbor.Float64(float64(x.UnixMilli()) / 1000)}
	}
	return &cbor.Nil{}
}
