package targets

import (
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// programs are images of other programs, by the last part of their name. They
// never run Django, whatever variables they carry.
var programs = map[string]string{
	"postgres": "postgres", "postgis": "postgres", "postgresql": "postgres", "timescaledb": "postgres", "pgvector": "postgres",
	"pgbouncer": "other", "mysql": "mysql", "mariadb": "mysql", "percona": "mysql", "redis": "redis", "valkey": "redis", "keydb": "redis",
	"dragonfly": "redis", "redis-stack": "redis", "memcached": "memcached", "nginx": "nginx", "nginx-unprivileged": "nginx", "openresty": "nginx",
	"caddy": "caddy", "traefik": "traefik", "haproxy": "other", "httpd": "other", "envoy": "other", "node": "other", "bun": "other",
	"aws-cli": "other", "rabbitmq": "other", "kafka": "other", "zookeeper": "other", "mongo": "other", "elasticsearch": "other",
	"opensearch": "other", "solr": "other", "minio": "other", "mc": "other", "localstack": "other", "mailhog": "other", "mailpit": "other",
	"maildev": "other", "mailcatcher": "other", "adminer": "other", "pgadmin4": "other", "phpmyadmin": "other", "certbot": "other",
	"flower": "other", "prometheus": "other", "grafana": "other", "loki": "other", "jaeger": "other", "selenium": "other",
	"standalone-chrome": "other", "alpine": "other", "busybox": "other", "debian": "other", "ubuntu": "other", "clickhouse-server": "other",
	"keycloak": "other", "gotenberg": "other", "tika": "other", "autoheal": "other", "watchtower": "other", "cloudflared": "other",
	"typesense": "other", "meilisearch": "other", "vault": "other", "consul": "other", "etcd": "other", "nats": "other", "influxdb": "other",
}

// imageName is the last part of an image's name, without tag and digest.
func imageName(image string) string {
	image, _, _ = strings.Cut(image, "@")
	name := path.Base(image)
	name, _, _ = strings.Cut(name, ":")
	return strings.ToLower(name)
}

// program tells which other program an image is; "" for none that is known.
func program(image string) string {
	if image == "" {
		return ""
	}
	return programs[imageName(image)]
}

// candidate is a workload of a deployment and what is known of it.
type candidate struct {
	w       *document.Workload
	project *Project
	image   *imageFacts
	p       process
	runs    bool
	because string
}

// judgeServices marks the workloads that run Django (rule 3).
func (f *finder) judgeServices(cs []*candidate) {
	for _, c := range cs {
		c.runs, c.because = f.runsDjango(c)
	}
	for changed := true; changed; {
		changed = false
		for _, c := range cs {
			if c.runs || program(c.w.Image) != "" && c.w.Build == nil {
				continue
			}
			if like := likeOf(c, cs); like != "" && len(c.p.argv) == 0 {
				c.runs, c.because, changed = true, "it shares its definition or image with "+like, true
			}
		}
	}
}

// likeOf names a service that runs Django and shares the image, the build or the definition with c.
func likeOf(c *candidate, cs []*candidate) string {
	for _, o := range cs {
		if !o.runs || o == c {
			continue
		}
		sameImage := c.w.Image != "" && c.w.Image == o.w.Image
		sameBuild := c.w.Build != nil && o.w.Build != nil && c.w.Build.Context == o.w.Build.Context &&
			c.w.Build.Dockerfile == o.w.Build.Dockerfile && c.w.Build.Target == o.w.Build.Target
		shared := slices.ContainsFunc(c.w.Like, func(l string) bool { return l == o.w.Name || slices.Contains(o.w.Like, l) })
		if sameImage || sameBuild || shared && c.w.Command == nil && c.w.Entrypoint == nil {
			return o.w.Name
		}
	}
	return ""
}

func (f *finder) runsDjango(c *candidate) (bool, string) {
	if c.w.Build == nil && program(c.w.Image) != "" {
		return false, "its image is " + imageName(c.w.Image)
	}
	if c.p.django {
		return true, c.p.because
	}
	if _, ok := variable(c.w.Env, "DJANGO_SETTINGS_MODULE"); ok {
		return true, "DJANGO_SETTINGS_MODULE is in its environment"
	}
	if c.image != nil && c.image.copiesProject && c.w.Command == nil && c.w.Entrypoint == nil && !c.image.starts {
		return true, "its image copies the project and runs nothing else"
	}
	if c.image != nil && c.image.copiesProject && c.p.lost != "" {
		return true, "its image copies the project, and what it starts (" + c.p.lost + ") is not here"
	}
	if c.image != nil && !c.image.copiesProject || c.project == nil {
		return false, "nothing says that it runs Django"
	}
	if n := f.variablesRead(c); n >= 3 && !f.startsOther(c) {
		return true, "the settings read its variables"
	}
	return false, "nothing says that it runs Django"
}

// startsOther tells whether the command is known and runs no Django.
func (f *finder) startsOther(c *candidate) bool {
	return len(c.p.argv) == 0 && c.p.lost == "" && (c.w.Command != nil || c.w.Entrypoint != nil)
}

// variablesRead counts the variables of a workload whose names stand in the project's settings.
func (f *finder) variablesRead(c *candidate) int {
	n := 0
	for _, v := range c.w.Env {
		for _, m := range c.project.Modules {
			if m.outline != nil && slices.Contains(m.outline.Texts, v.Name) {
				n++
				break
			}
		}
	}
	return n
}

func variable(env []document.Variable, name string) (document.Variable, bool) {
	for _, v := range env {
		if v.Name == name && v.State != document.Unset {
			return v, true
		}
	}
	return document.Variable{}, false
}

// serviceEvidence weighs what the definition says for development and for deployment.
func (c *candidate) serviceEvidence() evidence {
	e := evidence{slices.Clone(c.p.development), slices.Clone(c.p.deployment)}
	for _, m := range c.w.Mounts {
		if m.Bind && c.project != nil && holdsSource(m.Source, c.project) {
			e.development = append(e.development, "mounts its source at "+place(m.At))
			break
		}
	}
	if b := c.w.Build; b != nil && wordClass(b.Target) == Development {
		e.development = append(e.development, "builds the stage "+b.Target)
	}
	if c.w.Image != "" && c.w.Build == nil && strings.Contains(c.w.Image, "/") {
		e.deployment = append(e.deployment, "takes its image from a registry")
	}
	if c.w.Restart == "always" || c.w.Restart == "unless-stopped" {
		e.deployment = append(e.deployment, "restarts "+c.w.Restart)
	}
	if c.w.Kind == "ecs" {
		e.deployment = append(e.deployment, "is an ECS task")
	}
	return e
}

// holdsSource tells whether a bind mount puts the project's own code into the container.
func holdsSource(source string, p *Project) bool {
	if strings.HasPrefix(source, "/") || strings.HasPrefix(source, "~") || strings.HasPrefix(source, "..") {
		return false
	}
	source = path.Clean(source)
	return source == p.Dir || under(p.Dir, source)
}

// backing describes a service beside the one that is judged.
func (c *candidate) backing() document.Backing {
	kind := program(c.w.Image)
	switch {
	case c.runs:
		kind = "django"
	case kind == "":
		kind = "other"
	}
	ports := c.w.Ports
	if ports == nil {
		ports = []document.Port{}
	}
	return document.Backing{Name: c.w.Name, Image: c.w.Image, Kind: kind, Ports: ports, At: c.w.At}
}
