package eol

import "strings"

// FromPlatformDetails recognises what EC2's PlatformDetails proves: a family, never a
// version. "Linux/UNIX" proves no family. See
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/billing-info-fields.html.
func FromPlatformDetails(details string) OS {
	switch {
	case strings.HasPrefix(details, "Red Hat "), strings.HasPrefix(details, "RHEL with "):
		return OS{Family: RHEL}
	case details == "SUSE Linux":
		return OS{Family: SLES}
	case details == "Ubuntu Pro":
		return OS{Family: Ubuntu}
	case details == "Windows", strings.HasPrefix(details, "Windows "):
		return OS{Family: WindowsServer}
	default:
		return OS{}
	}
}

// ExtensionProven reports whether PlatformDetails shows that the extension of the release
// is paid for: Ubuntu Pro includes Expanded Security Maintenance. For all other releases
// EC2 cannot show it.
func ExtensionProven(os OS, details string) bool {
	return os.Family == Ubuntu && details == "Ubuntu Pro"
}

// compatible reports whether an image of the family can have these PlatformDetails. An
// image that brings its own licence has plain "Linux/UNIX".
func compatible(family, details string) bool {
	if details == "" {
		return true
	}
	if family == WindowsServer {
		return FromPlatformDetails(details).Family == WindowsServer
	}
	billed := FromPlatformDetails(details).Family
	return billed == "" || billed == family
}

// publishes reports whether the account publishes images of the family. AWS sets the alias
// "amazon" for its own images and for those of verified providers, among them Canonical.
// The ids are those that the publishers name, for the partitions aws, aws-us-gov and aws-cn.
func publishes(family, ownerID, ownerAlias string) bool {
	if ownerAlias == "amazon" {
		return true
	}
	switch family {
	case Ubuntu:
		return ownerID == "099720109477" || ownerID == "513442679011" || ownerID == "837727238323"
	case Debian:
		return ownerID == "136693071363"
	case RHEL:
		return ownerID == "309956199498" || ownerID == "219670896067" || ownerID == "841258680906"
	case CentOSLinux, CentOSStream:
		return ownerID == "125523088429"
	case SLES:
		return ownerID == "013907871322"
	case RockyLinux:
		return ownerID == "792107900819"
	case AlmaLinux:
		return ownerID == "764336703387"
	case OracleLinux:
		return ownerID == "131827586825"
	default:
		return false
	}
}

// FromSSM recognises a release from PlatformName and PlatformVersion, which the agent on
// the machine reports to ssm:DescribeInstanceInformation. A version that the name
// contradicts is not recognised.
func FromSSM(name, version string) OS {
	major, _, _ := strings.Cut(version, ".")
	family, kept := "", major
	switch name {
	case "Amazon Linux":
		// 2023 reports its release too, such as 2023.5.20240916.
		family = AmazonLinux
	case "Amazon Linux AMI":
		family, kept = AmazonLinux, version
	case "Ubuntu":
		family, kept = Ubuntu, firstTwo(version)
	case "Debian GNU/Linux":
		family = Debian
	case "Red Hat Enterprise Linux", "Red Hat Enterprise Linux Server":
		family = RHEL
	case "CentOS", "CentOS Linux":
		family = CentOSLinux
	case "CentOS Stream":
		family = CentOSStream
	case "SLES":
		family, kept = SLES, firstTwo(version)
		if kept == major && major != "" {
			kept = major + ".0"
		}
	case "Rocky Linux":
		family = RockyLinux
	case "AlmaLinux":
		family = AlmaLinux
	case "Oracle Linux Server":
		family = OracleLinux
	case "macOS", "Mac OS X":
		family, kept = MacOS, macOSVersion(version)
	case "Bottlerocket":
		family, kept = Bottlerocket, version
	default:
		return windowsFromSSM(name, version)
	}
	if !numeric(kept) {
		kept = ""
	}
	return OS{Family: family, Version: kept}
}

// windowsFromSSM recognises Windows Server by the build that the name promises.
func windowsFromSSM(name, build string) OS {
	rest, ok := strings.CutPrefix(name, "Microsoft Windows Server ")
	if !ok {
		return OS{}
	}
	builds := []struct{ name, version, build string }{
		{"2025", "2025", "10.0.26100"},
		{"2022", "2022", "10.0.20348"},
		{"2019", "2019", "10.0.17763"},
		{"2016", "2016", "10.0.14393"},
		{"2012 R2", "2012-r2", "6.3.9600"},
		{"2012", "2012", "6.2.9200"},
		{"2008 R2", "2008-r2-sp1", "6.1.7601"},
		{"2008", "2008-sp2", "6.0.6003"},
	}
	for _, b := range builds {
		if (rest == b.name || strings.HasPrefix(rest, b.name+" ")) && (build == b.build || strings.HasPrefix(build, b.build+".")) {
			return OS{Family: WindowsServer, Version: b.version}
		}
	}
	return OS{Family: WindowsServer}
}

// firstTwo returns the first two numbers of a version.
func firstTwo(version string) string {
	parts := strings.SplitN(version, ".", 3)
	if len(parts) < 2 {
		return version
	}
	return parts[0] + "." + parts[1]
}

// numeric reports whether the version is digits and single dots, as all of the table's
// Linux and macOS versions are.
func numeric(version string) bool {
	for part := range strings.SplitSeq(version, ".") {
		if part == "" || strings.Trim(part, "0123456789") != "" {
			return false
		}
	}
	return true
}
