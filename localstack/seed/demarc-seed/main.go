// Demarc-seed builds an account on an AWS endpoint of this machine, to try the scanner on:
//
//	AWS_ENDPOINT_URL=http://localhost:4567 go run ./localstack/seed/demarc-seed -plan demo
//
// It is a command of its own so that the scanner has no write call in it. See package seed for what it refuses.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"github.com/aws/aws-sdk-go-v2/config"

	"demarc/localstack/seed"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stderr)
	stop()
	os.Exit(code)
}

// run returns the exit code: 0 when the account was built, 2 for wrong flags, 4 when it could not be built.
func run(ctx context.Context, args []string, stderr io.Writer) int {
	flags := flag.NewFlagSet("demarc-seed", flag.ContinueOnError)
	flags.SetOutput(stderr)
	name := flags.String("plan", "demo", "what to build: demo, a (60 instances in two regions) or b (300 instances)")
	regions := flags.String("region", "", "regions to build in, comma-separated; the first has the keys and buckets (default: the plan's own)")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	plans := map[string]func() seed.Plan{"demo": seed.Demo, "a": seed.AccountA, "b": seed.AccountB}
	if plans[*name] == nil || flags.NArg() > 0 {
		_, _ = fmt.Fprintf(stderr, "demarc-seed: %q is no plan: choose -plan demo, a or b\n", strings.Join(append(flags.Args(), *name), " "))
		return 2
	}
	plan := plans[*name]()
	if *regions != "" {
		plan = plan.In(strings.Split(*regions, ",")...)
	}
	plan.Lacks = func(operation string) { _, _ = fmt.Fprintf(stderr, "the endpoint lacks %s: left out\n", operation) }
	cfg, err := config.LoadDefaultConfig(ctx, config.WithDefaultRegion(plan.Regions[0]))
	if err == nil {
		err = seed.Seed(ctx, cfg, plan)
	}
	if err != nil {
		_, _ = fmt.Fprintln(stderr, "demarc-seed:", err)
		return 4
	}
	return 0
}
