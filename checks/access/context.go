package access

import (
	"sort"
	"strings"
)

// Context holds the condition keys of a request. The zero value has no key, and every key that is not set is absent
// from the request unless it is listed as unknown.
type Context struct {
	values  map[string][]string
	unknown map[string]bool
	// open makes every key that is not set unknown instead of absent.
	open bool
}

// NewContext makes a context; keys are compared without case.
func NewContext(values map[string][]string) *Context {
	c := &Context{values: make(map[string][]string, len(values))}
	for k, v := range values {
		c.Set(k, v...)
	}
	return c
}

// Set gives a key its values; no values means that the request has the key without a value.
func (c *Context) Set(key string, values ...string) {
	if c.values == nil {
		c.values = map[string][]string{}
	}
	c.values[strings.ToLower(key)] = values
	delete(c.unknown, strings.ToLower(key))
}

// SetUnknown says that it is not known whether the request has the key, and with which value.
func (c *Context) SetUnknown(key string) {
	if c.unknown == nil {
		c.unknown = map[string]bool{}
	}
	c.unknown[strings.ToLower(key)] = true
	delete(c.values, strings.ToLower(key))
}

// Values returns a copy of the context for output, keys in lower case.
func (c *Context) Values() map[string][]string {
	out := make(map[string][]string, len(c.values))
	for k, v := range c.values {
		out[k] = append([]string(nil), v...)
	}
	return out
}

// Keys lists the keys that are set, sorted.
func (c *Context) Keys() []string {
	out := make([]string, 0, len(c.values))
	for k := range c.values {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

func (c *Context) clone() *Context {
	out := NewContext(c.values)
	for k := range c.unknown {
		out.SetUnknown(k)
	}
	out.open = c.open
	return out
}

func (c *Context) has(lower string) bool { _, ok := c.values[lower]; return ok || c.unknown[lower] }

// fill sets a key that the caller did not give.
func (c *Context) fill(key, value string) {
	if !c.has(strings.ToLower(key)) {
		c.Set(key, value)
	}
}

// lookup returns the values of a lower-case key; none means absent. known is false when that cannot be said.
func (c *Context) lookup(lower string) (values []string, known bool) {
	v, ok := c.values[lower]
	if ok {
		return v, true
	}
	return nil, !c.open && !c.unknown[lower]
}
