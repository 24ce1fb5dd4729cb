package responsibility

// The variants of the matrix in the order of its rows, one constant each; a test
// holds them equal to the data. A Variant that is not among them has no owner for
// any duty: Of answers Undecided.
const (
	EC2Instance          Variant = "ec2.instance"
	EC2InstanceDedicated Variant = "ec2.instance.dedicated"
	EC2InstanceHost      Variant = "ec2.instance.host"
	EC2InstanceMetal     Variant = "ec2.instance.metal"
	EC2InstanceMac       Variant = "ec2.instance.mac"
	EC2InstanceOutposts  Variant = "ec2.instance.outposts"
	EC2InstanceEdge      Variant = "ec2.instance.edge"
	EC2InstanceManaged   Variant = "ec2.instance.managed"
	EC2Host              Variant = "ec2.host"
	EC2Volume            Variant = "ec2.volume"
	EC2Snapshot          Variant = "ec2.snapshot"
	EC2ImageOwn          Variant = "ec2.image.own"
	EC2ImageThirdParty   Variant = "ec2.image.third_party"
	EC2LaunchTemplate    Variant = "ec2.launch_template"
	EC2VPC               Variant = "ec2.vpc"
	EC2SecurityGroup     Variant = "ec2.security_group"
	EC2NetworkACL        Variant = "ec2.network_acl"

	ECSContainerInstance Variant = "ecs.container_instance"
	ECSManagedInstance   Variant = "ecs.managed_instance"
	ECSFargate           Variant = "ecs.fargate"
	ECSExternal          Variant = "ecs.external"
	ECSTaskDefinition    Variant = "ecs.task_definition"

	EKSCluster            Variant = "eks.cluster"
	EKSNodeGroupManaged   Variant = "eks.nodegroup.managed"
	EKSNodeGroupCustomAMI Variant = "eks.nodegroup.custom_ami"
	EKSNodesSelfManaged   Variant = "eks.nodes.self_managed"
	EKSAutoMode           Variant = "eks.auto_mode"
	EKSFargate            Variant = "eks.fargate"
	EKSHybridNode         Variant = "eks.hybrid_node"

	ECRRepository Variant = "ecr.repository"

	BatchComputeEnvEC2       Variant = "batch.compute_env.ec2"
	BatchComputeEnvCustomAMI Variant = "batch.compute_env.custom_ami"
	BatchComputeEnvFargate   Variant = "batch.compute_env.fargate"

	AppRunnerService Variant = "apprunner.service"

	LambdaFunctionZip               Variant = "lambda.function.zip"
	LambdaFunctionZipFunctionUpdate Variant = "lambda.function.zip.function_update"
	LambdaFunctionZipManual         Variant = "lambda.function.zip.manual"
	LambdaFunctionZipDeprecated     Variant = "lambda.function.zip.deprecated"
	LambdaFunctionZipOSOnly         Variant = "lambda.function.zip.os_only"
	LambdaFunctionImage             Variant = "lambda.function.image"
	LambdaFunctionManagedInstances  Variant = "lambda.function.managed_instances"

	BeanstalkEnvironment          Variant = "beanstalk.environment"
	BeanstalkEnvironmentUnmanaged Variant = "beanstalk.environment.unmanaged"
	BeanstalkEnvironmentCustomAMI Variant = "beanstalk.environment.custom_ami"

	LightsailInstance  Variant = "lightsail.instance"
	LightsailDatabase  Variant = "lightsail.database"
	LightsailContainer Variant = "lightsail.container"
	LightsailBucket    Variant = "lightsail.bucket"

	EMRCluster          Variant = "emr.cluster"
	EMRClusterCustomAMI Variant = "emr.cluster.custom_ami"
	EMRServerless       Variant = "emr.serverless"

	RDSInstance            Variant = "rds.instance"
	RDSCustomOracle        Variant = "rds.custom.oracle"
	RDSCustomSQLServerRPEV Variant = "rds.custom.sqlserver.rpev"
	RDSCustomSQLServerCEV  Variant = "rds.custom.sqlserver.cev"
	RDSSnapshot            Variant = "rds.snapshot"

	AuroraCluster Variant = "aurora.cluster"

	ElastiCacheNodeBased  Variant = "elasticache.node_based"
	ElastiCacheServerless Variant = "elasticache.serverless"

	OpenSearchDomain     Variant = "opensearch.domain"
	OpenSearchServerless Variant = "opensearch.serverless"

	RedshiftCluster    Variant = "redshift.cluster"
	RedshiftServerless Variant = "redshift.serverless"

	DynamoDBTable Variant = "dynamodb.table"

	EFSFileSystem Variant = "efs.file_system"

	FSxFileSystem Variant = "fsx.file_system"

	S3Bucket Variant = "s3.bucket"

	SQSQueue Variant = "sqs.queue"

	SNSTopic Variant = "sns.topic"

	KinesisStream Variant = "kinesis.stream"

	SecretsManagerSecret Variant = "secretsmanager.secret"

	KMSKeyAWSOwned   Variant = "kms.key.aws_owned"
	KMSKeyAWSManaged Variant = "kms.key.aws_managed"
	KMSKeyCustomer   Variant = "kms.key.customer"
	KMSKeyImported   Variant = "kms.key.imported"
	KMSKeyCloudHSM   Variant = "kms.key.cloudhsm"
	KMSKeyExternal   Variant = "kms.key.external"

	IAMUser             Variant = "iam.user"
	IAMRole             Variant = "iam.role"
	IAMPolicyCustomer   Variant = "iam.policy.customer"
	IAMPolicyAWSManaged Variant = "iam.policy.aws_managed"

	AWSAccount Variant = "aws.account"

	CloudTrailTrail Variant = "cloudtrail.trail"

	CloudFrontDistribution Variant = "cloudfront.distribution"

	APIGatewayAPI Variant = "apigateway.api"

	ELBV2LoadBalancer Variant = "elbv2.load_balancer"

	Route53Zone Variant = "route53.zone"

	SSMManagedNode Variant = "ssm.managed_node"
	SSMDocument    Variant = "ssm.document"
	SSMParameter   Variant = "ssm.parameter"

	LogsLogGroup Variant = "logs.log_group"

	BackupVault Variant = "backup.vault"

	StepFunctionsStateMachine Variant = "stepfunctions.state_machine"

	MSKClusterProvisioned Variant = "msk.cluster.provisioned"
	MSKClusterServerless  Variant = "msk.cluster.serverless"

	SageMakerNotebook Variant = "sagemaker.notebook"
	SageMakerEndpoint Variant = "sagemaker.endpoint"
)
