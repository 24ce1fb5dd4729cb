package iam

import (
	"fmt"
	"strings"
	"time"
)

// days returns a span in whole days, which is how credentials are spoken of.
func days(d time.Duration) int { return int(d / (24 * time.Hour)) }

// several names the first few of many, and how many more there are.
func several(names []string) string {
	const most = 5
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}

// date writes the day of a point in time.
func date(t time.Time) string { return t.UTC().Format(time.DateOnly) }
