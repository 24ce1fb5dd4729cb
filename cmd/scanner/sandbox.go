package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/spf13/cobra"

	"demarc/localstack"
	"demarc/localstack/demo"
)

// sandboxTime is the time at which the embedded account stands, so that its ages are the same in every scan.
func sandboxTime() time.Time { return time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC) }

// Any credentials do for the sandbox. They must look like some, for the SDK to sign with.
const (
	sandboxKey    = "AKIASANDBOX000000000"
	sandboxSecret = "sandbox"
	sandboxRegion = "eu-central-1"
)

// startSandbox serves the embedded account on a loopback address and returns its URL, and what stops it.
func startSandbox(address string) (string, func(), error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return "", nil, fmt.Errorf("the sandbox cannot listen on %s: %w", address, err)
	}
	if tcp, ok := l.Addr().(*net.TCPAddr); !ok || !tcp.IP.IsLoopback() {
		l.Close()
		return "", nil, fmt.Errorf("%s is not on loopback: the sandbox accepts any signature", l.Addr())
	}
	e, err := newSandbox()
	if err != nil {
		l.Close()
		return "", nil, err
	}
	served := make(chan error, 1)
	go func() { served <- e.Serve(l) }()
	return "http://" + l.Addr().String(), func() {
		_ = e.Close()
		_ = l.Close() // in case Serve has not begun
		<-served      //nolint:errcheck // it only tells that the listener was closed
	}, nil
}

// sandboxConfig returns a configuration that reaches the embedded account, in this process, and nothing else: neither
// environment nor files of the user are read, and no socket is opened.
func sandboxConfig() (aws.Config, error) {
	e, err := newSandbox()
	if err != nil {
		return aws.Config{}, &exitError{exitCannotRun, err}
	}
	return aws.Config{
		Region:       sandboxRegion,
		BaseEndpoint: aws.String("http://localhost"),
		HTTPClient:   &http.Client{Transport: e.Transport()},
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: sandboxKey, SecretAccessKey: sandboxSecret, Source: "sandbox"}, nil
		}),
	}, nil
}

func newSandbox() (*localstack.Endpoint, error) {
	e, err := localstack.New(demo.Account(), localstack.Options{Now: sandboxTime})
	if err != nil {
		return nil, fmt.Errorf("the embedded account cannot be served: %w", err)
	}
	return e, nil
}

func (a *app) sandboxCommand() *cobra.Command {
	var address string
	cmd := &cobra.Command{
		Use:   "sandbox",
		Short: "Serve the embedded account on loopback until interrupted",
		Long: `Serve the embedded account of a company that does not exist over the wire protocols of
AWS, on loopback, until interrupted. Any credentials do. The lines on standard output
set the environment for the AWS CLI, this scanner and whatever else uses an AWS SDK.`,
		Example: `  scanner sandbox --address 127.0.0.1:4566
  AWS_ENDPOINT_URL=http://127.0.0.1:4566 aws ec2 describe-instances`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			host, _, err := net.SplitHostPort(address)
			if err != nil {
				return usagef("--address %q: %w; write it like 127.0.0.1:4566", address, err)
			}
			if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
				return usagef("--address %q is not on loopback: the sandbox accepts any signature, so it serves 127.0.0.1, [::1] or localhost only", address)
			}
			url, stop, err := startSandbox(address)
			if err != nil {
				return &exitError{exitCannotRun, err}
			}
			defer stop()
			lines := []string{
				"export AWS_ENDPOINT_URL=" + url,
				"export AWS_ACCESS_KEY_ID=" + sandboxKey,
				"export AWS_SECRET_ACCESS_KEY=" + sandboxSecret,
				"export AWS_REGION=" + sandboxRegion,
			}
			if _, err := fmt.Fprintln(a.stdout, strings.Join(lines, "\n")); err != nil {
				return err
			}
			fmt.Fprintf(a.stderr, "serving until interrupted (Ctrl-C)\n")
			<-cmd.Context().Done()
			return nil
		},
	}
	cmd.Flags().StringVar(&address, "address", "127.0.0.1:0", "`address` to listen on; port 0 takes a free one")
	return cmd
}
