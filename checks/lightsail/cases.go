package lightsail

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/lightsail"
)

// silent is what an answer does not tell.
func silent[V any]() inventory.Fact[V] { return inventory.FromPtr[V](nil) }

func named(name string) inventory.Ref {
	return inventory.Ref{ID: name, Name: name, Region: checks.CaseRegion}
}

// instance is one with which nothing is wrong, with the changes.
func instance(changes ...func(*lightsail.Instance)) lightsail.Instance {
	i := lightsail.Instance{
		Ref: named("blog"), BlueprintID: inventory.Known("ubuntu_24_04"), BlueprintName: inventory.Known("Ubuntu"), PublicIPAddress: inventory.Known("203.0.113.20"),
		HTTPTokens: inventory.Known("required"), AutoSnapshot: inventory.Known("Enabled"),
		Ports: inventory.Known([]lightsail.Port{port("tcp", 22, 22, "198.51.100.0/24"), port("tcp", 80, 80, "0.0.0.0/0"), port("tcp", 443, 443, "0.0.0.0/0", "::/0")}),
	}
	for _, change := range changes {
		change(&i)
	}
	return i
}

func port(protocol string, from, to int32, cidrs ...string) lightsail.Port {
	return lightsail.Port{Protocol: protocol, FromPort: from, ToPort: to, CIDRs: cidrs}
}

func ports(list ...lightsail.Port) func(*lightsail.Instance) {
	return func(i *lightsail.Instance) { i.Ports = inventory.Known(list) }
}

// database is one with which nothing is wrong, with the changes.
func database(changes ...func(*lightsail.Database)) lightsail.Database {
	d := lightsail.Database{Ref: named("blog-db"), Engine: inventory.Known("mysql"), EngineVersion: inventory.Known("8.4.6"), PubliclyAccessible: inventory.Known(false), BackupRetentionEnabled: inventory.Known(true)}
	for _, change := range changes {
		change(&d)
	}
	return d
}

// bucket is one with which nothing is wrong, with the changes.
func bucket(changes ...func(*lightsail.Bucket)) lightsail.Bucket {
	b := lightsail.Bucket{
		Ref: named("blog-media"), GetObject: inventory.Known("private"), AllowPublicOverrides: inventory.Known(false), ReadonlyAccessAccounts: inventory.Known[[]string](nil),
		ObjectVersioning: inventory.Known("Enabled"), AccessLogEnabled: inventory.Known(true),
	}
	for _, change := range changes {
		change(&b)
	}
	return b
}

// containers are a service with which nothing is wrong, with the changes.
func containers(changes ...func(*lightsail.ContainerService)) lightsail.ContainerService {
	c := lightsail.ContainerService{Ref: named("shop"), Disabled: inventory.Known(false), PublicEndpoint: inventory.Known("web"), Secrets: inventory.Known[[]lightsail.Secret](nil)}
	for _, change := range changes {
		change(&c)
	}
	return c
}
