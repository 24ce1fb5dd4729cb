package ecs

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// ServiceRollback asks that ECS undoes a deployment that fails.
var ServiceRollback = &checks.Check[ecs.Service]{
	Meta: checks.Meta{
		ID: "ecs-service-rollback", Title: "Deployments that fail are rolled back", Duty: responsibility.ResAvailability, Severity: checks.Low, Since: "0.1",
		Why:  "Without a circuit breaker ECS goes on starting tasks that die, and the revision that worked is replaced by one that does not.",
		Fix:  "aws ecs update-service --cluster CLUSTER --service SERVICE --deployment-configuration \"deploymentCircuitBreaker={enable=true,rollback=true}\"",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html"},
	},
	Run: serviceRollback,
	Cases: []checks.Case[ecs.Service]{
		{Name: "on", Given: service(), Want: checks.Pass},
		{Name: "off", Given: service(func(s *ecs.Service) { s.CircuitBreakerRollback = inventory.Known(false) }), Want: checks.Fail},
		{Name: "code_deploy", Given: service(func(s *ecs.Service) { s.DeploymentController = inventory.Known("CODE_DEPLOY") }), Want: checks.NotApplicable},
		{Name: "unread", Given: service(func(s *ecs.Service) { s.CircuitBreakerRollback = denied[bool](ecs.DescribeServices) }), Want: checks.Unknown},
	},
}

func serviceRollback(v *checks.View[ecs.Service]) checks.Verdict {
	controller, known := checks.Read(v, v.Resource.DeploymentController)
	if known && controller != "ECS" {
		return v.NotApplicable("deployments are controlled by %s", controller)
	}
	if on, _ := checks.Read(v, v.Resource.CircuitBreakerRollback); !on {
		return v.Fail("deploymentCircuitBreaker does not both stop and roll back a deployment that fails")
	}
	return v.Pass("deploymentCircuitBreaker is enabled with rollback")
}
