// Package all lists every collector. A service is added by one line in each of the lists here, and a test finds the
// one that was forgotten.
package all

import (
	"slices"

	"demarc/inventory"
	"demarc/inventory/apigateway"
	"demarc/inventory/apprunner"
	"demarc/inventory/autoscaling"
	"demarc/inventory/backup"
	"demarc/inventory/batch"
	"demarc/inventory/codebuild"
	"demarc/inventory/collect"
	"demarc/inventory/dynamodb"
	"demarc/inventory/ec2"
	"demarc/inventory/ecr"
	"demarc/inventory/ecs"
	"demarc/inventory/efs"
	"demarc/inventory/eks"
	"demarc/inventory/elasticbeanstalk"
	"demarc/inventory/elasticloadbalancing"
	"demarc/inventory/elasticloadbalancingv2"
	"demarc/inventory/emr"
	"demarc/inventory/emrserverless"
	"demarc/inventory/eventbridge"
	"demarc/inventory/iam"
	"demarc/inventory/inspector2"
	"demarc/inventory/kinesis"
	"demarc/inventory/kms"
	"demarc/inventory/lambda"
	"demarc/inventory/lightsail"
	"demarc/inventory/opensearch"
	"demarc/inventory/organizations"
	"demarc/inventory/s3"
	"demarc/inventory/sagemaker"
	"demarc/inventory/secretsmanager"
	"demarc/inventory/sfn"
	"demarc/inventory/sns"
	"demarc/inventory/sqs"
	"demarc/inventory/ssm"
	"demarc/inventory/ssoadmin"
	"demarc/inventory/sts"
)

// Collectors returns the collectors of every service, sorted by service.
func Collectors() []*collect.Collector {
	return slices.Concat(
		apigateway.Collectors,
		apprunner.Collectors,
		autoscaling.Collectors,
		backup.Collectors,
		batch.Collectors,
		codebuild.Collectors,
		dynamodb.Collectors,
		ec2.Collectors,
		ecr.Collectors,
		ecs.Collectors,
		efs.Collectors,
		eks.Collectors,
		elasticbeanstalk.Collectors,
		elasticloadbalancing.Collectors,
		elasticloadbalancingv2.Collectors,
		emr.Collectors,
		emrserverless.Collectors,
		eventbridge.Collectors,
		iam.Collectors,
		inspector2.Collectors,
		kinesis.Collectors,
		kms.Collectors,
		lambda.Collectors,
		lightsail.Collectors,
		opensearch.Collectors,
		organizations.Collectors,
		s3.Collectors,
		sagemaker.Collectors,
		secretsmanager.Collectors,
		sfn.Collectors,
		sns.Collectors,
		sqs.Collectors,
		ssm.Collectors,
		ssoadmin.Collectors,
	)
}

// Types returns the resource types of every collector, which is what a snapshot can hold.
func Types() []*inventory.Type {
	var out []*inventory.Type
	for _, c := range Collectors() {
		out = append(out, c.Types...)
	}
	return out
}

// Source returns what a scan asks before its collectors run: who it is, and which regions there are.
func Source() collect.Source {
	return collect.Source{
		IdentityCall: sts.GetCallerIdentity, Identity: sts.Identity,
		RegionsCall: ec2.DescribeRegions, Regions: ec2.Regions,
	}
}
