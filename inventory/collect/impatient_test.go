package collect

import (
	"net"
	"os"
	"syscall"
	"testing"
)

// TestImpatient holds the first call to giving up at once where nobody listens, and all others to trying again.
func TestImpatient(t *testing.T) {
	refused := &net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
	reset := &net.OpError{Op: "read", Err: os.NewSyscallError("read", syscall.ECONNRESET)}
	patient := NewRetryer(0)
	for name, c := range map[string]struct {
		err         error
		first, then bool
	}{
		"refused": {refused, false, true},
		"reset":   {reset, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			if got := (impatient{patient}).IsErrorRetryable(c.err); got != c.first {
				t.Errorf("the first call tries again: %v, want %v", got, c.first)
			}
			if got := patient.IsErrorRetryable(c.err); got != c.then {
				t.Errorf("a later call tries again: %v, want %v", got, c.then)
			}
		})
	}
}
