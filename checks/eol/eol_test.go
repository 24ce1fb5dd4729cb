package eol

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func day(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// TestStatesOfAllReleases compares every row with the states that were computed apart from this code.
func TestStatesOfAllReleases(t *testing.T) {
	b, err := os.ReadFile("testdata/states_2026-11-23.tsv")
	if err != nil {
		t.Fatal(err)
	}
	want := map[OS]string{}
	for line := range strings.Lines(string(b)) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		want[OS{f[0], f[1]}] = f[2]
	}
	got := map[OS]string{}
	for _, r := range Releases() {
		got[r.OS] = At(r.OS, day(t, "2026-11-23")).State.String()
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("states on 2026-11-23 (-want +got):\n%s", diff)
	}
}

func TestAt(t *testing.T) {
	tests := map[string]struct {
		os     OS
		when   string
		state  State
		reason string
	}{
		"supported":           {OS{Ubuntu, "22.04"}, "2026-11-23", Supported, "Ubuntu 22.04 gets security updates until 2027-04-01"},
		"last_day":            {OS{AmazonLinux, "2"}, "2026-06-30", Supported, "Amazon Linux 2 gets security updates until 2026-06-30"},
		"day_after":           {OS{AmazonLinux, "2"}, "2026-07-01", Ended, "Amazon Linux 2 gets no security updates: support ended on 2026-06-30"},
		"extended_for_money":  {OS{Ubuntu, "20.04"}, "2026-11-23", Extended, "Ubuntu 20.04 left standard support on 2025-05-31 and gets security updates only through Expanded Security Maintenance (ESM) until 2030-04-02, which requires: Ubuntu Pro subscription (AMI usage operation/product code or attached token); not visible from PlatformVersion"},
		"extended_for_free":   {OS{Debian, "12"}, "2026-11-23", Extended, "Debian 12 left standard support on 2026-07-11 and gets security updates through Debian LTS until 2028-06-30"},
		"last_extended_day":   {OS{WindowsServer, "2012-r2"}, "2026-10-13", Extended, "Windows Server 2012-r2 left standard support on 2023-10-10 and gets security updates only through Extended Security Updates (ESU) until 2026-10-13, which requires: paid ESU"},
		"extension_ended":     {OS{WindowsServer, "2012-r2"}, "2026-10-14", Ended, "Windows Server 2012-r2 gets no security updates: standard support ended on 2023-10-10, Extended Security Updates (ESU) on 2026-10-13"},
		"no_date_published":   {OS{MacOS, "15"}, "2026-11-23", Unknown, "no end of support is published for macOS 15 in the table of 2026-08-22"},
		"no_row":              {OS{Bottlerocket, "1.19.4"}, "2026-11-23", Unknown, "no end of support is known for Bottlerocket 1.19.4 in the table of 2026-08-22"},
		"version_not_known":   {OS{RHEL, ""}, "2026-11-23", Unknown, "Red Hat Enterprise Linux was recognised, but not its version"},
		"not_recognised":      {OS{}, "2026-11-23", Unknown, "the operating system was not recognised"},
		"time_not_known":      {OS{Ubuntu, "22.04"}, "", Unknown, "no time was given to judge by"},
		"before_the_releases": {OS{Ubuntu, "22.04"}, "2001-01-01", Supported, "Ubuntu 22.04 gets security updates until 2027-04-01"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var when time.Time
			if tt.when != "" {
				when = day(t, tt.when)
			}
			want := Status{OS: tt.os, State: tt.state, Reason: tt.reason, ReadOn: day(t, "2026-08-22"), Release: loaded().releases[tt.os]}
			if diff := cmp.Diff(want, At(tt.os, when)); diff != "" {
				t.Errorf("At(%v, %s) (-want +got):\n%s", tt.os, tt.when, diff)
			}
		})
	}
}

// TestDayEndsInUTC holds that the last day counts to its end, whatever zone the caller's time is in.
func TestDayEndsInUTC(t *testing.T) {
	west := time.FixedZone("west", -8*60*60)
	al2 := loaded().releases[OS{AmazonLinux, "2"}]
	tests := map[string]struct {
		when time.Time
		want State
	}{
		"last_second":          {time.Date(2026, 6, 30, 23, 59, 59, 0, time.UTC), Supported},
		"midnight":             {time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC), Ended},
		"same_instant_in_west": {time.Date(2026, 6, 30, 16, 0, 0, 0, west), Ended},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := al2.At(tt.when); got != tt.want {
				t.Errorf("At(%v) = %v, want %v", tt.when, got, tt.want)
			}
		})
	}
}

