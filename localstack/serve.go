package localstack

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// Serve answers on a listener until Close. It refuses an address that is not loopback, because any signature is
// accepted, unless Options.AllowPublic is set. It returns nil after Close, also when Close came first.
func (e *Endpoint) Serve(l net.Listener) error {
	if err := e.checkAddress(l.Addr()); err != nil {
		return err
	}
	server := &http.Server{Handler: e, ReadHeaderTimeout: 30 * time.Second}
	e.mu.Lock()
	if e.closed {
		e.mu.Unlock()
		return l.Close()
	}
	e.servers = append(e.servers, server)
	e.mu.Unlock()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func (e *Endpoint) checkAddress(a net.Addr) error {
	tcp, ok := a.(*net.TCPAddr)
	if e.options.AllowPublic || ok && tcp.IP.IsLoopback() {
		return nil
	}
	return fmt.Errorf("refusing to serve on %s: the endpoint accepts any signature; listen on 127.0.0.1 or [::1]", a)
}

// Close stops every Serve for good and waits up to five seconds for running requests.
func (e *Endpoint) Close() error {
	e.mu.Lock()
	servers := e.servers
	e.servers, e.closed = nil, true
	e.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	var errs []error
	for _, s := range servers {
		errs = append(errs, s.Shutdown(ctx))
	}
	return errors.Join(errs...)
}
