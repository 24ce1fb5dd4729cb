package seed

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
)

// showIdentities builds one identity of every kind that complies and one that does not.
func (b *builder) showIdentities(ctx context.Context) error {
	for _, step := range []func(context.Context) error{
		b.showPasswordPolicy, b.showGroups, b.showUsers, b.showRoles, b.showProviders, b.showCertificates,
	} {
		if err := step(ctx); err != nil && !taken(err) {
			return err
		}
	}
	return nil
}

// showPasswordPolicy sets one that asks for too little: eight characters, and reuse is allowed.
func (b *builder) showPasswordPolicy(ctx context.Context) error {
	_, err := b.iam.UpdateAccountPasswordPolicy(ctx, &iam.UpdateAccountPasswordPolicyInput{
		MinimumPasswordLength: aws.Int32(8), RequireLowercaseCharacters: true, RequireNumbers: true,
	})
	return err
}

func (b *builder) showGroups(ctx context.Context) error {
	for _, group := range []string{"demarc-readers", "demarc-admins"} {
		if _, err := b.iam.CreateGroup(ctx, &iam.CreateGroupInput{GroupName: aws.String(group)}); err != nil {
			return err
		}
	}
	if _, err := b.iam.AttachGroupPolicy(ctx, &iam.AttachGroupPolicyInput{GroupName: aws.String("demarc-readers"), PolicyArn: b.policyARN(1)}); err != nil {
		return err
	}
	_, err := b.iam.PutGroupPolicy(ctx, &iam.PutGroupPolicyInput{
		GroupName: aws.String("demarc-admins"), PolicyName: aws.String("everything"),
		PolicyDocument: document(statement{"Effect": "Allow", "Action": "*", "Resource": "*"}),
	})
	return err
}

// showUsers makes a user with MFA and rights by a group, and one with a password, two keys, no MFA and an inline policy.
func (b *builder) showUsers(ctx context.Context) error {
	good, bad := aws.String("demarc-alice"), aws.String("demarc-bob")
	for _, user := range []*string{good, bad} {
		if _, err := b.iam.CreateUser(ctx, &iam.CreateUserInput{UserName: user}); err != nil {
			return err
		}
		if err := b.password(ctx, user); err != nil {
			return err
		}
	}
	if _, err := b.iam.AddUserToGroup(ctx, &iam.AddUserToGroupInput{UserName: good, GroupName: aws.String("demarc-readers")}); err != nil {
		return err
	}
	device, err := b.iam.CreateVirtualMFADevice(ctx, &iam.CreateVirtualMFADeviceInput{VirtualMFADeviceName: good})
	if err == nil {
		_, err = b.iam.EnableMFADevice(ctx, &iam.EnableMFADeviceInput{
			UserName: good, SerialNumber: device.VirtualMFADevice.SerialNumber, AuthenticationCode1: aws.String("123456"), AuthenticationCode2: aws.String("654321"),
		})
	}
	if err := b.optional("IAM.EnableMFADevice", err); err != nil {
		return err
	}
	for range 2 {
		if _, err := b.iam.CreateAccessKey(ctx, &iam.CreateAccessKeyInput{UserName: bad}); err != nil {
			return err
		}
	}
	_, err = b.iam.PutUserPolicy(ctx, &iam.PutUserPolicyInput{
		UserName: bad, PolicyName: aws.String("inline"),
		PolicyDocument: document(statement{"Effect": "Allow", "Action": []string{"iam:*", "kms:Decrypt"}, "Resource": "*"}),
	})
	return err
}

// showRoles makes a role for EC2 that may write its own policy, one with a boundary, and a service-linked one.
func (b *builder) showRoles(ctx context.Context) error {
	for _, role := range []string{"demarc-escalates", "demarc-bounded"} {
		in := &iam.CreateRoleInput{RoleName: aws.String(role), AssumeRolePolicyDocument: trustService("ec2.amazonaws.com")}
		if role == "demarc-bounded" {
			in.PermissionsBoundary = b.policyARN(1)
		}
		if _, err := b.iam.CreateRole(ctx, in); err != nil {
			return err
		}
		if _, err := b.iam.PutRolePolicy(ctx, &iam.PutRolePolicyInput{
			RoleName: aws.String(role), PolicyName: aws.String("inline"),
			PolicyDocument: document(statement{"Effect": "Allow", "Action": []string{"iam:PutRolePolicy", "iam:PassRole"}, "Resource": "*"}),
		}); err != nil {
			return err
		}
	}
	_, err := b.iam.CreateServiceLinkedRole(ctx, &iam.CreateServiceLinkedRoleInput{AWSServiceName: aws.String("autoscaling.amazonaws.com")})
	return b.optional("IAM.CreateServiceLinkedRole", err)
}

func (b *builder) showProviders(ctx context.Context) error {
	_, err := b.iam.CreateOpenIDConnectProvider(ctx, &iam.CreateOpenIDConnectProviderInput{
		Url: aws.String("https://token.actions.githubusercontent.com"), ClientIDList: []string{"sts.amazonaws.com"},
		ThumbprintList: []string{"0123456789abcdef0123456789abcdef01234567"},
	})
	if err := b.optional("IAM.CreateOpenIDConnectProvider", err); err != nil && !taken(err) {
		return err
	}
	provider := "arn:aws:iam::" + b.account + ":oidc-provider/token.actions.githubusercontent.com"
	if _, err := b.iam.CreateRole(ctx, &iam.CreateRoleInput{
		RoleName: aws.String("demarc-any-repository"),
		AssumeRolePolicyDocument: document(statement{"Effect": "Allow", "Principal": map[string]any{"Federated": provider}, "Action": "sts:AssumeRoleWithWebIdentity",
			"Condition": map[string]any{"StringEquals": map[string]any{"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}}}),
	}); err != nil && !taken(err) {
		return err
	}
	metadata := `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com/demarc" validUntil="2036-01-01T00:00:00Z"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"/>` +
		`<!-- ` + padding(1000) + ` --></EntityDescriptor>`
	_, err = b.iam.CreateSAMLProvider(ctx, &iam.CreateSAMLProviderInput{Name: aws.String("demarc-idp"), SAMLMetadataDocument: aws.String(metadata)})
	return b.optional("IAM.CreateSAMLProvider", err)
}

// padding brings a SAML document to the thousand characters that IAM asks for.
func padding(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = '.'
	}
	return string(b)
}

// showCertificates stores one certificate that has ended and one that has ten years.
func (b *builder) showCertificates(ctx context.Context) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	for what, until := range map[string]time.Time{"demarc-ended": time.Now().AddDate(0, -1, 0), "demarc-valid": time.Now().AddDate(10, 0, 0)} {
		if _, err := b.iam.GetServerCertificate(ctx, &iam.GetServerCertificateInput{ServerCertificateName: aws.String(what)}); err == nil {
			continue
		}
		template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "demarc.example.com"}, NotBefore: time.Now().AddDate(-1, 0, 0), NotAfter: until}
		der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
		if err != nil {
			return err
		}
		_, err = b.iam.UploadServerCertificate(ctx, &iam.UploadServerCertificateInput{
			ServerCertificateName: aws.String(what),
			CertificateBody:       aws.String(string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))),
			PrivateKey:            aws.String(string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}))),
		})
		if err := b.optional("IAM.UploadServerCertificate", err); err != nil && !taken(err) {
			return err
		}
	}
	return nil
}
