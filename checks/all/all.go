// Package all lists every check. A service is added by one line here, and a test finds the one that was forgotten.
package all

import (
	"cmp"
	"slices"

	"demarc/checks"
	"demarc/checks/apigateway"
	"demarc/checks/apprunner"
	"demarc/checks/autoscaling"
	"demarc/checks/backup"
	"demarc/checks/batch"
	"demarc/checks/codebuild"
	"demarc/checks/dynamodb"
	"demarc/checks/ec2"
	"demarc/checks/ecr"
	"demarc/checks/ecs"
	"demarc/checks/efs"
	"demarc/checks/eks"
	"demarc/checks/elasticbeanstalk"
	"demarc/checks/elasticloadbalancing"
	"demarc/checks/elasticloadbalancingv2"
	"demarc/checks/emr"
	"demarc/checks/emrserverless"
	"demarc/checks/eventbridge"
	"demarc/checks/iam"
	"demarc/checks/inspector2"
	"demarc/checks/kinesis"
	"demarc/checks/kms"
	"demarc/checks/lambda"
	"demarc/checks/lightsail"
	"demarc/checks/opensearch"
	"demarc/checks/s3"
	"demarc/checks/sagemaker"
	"demarc/checks/secretsmanager"
	"demarc/checks/sfn"
	"demarc/checks/sns"
	"demarc/checks/sqs"
	"demarc/checks/ssm"
)

// Checks returns the checks of every service, sorted by id.
func Checks() []checks.Checker {
	out := slices.Concat(
		apigateway.Checks,
		apprunner.Checks,
		autoscaling.Checks,
		backup.Checks,
		batch.Checks,
		codebuild.Checks,
		dynamodb.Checks,
		ec2.Checks,
		ecr.Checks,
		ecs.Checks,
		efs.Checks,
		eks.Checks,
		elasticbeanstalk.Checks,
		elasticloadbalancing.Checks,
		elasticloadbalancingv2.Checks,
		emr.Checks,
		emrserverless.Checks,
		eventbridge.Checks,
		iam.Checks,
		inspector2.Checks,
		kinesis.Checks,
		kms.Checks,
		lambda.Checks,
		lightsail.Checks,
		opensearch.Checks,
		s3.Checks,
		sagemaker.Checks,
		secretsmanager.Checks,
		sfn.Checks,
		sns.Checks,
		sqs.Checks,
		ssm.Checks,
	)
	slices.SortFunc(out, func(a, b checks.Checker) int { return cmp.Compare(a.Info().ID, b.Info().ID) })
	return out
}
