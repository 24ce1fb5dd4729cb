package all_test

import (
	"fmt"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"demarc/checks"
	"demarc/checks/all"
	"demarc/inventory"
	inventoryall "demarc/inventory/all"
	"demarc/inventory/ec2"
)

// fleet returns a snapshot of n instances of one account, each a little different, with everything else that their
// checks look at present and empty.
func fleet(n int) *inventory.Snapshot {
	s := &inventory.Snapshot{Header: inventory.Header{Account: "111122223333", Partition: "aws", Caller: "arn:aws:iam::111122223333:role/audit", Time: checks.CaseTime, Regions: []string{"eu-central-1"}}}
	for _, t := range inventoryall.Types() {
		s.Coverage = append(s.Coverage, inventory.Coverage{Kind: t.Kind, Region: "eu-central-1", Status: inventory.Complete}, inventory.Coverage{Kind: t.Kind, Status: inventory.Complete})
	}
	launched := checks.CaseTime.Add(-40 * 24 * time.Hour)
	for i := range n {
		id := fmt.Sprintf("i-%017x", i)
		s.Resources = append(s.Resources, &ec2.Instance{
			Ref: inventory.Ref{
				ID: id, Account: "111122223333", Region: "eu-central-1", ARN: "arn:aws:ec2:eu-central-1:111122223333:instance/" + id, Name: fmt.Sprintf("web-%d", i),
				Tags: inventory.Known(map[string]string{"Name": fmt.Sprintf("web-%d", i), "team": fmt.Sprintf("team-%d", i%40), "cost-centre": "4711"}),
			},
			State: inventory.Known("running"), StateTransitionReason: inventory.Known(""), LaunchTime: inventory.Known(launched),
			InstanceType: inventory.Known([]string{"m7g.large", "t3.micro", "c5.metal"}[i%3]), VirtualizationType: inventory.Known("hvm"),
			PlatformDetails: inventory.Known("Linux/UNIX"), UsageOperation: inventory.Known("RunInstances"),
			Tenancy: inventory.Known([]string{"default", "dedicated", "host"}[i%3]), HostID: inventory.Known(""), Affinity: inventory.Known(""),
			AvailabilityZone: inventory.Known("eu-central-1a"), OutpostARN: inventory.Known(""), Operator: inventory.Known(ec2.Operator{Managed: i%50 == 0, Principal: "eks.amazonaws.com"}),
			HTTPEndpoint: inventory.Known("enabled"), HTTPTokens: inventory.Known([]string{"required", "required", "required", "optional"}[i%4]), HTTPPutResponseHopLimit: inventory.Known[int32](2),
			HTTPProtocolIPv6: inventory.Known("disabled"), InstanceMetadataTags: inventory.Known("disabled"), MetadataState: inventory.Known("applied"),
			IAMInstanceProfile: inventory.Known("arn:aws:iam::111122223333:instance-profile/web"), KeyName: inventory.Known(""), SubnetID: inventory.Known("subnet-1"), VPCID: inventory.Known("vpc-1"),
			SecurityGroups: inventory.Known([]string{"sg-1", "sg-2"}), NetworkInterfaces: inventory.Known([]string{"eni-1"}), PublicIPAddress: inventory.Known(""),
			EBSOptimized: inventory.Known(true), Monitoring: inventory.Known("disabled"), BlockDevices: inventory.Known([]ec2.BlockDevice{{DeviceName: "/dev/xvda", VolumeID: fmt.Sprintf("vol-%017x", i), DeleteOnTermination: true}}),
			EnclaveEnabled: inventory.Known(false), ImageID: inventory.Known("ami-0123456789abcdef0"), BareMetal: inventory.Known(i%3 == 2),
			ImageName: inventory.Known("al2023-ami-2023.5.20240916.0-kernel-6.1-x86_64"), ImageOwnerID: inventory.Known("137112412989"), ImageOwnerAlias: inventory.Known("amazon"),
			ImageCreationDate: inventory.Known("2026-09-16T00:00:00.000Z"), ImageDeprecationTime: inventory.Known(""), ImageAllowed: inventory.Known(true), ImageIsPublic: inventory.Known(true), ImageState: inventory.Known("available"),
		})
	}
	s.Seal()
	return s
}

// BenchmarkEvaluateFleet loads a saved snapshot of n instances and judges it with every check. Time and memory grow
// with n, and no faster.
func BenchmarkEvaluateFleet(b *testing.B) {
	for _, n := range []int{10_000, 50_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "fleet.snap")
			if err := fleet(n).Save(path); err != nil {
				b.Fatal(err)
			}
			runtime.GC()
			var load, judge time.Duration
			var m runtime.MemStats
			for b.Loop() {
				start := time.Now()
				s, err := inventory.Load(path, inventoryall.Types())
				if err != nil {
					b.Fatal(err)
				}
				load += time.Since(start)
				start = time.Now()
				l := checks.Evaluate(s, all.Checks(), checks.Options{Lean: true})
				judge += time.Since(start)
				if len(l.Rows) != n {
					b.Fatalf("%d rows", len(l.Rows))
				}
				runtime.ReadMemStats(&m)
			}
			b.ReportMetric(load.Seconds()/float64(b.N), "load-s/op")
			b.ReportMetric(judge.Seconds()/float64(b.N), "judge-s/op")
			b.ReportMetric(float64(m.HeapSys)/1e6, "heap-MB")
		})
	}
}
