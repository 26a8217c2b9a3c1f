package terraform

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// What resources say of the infrastructure, by kind. What a provider chooses where
// a resource says nothing is that of its documentation: AWS 5, Google 6, Azure 4.

// infra gives the facts of all resources.
func infra(src *sources, all []*resource) document.Infra {
	var out document.Infra
	for _, r := range all {
		if r.data {
			continue
		}
		balancer := elasticBeanstalk(src, r)
		out.Listeners = append(append(out.Listeners, listeners(r, all)...), balancer.Listeners...)
		out.TargetGroups = append(append(out.TargetGroups, targetGroups(r, all)...), balancer.TargetGroups...)
		out.HostRules = append(out.HostRules, hostRules(r, all)...)
		out.Databases = append(out.Databases, databases(r, all)...)
		out.Caches = append(out.Caches, caches(r)...)
		out.Buckets = append(out.Buckets, buckets(r, all)...)
		out.CDNs = append(out.CDNs, cdns(r)...)
		out.FirewallRules = append(out.FirewallRules, firewallRules(r)...)
		out.Records = append(out.Records, records(r, all)...)
	}
	return out
}

// engine is what a database or cache is called, in words that no cloud owns.
func engine(f fact) fact {
	return func(r *resource) *document.Node {
		n := f(r)
		if n.State != document.Known {
			return n
		}
		named := *n
		named.Value = engineName(n.Value.(string))
		return &named
	}
}

// engineName leaves out what a cloud adds: aurora-postgresql, POSTGRES_14, pg.
func engineName(s string) string {
	s = strings.TrimPrefix(strings.ToLower(s), "aurora-")
	for prefix, name := range map[string]string{"postgres": "postgres", "pg": "postgres", "mysql": "mysql", "aurora": "mysql"} {
		if strings.HasPrefix(s, prefix) {
			return name
		}
	}
	return s
}

type databaseFacts struct {
	engine, version, public, open, encrypted, backups, protected, tls fact
}

func databaseTable() map[string]databaseFacts {
	google := databaseFacts{engine: engine(at("database_version", asText, nil)), version: numbersOf(at("database_version", asText, nil)),
		public: at("settings.ip_configuration.ipv4_enabled", asBool, true), open: among("settings.ip_configuration.authorized_networks.value", anywhere...),
		backups: at("settings.backup_configuration.enabled", asBool, false), protected: at("deletion_protection", asBool, true),
		tls: among("settings.ip_configuration.ssl_mode", "ENCRYPTED_ONLY", "TRUSTED_CLIENT_CERTIFICATE_REQUIRED")}
	azure := func(engine string) databaseFacts {
		return databaseFacts{engine: always(engine), version: at("version", asText, nil), backups: at("backup_retention_days", asNumber, int64(7)), public: publicAzureServer}
	}
	return map[string]databaseFacts{
		"aws_db_instance": {engine: engine(at("engine", asText, nil)), version: at("engine_version", asText, nil), public: at("publicly_accessible", asBool, false),
			encrypted: at("storage_encrypted", asBool, false), backups: at("backup_retention_period", asNumber, int64(0)), protected: at("deletion_protection", asBool, false)},
		"aws_rds_cluster": {engine: engine(at("engine", asText, nil)), version: at("engine_version", asText, nil),
			backups: at("backup_retention_period", asNumber, int64(1)), protected: at("deletion_protection", asBool, false)},
		"aws_rds_cluster_instance":           {engine: engine(at("engine", asText, nil)), version: at("engine_version", asText, nil), public: at("publicly_accessible", asBool, false)},
		"google_sql_database_instance":       google,
		"azurerm_postgresql_flexible_server": azure("postgres"),
		"azurerm_mysql_flexible_server":      azure("mysql"),
		"digitalocean_database_cluster":      {engine: engine(at("engine", asText, nil)), version: at("version", asText, nil)},
	}
}

// anywhere are ways to write the whole internet.
var anywhere = []string{"0.0.0.0/0", "::/0"}

