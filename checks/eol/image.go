package eol

import (
	"regexp"
	"strings"
	"sync"
)

// The families, by the names of the table.
const (
	AmazonLinux   = "Amazon Linux"
	Ubuntu        = "Ubuntu"
	Debian        = "Debian"
	RHEL          = "Red Hat Enterprise Linux"
	CentOSLinux   = "CentOS Linux"
	CentOSStream  = "CentOS Stream"
	SLES          = "SUSE Linux Enterprise Server"
	WindowsServer = "Windows Server"
	RockyLinux    = "Rocky Linux"
	AlmaLinux     = "AlmaLinux"
	OracleLinux   = "Oracle Linux"
	MacOS         = "macOS"
	Bottlerocket  = "Bottlerocket"
)

// families returns all families that can be recognised. Bottlerocket has no row: AWS
// publishes no end date per version.
func families() []string {
	return []string{
		AmazonLinux, Ubuntu, Debian, RHEL, CentOSLinux, CentOSStream, SLES,
		WindowsServer, RockyLinux, AlmaLinux, OracleLinux, MacOS, Bottlerocket,
	}
}

// Image is what EC2 says of the image an instance runs, under the names of
// DescribeImages and DescribeInstanceImageMetadata.
type Image struct {
	Name string
	// OwnerID is the account that owns the image.
	OwnerID string
	// OwnerAlias is "amazon" for Amazon and its verified providers; empty for most others.
	OwnerAlias string
	// PlatformDetails is the billing platform, such as "Linux/UNIX" or "Windows".
	PlatformDetails string
}

// FromImage recognises the release that an image holds. published is true where the image
// belongs to the release's publisher, so that the name can be believed; without it the
// name is only what the owner of the image wrote. A name that contradicts PlatformDetails
// is not recognised.
func FromImage(img Image) (os OS, published bool) {
	os = FromImageName(img.Name)
	if os.Family == "" {
		return FromPlatformDetails(img.PlatformDetails), false
	}
	if !compatible(os.Family, img.PlatformDetails) {
		return OS{}, false
	}
	return os, publishes(os.Family, img.OwnerID, img.OwnerAlias)
}

// FromImageName recognises a release by the name of its image. The whole name must have
// the publisher's form: a copy that a person renamed is not recognised.
func FromImageName(name string) OS {
	for _, p := range imageNames() {
		m := p.name.FindStringSubmatch(name)
		if m == nil {
			continue
		}
		return OS{Family: p.family, Version: p.version(m[1:])}
	}
	return OS{}
}

// imageName is a form of image names that a publisher uses.
type imageName struct {
	family string
	name   *regexp.Regexp
	// version makes the table's version of the groups that name captured.
	version func(groups []string) string
}

// The parts that several publishers use.
const (
	arch = `(?:x86_64|arm64|aarch64|amd64|i386)`
	// product is the suffix of an AWS Marketplace image.
	product = `(?:-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:-ami-[0-9a-f]+\.\d+)?)?`
)

