package localstack

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"maps"
	"strings"

	"demarc/localstack/wire"
)

// keep decides whether an item belongs in the answer and may return a reduced copy of it (a reservation with
// some of its instances). A nil keep keeps everything.
type keep func(list string, item any) (any, bool)

// page cuts the lists of an output, one after the other, into the page that the request asks for.
func (c *call) page(output map[string]any, lists []string, filter keep, copyOf int, multiply bool) (map[string]any, *wire.Error) {
	start, err := c.position()
	if err != nil {
		return nil, err
	}
	limit, copies := c.pageSize(), c.copies()
	out := map[string]any{}
	inLists := map[string]bool{}
	for _, l := range lists {
		top, below, nested := strings.Cut(l, ".")
		inLists[top] = true
		if around, ok := output[top].(map[string]any); ok && nested {
			// What stands beside a list is on each of its pages.
			beside := maps.Clone(around)
			delete(beside, below)
			if before, ok := out[top].(map[string]any); ok {
				maps.DeleteFunc(beside, func(n string, _ any) bool { _, kept := before[n]; return !kept })
			}
			out[top] = c.account.rewrite(beside, copyOf)
		}
	}
	for n, v := range output {
		if !inLists[n] {
			out[n] = c.account.rewrite(v, copyOf)
		}
	}
	at, taken, more := 0, 0, false
	for _, l := range lists {
		src := c.account.items(c.Operation, dig(output, l), copyOf, multiply)
		var page []any
		for i := 0; i < src.len() && !more; i++ {
			position := at + i
			if position < start {
				i = min(start-at, src.len()) - 1
				continue
			}
			if copies != nil && !copies[src.copyAt(i)] {
				continue
			}
			item, ok := src.at(i), true
			if filter != nil {
				item, ok = filter(l, item)
			}
			if !ok {
				continue
			}
			if limit > 0 && taken == limit {
				c.setToken(out, position)
				more = true
				break
			}
			page = append(page, item)
			taken++
		}
		at += src.len()
		put(out, l, page, c.Operation.Output)
	}
	if p := c.Operation.Page; p != nil && p.More != "" {
		putValue(out, p.More, more)
	}
	return out, nil
}

// dig follows a dotted path.
func dig(v map[string]any, path string) any {
	var at any = v
	for _, part := range strings.Split(path, ".") {
		m, _ := at.(map[string]any)
		at = m[part]
	}
	return at
}

// put stores a page of a list, or of a map as the list of its entries, under a dotted path.
func put(out map[string]any, path string, page []any, shape *wire.Shape) {
	target := shape
	for _, part := range strings.Split(path, ".") {
		if m := target.Members[part]; m != nil {
			target = m.Shape
		}
	}
	if target.Kind == wire.Map {
		m := map[string]any{}
		for _, e := range page {
			entry := e.(mapEntry)
			m[entry.key] = entry.value
		}
		putValue(out, path, m)
		return
	}
	if page == nil {
		page = []any{}
	}
	putValue(out, path, page)
}

func putValue(out map[string]any, path string, v any) {
	parts := strings.Split(path, ".")
	for _, part := range parts[:len(parts)-1] {
		next, _ := out[part].(map[string]any)
		if next == nil {
			next = map[string]any{}
			out[part] = next
		}
		out = next
	}
	out[parts[len(parts)-1]] = v
}

// pageSize is the smallest of the caller's limit, AWS's default and the endpoint's own; 0 is no limit.
func (c *call) pageSize() int {
	p := c.Operation.Page
	if p == nil {
		return 0
	}
	limit := defaultPage(c.Service.ID, c.Operation.Name)
	if n, ok := c.Input[p.Limit].(int64); ok {
		limit = int(n)
	}
	if own := c.endpoint.options.PageSize; own > 0 && own < limit {
		limit = own
	}
	return limit
}

// defaultPage is what AWS returns in one page when the caller does not say: documented for the services here,
// 1,000 for EC2, else 100.
func defaultPage(service, operation string) int {
	switch service + "." + operation {
	case "S3.ListBuckets":
		return 10000
	case "Lambda.ListFunctions", "KMS.ListAliases", "KMS.ListGrants":
		return 50
	}
	if service == "EC2" || service == "SQS" {
		return 1000
	}
	return 100
}

// token is what a page token holds; the sum binds it to the request that it continues.
type token struct {
	Position int    `json:"p"`
	Sum      uint64 `json:"s"`
}

func (c *call) setToken(out map[string]any, position int) {
	data, err := json.Marshal(token{position, c.sum()})
	if err == nil { // two numbers always marshal
		putValue(out, c.Operation.Page.Out, base64.RawURLEncoding.EncodeToString(data))
	}
}

// sum identifies the request without its token and page size, which may change from page to page.
func (c *call) sum() uint64 {
	rest := map[string]any{}
	for k, v := range c.Input {
		if k != c.Operation.Page.In && k != c.Operation.Page.Limit {
			rest[k] = v
		}
	}
	data, err := json.Marshal([]any{c.name(), c.region, c.account.ID, rest})
	if err != nil {
		data = []byte(c.name())
	}
	hash := sha256.Sum256(data)
	return binary.BigEndian.Uint64(hash[:8])
}

// position reads the token of the request and refuses one that this request cannot have been given.
func (c *call) position() (int, *wire.Error) {
	p := c.Operation.Page
	if p == nil {
		return 0, nil
	}
	text, ok := c.Input[p.In].(string)
	if !ok || text == "" {
		return 0, nil
	}
	var t token
	data, err := base64.RawURLEncoding.DecodeString(text)
	if err == nil {
		err = json.Unmarshal(data, &t)
	}
	if err != nil || t.Sum != c.sum() || t.Position < 0 {
		return 0, c.badToken()
	}
	return t.Position, nil
}

func (c *call) badToken() *wire.Error {
	p := c.Operation.Page
	switch c.Service.ID {
	case "EC2":
		return &wire.Error{Code: "InvalidParameterValue", Message: "Unable to parse pagination token", Status: 400}
	case "KMS":
		return &wire.Error{Code: "InvalidMarkerException", Message: "The marker is not valid", Status: 400}
	case "IAM":
		return &wire.Error{Code: "ValidationError", Message: "Invalid Marker", Status: 400}
	case "S3":
		return &wire.Error{Code: "InvalidArgument", Message: "The continuation token provided is incorrect", Status: 400}
	}
	for code := range c.Service.Errors {
		if code == "InvalidNextTokenException" || code == "InvalidNextToken" || code == "InvalidPaginationTokenException" {
			return &wire.Error{Code: code, Message: "The token in " + p.In + " is not valid"}
		}
	}
	return c.invalid("The token in %s is not valid", p.In)
}
