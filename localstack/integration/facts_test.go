package integration

import (
	"reflect"

	"demarc/inventory"
)

// fact is what is known of one fact of a resource.
type fact struct {
	path, source string
	gap          *inventory.Gap // nil when there is a value
}

// facts reads every fact of a resource, as a check could.
func facts(r inventory.Resource) []fact {
	var out []fact
	var walk func(reflect.Value)
	walk = func(v reflect.Value) {
		for i := range v.NumField() {
			field, meta := v.Field(i), v.Type().Field(i)
			get, ok := reflect.PointerTo(meta.Type).MethodByName("Get")
			switch {
			case ok && meta.Type.PkgPath() == "demarc/inventory":
				answer := get.Func.Call([]reflect.Value{field.Addr()})
				gap, _ := answer[1].Interface().(*inventory.Gap)
				f := fact{path: meta.Name, gap: gap}
				if s, _ := field.Addr().MethodByName("Source").Call(nil)[0].Interface().(*inventory.Source); s != nil {
					f.path, f.source = s.Path, s.Call.String()
				}
				out = append(out, f)
			case meta.Anonymous && meta.Type.Kind() == reflect.Struct:
				walk(field)
			}
		}
	}
	walk(reflect.ValueOf(r).Elem())
	return out
}
