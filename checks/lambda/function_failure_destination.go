package lambda

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/lambda"
	"demarc/inventory/responsibility"
)

// FunctionFailureDestination wants events that failed to be kept.
var FunctionFailureDestination = &checks.Check[lambda.Function]{
	Meta: checks.Meta{
		ID: "lambda-function-failure-destination", Title: "Functions have a place for events that failed", Duty: responsibility.ResAvailability, Severity: checks.Low, Since: "0.1",
		Why:  "An event that a function is invoked with asynchronously is tried three times and then dropped. Without a dead-letter queue or a destination on failure it is gone, and nobody knows that it was there.",
		Fix:  "aws lambda put-function-event-invoke-config --function-name NAME --destination-config 'OnFailure={Destination=QUEUE_ARN}', or aws lambda update-function-configuration --function-name NAME --dead-letter-config TargetArn=QUEUE_ARN",
		Refs: []string{"https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html"},
	},
	Reads: []*inventory.Call{lambda.GetPolicy, lambda.ListFunctionEventInvokeConfigs},
	Run:   functionFailureDestination,
	Cases: []checks.Case[lambda.Function]{
		{Name: "dead_letter_queue", Given: function(), Want: checks.Pass},
		{Name: "destination", Given: function(onFailure("arn:aws:sns:eu-central-1:111122223333:failed")), Want: checks.Pass},
		{Name: "none", Given: function(onFailure()), Want: checks.Fail},
		{Name: "no_events", Given: function(onFailure(), policy(`{"Effect":"Allow","Principal":{"Service":"apigateway.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"*"}`)), Want: checks.NotApplicable},
		{Name: "policy_denied", Given: function(onFailure(), noPolicy), Want: checks.Unknown},
		{Name: "denied", Given: function(onFailure(), func(f *lambda.Function) {
			f.OnFailure = denied[[]string](lambda.ListFunctionEventInvokeConfigs)
		}), Want: checks.Unknown},
	},
}

func functionFailureDestination(v *checks.View[lambda.Function]) checks.Verdict {
	if target, known := checks.Read(v, v.Resource.DeadLetterTargetARN); known && target != "" {
		return v.Pass("DeadLetterConfig.TargetArn is %s", target)
	}
	text, known := checks.Read(v, v.Resource.Policy)
	from := lambda.AsynchronousInvokers(text)
	if known && len(from) == 0 {
		return v.NotApplicable("the policy lets in no service that invokes asynchronously")
	}
	destinations, _ := checks.Read(v, v.Resource.OnFailure)
	if len(destinations) == 0 {
		return v.Fail("%s invokes the function with events, and there is neither a DeadLetterConfig nor a destination on failure", checks.First(from, 3))
	}
	return v.Pass("the destination on failure is %s", checks.First(destinations, 3))
}

// onFailure takes the dead-letter queue away, lets a bucket's events in, and sets destinations.
func onFailure(to ...string) func(*lambda.Function) {
	return func(f *lambda.Function) {
		policy(`{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"*"}`)(f)
		f.DeadLetterTargetARN, f.OnFailure = inventory.Known(""), inventory.Known(to)
	}
}
