package collect

import (
	"context"
	"errors"
	"iter"
	"reflect"
)

// ErrTokenLoop means that a listing came back with the page token it was asked with.
var ErrTokenLoop = errors.New("the same page token came twice: the rest of the list cannot be reached")

// ErrNoToken means that a page says there is more, and not where.
var ErrNoToken = errors.New("the page is marked as truncated but has no token: the rest of the list cannot be reached")

// A Pager is any of the SDK's paginators.
type Pager[Out, Opt any] interface {
	HasMorePages() bool
	NextPage(context.Context, ...func(*Opt)) (*Out, error)
}

// Pages walks a paginator. An error, if any, comes last. Besides the calls' own errors it finds the two ways in which
// emulators, and sometimes services, cut a list short without an error: a token that repeats and a truncated page
// without one. Both are partial coverage.
func Pages[Out, Opt any](ctx context.Context, p Pager[Out, Opt]) iter.Seq2[*Out, error] {
	return func(yield func(*Out, error) bool) {
		last := ""
		for p.HasMorePages() {
			page, err := p.NextPage(ctx)
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(page, nil) {
				return
			}
			token, truncated := continuation(page)
			switch {
			case token != "" && token == last && p.HasMorePages():
				yield(nil, ErrTokenLoop)
				return
			case truncated && token == "":
				yield(nil, ErrNoToken)
				return
			}
			last = token
		}
	}
}

// continuation reads a page's token and its truncation mark, whatever the service calls them.
func continuation(page any) (token string, truncated bool) {
	v := reflect.ValueOf(page).Elem()
	for _, name := range [...]string{"NextToken", "NextMarker", "Marker", "NextContinuationToken", "ContinuationToken", "LastEvaluatedTableName", "Position"} {
		if f := v.FieldByName(name); f.IsValid() && f.Kind() == reflect.Pointer && !f.IsNil() && f.Elem().Kind() == reflect.String {
			token = f.Elem().String()
			break
		}
	}
	for _, name := range [...]string{"IsTruncated", "Truncated"} {
		f := v.FieldByName(name)
		if f.IsValid() && f.Kind() == reflect.Pointer && !f.IsNil() {
			f = f.Elem()
		}
		if f.IsValid() && f.Kind() == reflect.Bool {
			truncated = f.Bool()
		}
	}
	return token, truncated
}
