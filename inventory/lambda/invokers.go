package lambda

import "strings"

// asynchronous are the services that invoke functions with events, and do not wait for an answer (Developer Guide,
// "Invoking Lambda with events from other AWS services", read in November 2026).
var asynchronous = []string{
	"cloudformation.amazonaws.com", "codecommit.amazonaws.com", "config.amazonaws.com", "events.amazonaws.com", "iot.amazonaws.com",
	"logs.amazonaws.com", "s3.amazonaws.com", "scheduler.amazonaws.com", "ses.amazonaws.com", "sns.amazonaws.com",
}

// AsynchronousInvokers returns the services that a function's resource policy names and that invoke asynchronously,
// sorted. It looks for their names in the text, so that a policy that denies one counts too: the answer decides what is
// worth asking, and is never too small for the function itself.
func AsynchronousInvokers(policy string) []string {
	var out []string
	for _, service := range asynchronous {
		if strings.Contains(policy, `"`+service+`"`) {
			out = append(out, service)
		}
	}
	return out
}
