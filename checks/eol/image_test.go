package eol

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// imageNameTests are names as the publishers give them, and names that look alike.
var imageNameTests = map[string]struct {
	name string
	want OS
}{
	"al2":                   {"amzn2-ami-hvm-2.0.20230912.0-x86_64-gp2", OS{AmazonLinux, "2"}},
	"al2_kernel":            {"amzn2-ami-kernel-5.10-hvm-2.0.20231116.0-arm64-gp2", OS{AmazonLinux, "2"}},
	"al2_minimal":           {"amzn2-ami-minimal-hvm-2.0.20230912.0-x86_64-ebs", OS{AmazonLinux, "2"}},
	"al2_ecs":               {"amzn2-ami-ecs-kernel-5.10-hvm-2.0.20230912-x86_64-ebs", OS{AmazonLinux, "2"}},
	"al2_eks":               {"amazon-eks-gpu-node-1.29-v20240202", OS{AmazonLinux, "2"}},
	"al2_beanstalk":         {"aws-elasticbeanstalk-amzn-2.0.20230320.64bit-eb_python38_amazon_linux_2-hvm-2023-03-24T19-33", OS{AmazonLinux, "2"}},
	"al2023":                {"al2023-ami-2023.5.20240916.0-kernel-6.1-x86_64", OS{AmazonLinux, "2023"}},
	"al2023_minimal":        {"al2023-ami-minimal-2023.5.20240916.0-kernel-6.1-arm64", OS{AmazonLinux, "2023"}},
	"al2023_ecs":            {"al2023-ami-ecs-hvm-2023.0.20240905-kernel-6.1-x86_64", OS{AmazonLinux, "2023"}},
	"al2023_ecs_ebs":        {"al2023-ami-ecs-neuron-hvm-2023.0.20240905-kernel-6.1-x86_64-ebs", OS{AmazonLinux, "2023"}},
	"al2023_eks":            {"amazon-eks-node-al2023-x86_64-standard-1.30-v20240625", OS{AmazonLinux, "2023"}},
	"al2023_beanstalk":      {"aws-elasticbeanstalk-amzn-2023.5.20240624.64bit-eb_python311_amazon_linux_2023-hvm-2024-07-02T20-11", OS{AmazonLinux, "2023"}},
	"al1":                   {"amzn-ami-hvm-2018.03.0.20231024.0-x86_64-gp2", OS{AmazonLinux, "2018.03"}},
	"al1_ecs":               {"amzn-ami-2018.03.20220831-amazon-ecs-optimized", OS{AmazonLinux, "2018.03"}},
	"deep_learning_al2":     {"Deep Learning AMI (Amazon Linux 2) Version 52.0", OS{AmazonLinux, "2"}},
	"deep_learning_ubuntu":  {"Deep Learning OSS Nvidia Driver AMI GPU PyTorch 2.3 (Ubuntu 20.04) 20240825", OS{Ubuntu, "20.04"}},
	"ubuntu_focal":          {"ubuntu/images/hvm-ssd/ubuntu-focal-20.04-amd64-server-20240101", OS{Ubuntu, "20.04"}},
	"ubuntu_gp3":            {"ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-arm64-server-20240423.1", OS{Ubuntu, "24.04"}},
	"ubuntu_pro":            {"ubuntu-pro-server/images/hvm-ssd/ubuntu-bionic-18.04-amd64-pro-server-20240101", OS{Ubuntu, "18.04"}},
	"ubuntu_minimal":        {"ubuntu-minimal/images/hvm-ssd/ubuntu-jammy-22.04-amd64-minimal-20240101", OS{Ubuntu, "22.04"}},
	"ubuntu_eks":            {"ubuntu-eks/k8s_1.29/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20240301", OS{Ubuntu, "22.04"}},
	"debian":                {"debian-12-amd64-20240507-1740", OS{Debian, "12"}},
	"debian_backports":      {"debian-12-backports-arm64-20240507-1740", OS{Debian, "12"}},
	"debian_stretch":        {"debian-stretch-hvm-x86_64-gp2-2022-07-01-66430", OS{Debian, "9"}},
	"debian_jessie":         {"debian-jessie-amd64-hvm-2017-01-15-1221-ebs", OS{Debian, "8"}},
	"rhel":                  {"RHEL-9.4.0_HVM-20240605-x86_64-82-Hourly2-GP3", OS{RHEL, "9"}},
	"rhel_two_numbers":      {"RHEL-7.9_HVM-20221027-x86_64-0-Hourly2-GP2", OS{RHEL, "7"}},
	"rhel_ha":               {"RHEL_HA-8.5.0_HVM-20211103-x86_64-0-Hourly2-GP2", OS{RHEL, "8"}},
	"rhel_own_licence":      {"RHEL-8.10.0_HVM-20240523-arm64-1408-Access2-GP3", OS{RHEL, "8"}},
	"rhel_ten":              {"RHEL-10.0.0_HVM-20250520-x86_64-0-Hourly2-GP3", OS{RHEL, "10"}},
	"centos_7":              {"CentOS 7.9.2009 x86_64", OS{CentOSLinux, "7"}},
	"centos_7_community":    {"CentOS-7-2111-20220825_1.x86_64-d9a3032a-921c-4c6d-b150-bde168105e42", OS{CentOSLinux, "7"}},
	"centos_7_marketplace":  {"CentOS Linux 7 x86_64 HVM EBS ENA 2002_01-b7ee8a69-ee97-4a49-9e68-afaee216db2e-ami-0042af67f8e4dcc20.4", OS{CentOSLinux, "7"}},
	"centos_stream":         {"CentOS Stream 9 x86_64 20241016", OS{CentOSStream, "9"}},
	"sles":                  {"suse-sles-15-sp5-v20230620-hvm-ssd-x86_64", OS{SLES, "15.5"}},
	"sles_own_licence":      {"suse-sles-15-sp2-byos-v20201111-hvm-ssd-arm64", OS{SLES, "15.2"}},
	"sles_first":            {"suse-sles-15-v20180816-hvm-ssd-x86_64", OS{SLES, "15.0"}},
	"windows_2016":          {"Windows_Server-2016-English-Full-Base-2024.01.16", OS{WindowsServer, "2016"}},
	"windows_2012_r2":       {"Windows_Server-2012-R2_RTM-English-64Bit-Base-2023.10.11", OS{WindowsServer, "2012-r2"}},
	"windows_2012":          {"Windows_Server-2012-RTM-English-64Bit-SQL_2014_SP3_Web-2023.10.11", OS{WindowsServer, "2012"}},
	"windows_2008_r2":       {"Windows_Server-2008-R2_SP1-English-64Bit-Base-2019.11.13", OS{WindowsServer, "2008-r2-sp1"}},
	"windows_2008":          {"Windows_Server-2008-SP2-English-64Bit-Base-2019.11.13", OS{WindowsServer, "2008-sp2"}},
	"windows_2022_tpm":      {"TPM-Windows_Server-2022-Chinese_Simplified-Core-Base-2024.01.16", OS{WindowsServer, "2022"}},
	"windows_sql":           {"Windows_Server-2019-English-Full-SQL_2019_Standard-2024.01.16", OS{WindowsServer, "2019"}},
	"windows_20h2":          {"Windows_Server-20H2-English-Core-Base-2022.07.13", OS{WindowsServer, "20h2"}},
	"rocky":                 {"Rocky-9-EC2-Base-9.4-20240523.0.x86_64", OS{RockyLinux, "9"}},
	"rocky_8":               {"Rocky-8-ec2-8.5-20211114.2.x86_64", OS{RockyLinux, "8"}},
	"rocky_marketplace":     {"Rocky-8-EC2-LVM-8.9-20231119.0.aarch64-8c4ac2c1-15a7-4f24-ae5a-f90a19e4ae1d", OS{RockyLinux, "8"}},
	"alma":                  {"AlmaLinux OS 9.4.20240513 x86_64", OS{AlmaLinux, "9"}},
	"alma_marketplace":      {"AlmaLinux OS 9.1.20221117 x86_64-3c74c2ba-21a2-4dc1-a65d-fd0ee7d79900", OS{AlmaLinux, "9"}},
	"oracle":                {"OL8.9-x86_64-HVM-2024-02-02", OS{OracleLinux, "8"}},
	"macos":                 {"amzn-ec2-macos-15.7.4-20260217-233754-arm64", OS{MacOS, "15"}},
	"macos_catalina":        {"amzn-ec2-macos-10.15.7-20231102-041532", OS{MacOS, "10.15"}},
	"bottlerocket":          {"bottlerocket-aws-k8s-1.29-x86_64-v1.19.4-4f0a078e", OS{Bottlerocket, "1.19.4"}},
	"empty":                 {"", OS{}},
	"own_name":              {"golden-web-2024-05", OS{}},
	"copy_with_prefix":      {"copy of amzn2-ami-hvm-2.0.20230912.0-x86_64-gp2", OS{}},
	"copy_with_suffix":      {"al2023-ami-2023.5.20240916.0-kernel-6.1-x86_64-encrypted", OS{}},
	"copy_with_newline":     {"debian-12-amd64-20240507-1740\n", OS{}},
	"named_after_it":        {"my-ubuntu-focal-20.04", OS{}},
	"ubuntu_without_folder": {"ubuntu-focal-20.04-amd64-server-20240101", OS{}},
	"ubuntu_daily":          {"ubuntu/images-testing/hvm-ssd/ubuntu-noble-daily-amd64-server-20240101", OS{}},
	"rhel_beta":             {"RHEL-9.0.0_HVM_BETA-20211026-x86_64-13-Hourly2-GP2", OS{}},
	"sles_for_sap":          {"suse-sles-sap-15-sp4-byos-v20230620-hvm-ssd-x86_64", OS{}},
	"windows_baked":         {"acme-Windows_Server-2016-English-Full-Base-2024.01.16", OS{}},
	"windows_desktop":       {"Windows-10-English-2024.01.16", OS{}},
}