// imageNames returns the forms. Sources: the publishers' pages on finding their images,
// for example https://docs.aws.amazon.com/linux/al2023/ug/ec2.html and
// https://documentation.ubuntu.com/aws/aws-how-to/instances/find-ubuntu-images/.
var imageNames = sync.OnceValue(func() []imageName {
	first := func(groups []string) string { return groups[0] }
	fixed := func(version string) func([]string) string { return func([]string) string { return version } }
	form := func(family, pattern string, version func([]string) string) imageName {
		return imageName{family: family, name: regexp.MustCompile(`^(?:` + pattern + `)$`), version: version}
	}
	return []imageName{
		form(AmazonLinux, `amzn2-ami-(?:[a-z0-9.]+-)*hvm-2\.0\.\d{8}(?:\.\d+)?-`+arch+`-(?:gp2|gp3|ebs|standard)`, fixed("2")),
		form(AmazonLinux, `amazon-eks-(?:gpu-|arm64-)?node-1\.\d+-v\d{8}`, fixed("2")),
		form(AmazonLinux, `aws-elasticbeanstalk-amzn-2\.0\.\d{8}\.[A-Za-z0-9._-]+`, fixed("2")),
		form(AmazonLinux, `al2023-ami-(?:[a-z0-9]+-)*2023\.\d+\.\d{8}(?:\.\d+)?-kernel-\d+\.\d+-`+arch+`(?:-ebs)?`, fixed("2023")),
		form(AmazonLinux, `amazon-eks-node-al2023-`+arch+`-[a-z0-9.-]+-1\.\d+-v\d{8}`, fixed("2023")),
		form(AmazonLinux, `aws-elasticbeanstalk-amzn-2023\.\d+\.\d{8}\.[A-Za-z0-9._-]+`, fixed("2023")),
		form(AmazonLinux, `amzn-ami-(?:minimal-)?(?:hvm|pv)-(20\d\d\.\d\d)\.[a-z0-9.-]+-`+arch+`-(?:gp2|ebs|s3)`, first),
		form(AmazonLinux, `amzn-ami-(20\d\d\.\d\d)\.[a-z0-9]+-amazon-ecs-optimized`, first),
		form(AmazonLinux, `Deep Learning [A-Za-z0-9 .()+-]*\(Amazon Linux (2|2023)\)(?: Version)? [0-9.]+`, first),
		form(Ubuntu, `ubuntu(?:-[a-z]+)*/(?:[a-z0-9_.]+/)?images/[a-z0-9-]+/ubuntu-[a-z]+-(\d\d\.\d\d)-`+arch+`-[a-z-]*(?:server|minimal)-\d{8}(?:\.\d+)?`+product, first),
		form(Ubuntu, `Deep Learning [A-Za-z0-9 .()+-]*\(Ubuntu (\d\d\.\d\d)\)(?: Version)? [0-9.]+`, first),
		form(Debian, `debian-(\d+)-(?:backports-)?`+arch+`-\d{8}-\d+`+product, first),
		form(Debian, `debian-(jessie|stretch)-(?:hvm-)?`+arch+`-(?:hvm-)?(?:gp2-)?\d{4}-\d\d-\d\d-[0-9a-z-]+`, debianVersion),
		form(RHEL, `RHEL(?:[-_](?:HA|SAP|SQL))?-(\d+)\.\d+(?:\.\d+)?_HVM(?:_GA)?-\d{8}-`+arch+`-\d+-(?:Hourly2|Access2)-GP[23]`+product, first),
		form(CentOSLinux, `CentOS (\d)\.\d+\.\d{4} `+arch+product, first),
		form(CentOSLinux, `CentOS-(\d)-\d{4}-\d{8}_\d+\.`+arch+product, first),
		form(CentOSLinux, `CentOS Linux (\d) `+arch+` HVM EBS (?:ENA )?[0-9_]+`+product, first),
		form(CentOSStream, `CentOS Stream (\d+) `+arch+` \d{8}`+product, first),
		form(SLES, `suse-sles-(\d+)(?:-sp(\d))?(?:-chost)?(?:-byos|-ecs)?-v\d{8}(?:-hvm)?-ssd-`+arch+product, slesVersion),
		form(WindowsServer, `(?:(?:EC2LaunchV2|TPM|BIOS|UEFI)-)?Windows_Server-([0-9]{4}|[0-9]{2}H2)(-R2)?(?:[-_](RTM|SP1|SP2))?-[A-Za-z_]+-[A-Za-z0-9_.-]+-20\d\d\.\d\d\.\d\d`, windowsVersion),
		form(RockyLinux, `Rocky-(\d+)-(?:EC2|ec2)(?:-Base|-LVM)?-\d+\.\d+-\d{8}\.\d+\.`+arch+product, first),
		form(AlmaLinux, `AlmaLinux OS (\d+)\.\d+\.\d{8} `+arch+product, first),
		form(OracleLinux, `OL(\d+)\.\d+-`+arch+`-HVM-\d{4}-\d\d-\d\d`, first),
		form(MacOS, `amzn-ec2-macos-(\d+(?:\.\d+)*)-\d{8}-\d{6}(?:-`+arch+`)?`, func(g []string) string { return macOSVersion(g[0]) }),
		form(Bottlerocket, `bottlerocket-aws-[a-z0-9.-]+-`+arch+`-v(\d+\.\d+\.\d+)-[0-9a-f]{8}`, first),
	}
})

func debianVersion(groups []string) string {
	if groups[0] == "jessie" {
		return "8"
	}
	return "9"
}

func slesVersion(groups []string) string {
	if groups[1] == "" {
		return groups[0] + ".0"
	}
	return groups[0] + "." + groups[1]
}

// windowsVersion joins year, release and service pack to the table's form, such as
// "2008-r2-sp1". Only 2008 and older are told apart by service pack.
func windowsVersion(groups []string) string {
	version := strings.ToLower(groups[0] + groups[1])
	if pack := strings.ToLower(groups[2]); strings.HasPrefix(pack, "sp") {
		version += "-" + pack
	}
	return version
}

// macOSVersion keeps the part by which Apple supports a release: the first number, and
// for 10 the second too.
func macOSVersion(version string) string {
	major, rest, _ := strings.Cut(version, ".")
	if major != "10" {
		return major
	}
	minor, _, _ := strings.Cut(rest, ".")
	return major + "." + minor
}
