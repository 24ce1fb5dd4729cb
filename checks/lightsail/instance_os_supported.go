package lightsail

import (
	"regexp"

	"demarc/checks"
	"demarc/checks/eol"
	"demarc/inventory"
	"demarc/inventory/lightsail"
	"demarc/inventory/responsibility"
)

// InstanceOSSupported is evidence A of patching, by the blueprint: what runs in a Lightsail instance neither Systems
// Manager nor Inspector sees unless somebody installs an agent. A blueprint of an application says nothing of the system.
var InstanceOSSupported = &checks.Check[lightsail.Instance]{
	Meta: checks.Meta{
		ID: "lightsail-instance-os-supported", Title: "The operating systems of Lightsail instances are supported", Duty: responsibility.OSPatch, Severity: checks.High, Since: "0.1",
		Why:  "A release past its end gets no security updates: whatever is run in the instance to update it, every hole that is found from then on stays.",
		Fix:  "Make an instance of a newer blueprint (aws lightsail get-blueprints; aws lightsail create-instances --blueprint-id BLUEPRINT ...), move the site, and delete the old one.",
		Refs: []string{"https://docs.aws.amazon.com/lightsail/latest/userguide/compare-options-choose-lightsail-instance-image.html"},
	},
	Run: instanceOSSupported,
	Cases: []checks.Case[lightsail.Instance]{
		{Name: "supported", Given: instance(), Want: checks.Pass},
		{Name: "ended", Given: instance(blueprint("amazon_linux_2")), Want: checks.Fail},
		{Name: "ended_centos", Given: instance(blueprint("centos_7_2009_01")), Want: checks.Fail},
		{Name: "windows", Given: instance(blueprint("windows_server_2022_sql_2022_express")), Want: checks.Pass},
		{Name: "windows_2012", Given: instance(blueprint("windows_server_2012")), Want: checks.Fail},
		{Name: "extension_for_everybody", Given: instance(blueprint("debian_12")), Want: checks.Pass},
		{Name: "extension_for_money", Given: instance(blueprint("ubuntu_20_04")), Want: checks.Unknown},
		{Name: "application", Given: instance(blueprint("wordpress")), Want: checks.Unknown},
		{Name: "not_in_the_table", Given: instance(blueprint("ubuntu_99_04")), Want: checks.Unknown},
		{Name: "not_told", Given: instance(func(i *lightsail.Instance) { i.BlueprintID = silent[string]() }), Want: checks.Unknown},
	},
}

func instanceOSSupported(v *checks.View[lightsail.Instance]) checks.Verdict {
	id, _ := checks.Read(v, v.Resource.BlueprintID)
	s := eol.At(system(id), v.Now())
	switch {
	case s.OS.Family == "":
		return v.Unknown("blueprint %s does not name an operating system", id)
	case s.State == eol.Supported, s.State == eol.Extended && s.Release.ExtendedRequires == "":
		return v.Pass("the instance was made from blueprint %s: %s", id, s.Reason)
	case s.State == eol.Ended:
		return v.Fail("the instance was made from blueprint %s: %s", id, s.Reason)
	}
	return v.Unknown("the instance was made from blueprint %s: %s", id, s.Reason)
}

// blueprintName is the form of the blueprints of operating systems: ubuntu_24_04, debian_12, windows_server_2022.
var blueprintName = regexp.MustCompile(`^(amazon_linux|ubuntu|debian|centos_stream|centos|almalinux|windows_server)_(\d+)(?:_(\d\d))?(?:_|$)`)

// system returns the release that a blueprint names, or the zero OS.
func system(blueprint string) eol.OS {
	m := blueprintName.FindStringSubmatch(blueprint)
	if m == nil {
		return eol.OS{}
	}
	switch family, version, second := m[1], m[2], m[3]; family {
	case "amazon_linux":
		if version == "2018" {
			version += "." + second
		}
		return eol.OS{Family: eol.AmazonLinux, Version: version}
	case "ubuntu":
		return eol.OS{Family: eol.Ubuntu, Version: version + "." + second}
	case "debian":
		return eol.OS{Family: eol.Debian, Version: version}
	case "centos_stream":
		return eol.OS{Family: eol.CentOSStream, Version: version}
	case "centos":
		return eol.OS{Family: eol.CentOSLinux, Version: version}
	case "almalinux":
		return eol.OS{Family: eol.AlmaLinux, Version: version}
	default:
		if version == "2012" {
			version = "2012-r2" // the only one of 2012 that Lightsail has had
		}
		return eol.OS{Family: eol.WindowsServer, Version: version}
	}
}

func blueprint(id string) func(*lightsail.Instance) {
	return func(i *lightsail.Instance) { i.BlueprintID = inventory.Known(id) }
}