func TestFromImageName(t *testing.T) {
	for name, tt := range imageNameTests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, FromImageName(tt.name)); diff != "" {
				t.Errorf("FromImageName(%q) (-want +got):\n%s", tt.name, diff)
			}
		})
	}
}

// TestImageForms holds that every form of names has an example above, and that no example fits two.
func TestImageForms(t *testing.T) {
	examples := make([]int, len(imageNames()))
	for name, tt := range imageNameTests {
		fits := 0
		for i, form := range imageNames() {
			if form.name.MatchString(tt.name) {
				fits++
				examples[i]++
			}
		}
		if fits > 1 {
			t.Errorf("%s: %q fits %d forms; which one wins must not depend on their order", name, tt.name, fits)
		}
	}
	for i, n := range examples {
		if n == 0 {
			t.Errorf("no example for the %s form %s", imageNames()[i].family, imageNames()[i].name)
		}
	}
}

func TestFromImage(t *testing.T) {
	const focal = "ubuntu/images/hvm-ssd/ubuntu-focal-20.04-amd64-server-20240101"
	type answer struct {
		OS        OS
		Published bool
	}
	tests := map[string]struct {
		image Image
		want  answer
	}{
		"by_the_publisher":          {Image{focal, "099720109477", "", "Linux/UNIX"}, answer{OS{Ubuntu, "20.04"}, true}},
		"by_a_verified_provider":    {Image{focal, "099720109477", "amazon", "Linux/UNIX"}, answer{OS{Ubuntu, "20.04"}, true}},
		"in_govcloud":               {Image{focal, "513442679011", "", "Linux/UNIX"}, answer{OS{Ubuntu, "20.04"}, true}},
		"own_copy":                  {Image{focal, "111122223333", "", "Linux/UNIX"}, answer{OS{Ubuntu, "20.04"}, false}},
		"marketplace_copy":          {Image{focal, "679593333241", "aws-marketplace", "Linux/UNIX"}, answer{OS{Ubuntu, "20.04"}, false}},
		"owner_not_known":           {Image{Name: focal}, answer{OS{Ubuntu, "20.04"}, false}},
		"another_publishers_name":   {Image{"debian-12-amd64-20240507-1740", "099720109477", "", "Linux/UNIX"}, answer{OS{Debian, "12"}, false}},
		"amazon_name_by_a_stranger": {Image{"amzn2-ami-hvm-2.0.20230912.0-x86_64-gp2", "111122223333", "", "Linux/UNIX"}, answer{OS{AmazonLinux, "2"}, false}},
		"linux_name_on_windows":     {Image{focal, "099720109477", "amazon", "Windows"}, answer{}},
		"windows_name_on_linux":     {Image{"Windows_Server-2016-English-Full-Base-2024.01.16", "801119661308", "amazon", "Linux/UNIX"}, answer{}},
		"debian_name_on_rhel":       {Image{"debian-12-amd64-20240507-1740", "136693071363", "", "Red Hat Enterprise Linux"}, answer{}},
		"windows_with_sql":          {Image{"Windows_Server-2019-English-Full-SQL_2019_Standard-2024.01.16", "801119661308", "amazon", "Windows with SQL Server Standard"}, answer{OS{WindowsServer, "2019"}, true}},
		"rhel_with_ha":              {Image{"RHEL_HA-8.5.0_HVM-20211103-x86_64-0-Hourly2-GP2", "309956199498", "", "Red Hat Enterprise Linux with HA"}, answer{OS{RHEL, "8"}, true}},
		"rhel_own_licence":          {Image{"RHEL-8.10.0_HVM-20240523-arm64-1408-Access2-GP3", "309956199498", "", "Linux/UNIX"}, answer{OS{RHEL, "8"}, true}},
		"only_the_platform":         {Image{"golden-web-2024-05", "111122223333", "", "Red Hat Enterprise Linux"}, answer{OS{RHEL, ""}, false}},
		"nothing":                   {Image{"golden-web-2024-05", "111122223333", "", "Linux/UNIX"}, answer{}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var got answer
			got.OS, got.Published = FromImage(tt.image)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("FromImage(%+v) (-want +got):\n%s", tt.image, diff)
			}
		})
	}
}

// TestPublishers holds for each family that its publisher's image counts as published, and a stranger's does not.
func TestPublishers(t *testing.T) {
	owners := map[string]string{
		Ubuntu: "099720109477", Debian: "136693071363", RHEL: "309956199498", CentOSLinux: "125523088429",
		CentOSStream: "125523088429", SLES: "013907871322", RockyLinux: "792107900819", AlmaLinux: "764336703387",
		OracleLinux: "131827586825",
	}
	for _, family := range families() {
		if id, ok := owners[family]; ok && !publishes(family, id, "") {
			t.Errorf("%s: %s does not count as its publisher", family, id)
		}
		if !publishes(family, "111122223333", "amazon") {
			t.Errorf("%s: the alias amazon does not count", family)
		}
		for _, alias := range []string{"", "self", "aws-marketplace"} {
			if publishes(family, "111122223333", alias) {
				t.Errorf("%s: a stranger with the alias %q counts as its publisher", family, alias)
			}
		}
	}
}
