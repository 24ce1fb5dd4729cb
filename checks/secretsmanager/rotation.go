package secretsmanager

import (
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/secretsmanager"
)

// rotatedElsewhere is the verdict on a secret whose rotation is not to be judged here, or nil: the service that made it
// rotates it, or it is a replica, which follows the secret in its primary region.
func rotatedElsewhere(v *checks.View[secretsmanager.Secret]) *checks.Verdict {
	owner, _ := checks.Read(v, v.Resource.OwningService)
	primary, _ := checks.Read(v, v.Resource.PrimaryRegion)
	var out checks.Verdict
	switch {
	case owner != "":
		out = v.NotApplicable("service %s made the secret and manages its rotation", owner)
	case primary != "" && primary != v.Resource.Region:
		out = v.NotApplicable("it is a replica of the secret in %s, with which it is rotated", primary)
	default:
		return nil
	}
	return &out
}

// elsewhere are the cases that all checks of rotation share.
func elsewhere() []checks.Case[secretsmanager.Secret] {
	return []checks.Case[secretsmanager.Secret]{
		{Name: "of_a_service", Given: never(func(s *secretsmanager.Secret) { s.OwningService = inventory.Known("rds") }), Want: checks.NotApplicable},
		{Name: "replica", Given: never(func(s *secretsmanager.Secret) { s.PrimaryRegion = inventory.Known("eu-west-1") }), Want: checks.NotApplicable},
		{Name: "unread", Given: secret(func(s *secretsmanager.Secret) {
			s.RotationEnabled, s.LastRotatedDate = denied[bool](secretsmanager.ListSecrets), denied[time.Time](secretsmanager.ListSecrets)
		}), Want: checks.Unknown},
	}
}

// never is a secret that nothing rotates, with the changes.
func never(changes ...func(*secretsmanager.Secret)) secretsmanager.Secret {
	return secret(append([]func(*secretsmanager.Secret){func(s *secretsmanager.Secret) {
		s.RotationEnabled = inventory.Known(false)
		s.NextRotationDate, s.LastRotatedDate = inventory.Known(time.Time{}), inventory.Known(time.Time{})
	}}, changes...)...)
}
