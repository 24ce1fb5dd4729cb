package localstack

import (
	"bytes"
	"encoding/csv"
	"maps"
	"slices"
)

// summary multiplies the counters of GetAccountSummary that count what the account has.
func (s *scaled) summary(output map[string]any) map[string]any {
	counts, _ := output["SummaryMap"].(map[string]any)
	counts = maps.Clone(counts)
	for _, n := range []string{
		"Groups", "InstanceProfiles", "MFADevices", "MFADevicesInUse", "Policies", "PolicyVersionsInUse", "Providers",
		"Roles", "ServerCertificates", "Users",
	} {
		if v, ok := counts[n].(int64); ok {
			counts[n] = v * int64(s.n)
		}
	}
	out := maps.Clone(output)
	out["SummaryMap"] = counts
	return out
}

// credentialReport repeats the rows of users, but not root's, under the copies' names.
func (s *scaled) credentialReport(output map[string]any) map[string]any {
	content, _ := output["Content"].([]byte)
	rows, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
	if err != nil || len(rows) == 0 {
		return output // a report that is no CSV is served as it is
	}
	var buf bytes.Buffer
	w := csv.NewWriter(&buf)
	_ = w.WriteAll(rows) // a Buffer does not fail
	for n := 1; n < s.n; n++ {
		for _, row := range rows[1:] {
			if len(row) < 2 || row[0] == "<root_account>" {
				continue
			}
			row = slices.Clone(row)
			row[0] = s.names.text(row[0], "UserName", n)
			row[1] = s.names.text(row[1], "Arn", n)
			_ = w.Write(row) // nor here; WriteAll and Flush would repeat an error
		}
	}
	w.Flush()
	out := maps.Clone(output)
	out["Content"] = buf.Bytes()
	return out
}
