package integration

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"demarc/checks"
	checksall "demarc/checks/all"
	"demarc/inventory"
	"demarc/inventory/all"
	"demarc/inventory/collect"
)

// suiteServices are what these tests seed and scan, by the first part of their kinds. moto brings thousands of public
// parameters and lacks much of the other services: the embedded endpoint is their counterpart.
var suiteServices = []string{
	"apigateway", "backup", "dynamodb", "ec2", "efs", "eventbridge", "iam", "kinesis", "kms", "opensearch", "s3", "secretsmanager", "sns", "sqs",
}

func ofSuite(t *inventory.Type) bool {
	service, _, _ := strings.Cut(string(t.Kind), ".")
	return slices.Contains(suiteServices, service)
}

// usual returns the checks of a scan that selects nothing.
func usual() []checks.Checker {
	cs, err := checks.Select(checksall.Checks(), checks.Selection{})
	if err != nil {
		panic(err) // a selection that names nothing cannot name what is not there
	}
	return cs
}

// suite returns those of them that look at the suite's services alone.
func suite() []checks.Checker {
	return slices.DeleteFunc(usual(), func(c checks.Checker) bool {
		return slices.ContainsFunc(c.Wants(), func(w inventory.Want) bool { return !ofSuite(w.Type) })
	})
}

// suiteCollectors returns the collectors of the suite's services.
func suiteCollectors() []*collect.Collector {
	return slices.DeleteFunc(all.Collectors(), func(c *collect.Collector) bool { return !ofSuite(c.Types[0]) })
}

// scan collects what the suite's checks want.
func scan(t *testing.T, cfg aws.Config, regions ...string) *inventory.Snapshot {
	t.Helper()
	return run(t, cfg, planOf(t, suite()...), regions...)
}

// planOf is the plan of what checks want.
func planOf(t *testing.T, cs ...checks.Checker) *collect.Plan {
	t.Helper()
	var wants []inventory.Want
	for _, c := range cs {
		wants = append(wants, c.Wants()...)
	}
	plan, err := collect.NewPlan(all.Collectors(), wants)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func run(t *testing.T, cfg aws.Config, plan *collect.Plan, regions ...string) *inventory.Snapshot {
	t.Helper()
	snap, err := collect.Run(t.Context(), cfg, all.Source(), plan, collect.Options{Regions: regions, Tool: "integration"})
	if err != nil {
		t.Fatal(err)
	}
	return snap
}

func judge(snap *inventory.Snapshot) *checks.Ledger {
	return checks.Evaluate(snap, suite(), checks.Options{KeepPass: true})
}

// measured is run, and logs what it cost.
func measured(t *testing.T, cfg aws.Config, plan *collect.Plan, regions ...string) *inventory.Snapshot {
	t.Helper()
	start := time.Now()
	snap := run(t, cfg, plan, regions...)
	took := time.Since(start)
	ledger := judge(snap)
	t.Logf("collected %d resources in %s, judged in %s: %d pass, %d fail, %d unknown", len(snap.Resources), took.Round(time.Millisecond),
		(time.Since(start) - took).Round(time.Millisecond), ledger.Count.Pass, ledger.Count.Fail, ledger.Count.Unknown)
	t.Log(callTable(snap))
	return snap
}

// callTable lists a scan's calls, most first.
func callTable(snap *inventory.Snapshot) string {
	var b strings.Builder
	total := 0
	for _, name := range slices.SortedFunc(maps.Keys(snap.Calls), func(x, y string) int {
		return cmp.Or(cmp.Compare(snap.Calls[y], snap.Calls[x]), cmp.Compare(x, y))
	}) {
		fmt.Fprintf(&b, "%6d %s", snap.Calls[name], name)
		if again := snap.Attempts[name] - snap.Calls[name]; again > 0 {
			fmt.Fprintf(&b, " (%d attempts more)", again)
		}
		b.WriteByte('\n')
		total += snap.Calls[name]
	}
	return fmt.Sprintf("%d calls:\n%s", total, b.String())
}

// unread lists what a snapshot lacks, each once: "EC2.GetEbsDefaultKmsKeyId unsupported" for a call that brought
// nothing, "EC2.DescribeHosts omitted HostMaintenance" for an answer without a field. Facts that no call was to bring
// are not among them.
func unread(snap *inventory.Snapshot) []string {
	var out []string
	for i := range snap.Coverage {
		if c := &snap.Coverage[i]; c.Status != inventory.Complete && c.Status != inventory.Skipped {
			out = append(out, gapKey(c.Gap))
		}
	}
	for _, r := range snap.Resources {
		for _, f := range facts(r) {
			switch {
			case f.gap == nil || f.gap.Class == inventory.NotAsked:
			case f.gap.Class == inventory.Omitted:
				out = append(out, f.source+" omitted "+f.path)
			default:
				out = append(out, gapKey(f.gap))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func gapKey(g *inventory.Gap) string { return g.Call + " " + g.Class.String() }
