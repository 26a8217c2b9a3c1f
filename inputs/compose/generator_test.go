package compose

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// generator writes random projects. The same seed gives the same project.
type generator struct {
	*rand.Rand
	tokens *int
}

func newGenerator(seed, stream uint64) generator {
	return generator{rand.New(rand.NewPCG(seed, stream)), new(int)}
}

// token returns a text that stands nowhere else in the project.
func (g generator) token() string {
	*g.tokens++
	return fmt.Sprintf("t%dx", *g.tokens)
}

func (g generator) pick(list ...string) string { return list[g.IntN(len(list))] }

func (g generator) name() string { return g.pick("A", "B", "C", "D", "DEBUG", "E_1") }

// template writes a text with variables.
func (g generator) template(depth int) string {
	n := g.name()
	if depth > 2 {
		return "x"
	}
	switch g.IntN(12) {
	case 0:
		return "$" + n
	case 1:
		return "${" + n + "}"
	case 2, 3:
		return "${" + n + g.pick(":-", "-", ":+", "+") + g.template(depth+1) + "}"
	case 4:
		return g.template(depth+1) + g.pick("", "-", " ", "/", ".", "}") + g.template(depth+1)
	case 5:
		return "$$" + n
	case 6:
		return "${" + n + ":-{}}"
	case 7, 8:
		return g.token()
	default:
		return g.pick("", "x", "true", "a b", "1", "é", "$", "=", "a=b")
	}
}

// value writes a scalar of YAML.
func (g generator) value() string {
	switch g.IntN(7) {
	case 5:
		return g.pick("", "", fmt.Sprintf("&a%d ", *g.tokens), "!!str ") + g.token()
	case 6:
		return fmt.Sprintf(g.pick("'%s'", `"\u00e9%s"`, `"%s"`, "|-\n          %s", ">-\n          %s"), g.token())
	case 0:
		return g.pick("true", "False", "TRUE", "yes", "off", "0123", "0o17", "0x1F", "1_000", "1.10", "1.0", "1e3", "1e7", "+5", "-3", "0", "00",
			"2020-01-01", "12:30:45", "12345678901234567890", "0b11", "1.", ".5", "-0", "1e-7", "2001-12-14t21:59:43.10-05:00", "0.1e1", "1__0", "9223372036854775807")
	case 1:
		return g.pick("~", "null", "", "!!str 5", "!!str true", `"null"`, "plain text", "'single ''quoted'''", `"dou\tble\u00e9"`)
	case 2:
		return "'" + g.template(0) + "'"
	}
	return `"` + g.template(0) + `"`
}

func (g generator) environment(indent string) string {
	var b strings.Builder
	seen := map[string]bool{}
	isList := g.IntN(2) == 0
	for range g.IntN(6) {
		n := g.name()
		switch {
		case isList && g.IntN(6) == 0:
			fmt.Fprintf(&b, "%s- %s\n", indent, n)
		case isList:
			fmt.Fprintf(&b, "%s- '%s=%s'\n", indent, n, g.template(0))
		case !seen[n]:
			fmt.Fprintf(&b, "%s%s: %s\n", indent, n, g.value())
		}
		seen[n] = true
	}
	if b.Len() == 0 {
		return indent + g.pick("[]", "{}", "{A: 1}", "[A=2]") + "\n"
	}
	return b.String()
}

// service writes one service.
func (g generator) service(name string, others []string, anchors bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "  %s:\n", name)
	line := func(p int, format string, args ...any) {
		if g.IntN(100) < p {
			fmt.Fprintf(&b, "    "+format+"\n", args...)
		}
	}
	fmt.Fprintf(&b, "    image: %s\n", g.pick("app", "'app:${A:-1}'", "postgres", "'${COMPOSE_PROJECT_NAME}/x'"))
	if anchors {
		line(40, "<<: *base")
	}
	if g.IntN(100) < 80 {
		fmt.Fprintf(&b, "    environment:%s\n%s", g.pick("", "", "", "", " !override"), g.environment("      "))
	} else if anchors {
		line(50, "environment: *env")
	}
	line(40, "env_file: %s", g.pick("a.env", "[a.env, b.env]", "[b.env, a.env, b.env]", "[{path: a.env}, {path: no.env, required: false}]", "sub/c.env", "[]", "[{path: r.env, format: raw}, a.env]"))
	line(30, "command: %s", g.pick(`gunicorn "a b" -c 'd $$e'`, `["x", "${A:-b}"]`, "[]", `""`, "~", "a && b", `"sh -c \"a; b\""`))
	line(20, "entrypoint: %s", g.pick("/entry.sh --x", `["/e"]`, "null"))
	line(40, "ports: %s", g.pick(`["80:80"]`, `["8000-8002:80-82", "9000-9005:90"]`, `["70-72"]`, `["127.0.0.1:8000:80", "80:80", "80:80"]`, `[80]`, `["443:443/tcp", {target: 5, published: "6"}]`, `["${A:-90}:90"]`, `["[::1]:1:2"]`))
	line(30, "labels: %s", g.pick(`{a: b, c: "${A}"}`, `[a=1, c]`, "{d: 5}"))
	line(30, "volumes: %s", g.pick(`[".:/code"]`, `["./a:/code", "data:/d"]`, `["/abs:/code:ro", {type: bind, source: ./x, target: /y}]`, "['data:/code']"))
	line(20, "depends_on: %s", g.pick("[s0]", "{s0: {condition: service_started}}"))
	line(20, "build: %s", g.pick(".", "./app", "{context: app, dockerfile: D, target: t}", "{args: {A: 1}}"))
	if len(others) > 0 && g.IntN(100) < 25 {
		fmt.Fprintf(&b, "    extends: %s\n", others[g.IntN(len(others))])
	} else {
		line(15, "extends: {file: sub/common.yaml, service: %s}", g.pick("common", "other"))
	}
	line(15, "profiles: [p]")
	g.container(line)
	return b.String()
}

