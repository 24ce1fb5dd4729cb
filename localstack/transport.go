package localstack

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strconv"
)

// Transport returns a RoundTripper that answers in process, without a socket. Every host leads to the endpoint,
// also one with an account id in front, as S3 Control's clients build it: with it as an SDK's HTTPClient, any
// endpoint URL does, such as http://localhost.
//
//	aws.Config{HTTPClient: &http.Client{Transport: endpoint.Transport()}, BaseEndpoint: aws.String("http://localhost"), ...}
func (e *Endpoint) Transport() http.RoundTripper { return inProcess{e} }

type inProcess struct{ endpoint *Endpoint }

// RoundTrip implements http.RoundTripper.
func (t inProcess) RoundTrip(r *http.Request) (response *http.Response, err error) {
	in := r.Clone(r.Context())
	if in.Host == "" {
		in.Host = in.URL.Host
	}
	if in.Body == nil {
		in.Body = http.NoBody
	}
	defer in.Body.Close()
	w := &answerWriter{header: http.Header{}}
	defer func() {
		if p := recover(); p == http.ErrAbortHandler { //nolint:errorlint // net/http panics with this very value
			response, err = nil, fmt.Errorf("the endpoint closed the connection: %w", io.ErrUnexpectedEOF)
		} else if p != nil {
			panic(p)
		}
	}()
	t.endpoint.ServeHTTP(w, in)
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	if r.Method == http.MethodHead {
		w.body.Reset()
	}
	return &http.Response{
		Status:     strconv.Itoa(w.status) + " " + http.StatusText(w.status),
		StatusCode: w.status,
		Proto:      "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header:        w.header,
		Body:          io.NopCloser(&w.body),
		ContentLength: int64(w.body.Len()),
		Request:       r,
	}, nil
}

// answerWriter collects an answer.
type answerWriter struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (w *answerWriter) Header() http.Header { return w.header }

func (w *answerWriter) WriteHeader(status int) { w.status = status }

func (w *answerWriter) Write(p []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.body.Write(p)
}
