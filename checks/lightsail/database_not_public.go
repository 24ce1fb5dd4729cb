package lightsail

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/lightsail"
	"demarc/inventory/responsibility"
)

// DatabaseNotPublic finds databases in public mode.
var DatabaseNotPublic = &checks.Check[lightsail.Database]{
	Meta: checks.Meta{
		ID: "lightsail-database-not-public", Title: "Lightsail databases are not in public mode", Duty: responsibility.NetExposure, Severity: checks.Critical, Since: "0.1",
		Why:  "A Lightsail database has no firewall of the customer's. In public mode the whole internet reaches its port, and a password is all that keeps it out.",
		Fix:  "aws lightsail update-relational-database --relational-database-name NAME --no-publicly-accessible; connect from Lightsail instances of the region, or through VPC peering.",
		Refs: []string{"https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-configuring-database-public-mode.html"},
	},
	Run: func(v *checks.View[lightsail.Database]) checks.Verdict {
		public, _ := checks.Read(v, v.Resource.PubliclyAccessible)
		if public {
			return v.Fail("publiclyAccessible is true")
		}
		return v.Pass("publiclyAccessible is false")
	},
	Cases: []checks.Case[lightsail.Database]{
		{Name: "private", Given: database(), Want: checks.Pass},
		{Name: "public", Given: database(func(d *lightsail.Database) { d.PubliclyAccessible = inventory.Known(true) }), Want: checks.Fail},
		{Name: "not_told", Given: database(func(d *lightsail.Database) { d.PubliclyAccessible = silent[bool]() }), Want: checks.Unknown},
	},
}
