package ec2

import (
	"regexp"
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// InstanceStopped finds instances that lie stopped for long.
var InstanceStopped = &checks.Check[ec2.Instance]{
	Meta: checks.Meta{
		ID: "ec2-instance-not-long-stopped", Title: "No instance stays stopped for longer than the policy allows", Duty: responsibility.OSPatch, Severity: checks.Medium, Since: "0.1",
		Why: "Nothing patches a stopped instance. Whoever starts it again months later brings back every hole that was closed since, and until then its volumes are data that nobody looks after.",
		Fix: "Keep an image of it (aws ec2 create-image) if it may be needed, then aws ec2 terminate-instances --instance-ids INSTANCE",
		Refs: []string{
			"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Stop_Start.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-4",
		},
	},
	Run: stopped,
	Cases: []checks.Case[ec2.Instance]{
		{Name: "running", Given: instance(func(*ec2.Instance) {}), Want: checks.Pass},
		{Name: "sinceYesterday", Given: stoppedSince("User initiated (2026-11-22 08:00:00 GMT)", daysAgo(200)), Want: checks.Pass},
		{Name: "forMonths", Given: stoppedSince("User initiated (2026-08-01 08:00:00 GMT)", daysAgo(200)), Want: checks.Fail},
		{Name: "startedLately", Given: stoppedSince("", daysAgo(3)), Want: checks.Pass},
		{Name: "noTime", Given: stoppedSince("Server.SpotInstanceShutdown", daysAgo(200)), Want: checks.Unknown},
		{Name: "longerAllowed", Given: stoppedSince("User initiated (2026-08-01 08:00:00 GMT)", daysAgo(200)), Policy: func(p *checks.Policy) { p.StoppedInstance = 365 }, Want: checks.Pass},
		{Name: "notRead", Given: instance(func(i *ec2.Instance) { i.State = inventory.FromEnum("") }), Want: checks.Unknown},
		{Name: "operated", Given: operated(func(*ec2.Instance) {}), Want: checks.NotCustomer},
	},
}

// stopTime is how EC2 writes the time into StateTransitionReason: "User initiated (2026-08-01 08:00:00 GMT)".
var stopTime = regexp.MustCompile(`\((\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) (?:GMT|UTC)\)`)

// stoppedAt returns the time that a StateTransitionReason tells.
func stoppedAt(reason string) (time.Time, bool) {
	m := stopTime.FindStringSubmatch(reason)
	if m == nil {
		return time.Time{}, false
	}
	at, err := time.Parse(time.DateTime, m[1])
	return at, err == nil
}

func stopped(v *checks.View[ec2.Instance]) checks.Verdict {
	state, known := checks.Read(v, v.Resource.State)
	if !known || state != "stopped" {
		return v.Pass("State.Name is %s", state)
	}
	limit := v.Policy().StoppedInstance
	reason, _ := checks.Read(v, v.Resource.StateTransitionReason)
	if at, ok := stoppedAt(reason); ok {
		if v.Now().Sub(at) > limit.Duration() {
			return v.Fail("stopped for %d days, since %s; the policy allows %d", days(at, v.Now()), at.Format(time.DateOnly), limit)
		}
		return v.Pass("stopped since %s; the policy allows %d days", at.Format(time.DateOnly), limit)
	}
	// Without the time of the stop, the last start still bounds it.
	if started, _ := checks.Read(v, v.Resource.LaunchTime); v.Now().Sub(started) <= limit.Duration() {
		return v.Pass("started as late as %s; the policy allows %d days", started.Format(time.DateOnly), limit)
	}
	return v.Unknown("StateTransitionReason does not say since when the instance is stopped; CloudTrail's StopInstances event does")
}

func stoppedSince(reason string, started time.Time) ec2.Instance {
	return instance(func(i *ec2.Instance) {
		i.State, i.StateTransitionReason, i.LaunchTime = inventory.Known("stopped"), inventory.Known(reason), inventory.Known(started)
	})
}
