package efs_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/efs"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

const dir = "eu-central-1/efs/"

var account = localstacktest.Files(map[string]string{
	dir + "DescribeFileSystems": `{"FileSystems":[
		{"FileSystemId":"fs-1","OwnerId":"111122223333","CreationToken":"1","CreationTime":"2026-01-02T03:04:05+00:00","LifeCycleState":"available","Name":"manifests","NumberOfMountTargets":2,"SizeInBytes":{"Value":1},
			"PerformanceMode":"generalPurpose","Encrypted":true,"KmsKeyId":"arn:aws:kms:eu-central-1:111122223333:key/1","Tags":[{"Key":"team","Value":"customs"}]},
		{"FileSystemId":"fs-2","OwnerId":"111122223333","CreationToken":"2","CreationTime":"2026-01-02T03:04:05+00:00","LifeCycleState":"available","NumberOfMountTargets":0,"SizeInBytes":{"Value":1},"PerformanceMode":"generalPurpose","Encrypted":false,"Tags":[]}]}`,
	dir + "DescribeFileSystemPolicy/fs-1": `{"FileSystemId":"fs-1","Policy":"{}"}`,
	dir + "DescribeBackupPolicy/fs-1":     `{"BackupPolicy":{"Status":"ENABLED"}}`,
	dir + "DescribeMountTargets": `{"MountTargets":[
		{"MountTargetId":"fsmt-1","FileSystemId":"fs-1","SubnetId":"subnet-1","LifeCycleState":"available","NetworkInterfaceId":"eni-1"},
		{"MountTargetId":"fsmt-2","FileSystemId":"fs-1","SubnetId":"subnet-2","LifeCycleState":"available","NetworkInterfaceId":"eni-2"},
		{"MountTargetId":"fsmt-3","FileSystemId":"fs-1","SubnetId":"subnet-3","LifeCycleState":"deleting","NetworkInterfaceId":"eni-3"}]}`,
	dir + "DescribeAccessPoints": `{"AccessPoints":[
		{"AccessPointId":"fsap-1","FileSystemId":"fs-1","Name":"scanners","RootDirectory":{"Path":"/scans"},"PosixUser":{"Uid":0,"Gid":1000},"Tags":[]},
		{"AccessPointId":"fsap-2","FileSystemId":"fs-1","RootDirectory":{"Path":"/"},"Tags":[]},
		{"AccessPointId":"fsap-3"}]}`,
})

func or[V any](f inventory.Fact[V]) any {
	if class := localstacktest.Class(f); class != "" {
		return "gap: " + class
	}
	return localstacktest.Value(f)
}

// answers are the facts of file systems and access points by id; the class of a gap stands for a value that is not known.
func answers(s *inventory.Snapshot) map[string][]any {
	out := map[string][]any{}
	for _, r := range s.Of("efs.file_system") {
		x := r.(*efs.FileSystem)
		out[x.ID] = []any{or(x.LifeCycleState), or(x.Encrypted), or(x.KMSKeyID), or(x.Policy), or(x.BackupPolicyStatus), or(x.MountTargets)}
	}
	for _, r := range s.Of("efs.access_point") {
		x := r.(*efs.AccessPoint)
		out[x.ID] = []any{or(x.FileSystemID), or(x.RootDirectoryPath), or(x.PosixUser)}
	}
	return out
}

var (
	targets = []efs.MountTarget{{MountTargetID: "fsmt-1", SubnetID: "subnet-1", NetworkInterfaceID: "eni-1"}, {MountTargetID: "fsmt-2", SubnetID: "subnet-2", NetworkInterfaceID: "eni-2"}}
	points  = map[string][]any{"fsap-1": {"fs-1", "/scans", "0:1000"}, "fsap-2": {"fs-1", "/", ""}, "fsap-3": {"gap: omitted", "gap: omitted", "gap: omitted"}}
)

const key = "arn:aws:kms:eu-central-1:111122223333:key/1"

func TestAnswers(t *testing.T) {
	s := localstacktest.Scan(t, account, efs.Collectors, localstack.Options{PageSize: 1})
	want := map[string][]any{"fs-1": {"available", true, key, "{}", "ENABLED", targets}, "fs-2": {"available", false, "", "", "", []efs.MountTarget(nil)}}
	for id, p := range points {
		want[id] = p
	}
	if diff := cmp.Diff(want, answers(s)); diff != "" {
		t.Error(diff)
	}
	x := s.Find("efs.file_system", "eu-central-1", "fs-1").Identity()
	if diff := cmp.Diff([]any{"manifests", map[string]string{"team": "customs"}, "arn:aws:elasticfilesystem:eu-central-1:111122223333:file-system/fs-1"}, []any{x.Name, or(x.Tags), x.ARN}); diff != "" {
		t.Error(diff)
	}
	calls := map[string]int{"EFS.DescribeFileSystems": 2, "EFS.DescribeAccessPoints": 3, "EFS.DescribeFileSystemPolicy": 2, "EFS.DescribeBackupPolicy": 2, "EFS.DescribeMountTargets": 4}
	if diff := cmp.Diff(calls, s.Calls); diff != "" {
		t.Error(diff)
	}
}

func TestDenied(t *testing.T) {
	const no = "gap: denied"
	s := localstacktest.Scan(t, account, efs.Collectors, localstack.Options{Faults: localstack.Faults{Denied: []string{
		"elasticfilesystem:DescribeFileSystemPolicy", "elasticfilesystem:DescribeBackupPolicy", "elasticfilesystem:DescribeMountTargets", "elasticfilesystem:DescribeAccessPoints"}}})
	if diff := cmp.Diff(map[string][]any{"fs-1": {"available", true, key, no, no, no}, "fs-2": {"available", false, "", no, no, no}}, answers(s)); diff != "" {
		t.Error(diff)
	}
	if c := s.CoverageOf("efs.access_point", "eu-central-1"); c.Status != inventory.Unread || c.Gap.Class != inventory.Denied {
		t.Errorf("coverage %+v", c)
	}
}

// TestForeignAnswer holds that an answer without the member that it is about is none.
func TestForeignAnswer(t *testing.T) {
	const none = "gap: unsupported"
	s := localstacktest.Scan(t, localstacktest.With(account, map[string]string{
		dir + "DescribeFileSystemPolicy/fs-1": `{}`, dir + "DescribeBackupPolicy/fs-1": `{}`}), efs.Collectors, localstack.Options{})
	if diff := cmp.Diff([]any{"available", true, key, none, none, targets}, answers(s)["fs-1"]); diff != "" {
		t.Error(diff)
	}
}
