package lightsail

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/lightsail"
	"demarc/inventory/responsibility"
	"demarc/inventory/secrets"
)

// ContainerServiceNoSecrets finds credentials in the environment of containers.
var ContainerServiceNoSecrets = &checks.Check[lightsail.ContainerService]{
	Meta: checks.Meta{
		ID: "lightsail-container-service-no-secrets", Title: "Environment variables of Lightsail containers hold no secrets", Duty: responsibility.SecretsHandling, Severity: checks.High, Since: "0.1",
		Why:  "Everybody who may list the container services reads the variables of the running deployment, and the service keeps those of up to 50 earlier ones.",
		Fix:  "Replace the secret first: it is known. Then let the container fetch it when it starts, from Secrets Manager with an identity of its own.",
		Refs: []string{"https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-container-services-deployments.html"},
	},
	Run: func(v *checks.View[lightsail.ContainerService]) checks.Verdict {
		found, _ := checks.Read(v, v.Resource.Secrets)
		if len(found) == 0 {
			return v.Pass("no environment variable of the current deployment looks like a secret")
		}
		list := make([]string, len(found))
		for i, f := range found {
			list[i] = f.Variable + " of " + f.Container + " (" + f.Kinds[0].Kind + ")"
		}
		return v.Fail("environment variables with secrets: %s", checks.First(list, 5))
	},
	Cases: []checks.Case[lightsail.ContainerService]{
		{Name: "none", Given: containers(), Want: checks.Pass},
		{Name: "password", Given: containers(func(c *lightsail.ContainerService) {
			c.Secrets = inventory.Known([]lightsail.Secret{{Container: "web", Variable: "DB_PASSWORD", Kinds: []secrets.Finding{{Kind: "assigned-secret", Line: 1}}}})
		}), Want: checks.Fail},
		{Name: "not_told", Given: containers(func(c *lightsail.ContainerService) { c.Secrets = silent[[]lightsail.Secret]() }), Want: checks.Unknown},
	},
}