// container writes how the processes of a service are run.
func (g generator) container(line func(p int, format string, args ...any)) {
	line(10, "user: %s", g.pick("'1000'", "app", "'${A:-0}:0'"))
	line(10, "read_only: %s", g.pick("true", "false", "'${NO:-true}'"))
	line(10, "privileged: true")
	line(10, "cap_add: %s", g.pick("[NET_ADMIN]", "[A, B, A]", "[]"))
	line(10, "cap_drop: %s", g.pick("[ALL]", "['${A:-X}']"))
	line(10, "security_opt: ['no-new-privileges:true']")
	line(10, "expose: %s", g.pick("[80, '443']", "['${A:-90}']"))
	line(15, "networks: %s", g.pick("[front]", "[front, back]", "{front: {aliases: [x]}, other: }", "{back: }"))
	line(10, "%s", g.pick("scale: 2", "deploy: {replicas: 3}", "deploy: {replicas: 0, labels: {x: y}}"))
	line(15, "healthcheck: %s", g.pick("{test: curl -f x}", "{test: [CMD, 'a b', c]}", "{test: [NONE]}", "{disable: true}", "{interval: 5s}", "{test: [CMD-SHELL, 'x || $$y']}"))
	line(10, "tmpfs: %s", g.pick("/run", "[/run, '/tmp:size=1m']"))
	line(10, "label_file: %s", g.pick("a.label", "[a.label, sub/b.label]"))
	line(15, "secrets: %s", g.pick("[key]", "[{source: key, target: other}, token]", "[key, {source: token, target: /x/y}]"))
	line(10, "configs: %s", g.pick("[conf]", "[{source: conf, target: /etc/c}]"))
	line(10, "links: ['s0:alias']")
}

func (g generator) composeFile(first bool) string {
	var b strings.Builder
	if first {
		fmt.Fprintf(&b, "x-env: &env\n%sx-base: &base\n  restart: always\n  environment:\n    A: anchored\n", "  A: e\n  B: ${C:-d}\n")
		if g.IntN(4) == 0 {
			b.WriteString("include: [" + g.pick("sub/inc.yaml", "{path: sub/inc.yaml}", "{path: [sub/inc.yaml, sub/common.yaml]}", "{path: sub/inc.yaml, project_directory: .}", "{path: sub/inc.yaml, env_file: a.env}") + "]\n")
		}
	}
	if first {
		b.WriteString("secrets:\n  key: {file: ./key.txt}\n  token: {environment: TOKEN}\nconfigs:\n  conf: {file: 'sub/${A:-c}'}\nnetworks: {front: , back: , other: }\n")
	}
	if g.IntN(5) == 0 {
		b.WriteString("name: " + g.pick("shop", "'${A:-shop}'") + "\n")
	}
	b.WriteString("services:\n")
	var names []string
	for i := range 1 + g.IntN(3) {
		name := fmt.Sprint("s", i)
		b.WriteString(g.service(name, names, first))
		names = append(names, name)
	}
	if !first && g.IntN(3) == 0 {
		fmt.Fprintf(&b, "  s9:\n    image: x\n    %s\n", g.pick("environment: !reset", "environment: {A: !reset null, B: 2}", "env_file: !reset []",
			"ports: !override ['7:7']", "command: !reset null", "labels: !override {z: 1}", "volumes: !reset []", "environment: !override\n      - A=over"))
		if g.IntN(2) == 0 {
			b.WriteString("  s0: !reset null\n")
		}
	} else if first || g.IntN(2) == 0 {
		b.WriteString(g.service("s9", names, first))
	}
	return b.String()
}

func (g generator) envFile() string {
	var b strings.Builder
	for range g.IntN(6) {
		fmt.Fprintf(&b, "%s=%s\n", g.name(), g.pick("1", "", `"a b"`, "'q'", "${A}x", "$B", "${C:-d}", "x # c", "True", g.token(), `"`+g.token()+`"`, " "+g.token()+" # c"))
	}
	return b.String()
}

func (g generator) project() string {
	var b strings.Builder
	for _, name := range []string{".env", "a.env", "b.env", "r.env", "sub/c.env"} {
		if name != ".env" || g.IntN(3) > 0 {
			fmt.Fprintf(&b, "-- %s --\n%s", name, g.envFile())
		}
	}
	fmt.Fprintf(&b, "-- sub/.env --\n%s-- a.label --\nl=1\nm=${l}\n-- sub/b.label --\nl=2\n", g.envFile())
	fmt.Fprintf(&b, "-- sub/common.yaml --\nservices:\n  common:\n    image: c\n    environment:\n%s    env_file: c.env\n  other:\n    extends: common\n    environment:\n%s",
		g.environment("      "), g.environment("      "))
	fmt.Fprintf(&b, "-- sub/inc.yaml --\nservices:\n  inc:\n    image: i\n    environment:\n%s    env_file: [c.env]\n", g.environment("      "))
	for i := range 1 + g.IntN(3) {
		fmt.Fprintf(&b, "-- compose%d.yaml --\n%s", i, g.composeFile(i == 0))
	}
	return b.String()
}
