package access

// methodKind is how a method turns permissions into more of them.
type methodKind uint8

const (
	passNew   methodKind = iota // passes a role to something new that runs the caller's code
	takeOver                    // takes over something that has a role already
	become                      // gains the credentials or a session of another principal
	grantSelf                   // gives itself more permissions
	retired                     // of a service that AWS has closed; only reported by Lint
)

// method is one known way to escalate privileges.
type method struct {
	id, name string
	kind     methodKind
	// service is, for passNew, the service principal that the passed role must trust, and for takeOver the service of the
	// resource that is taken over.
	service  string
	requires []string
}

// needs are the resources that a method which passes a role cannot do without, as in Carrier.Service: something that is there
// gets the role, or runs what has it.
var needs = map[string]string{
	"cloudformation-004": "cloudformation-stack-set", "ecs-003": "ecs-cluster", "ecs-004": "ecs-cluster", "ecs-005": "ecs-container-instance",
	"glue-005": "glue-job", "glue-006": "glue-job", "x-cloudformation-update-stack-and-pass-role": "cloudformation",
	"x-codebuild-update-project-and-start": "codebuild", "x-lambda-pass-role-to-existing-function": "lambda",
	"x-passrole-associateinstanceprofile": "ec2", "x-passrole-cognitosetidentitypoolroles": "cognito-identity",
	"x-passrole-ecsstarttaskexistingcluster": "ecs-container-instance", "x-passrole-updateautoscaling": "autoscaling",
}

// unsure are methods whose steps are possible ones at most: what an Auto Scaling group starts from a launch configuration that
// is there runs its owner's image, so that the role is gained only by who gets into the instance.
var unsure = []string{"x-auto-scaling-with-existing-launch-configuration"}

