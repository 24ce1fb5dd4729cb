package collect

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"

	"github.com/aws/smithy-go/middleware"

	"demarc/inventory"
)

// ErrUndeclared is the error of a call that its collector did not declare, or that no selected check wants.
// It is raised before anything is sent.
var ErrUndeclared = errors.New("call not declared by its collector")

type allowedKey struct{}

// allow returns a context in which only the given calls can be made.
func allow(ctx context.Context, calls map[string]bool) context.Context {
	return context.WithValue(ctx, allowedKey{}, calls)
}

// callName is Call.String for what the SDK says of a call under way. It asks smithy, which every client tells before
// its first middleware runs; the SDK's own record comes too late in some (S3 Control).
func callName(ctx context.Context) string {
	return (&inventory.Call{Service: middleware.GetServiceID(ctx), Op: middleware.GetOperationName(ctx)}).String()
}

// A tally counts calls and attempts.
type tally struct {
	mu              sync.Mutex
	calls, attempts map[string]int
}

func newTally() *tally { return &tally{calls: map[string]int{}, attempts: map[string]int{}} }

func (t *tally) add(m map[string]int, name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	m[name]++
}

func (t *tally) copies() (calls, attempts map[string]int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return maps.Clone(t.calls), maps.Clone(t.attempts)
}

// guard refuses calls outside the context's allowance and counts the others.
func (t *tally) guard(s *middleware.Stack) error {
	return s.Initialize.Add(middleware.InitializeMiddlewareFunc("demarc:declared", func(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (middleware.InitializeOutput, middleware.Metadata, error) {
		name := callName(ctx)
		allowed, _ := ctx.Value(allowedKey{}).(map[string]bool)
		if !allowed[name] {
			return middleware.InitializeOutput{}, middleware.Metadata{}, fmt.Errorf("%s: %w", name, ErrUndeclared)
		}
		t.add(t.calls, name)
		return next.HandleInitialize(ctx, in)
	}), middleware.Before)
}
