package localstack

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"demarc/localstack/wire"
)

// Options adjusts an endpoint. The zero value serves the account as it is, with AWS's own page sizes.
type Options struct {
	// PageSize caps every page, so that small accounts page too; 0 leaves AWS's own sizes.
	PageSize int
	// Times makes the account that many times as large; 0 and 1 leave it. See the package comment.
	Times int
	// Members are further accounts, reached by AssumeRole into a role of theirs.
	Members []fs.FS
	// Faults are in force from the start; SetFaults changes them.
	Faults Faults
	// Now is the clock of dates and expirations; nil is time.Now.
	Now func() time.Time
	// AllowPublic lets Serve accept a listener on an address that is not loopback.
	AllowPublic bool
}

// Endpoint answers AWS API requests from account folders. It is an http.Handler and safe for concurrent use.
type Endpoint struct {
	options  Options
	table    *wire.Table
	home     *scaled
	accounts map[string]*scaled
	sessions sessions
	calls    callLog
	state    faultState
	requests atomic.Uint64

	rules map[string]rule

	mu      sync.Mutex
	servers []*http.Server
	closed  bool
}

// maxBody bounds what is read of a request; AWS's own limits for these operations are far lower.
const maxBody = 1 << 20

// New reads the account and returns an endpoint that is ready to serve.
func New(account fs.FS, options Options) (*Endpoint, error) {
	table, err := wire.NewTable()
	if err != nil {
		return nil, err
	}
	e := &Endpoint{options: options, table: table, accounts: map[string]*scaled{}, rules: rules()}
	if options.Now == nil {
		e.options.Now = time.Now
	}
	for i, files := range append([]fs.FS{account}, options.Members...) {
		a, err := loadAccount(table, files)
		if err != nil {
			return nil, err
		}
		s, err := a.times(max(1, options.Times))
		if err != nil {
			return nil, err
		}
		if e.accounts[a.ID] != nil {
			return nil, fmt.Errorf("account %s is given twice", a.ID)
		}
		e.accounts[a.ID] = s
		if i == 0 {
			e.home = s
		}
	}
	e.SetFaults(options.Faults)
	return e, nil
}

// AccountID returns the id of the account that callers without an assumed role reach.
func (e *Endpoint) AccountID() string { return e.home.ID }

// call is one request on its way to an answer.
type call struct {
	*wire.Request
	endpoint *Endpoint
	account  *scaled
	caller   identity
	region   string
	id       string
	http     *http.Request
}

// ServeHTTP implements http.Handler.
func (e *Endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		http.Error(w, "request body too large", http.StatusRequestEntityTooLarge)
		return
	}
	scope, signed := parseScope(r)
	c := &call{endpoint: e, region: scope.region, id: e.requestID(), http: r, caller: e.identify(scope), account: e.home}
	if a := e.accounts[c.caller.account]; a != nil {
		c.account = a
	}
	var failure *wire.Error
	c.Request, failure = e.decode(r, body, scope, signed)
	var output map[string]any
	var damage Damage
	if failure == nil {
		damage, failure = e.state.before(c)
	}
	if failure == nil {
		output, failure = c.answer()
	}
	if failure == nil {
		damage.page(c, output)
	}
	response := c.encode(output, failure)
	damage.body(response)
	e.calls.add(c, response.Status, failure)
	if damage == HangUp {
		panic(http.ErrAbortHandler)
	}
	send(w, response)
}

// decode reads the request and refuses what is not signed.
func (e *Endpoint) decode(r *http.Request, body []byte, s scope, signed bool) (*wire.Request, *wire.Error) {
	req, err := e.table.Decode(r, body, s.service)
	if !signed && (req.Operation == nil || !req.Operation.Unsigned) {
		return req, &wire.Error{Code: "MissingAuthenticationToken", Message: "Request is missing Authentication Token", Status: http.StatusForbidden}
	}
	if err == nil {
		return req, nil
	}
	var failure *wire.Error
	if errors.As(err, &failure) {
		return req, failure
	}
	return req, &wire.Error{Code: "InternalFailure", Message: err.Error(), Status: http.StatusInternalServerError}
}

func (c *call) encode(output map[string]any, failure *wire.Error) *wire.Response {
	if failure == nil {
		response, err := c.EncodeOutput(output, c.id)
		if err == nil {
			return response
		}
		failure = &wire.Error{Code: "InternalFailure", Message: err.Error(), Status: http.StatusInternalServerError}
	}
	return c.EncodeError(failure, c.id)
}

// settle is how long an answer that does not fit into one packet is held back.
//
// smithy-go's client closes the request's body as soon as the answer begins. If its transport has not yet looked
// for the end of that body, which takes microseconds, it takes the closed body for a write error and closes the
// connection under the answer (smithy-go v1.28.8, safeWriteToReadCloser.WriteTo). No AWS is as fast as that.
const settle = time.Millisecond

func send(w http.ResponseWriter, response *wire.Response) {
	for k, v := range response.Header {
		w.Header()[k] = v
	}
	if _, local := w.(*answerWriter); !local && len(response.Body) > 2048 {
		time.Sleep(settle)
	}
	w.WriteHeader(response.Status)
	_, _ = w.Write(response.Body) // the client may be gone; there is nobody to tell
}

// name is the operation as logs and faults name it, such as EC2.DescribeInstances or S3Control.ListAccessPoints.
func (c *call) name() string {
	service := "unknown"
	if c.Service != nil {
		service = c.Service.ID
	}
	return strings.ReplaceAll(service, " ", "") + "." + cmp.Or(c.OperationName, "unknown")
}

// requestID numbers the requests in the form of AWS's ids; it is not random, so that runs can be compared.
func (e *Endpoint) requestID() string {
	n := e.requests.Add(1)
	return fmt.Sprintf("%08x-de3a-4c0d-8a57-%012x", uint32(n), n)
}
