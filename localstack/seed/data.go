package seed

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/apigateway"
	apitypes "github.com/aws/aws-sdk-go-v2/service/apigateway/types"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	tabletypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/efs"
	efstypes "github.com/aws/aws-sdk-go-v2/service/efs/types"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
)

// showData makes, in the first region, of each kind that keeps data or fronts it one that anybody may use by its policy
// and one that nobody else may: tables, file systems, domains, backup vaults and REST APIs.
func (b *builder) showData(ctx context.Context) error {
	if !b.plan.Showcase {
		return nil
	}
	for _, show := range []func(context.Context) error{b.showTables, b.showFileSystems, b.showDomains, b.showVaults, b.showAPIs} {
		if err := show(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) showTables(ctx context.Context) error {
	client := dynamodb.NewFromConfig(b.home)
	for _, called := range []string{"demarc-open", "demarc-closed"} {
		_, err := client.CreateTable(ctx, &dynamodb.CreateTableInput{
			TableName: aws.String(called), BillingMode: tabletypes.BillingModePayPerRequest, DeletionProtectionEnabled: aws.Bool(called == "demarc-closed"),
			AttributeDefinitions: []tabletypes.AttributeDefinition{{AttributeName: aws.String("id"), AttributeType: tabletypes.ScalarAttributeTypeS}},
			KeySchema:            []tabletypes.KeySchemaElement{{AttributeName: aws.String("id"), KeyType: tabletypes.KeyTypeHash}},
		})
		if err != nil && !taken(err) {
			return err
		}
	}
	arn := b.arnOf("dynamodb", "table/demarc-open")
	_, err := client.PutResourcePolicy(ctx, &dynamodb.PutResourcePolicyInput{ResourceArn: &arn, Policy: aws.String(anybody("dynamodb:GetItem", arn))})
	return b.optional("DynamoDB.PutResourcePolicy", err)
}

// showFileSystems makes them by their creation tokens, under which a second run finds those of the first.
func (b *builder) showFileSystems(ctx context.Context) error {
	client := efs.NewFromConfig(b.home)
	for _, called := range []string{"demarc-open", "demarc-closed"} {
		out, err := client.CreateFileSystem(ctx, &efs.CreateFileSystemInput{CreationToken: aws.String(called), Encrypted: aws.Bool(called == "demarc-closed"), Tags: []efstypes.Tag{{Key: aws.String("Name"), Value: aws.String(called)}}})
		if err != nil {
			if taken(err) {
				continue
			}
			return err
		}
		if called != "demarc-open" {
			continue
		}
		policy := anybody("elasticfilesystem:ClientMount", aws.ToString(out.FileSystemArn))
		_, err = client.PutFileSystemPolicy(ctx, &efs.PutFileSystemPolicyInput{FileSystemId: out.FileSystemId, Policy: &policy})
		if err := b.optional("EFS.PutFileSystemPolicy", err); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) showDomains(ctx context.Context) error {
	client := opensearch.NewFromConfig(b.home)
	for called, policy := range map[string]string{"demarc-open": anybody("es:ESHttpGet", b.arnOf("es", "domain/demarc-open/*")), "demarc-closed": ""} {
		_, err := client.CreateDomain(ctx, &opensearch.CreateDomainInput{DomainName: aws.String(called), AccessPolicies: aws.String(policy)})
		if err != nil && !taken(err) {
			return err
		}
	}
	return nil
}

func (b *builder) showVaults(ctx context.Context) error {
	client := backup.NewFromConfig(b.home)
	for _, called := range []string{"demarc-open", "demarc-closed"} {
		if _, err := client.CreateBackupVault(ctx, &backup.CreateBackupVaultInput{BackupVaultName: aws.String(called)}); err != nil && !taken(err) {
			return err
		}
	}
	policy := anybody("backup:CopyIntoBackupVault", "*")
	_, err := client.PutBackupVaultAccessPolicy(ctx, &backup.PutBackupVaultAccessPolicyInput{BackupVaultName: aws.String("demarc-open"), Policy: &policy})
	return b.optional("Backup.PutBackupVaultAccessPolicy", err)
}

// showAPIs makes none whose name is there: the names of APIs need not differ.
func (b *builder) showAPIs(ctx context.Context) error {
	client := apigateway.NewFromConfig(b.home)
	have, err := client.GetRestApis(ctx, &apigateway.GetRestApisInput{Limit: aws.Int32(500)})
	if err != nil {
		return err
	}
	there := map[string]bool{}
	for i := range have.Items {
		there[aws.ToString(have.Items[i].Name)] = true
	}
	for called, in := range map[string]*apigateway.CreateRestApiInput{
		"demarc-open":   {EndpointConfiguration: &apitypes.EndpointConfiguration{Types: []apitypes.EndpointType{apitypes.EndpointTypeRegional}}, Policy: aws.String(anybody("execute-api:Invoke", "*"))},
		"demarc-closed": {EndpointConfiguration: &apitypes.EndpointConfiguration{Types: []apitypes.EndpointType{apitypes.EndpointTypePrivate}}},
	} {
		if in.Name = aws.String(called); there[called] {
			continue
		}
		if _, err := client.CreateRestApi(ctx, in); err != nil {
			return err
		}
	}
	return nil
}
