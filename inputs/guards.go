package inputs

import (
	"slices"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// This file tells of the services beside Django which of them let in whoever reaches
// them: by what their official images do when their variables say nothing else.

// guard says of a service why whoever reaches it gets in, or why that is not known; both
// are empty where it asks for something that only some know.
type guard struct{ unguarded, untold string }

// guards are the programs of which it is known, by the names of their images.
var guards = map[string]func(image) guard{
	"docker.elastic.co/elasticsearch/elasticsearch": image.elasticsearch,
	"elasticsearch":                image.elasticsearch,
	"memcached":                    func(image) guard { return guard{unguarded: "memcached asks nobody for a password"} },
	"minio/minio":                  image.minio,
	"mongo":                        image.mongo,
	"mongo-express":                image.mongoExpress,
	"opensearchproject/opensearch": image.opensearch,
	"rabbitmq":                     image.rabbitmq,
	"redis":                        image.redis,
	"rediscommander/redis-commander": func(i image) guard {
		return i.lacking("redis-commander asks nobody for a password", "HTTP_USER", "HTTP_PASSWORD", "HTTP_PASSWORD_HASH")
	},
	"selenium/hub":                 image.selenium,
	"selenium/standalone-chrome":   image.selenium,
	"selenium/standalone-chromium": image.selenium,
	"selenium/standalone-edge":     image.selenium,
	"selenium/standalone-firefox":  image.selenium,
	"traefik":                      image.traefik,
	"valkey/valkey":                image.redis,
}

// lacking is the guard of a program that asks for nothing else unless one of some
// variables is set, or a file of the host configures it.
func (i image) lacking(unguarded string, names ...string) guard {
	set := func(name string) bool { _, ok := i.variable(name); return ok }
	switch {
	case slices.ContainsFunc(names, set) || i.isConfigured():
		return guard{}
	case !i.closed():
		return guard{untold: "another file may set " + names[0]}
	}
	return guard{unguarded: unguarded}
}

// isConfigured tells whether the service is given files of its own or a script, which may
// say anything.
func (i image) isConfigured() bool {
	return len(i.w.Placed)+len(i.w.Entrypoint) > 0 || i.w.Build != nil ||
		slices.ContainsFunc(i.w.Command, func(word string) bool { return strings.ContainsAny(word, "$") || strings.HasSuffix(word, ".sh") }) ||
		slices.ContainsFunc(i.w.Mounts, func(m document.Mount) bool {
			return m.Bind && m.Target != "/data/configdb" && (strings.Contains(m.Target, "conf") || strings.HasPrefix(m.Target, "/etc/"))
		})
}

// says tells whether a variable is known to hold a text, however it is written.
func (i image) says(name, text string) bool {
	v, ok := i.variable(name)
	return ok && v.State == document.Known && len(v.Assumes) == 0 && strings.EqualFold(v.Text.Reveal(), text)
}

// hasOption tells whether the command has a word with that text.
func (i image) hasOption(texts ...string) bool {
	command := strings.Join(i.w.Command, " ")
	return slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(command, text) })
}

// selenium drives browsers, which see what the machine sees, for whoever asks
// (github.com/SeleniumHQ/docker-selenium, "Grid authentication").
func (i image) selenium() guard {
	return i.lacking("Selenium drives its browsers for whoever asks", "SE_ROUTER_USERNAME", "SE_OPTS")
}

// elasticsearch asks for passwords since version 8.
func (i image) elasticsearch() guard {
	const open = "Elasticsearch asks nobody for a password"
	_, tag, _ := strings.Cut(i.w.Image, ":")
	major, _, _ := strings.Cut(tag, ".")
	n, err := strconv.Atoi(major)
	switch {
	case i.says("xpack.security.enabled", "false"):
		return guard{unguarded: open}
	case err == nil && n < 8:
		return i.lacking(open, "xpack.security.enabled")
	}
	return guard{}
}

func (i image) opensearch() guard {
	if i.says("DISABLE_SECURITY_PLUGIN", "true") || i.says("plugins.security.disabled", "true") {
		return guard{unguarded: "OpenSearch asks nobody for a password"}
	}
	return guard{}
}

func (i image) mongo() guard {
	if i.hasOption("--auth", "--keyFile", "--config", "-f ") {
		return guard{}
	}
	return i.lacking("MongoDB asks nobody for a password", "MONGO_INITDB_ROOT_USERNAME", "MONGO_INITDB_ROOT_USERNAME_FILE")
}

func (i image) mongoExpress() guard {
	if i.says("ME_CONFIG_BASICAUTH", "false") {
		return guard{unguarded: "mongo-express asks nobody for a password"}
	}
	return i.lacking("mongo-express asks for no password, or for the one that its manual prints",
		"ME_CONFIG_BASICAUTH_USERNAME", "ME_CONFIG_BASICAUTH_PASSWORD", "ME_CONFIG_BASICAUTH_USERNAME_FILE", "ME_CONFIG_BASICAUTH_PASSWORD_FILE")
}

// rabbitmq lets guest in from everywhere, as its image has it.
func (i image) rabbitmq() guard {
	const open = "RabbitMQ lets in guest with the password guest"
	if i.says("RABBITMQ_DEFAULT_PASS", "guest") {
		return guard{unguarded: open}
	}
	return i.lacking(open, "RABBITMQ_DEFAULT_PASS", "RABBITMQ_DEFAULT_PASS_FILE", "RABBITMQ_DEFAULT_USER", "RABBITMQ_DEFAULT_USER_FILE")
}

func (i image) minio() guard {
	const open = "MinIO has the password that its manual prints"
	if i.says("MINIO_ROOT_PASSWORD", "minioadmin") || i.says("MINIO_SECRET_KEY", "minioadmin") {
		return guard{unguarded: open}
	}
	return i.lacking(open, "MINIO_ROOT_PASSWORD", "MINIO_ROOT_PASSWORD_FILE", "MINIO_SECRET_KEY", "MINIO_SECRET_KEY_FILE", "MINIO_CONFIG_ENV_FILE")
}

// traefik shows its dashboard and the answers of its API on port 8080 where it is told to
// do so without asking ("api.insecure"); the other ports are what it is for.
func (i image) traefik() guard {
	for _, word := range i.w.Command {
		if word = strings.ToLower(word); word == "--api.insecure" || word == "--api.insecure=true" {
			return guard{unguarded: "Traefik shows its dashboard and API to everybody there"}
		}
	}
	return guard{}
}

// redis reads no variable: what guards it stands in its command or in a file.
func (i image) redis() guard {
	if i.isConfigured() || i.hasOption("requirepass", "aclfile", ".conf", "--user") {
		return guard{}
	}
	return guard{unguarded: "Redis asks nobody for a password"}
}