// numbersOf is the version in a text such as POSTGRES_14 or MYSQL_8_0.
func numbersOf(f fact) fact {
	return func(r *resource) *document.Node {
		n := f(r)
		if n.State != document.Known {
			return n
		}
		_, numbers, _ := strings.Cut(n.Value.(string), "_")
		version := *n
		version.Value = strings.ReplaceAll(numbers, "_", ".")
		return &version
	}
}

func databases(r *resource, all []*resource) []document.Database {
	f, ok := databaseTable()[r.kind]
	if !ok || isCacheCluster(r) {
		return nil
	}
	d := document.Database{Name: r.address, At: r.at, Engine: f.engine(r), Version: f.version(r),
		Public: f.public.of(r), Open: f.open.of(r), Encrypted: f.encrypted.of(r), Backups: f.backups.of(r), Protected: f.protected.of(r), TLS: f.tls.of(r)}
	if strings.HasPrefix(r.kind, "azurerm_") {
		d.Open = openAzureServer(r, all)
	}
	if isReplica(r) {
		d.Backups = nil
	}
	return []document.Database{d}
}

// publicAzureServer: a server in a network of its own has no public address.
func publicAzureServer(r *resource) *document.Node {
	if len(r.find("delegated_subnet_id")) > 0 {
		return standard(false, r.at)
	}
	return at("public_network_access_enabled", asBool, true)(r)
}

// openAzureServer tells whether a server's own rules let in every address. Without
// a rule they let in none.
func openAzureServer(r *resource, all []*resource) *document.Node {
	if public := publicAzureServer(r); public.State != document.Known || !*public.Truth {
		return public
	}
	certain, perhaps := about(r, all, "server_id", r.kind+"_firewall_rule")
	for _, rule := range append(certain, perhaps...) {
		if rule.says("start_ip_address", "0.0.0.0") && rule.says("end_ip_address", "255.255.255.255") {
			return known(true, rule.at)
		}
	}
	return standard(false, r.at)
}

// of is the fact of a resource; nil where its kind has none.
func (f fact) of(r *resource) *document.Node {
	if f == nil {
		return nil
	}
	return f(r)
}

// isReplica: what is copied from another database is kept by that one.
func isReplica(r *resource) bool {
	return len(r.find("replicate_source_db")) > 0 || len(r.find("replication_source_identifier")) > 0 || len(r.find("master_instance_name")) > 0
}

// isCacheCluster tells a cache of DigitalOcean from a database.
func isCacheCluster(r *resource) bool {
	e, _ := spotOf(r.body, nil).first("engine")
	s, _ := e.text()
	return r.kind == "digitalocean_database_cluster" && slices.Contains([]string{"redis", "valkey"}, s)
}

func caches(r *resource) []document.Cache {
	c := document.Cache{Name: r.address, At: r.at}
	switch r.kind {
	case "aws_elasticache_replication_group":
		c.Engine = at("engine", asText, "redis")(r)
		c.TLS, c.Encrypted = at("transit_encryption_enabled", asBool, false)(r), at("at_rest_encryption_enabled", asBool, false)(r)
		c.Password = given("auth_token")(r)
		if len(r.find("user_group_ids")) > 0 {
			c.Password = given("user_group_ids")(r)
		}
	case "aws_elasticache_cluster":
		if len(r.find("replication_group_id")) > 0 {
			return nil
		}
		c.Engine, c.TLS, c.Password = at("engine", asText, nil)(r), at("transit_encryption_enabled", asBool, false)(r), always(false)(r)
	case "google_redis_instance":
		c.Engine, c.TLS, c.Password = always("redis")(r), among("transit_encryption_mode", "SERVER_AUTHENTICATION")(r), at("auth_enabled", asBool, false)(r)
	case "azurerm_redis_cache":
		c.Engine, c.Password = always("redis")(r), always(true)(r)
		c.TLS = opposite(at("non_ssl_port_enabled", asBool, false))(r)
	case "digitalocean_database_cluster":
		if !isCacheCluster(r) {
			return nil
		}
		c.Engine, c.TLS, c.Password = at("engine", asText, nil)(r), always(true)(r), always(true)(r)
	default:
		return nil
	}
	return []document.Cache{c}
}