func TestFromSSM(t *testing.T) {
	tests := map[string]struct {
		name, version string
		want          OS
	}{
		"al2":                   {"Amazon Linux", "2", OS{AmazonLinux, "2"}},
		"al2023":                {"Amazon Linux", "2023", OS{AmazonLinux, "2023"}},
		"al2023_release":        {"Amazon Linux", "2023.5.20240916", OS{AmazonLinux, "2023"}},
		"al1":                   {"Amazon Linux AMI", "2018.03", OS{AmazonLinux, "2018.03"}},
		"ubuntu":                {"Ubuntu", "22.04", OS{Ubuntu, "22.04"}},
		"ubuntu_point_release":  {"Ubuntu", "22.04.5", OS{Ubuntu, "22.04"}},
		"debian":                {"Debian GNU/Linux", "12", OS{Debian, "12"}},
		"rhel":                  {"Red Hat Enterprise Linux", "9.4", OS{RHEL, "9"}},
		"rhel_server":           {"Red Hat Enterprise Linux Server", "7.9", OS{RHEL, "7"}},
		"centos":                {"CentOS Linux", "7", OS{CentOSLinux, "7"}},
		"centos_6":              {"CentOS", "6.10", OS{CentOSLinux, "6"}},
		"centos_stream":         {"CentOS Stream", "9", OS{CentOSStream, "9"}},
		"sles":                  {"SLES", "15.1", OS{SLES, "15.1"}},
		"sles_first":            {"SLES", "15", OS{SLES, "15.0"}},
		"sles_for_sap":          {"SLES_SAP", "15.4", OS{}},
		"rocky":                 {"Rocky Linux", "9.4", OS{RockyLinux, "9"}},
		"alma":                  {"AlmaLinux", "8.10", OS{AlmaLinux, "8"}},
		"oracle":                {"Oracle Linux Server", "8.9", OS{OracleLinux, "8"}},
		"macos":                 {"macOS", "14.5", OS{MacOS, "14"}},
		"macos_old":             {"Mac OS X", "10.15.7", OS{MacOS, "10.15"}},
		"bottlerocket":          {"Bottlerocket", "1.19.4", OS{Bottlerocket, "1.19.4"}},
		"windows_2025":          {"Microsoft Windows Server 2025 Datacenter", "10.0.26100", OS{WindowsServer, "2025"}},
		"windows_2022":          {"Microsoft Windows Server 2022 Datacenter", "10.0.20348", OS{WindowsServer, "2022"}},
		"windows_2019":          {"Microsoft Windows Server 2019 Datacenter", "10.0.17763", OS{WindowsServer, "2019"}},
		"windows_2016":          {"Microsoft Windows Server 2016 Standard", "10.0.14393", OS{WindowsServer, "2016"}},
		"windows_2012_r2":       {"Microsoft Windows Server 2012 R2 Standard", "6.3.9600", OS{WindowsServer, "2012-r2"}},
		"windows_2012":          {"Microsoft Windows Server 2012 Standard", "6.2.9200", OS{WindowsServer, "2012"}},
		"windows_2008_r2":       {"Microsoft Windows Server 2008 R2 Datacenter", "6.1.7601", OS{WindowsServer, "2008-r2-sp1"}},
		"windows_2008_r2_plain": {"Microsoft Windows Server 2008 R2 Datacenter", "6.1.7600", OS{WindowsServer, ""}},
		"windows_2008":          {"Microsoft Windows Server 2008 Datacenter", "6.0.6003", OS{WindowsServer, "2008-sp2"}},
		"windows_name_lies":     {"Microsoft Windows Server 2022 Datacenter", "10.0.14393", OS{WindowsServer, ""}},
		"windows_build_prefix":  {"Microsoft Windows Server 2016 Standard", "10.0.143931", OS{WindowsServer, ""}},
		"windows_desktop":       {"Microsoft Windows 11 Pro", "10.0.22631", OS{}},
		"unknown_system":        {"FreeBSD", "14.0", OS{}},
		"no_version":            {"Ubuntu", "", OS{Ubuntu, ""}},
		"no_number":             {"Debian GNU/Linux", "trixie/sid", OS{Debian, ""}},
		"nothing":               {"", "", OS{}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, FromSSM(tt.name, tt.version)); diff != "" {
				t.Errorf("FromSSM(%q, %q) (-want +got):\n%s", tt.name, tt.version, diff)
			}
		})
	}
}

