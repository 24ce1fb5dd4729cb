package lightsail

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/lightsail"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// A Database is a managed MySQL or PostgreSQL. Its id is its name.
type Database struct {
	inventory.Ref
	Engine                 inventory.Fact[string] `json:"engine,omitzero"`
	EngineVersion          inventory.Fact[string] `json:"engineVersion,omitzero"`
	PubliclyAccessible     inventory.Fact[bool]   `json:"publiclyAccessible,omitzero"`
	BackupRetentionEnabled inventory.Fact[bool]   `json:"backupRetentionEnabled,omitzero"`
}

// DatabaseType describes kind lightsail.database.
var DatabaseType = inventory.Describe[Database]("lightsail.database", GetRelationalDatabases).Of(responsibility.LightsailDatabase)

// Type implements inventory.Resource.
func (*Database) Type() *inventory.Type { return DatabaseType }

// Classify implements inventory.Resource.
func (*Database) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.LightsailDatabase, Why: "GetRelationalDatabases lists it"}
}

// DatabaseCollector brings the databases of a region.
var DatabaseCollector = &collect.Collector{
	Types: []*inventory.Type{DatabaseType},
	Lists: []*inventory.Call{GetRelationalDatabases},
	Collect: pages(func(ctx context.Context, s *collect.Scan, client *sdk.Client, token *string) (*string, error) {
		out, err := client.GetRelationalDatabases(ctx, &sdk.GetRelationalDatabasesInput{PageToken: token})
		if err != nil {
			return nil, err
		}
		for _, x := range out.RelationalDatabases {
			if aws.ToString(x.Name) != "" {
				s.Emit(&Database{
					Ref: ref(s, x.Name, x.Arn, x.Tags), Engine: inventory.FromPtr(x.Engine), EngineVersion: inventory.FromPtr(x.EngineVersion),
					PubliclyAccessible: inventory.FromPtr(x.PubliclyAccessible), BackupRetentionEnabled: inventory.FromPtr(x.BackupRetentionEnabled),
				})
			}
		}
		return out.NextPageToken, nil
	}),
}
