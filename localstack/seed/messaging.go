package seed

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// showMessaging makes, in the first region, of each kind that carries messages, records or secrets one that anybody may
// use by its policy and one that nobody else may.
func (b *builder) showMessaging(ctx context.Context) error {
	if !b.plan.Showcase {
		return nil
	}
	for _, show := range []func(context.Context) error{b.showQueues, b.showTopics, b.showSecrets, b.showStreams, b.showBuses} {
		if err := show(ctx); err != nil {
			return err
		}
	}
	return nil
}

// arnOf is an ARN in the first region.
func (b *builder) arnOf(service, resource string) string {
	return "arn:aws:" + service + ":" + b.plan.Regions[0] + ":" + b.account + ":" + resource
}

// anybody is a policy that lets everybody do an action.
func anybody(action, resource string) string {
	return *document(statement{"Sid": "Anybody", "Effect": "Allow", "Principal": map[string]any{"AWS": "*"}, "Action": action, "Resource": resource})
}

func (b *builder) showQueues(ctx context.Context) error {
	client := sqs.NewFromConfig(b.home)
	for called, attributes := range map[string]map[string]string{
		"demarc-open":   {string(types.QueueAttributeNamePolicy): anybody("sqs:SendMessage", b.arnOf("sqs", "demarc-open"))},
		"demarc-closed": {string(types.QueueAttributeNameKmsMasterKeyId): "alias/" + name("key", 0)},
	} {
		if _, err := client.CreateQueue(ctx, &sqs.CreateQueueInput{QueueName: aws.String(called), Attributes: attributes}); err != nil && !taken(err) {
			return err
		}
	}
	return nil
}

func (b *builder) showTopics(ctx context.Context) error {
	client := sns.NewFromConfig(b.home)
	for called, attributes := range map[string]map[string]string{
		"demarc-open":   {"Policy": anybody("sns:Publish", b.arnOf("sns", "demarc-open"))},
		"demarc-closed": {"KmsMasterKeyId": "alias/" + name("key", 0)},
	} {
		if _, err := client.CreateTopic(ctx, &sns.CreateTopicInput{Name: aws.String(called), Attributes: attributes}); err != nil && !taken(err) {
			return err
		}
	}
	_, err := client.Subscribe(ctx, &sns.SubscribeInput{TopicArn: aws.String(b.arnOf("sns", "demarc-closed")), Protocol: aws.String("sqs"), Endpoint: aws.String(b.arnOf("sqs", "demarc-closed"))})
	return b.optional("SNS.Subscribe", err)
}

func (b *builder) showSecrets(ctx context.Context) error {
	client := secretsmanager.NewFromConfig(b.home)
	for _, called := range []string{"demarc-open", "demarc-closed"} {
		if _, err := client.CreateSecret(ctx, &secretsmanager.CreateSecretInput{Name: aws.String(called), SecretString: aws.String(random())}); err != nil && !taken(err) {
			return err
		}
	}
	_, err := client.PutResourcePolicy(ctx, &secretsmanager.PutResourcePolicyInput{SecretId: aws.String("demarc-open"), ResourcePolicy: aws.String(anybody("secretsmanager:GetSecretValue", "*"))})
	return b.optional("SecretsManager.PutResourcePolicy", err)
}

func (b *builder) showStreams(ctx context.Context) error {
	client := kinesis.NewFromConfig(b.home)
	for _, called := range []string{"demarc-open", "demarc-closed"} {
		if _, err := client.CreateStream(ctx, &kinesis.CreateStreamInput{StreamName: aws.String(called), ShardCount: aws.Int32(1)}); err != nil && !taken(err) {
			return err
		}
	}
	arn := b.arnOf("kinesis", "stream/demarc-open")
	_, err := client.PutResourcePolicy(ctx, &kinesis.PutResourcePolicyInput{ResourceARN: &arn, Policy: aws.String(anybody("kinesis:PutRecord", arn))})
	return b.optional("Kinesis.PutResourcePolicy", err)
}

func (b *builder) showBuses(ctx context.Context) error {
	client := eventbridge.NewFromConfig(b.home)
	for _, called := range []string{"demarc-open", "demarc-closed"} {
		if _, err := client.CreateEventBus(ctx, &eventbridge.CreateEventBusInput{Name: aws.String(called)}); err != nil && !taken(err) {
			return err
		}
	}
	_, err := client.PutPermission(ctx, &eventbridge.PutPermissionInput{EventBusName: aws.String("demarc-open"), Policy: aws.String(anybody("events:PutEvents", b.arnOf("events", "event-bus/demarc-open")))})
	return b.optional("EventBridge.PutPermission", err)
}