// methods are the known escalation methods: their ids and permission sets as pathfinding.cloud (DataDog, Apache-2.0) lists
// them, and with "x-" further ones of public tools that it lacks. Sorted by id. For datapipeline-001 the two permissions
// without which nothing starts are asked for; public tools differ in how many of the others they name.
var methods = []method{
	{"apprunner-001", "iam:PassRole + apprunner:CreateService", passNew, "tasks.apprunner.amazonaws.com", []string{"iam:PassRole", "apprunner:CreateService"}},
	{"apprunner-002", "apprunner:UpdateService", takeOver, "apprunner", []string{"apprunner:UpdateService"}},
	{"bedrock-001", "iam:PassRole + bedrock-agentcore:CreateCodeInterpreter + bedrock-agentcore:StartCodeInterpreterSession + bedrock-agentcore:InvokeCodeInterpreter", passNew, "bedrock-agentcore.amazonaws.com", []string{"iam:PassRole", "bedrock-agentcore:CreateCodeInterpreter", "bedrock-agentcore:StartCodeInterpreterSession", "bedrock-agentcore:InvokeCodeInterpreter"}},
	{"bedrock-002", "bedrock-agentcore:StartCodeInterpreterSession + bedrock-agentcore:InvokeCodeInterpreter", takeOver, "bedrock-agentcore", []string{"bedrock-agentcore:StartCodeInterpreterSession", "bedrock-agentcore:InvokeCodeInterpreter"}},
	{"cloudformation-001", "iam:PassRole + cloudformation:CreateStack", passNew, "cloudformation.amazonaws.com", []string{"iam:PassRole", "cloudformation:CreateStack"}},
	{"cloudformation-002", "cloudformation:UpdateStack", takeOver, "cloudformation", []string{"cloudformation:UpdateStack"}},
	{"cloudformation-003", "iam:PassRole + cloudformation:CreateStackSet + cloudformation:CreateStackInstances", passNew, "cloudformation.amazonaws.com", []string{"iam:PassRole", "cloudformation:CreateStackSet", "cloudformation:CreateStackInstances"}},
	{"cloudformation-004", "iam:PassRole + cloudformation:UpdateStackSet", passNew, "cloudformation.amazonaws.com", []string{"iam:PassRole", "cloudformation:UpdateStackSet"}},
	{"cloudformation-005", "cloudformation:CreateChangeSet + cloudformation:ExecuteChangeSet", takeOver, "cloudformation", []string{"cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"}},
	{"codebuild-001", "iam:PassRole + codebuild:CreateProject + codebuild:StartBuild", passNew, "codebuild.amazonaws.com", []string{"iam:PassRole", "codebuild:CreateProject", "codebuild:StartBuild"}},
	{"codebuild-002", "codebuild:StartBuild", takeOver, "codebuild", []string{"codebuild:StartBuild"}},
	{"codebuild-003", "codebuild:StartBuildBatch", takeOver, "codebuild", []string{"codebuild:StartBuildBatch"}},
	{"codebuild-004", "iam:PassRole + codebuild:CreateProject + codebuild:StartBuildBatch", passNew, "codebuild.amazonaws.com", []string{"iam:PassRole", "codebuild:CreateProject", "codebuild:StartBuildBatch"}},
	{"datapipeline-001", "iam:PassRole + datapipeline:CreatePipeline + datapipeline:PutPipelineDefinition + datapipeline:ActivatePipeline", passNew, "datapipeline.amazonaws.com", []string{"iam:PassRole", "datapipeline:CreatePipeline"}},
	{"ec2-001", "iam:PassRole + ec2:RunInstances", passNew, "ec2.amazonaws.com", []string{"iam:PassRole", "ec2:RunInstances"}},
	{"ec2-002", "ec2:ModifyInstanceAttribute + ec2:StopInstances + ec2:StartInstances", takeOver, "ec2", []string{"ec2:ModifyInstanceAttribute", "ec2:StopInstances", "ec2:StartInstances"}},
	{"ec2-003", "iam:PassRole + ec2:RequestSpotInstances", passNew, "ec2.amazonaws.com", []string{"iam:PassRole", "ec2:RequestSpotInstances"}},
	{"ec2-004", "ec2:CreateLaunchTemplateVersion + ec2:ModifyLaunchTemplate", takeOver, "ec2-launch-template", []string{"ec2:CreateLaunchTemplateVersion", "ec2:ModifyLaunchTemplate"}},
	{"ec2instanceconnect-003", "ec2-instance-connect:SendSSHPublicKey", takeOver, "ec2", []string{"ec2-instance-connect:SendSSHPublicKey", "ec2:DescribeInstances"}},
	{"ecs-001", "iam:PassRole + ecs:CreateCluster + ecs:RegisterTaskDefinition + ecs:CreateService", passNew, "ecs-tasks.amazonaws.com", []string{"iam:PassRole", "ecs:CreateCluster", "ecs:RegisterTaskDefinition", "ecs:CreateService"}},
	{"ecs-002", "iam:PassRole + ecs:CreateCluster + ecs:RegisterTaskDefinition + ecs:RunTask", passNew, "ecs-tasks.amazonaws.com", []string{"iam:PassRole", "ecs:CreateCluster", "ecs:RegisterTaskDefinition", "ecs:RunTask"}},
	{"ecs-003", "iam:PassRole + ecs:RegisterTaskDefinition + ecs:CreateService", passNew, "ecs-tasks.amazonaws.com", []string{"iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:CreateService"}},
	{"ecs-004", "iam:PassRole + ecs:RegisterTaskDefinition + ecs:RunTask", passNew, "ecs-tasks.amazonaws.com", []string{"iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:RunTask"}},
	{"ecs-005", "iam:PassRole + ecs:RegisterTaskDefinition + ecs:StartTask", passNew, "ecs-tasks.amazonaws.com", []string{"iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:StartTask"}},
	{"glue-001", "iam:PassRole + glue:CreateDevEndpoint", passNew, "glue.amazonaws.com", []string{"iam:PassRole", "glue:CreateDevEndpoint"}},
	{"glue-002", "glue:UpdateDevEndpoint", takeOver, "glue", []string{"glue:UpdateDevEndpoint"}},
	{"glue-003", "iam:PassRole + glue:CreateJob + glue:StartJobRun", passNew, "glue.amazonaws.com", []string{"iam:PassRole", "glue:CreateJob", "glue:StartJobRun"}},
	{"glue-004", "iam:PassRole + glue:CreateJob + glue:CreateTrigger", passNew, "glue.amazonaws.com", []string{"iam:PassRole", "glue:CreateJob", "glue:CreateTrigger"}},
	{"glue-005", "iam:PassRole + glue:UpdateJob + glue:StartJobRun", passNew, "glue.amazonaws.com", []string{"iam:PassRole", "glue:UpdateJob", "glue:StartJobRun"}},
	{"glue-006", "iam:PassRole + glue:UpdateJob + glue:CreateTrigger", passNew, "glue.amazonaws.com", []string{"iam:PassRole", "glue:UpdateJob", "glue:CreateTrigger"}},
	{"iam-001", "iam:CreatePolicyVersion", grantSelf, "", []string{"iam:CreatePolicyVersion"}},
	{"iam-002", "iam:CreateAccessKey", become, "", []string{"iam:CreateAccessKey"}},
	{"iam-003", "iam:CreateAccessKey + iam:DeleteAccessKey", become, "", []string{"iam:CreateAccessKey", "iam:DeleteAccessKey"}},
	{"iam-004", "iam:CreateLoginProfile", become, "", []string{"iam:CreateLoginProfile"}},
	{"iam-005", "iam:PutRolePolicy", grantSelf, "", []string{"iam:PutRolePolicy"}},
	{"iam-006", "iam:UpdateLoginProfile", become, "", []string{"iam:UpdateLoginProfile"}},
	{"iam-007", "iam:PutUserPolicy", grantSelf, "", []string{"iam:PutUserPolicy"}},
	{"iam-008", "iam:AttachUserPolicy", grantSelf, "", []string{"iam:AttachUserPolicy"}},
	{"iam-009", "iam:AttachRolePolicy", grantSelf, "", []string{"iam:AttachRolePolicy"}},
	{"iam-010", "iam:AttachGroupPolicy", grantSelf, "", []string{"iam:AttachGroupPolicy"}},
	{"iam-011", "iam:PutGroupPolicy", grantSelf, "", []string{"iam:PutGroupPolicy"}},
	{"iam-012", "iam:UpdateAssumeRolePolicy", become, "", []string{"iam:UpdateAssumeRolePolicy"}},
	{"iam-013", "iam:AddUserToGroup", grantSelf, "", []string{"iam:AddUserToGroup"}},
	{"iam-014", "iam:AttachRolePolicy + sts:AssumeRole", become, "", []string{"iam:AttachRolePolicy", "sts:AssumeRole"}},
	{"iam-015", "iam:AttachUserPolicy + iam:CreateAccessKey", become, "", []string{"iam:AttachUserPolicy", "iam:CreateAccessKey"}},
	{"iam-016", "iam:CreatePolicyVersion + sts:AssumeRole", become, "", []string{"iam:CreatePolicyVersion", "sts:AssumeRole"}},
	{"iam-017", "iam:PutRolePolicy + sts:AssumeRole", become, "", []string{"iam:PutRolePolicy", "sts:AssumeRole"}},
	{"iam-018", "iam:PutUserPolicy + iam:CreateAccessKey", become, "", []string{"iam:PutUserPolicy", "iam:CreateAccessKey"}},
	{"iam-019", "iam:AttachRolePolicy + iam:UpdateAssumeRolePolicy", become, "", []string{"iam:AttachRolePolicy", "iam:UpdateAssumeRolePolicy"}},
	{"iam-020", "iam:CreatePolicyVersion + iam:UpdateAssumeRolePolicy", become, "", []string{"iam:CreatePolicyVersion", "iam:UpdateAssumeRolePolicy"}},
	{"iam-021", "iam:PutRolePolicy + iam:UpdateAssumeRolePolicy", become, "", []string{"iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"}},
	{"lambda-001", "iam:PassRole + lambda:CreateFunction + lambda:InvokeFunction", passNew, "lambda.amazonaws.com", []string{"iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"}},
	{"lambda-002", "iam:PassRole + lambda:CreateFunction + lambda:CreateEventSourceMapping", passNew, "lambda.amazonaws.com", []string{"iam:PassRole", "lambda:CreateFunction", "lambda:CreateEventSourceMapping"}},
	{"lambda-003", "lambda:UpdateFunctionCode", takeOver, "lambda", []string{"lambda:UpdateFunctionCode"}},
	{"lambda-004", "lambda:UpdateFunctionCode + lambda:InvokeFunction", takeOver, "lambda", []string{"lambda:UpdateFunctionCode", "lambda:InvokeFunction"}},
	{"lambda-005", "lambda:UpdateFunctionCode + lambda:AddPermission", takeOver, "lambda", []string{"lambda:UpdateFunctionCode", "lambda:AddPermission"}},
	{"lambda-006", "iam:PassRole + lambda:CreateFunction + lambda:AddPermission", passNew, "lambda.amazonaws.com", []string{"iam:PassRole", "lambda:CreateFunction", "lambda:AddPermission"}},
	{"sagemaker-001", "iam:PassRole + sagemaker:CreateNotebookInstance", passNew, "sagemaker.amazonaws.com", []string{"iam:PassRole", "sagemaker:CreateNotebookInstance"}},
	{"sagemaker-002", "iam:PassRole + sagemaker:CreateTrainingJob", passNew, "sagemaker.amazonaws.com", []string{"iam:PassRole", "sagemaker:CreateTrainingJob"}},
	{"sagemaker-003", "iam:PassRole + sagemaker:CreateProcessingJob", passNew, "sagemaker.amazonaws.com", []string{"iam:PassRole", "sagemaker:CreateProcessingJob"}},
	{"sagemaker-004", "sagemaker:CreatePresignedNotebookInstanceUrl", takeOver, "sagemaker", []string{"sagemaker:CreatePresignedNotebookInstanceUrl"}},
	{"sagemaker-005", "sagemaker:CreateNotebookInstanceLifecycleConfig + sagemaker:StopNotebookInstance + sagemaker:UpdateNotebookInstance + sagemaker:StartNotebookInstance", takeOver, "sagemaker", []string{"sagemaker:CreateNotebookInstanceLifecycleConfig", "sagemaker:StopNotebookInstance", "sagemaker:UpdateNotebookInstance", "sagemaker:StartNotebookInstance"}},
	{"ssm-001", "ssm:StartSession", takeOver, "ssm", []string{"ssm:StartSession"}},
	{"ssm-002", "ssm:SendCommand", takeOver, "ssm", []string{"ssm:SendCommand"}},
	{"sts-001", "sts:AssumeRole", become, "", []string{"sts:AssumeRole"}},
	{"x-27-passing-a-role-to-a-new-sagemaker-jupyter-notebook", "27. Passing a role to a new SageMaker Jupyter notebook", passNew, "sagemaker.amazonaws.com", []string{"sagemaker:CreateNotebookInstance", "sagemaker:CreatePresignedNotebookInstanceUrl", "iam:PassRole"}},
	{"x-agentcoreinvokeruntimecommand", "bedrock-agentcore:InvokeAgentRuntimeCommand", takeOver, "bedrock-agentcore", []string{"bedrock-agentcore:InvokeAgentRuntimeCommand"}},
	{"x-assumerole-deleterolepermissionsboundary", "AssumeRole+DeleteRolePermissionsBoundary", grantSelf, "", []string{"iam:DeleteRolePermissionsBoundary", "sts:AssumeRole"}},
	{"x-auto-scaling-pass-role", "iam:PassRole + autoscaling:CreateLaunchConfiguration + autoscaling:CreateAutoScalingGroup", passNew, "ec2.amazonaws.com", []string{"iam:PassRole", "autoscaling:CreateLaunchConfiguration", "autoscaling:CreateAutoScalingGroup"}},
	{"x-auto-scaling-with-existing-launch-configuration", "autoscaling:CreateAutoScalingGroup", takeOver, "autoscaling-launch-configuration", []string{"autoscaling:CreateAutoScalingGroup"}},
	{"x-batchsubmitjob", "BatchSubmitJob", takeOver, "batch", []string{"batch:SubmitJob"}},
	{"x-cloudformation-update-stack-and-pass-role", "CloudFormation update stack and pass role", passNew, "cloudformation.amazonaws.com", []string{"iam:PassRole", "cloudformation:UpdateStack"}},
	{"x-codebuild-update-project-and-start", "CodeBuild update project and start", passNew, "codebuild.amazonaws.com", []string{"iam:PassRole", "codebuild:UpdateProject", "codebuild:StartBuild"}},
	{"x-codestarcreateprojectfromtemplate", "CodeStarCreateProjectFromTemplate", retired, "", []string{"codestar:createprojectfromtemplate"}},
	{"x-codestarcreateprojectthenassociateteammember", "CodeStarCreateProjectThenAssociateTeamMember", retired, "", []string{"codestar:AssociateTeamMember", "codestar:CreateProject"}},
	{"x-iam-deleterolepermissionsboundary", "iam:DeleteRolePermissionsBoundary", grantSelf, "", []string{"iam:DeleteRolePermissionsBoundary"}},
	{"x-iam-deleteuserpermissionsboundary", "iam:DeleteUserPermissionsBoundary", grantSelf, "", []string{"iam:DeleteUserPermissionsBoundary"}},
	{"x-lambda-create-function", "Lambda create function", passNew, "lambda.amazonaws.com", []string{"iam:PassRole", "lambda:CreateFunction"}},
	{"x-lambda-pass-role-to-existing-function", "Lambda pass role to existing function", passNew, "lambda.amazonaws.com", []string{"iam:PassRole", "lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration"}},
	{"x-lambda-updatefunctionconfiguration", "lambda:UpdateFunctionConfiguration", takeOver, "lambda", []string{"lambda:UpdateFunctionConfiguration"}},
	{"x-passexistingroletonewcodestarproject", "PassExistingRoleToNewCodeStarProject", retired, "", []string{"codestar:CreateProject", "iam:PassRole"}},
	{"x-passexistingroletonewlambdathentriggerwithnewdynamo", "PassExistingRoleToNewLambdaThenTriggerWithNewDynamo", passNew, "lambda.amazonaws.com", []string{"iam:PassRole", "lambda:CreateFunction", "lambda:CreateEventSourceMapping", "dynamodb:CreateTable", "dynamodb:PutItem"}},
	{"x-passrole-agentcorecreateharness-invokeruntimecommand", "PassRole+AgentCoreCreateHarness+InvokeRuntimeCommand", passNew, "bedrock-agentcore.amazonaws.com", []string{"bedrock-agentcore:CreateAgentRuntime", "bedrock-agentcore:CreateAgentRuntimeEndpoint", "bedrock-agentcore:CreateHarness", "bedrock-agentcore:CreateWorkloadIdentity", "bedrock-agentcore:GetAgentRuntime", "bedrock-agentcore:InvokeAgentRuntimeCommand", "iam:PassRole"}},
	{"x-passrole-agentcorecreateruntime-invokeruntimecommand", "PassRole+AgentCoreCreateRuntime+InvokeRuntimeCommand", passNew, "bedrock-agentcore.amazonaws.com", []string{"bedrock-agentcore:CreateAgentRuntime", "bedrock-agentcore:CreateAgentRuntimeEndpoint", "bedrock-agentcore:CreateWorkloadIdentity", "bedrock-agentcore:InvokeAgentRuntimeCommand", "iam:PassRole"}},
	{"x-passrole-associateinstanceprofile", "iam:PassRole + ec2:AssociateIamInstanceProfile", passNew, "ec2.amazonaws.com", []string{"iam:PassRole", "ec2:AssociateIamInstanceProfile", "ec2:DisassociateIamInstanceProfile"}},
	{"x-passrole-cognitosetidentitypoolroles", "PassRole+CognitoSetIdentityPoolRoles", passNew, "cognito-identity.amazonaws.com", []string{"cognito-identity:SetIdentityPoolRoles", "iam:PassRole"}},
	{"x-passrole-ecsstarttaskexistingcluster", "PassRole+ECSStartTaskExistingCluster", passNew, "ecs-tasks.amazonaws.com", []string{"ecs:StartTask", "iam:PassRole"}},
	{"x-passrole-emrserverlesscreateapp-startjobrun", "PassRole+EMRServerlessCreateApp+StartJobRun", passNew, "emr-serverless.amazonaws.com", []string{"emr-serverless:CreateApplication", "emr-serverless:StartJobRun", "iam:PassRole"}},
	{"x-passrole-gameliftcreatebuild-createfleet", "PassRole+GameLiftCreateBuild+CreateFleet", passNew, "gamelift.amazonaws.com", []string{"gamelift:CreateBuild", "gamelift:CreateFleet", "gamelift:RequestUploadCredentials", "iam:PassRole"}},
	{"x-passrole-imagebuildercreatecomponent-createimage", "PassRole+ImageBuilderCreateComponent+CreateImage", passNew, "ec2.amazonaws.com", []string{"iam:PassRole", "imagebuilder:CreateComponent", "imagebuilder:CreateImage", "imagebuilder:CreateImageRecipe", "imagebuilder:CreateInfrastructureConfiguration"}},
	{"x-passrole-kinesisanalyticscreateapp-startapp", "PassRole+KinesisAnalyticsCreateApp+StartApp", passNew, "kinesisanalytics.amazonaws.com", []string{"iam:PassRole", "kinesisanalytics:CreateApplication", "kinesisanalytics:StartApplication"}},
	{"x-passrole-ssmcreatedocument-startautomation", "PassRole+SSMCreateDocument+StartAutomation", passNew, "ssm.amazonaws.com", []string{"iam:PassRole", "ssm:CreateDocument", "ssm:StartAutomationExecution"}},
	{"x-passrole-updateautoscaling", "PassRole+UpdateAutoScaling", passNew, "ec2.amazonaws.com", []string{"autoscaling:CreateLaunchConfiguration", "autoscaling:UpdateAutoScalingGroup", "iam:PassRole"}},
	{"x-setexistingdefaultpolicyversion", "SetExistingDefaultPolicyVersion", grantSelf, "", []string{"iam:SetDefaultPolicyVersion"}},
	{"x-sso-attachmanagedpolicytopermissionset", "sso:AttachManagedPolicyToPermissionSet", grantSelf, "", []string{"sso:AttachManagedPolicyToPermissionSet"}},
	{"x-sso-putinlinepolicytopermissionset", "sso:PutInlinePolicyToPermissionSet", grantSelf, "", []string{"sso:PutInlinePolicyToPermissionSet"}},
}