func TestPlatformDetails(t *testing.T) {
	tests := map[string]struct {
		details string
		want    OS
	}{
		"linux":          {"Linux/UNIX", OS{}},
		"linux_with_sql": {"Linux with SQL Server Standard", OS{}},
		"rhel":           {"Red Hat Enterprise Linux", OS{Family: RHEL}},
		"rhel_ha_sql":    {"Red Hat Enterprise Linux with SQL Server Standard and HA", OS{Family: RHEL}},
		"rhel_own":       {"Red Hat BYOL Linux", OS{Family: RHEL}},
		"suse":           {"SUSE Linux", OS{Family: SLES}},
		"ubuntu_pro":     {"Ubuntu Pro", OS{Family: Ubuntu}},
		"windows":        {"Windows", OS{Family: WindowsServer}},
		"windows_own":    {"Windows BYOL", OS{Family: WindowsServer}},
		"not_windows":    {"Windowsill", OS{}},
		"empty":          {"", OS{}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, FromPlatformDetails(tt.details)); diff != "" {
				t.Errorf("FromPlatformDetails(%q) (-want +got):\n%s", tt.details, diff)
			}
		})
	}
}

func TestExtensionProven(t *testing.T) {
	tests := map[string]struct {
		os      OS
		details string
		want    bool
	}{
		"ubuntu_pro":          {OS{Ubuntu, "20.04"}, "Ubuntu Pro", true},
		"plain_ubuntu":        {OS{Ubuntu, "20.04"}, "Linux/UNIX", false},
		"another_systems_pro": {OS{Debian, "11"}, "Ubuntu Pro", false},
		"rhel_by_the_hour":    {OS{RHEL, "7"}, "Red Hat Enterprise Linux", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := ExtensionProven(tt.os, tt.details); got != tt.want {
				t.Errorf("ExtensionProven(%v, %q) = %v, want %v", tt.os, tt.details, got, tt.want)
			}
		})
	}
}

func TestStrings(t *testing.T) {
	got := []string{OS{}.String(), OS{Family: RHEL}.String(), OS{RHEL, "9"}.String(), Unknown.String(), Supported.String(), Extended.String(), Ended.String(), State(9).String()}
	want := []string{"unrecognised operating system", "Red Hat Enterprise Linux", "Red Hat Enterprise Linux 9", "unknown", "supported", "extended", "ended", "state(9)"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("String (-want +got):\n%s", diff)
	}
}

// TestLoadRefuses holds that each kind of damage to the table is an error that names it.
func TestLoadRefuses(t *testing.T) {
	tests := map[string]struct{ old, new, want string }{
		"unknown_field":       {`"released"`, `"releesed"`, `unknown field "releesed"`},
		"trailing_text":       {"\n}\n", "\n}\n{}", "something follows"},
		"not_a_date":          {`"standard_end": "2029-06-30"`, `"standard_end": "30.6.2029"`, `"30.6.2029" is not a date`},
		"a_number":            {`"standard_end": "2029-06-30"`, `"standard_end": 2029`, "cannot unmarshal number"},
		"no_read_on":          {`"read_on": "2026-08-22",`, ``, "read_on and releases must not be empty"},
		"unknown_family":      {`"family": "Ubuntu"`, `"family": "Obuntu"`, "the family is not one"},
		"no_version":          {`"version": "2023"`, `"version": ""`, "version and released must not be empty"},
		"twice":               {`"version": "2023"`, `"version": "2"`, "Amazon Linux 2 is listed twice"},
		"ends_before_release": {`"standard_end": "2029-06-30"`, `"standard_end": "2019-06-30"`, "standard_end is before released"},
		"end_without_name":    {`"extended_name": "Expanded Security Maintenance (ESM)", `, ``, "come together"},
		"extended_too_early":  {`"extended_end": "2036-04-30"`, `"extended_end": "2026-04-30"`, "extended_end is not after standard_end"},
		"requires_without":    {`"extended_end": "2036-04-30", "extended_name": "Expanded Security Maintenance (ESM)", `, ``, "extended_requires without extended_end"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			damaged := bytes.Replace(embedded, []byte(tt.old), []byte(tt.new), 1)
			if bytes.Equal(damaged, embedded) {
				t.Fatalf("the table does not contain %q", tt.old)
			}
			if _, err := load(damaged); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("load = %v; want an error with %q", err, tt.want)
			}
		})
	}
}
