package compose

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate/inputs/document"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// files makes a project of a txtar archive. Its Compose files, in their order
// there, are those whose names begin with "compose".
func files(t testing.TB, archive string) (fstest.MapFS, []string) {
	t.Helper()
	fsys := fstest.MapFS{}
	var names []string
	for _, f := range txtar.Parse([]byte(archive)).Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
		if strings.HasPrefix(f.Name, "compose") {
			names = append(names, f.Name)
		}
	}
	if len(names) == 0 {
		t.Fatal("the archive has no Compose file")
	}
	return fsys, names
}

// show writes a variable as a test reads it: its value, or what it lacks.
func show(v document.Variable) string {
	switch v.State {
	case document.Unset:
		return "unset"
	case document.Unknown:
		return "unknown " + strings.Join(v.Needs, " ")
	}
	s := "=" + v.Text.Reveal()
	if len(v.Assumes) > 0 {
		s += " assumes " + strings.Join(v.Assumes, " ")
	}
	return s
}

func environments(p *Project) map[string]map[string]string {
	out := map[string]map[string]string{}
	for _, w := range p.Workloads {
		out[w.Name] = map[string]string{}
		for _, v := range w.Env {
			out[w.Name][v.Name] = show(v)
		}
	}
	return out
}

func codes(diagnostics []document.Diagnostic) []string {
	var out []string
	for _, d := range diagnostics {
		out = append(out, d.Code)
	}
	return out
}

func supplied(vars map[string]string) func(string) (document.Variable, bool) {
	return func(name string) (document.Variable, bool) {
		text, ok := vars[name]
		return document.Variable{Name: name, State: document.Known, Text: document.NewText(text),
			Chain: []document.Step{{Kind: document.StepProvided, Name: name}}}, ok
	}
}

func TestEnvironment(t *testing.T) {
	tests := []struct {
		name    string
		archive string
		options Options
		want    map[string]string // of the service web
	}{
		{name: "mapping retyped by YAML", archive: `
-- compose.yaml --
services:
  web:
    environment:
      A: True
      B: 0123
      C: 1.10
      D: "1.10"
      E: yes
      F: 2020-01-01
      G: ""
      H: 1e7
      I: 1_000
`, want: map[string]string{"A": "=true", "B": "=83", "C": "=1.1", "D": "=1.10", "E": "=yes",
			"F": "=2020-01-01 00:00:00 +0000 UTC", "G": "=", "H": "=1e+07", "I": "=1000"}},
		{name: "list", archive: `
-- compose.yaml --
services:
  web:
    environment:
      - A=1
      - B= x
      - C="q"
      - A=2
      - D=a=b
`, want: map[string]string{"A": "=2", "B": "= x", "C": `="q"`, "D": "=a=b"}},
		{name: "open world", archive: `
-- compose.yaml --
services:
  web:
    environment:
      A: ${X}
      B: ${X:-d}
      C: a${X}b
      D: ${X:?needed}
      E: $$X
      F:
      G: ${X:-${Y:-e}}
`, want: map[string]string{"A": "unknown X", "B": "=d assumes X", "C": "unknown X", "D": "unknown X", "E": "=$X",
			"F": "unknown F", "G": "=e assumes X Y"}},
		{name: "closed world", options: Options{Closed: true}, archive: `
-- compose.yaml --
services:
  web:
    environment:
      A: ${X}
      B: ${X:-d}
      C: a${X}b
      F:
`, want: map[string]string{"A": "=", "B": "=d", "C": "=ab", "F": "unset"}},
		{name: "project env file", archive: `
-- .env --
X=1
Y=${X}2
EMPTY=
-- compose.yaml --
services:
  web:
    environment:
      - A=${X}
      - B=${Y}
      - C=${EMPTY:-d}
      - D=${EMPTY-d}
      - X
`, want: map[string]string{"A": "=1", "B": "=12", "C": "=d", "D": "=", "X": "=1"}},
		{name: "user supplies what no file sets", options: Options{Lookup: supplied(map[string]string{"X": "user", "Z": "z", "P": "p"})}, archive: `
-- .env --
X=file
-- compose.yaml --
services:
  web:
    environment:
      A: ${X}
      B: ${Z:-d}
      P:
`, want: map[string]string{"A": "=file", "B": "=z", "P": "=p"}},
		{name: "env files", archive: `
-- a.env --
A=1
B=1
C=${A}x
-- b.env --
B=2
D=${A}y
E=${HOST}
F=${HOST:-d}
G=${H}
-- compose.yaml --
services:
  web:
    env_file: [a.env, b.env]
    environment: {H: own}
`, want: map[string]string{"A": "=1", "B": "=2", "C": "=1x", "D": "=1y", "E": "unknown HOST", "F": "=d assumes HOST", "G": "=own", "H": "=own"}},
		{name: "null masks env_file", archive: `
-- a.env --
A=1
-- compose.yaml --
services:
  web:
    env_file: {path: a.env}
    environment: [A]
`, want: map[string]string{"A": "unknown A"}},
		{name: "raw format", archive: `
-- a.env --
A="q" # c
B=${X}
-- compose.yaml --
services:
  web:
    env_file:
      - path: a.env
        format: raw
`, want: map[string]string{"A": `="q" # c`, "B": "=${X}"}},
		{name: "an env file that is not here may set what earlier ones do", archive: `
-- a.env --
A=1
-- c.env --
C=1
-- compose.yaml --
services:
  web:
    env_file: [a.env, b.env, c.env]
    environment: {B: x}
`, want: map[string]string{"A": "=1 assumes A", "B": "=x", "C": "=1"}},
		{name: "override", archive: `
-- compose.yaml --
services:
  web:
    environment:
      A: 1
      B: 1
      C: 1
-- compose.override.yaml --
services:
  web:
    environment:
      - B=2
      - C
`, want: map[string]string{"A": "=1", "B": "=2", "C": "unknown C"}},
		{name: "reset and override", archive: `
-- compose.yaml --
services:
  web:
    environment: {A: 1, B: 2}
    env_file: [a.env]
  other:
    environment: {A: 1}
-- a.env --
E=1
-- compose.override.yaml --
services:
  web:
    environment: !override
      C: 3
    env_file: !reset []
  other: !reset null
`, want: map[string]string{"C": "=3"}},
		{name: "anchors and merge keys", archive: `
-- compose.yaml --
x-env: &env {A: 1, B: 1}
x-more: &more {B: 2, C: 2}
services:
  web:
    environment:
      <<: [*env, *more]
      C: 3
`, want: map[string]string{"A": "=1", "B": "=1", "C": "=3"}},
		{name: "extends", archive: `
-- compose.yaml --
services:
  base:
    environment: {A: 1, B: 1}
  web:
    extends: {file: sub/common.yaml, service: common}
    environment: {B: 2}
-- sub/common.yaml --
services:
  root:
    env_file: r.env
  common:
    extends: root
    environment: {B: 9, D: 9}
-- sub/r.env --
R=1
`, want: map[string]string{"B": "=2", "D": "=9", "R": "=1"}},
		{name: "include", archive: `
-- .env --
X=outer
-- compose.yaml --
include: [sub/compose.yaml]
services:
  other: {image: x}
-- sub/compose.yaml --
services:
  web:
    environment:
      A: ${X}
      B: ${Y}
-- sub/.env --
X=inner
Y=inner
`, want: map[string]string{"A": "=outer", "B": "=inner"}},
		{name: "template", archive: `
-- compose.yaml --
services:
  web:
    environment:
      A: "{{ secret }}"
      B: "{% if x %}y{% endif %}"
      C: "{{.Level}} {{json .}}"
`, want: map[string]string{"A": "unknown ", "B": "unknown ", "C": "={{.Level}} {{json .}}"}},
		{name: "env_file by a variable", archive: `
-- a.env --
A=1
-- compose.yaml --
services:
  web:
    env_file: ["${FILE:-a.env}", "${OTHER}.env"]
`, want: map[string]string{"A": "=1 assumes A"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fsys, names := files(t, tt.archive)
			if tt.name == "include" {
				names = names[:1]
			}
			p, _ := Read(fsys, names, tt.options)
			if diff := cmp.Diff(tt.want, environments(p)["web"]); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestMergedServicesKeepTheirOrder(t *testing.T) {
	fsys, names := files(t, `
-- compose.yaml --
services:
  b: {image: x}
  a: {image: x}
-- compose.override.yaml --
services:
  c: {image: x}
  a: {image: y}
`)
	p, diagnostics := Read(fsys, names, Options{})
	var got []string
	for _, w := range p.Workloads {
		got = append(got, w.Name+" "+w.Image)
	}
	if want := []string{"b x", "a y", "c x"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if len(diagnostics) > 0 {
		t.Errorf("diagnostics %v", diagnostics)
	}
}

// TestPositions looks every known value up at the place that it is said to have.
func TestPositions(t *testing.T) {
	fsys, names := files(t, `
-- .env --
FROM_ENV=envtext
-- a.env --
LINE=linetext
-- compose.yaml --
x-env: &env
  ANCHORED: anchoredtext
services:
  web:
    env_file: a.env
    environment:
      <<: *env
      PLAIN: plaintext
      QUOTED: "quotedtext"
      TAGGED: !!str taggedtext
      NAMED: &name namedtext
      DEFAULT: ${X:-defaulttext}
      NESTED: "${X:-${Y:-nestedtext}}"
      VARIABLE: ${FROM_ENV}
      ÄÖ: ${Ä}umlauttext
  list:
    environment:
      - ITEM=itemtext
      - "QITEM=qitemtext"
      - DITEM=${X:-ditemtext}
`)
	p, _ := Read(fsys, names, Options{})
	checked := 0
	for _, w := range p.Workloads {
		for _, v := range w.Env {
			if v.State != document.Known {
				continue
			}
			if got := textAt(t, fsys, v.At); !strings.HasPrefix(strings.TrimLeft(got, `"`), v.Text.Reveal()) {
				t.Errorf("%s: at %v stands %q", v.Name, v.At, got)
			}
			if got := textAt(t, fsys, v.Chain[0].At); !strings.HasPrefix(got, v.Name) {
				t.Errorf("%s: its key at %v is %q", v.Name, v.Chain[0].At, got)
			}
			checked++
		}
	}
	if checked != 12 {
		t.Errorf("%d values are known, want 12", checked)
	}
}

func textAt(t *testing.T, fsys fstest.MapFS, at document.Location) string {
	t.Helper()
	lines := strings.Split(string(fsys[at.File].Data), "\n")
	if at.Line < 1 || at.Line > len(lines) {
		t.Fatalf("no line %v", at)
	}
	return string([]rune(lines[at.Line-1])[at.Column-1:])
}

func TestChain(t *testing.T) {
	fsys, names := files(t, `
-- .env --
A=1
-- w.env --
W=1
-- compose.yaml --
services:
  web:
    env_file:
      - w.env
    environment:
      X: a${A}b${B:-c}
`)
	p, _ := Read(fsys, names, Options{})
	got := map[string][]document.Step{}
	for _, v := range p.Workloads[0].Env {
		got[v.Name] = v.Chain
	}
	at := func(file string, line, column int) document.Location {
		return document.Location{File: file, Line: line, Column: column}
	}
	want := map[string][]document.Step{
		"W": {{Kind: document.StepEnvFile, At: at("w.env", 1, 1), Name: "W", Note: "read by compose.yaml:4"}},
		"X": {
			{Kind: document.StepEnvironment, At: at("compose.yaml", 6, 7), Name: "X"},
			{Kind: document.StepInterpolation, At: at("compose.yaml", 6, 11), Name: "A"},
			{Kind: document.StepEnvFile, At: at(".env", 1, 1), Name: "A"},
			{Kind: document.StepInterpolation, At: at("compose.yaml", 6, 16), Name: "B"},
			{Kind: document.StepDefault, At: at("compose.yaml", 6, 21), Name: "B"},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestLiterals(t *testing.T) {
	fsys, names := files(t, `
-- .env --
DB_PASSWORD=fromenv
-- compose.yaml --
services:
  web:
    environment:
      SECRET_KEY: literal
      API_TOKEN: ${API_TOKEN:-fallback}
      DB_PASSWORD: ${DB_PASSWORD}
      EMPTY_PASSWORD: ""
      SECRET_KEY_FILE: /run/secrets/key
      DATABASE_URL: postgres://u:pw@${HOST}/db
      CACHE_URL: redis://u:${PW}@host/0
      DEBUG: "1"
`)
	p, _ := Read(fsys, names, Options{})
	var got []string
	for _, l := range p.Workloads[0].Literals {
		s := l.Name
		if l.Default {
			s += " default"
		}
		got = append(got, s)
	}
	if want := []string{"API_TOKEN default", "DATABASE_URL", "SECRET_KEY"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestInterpolations(t *testing.T) {
	for _, closed := range []bool{false, true} {
		fsys, names := files(t, `
-- a.env --
B=$Y
-- compose.yaml --
services:
  web:
    env_file: a.env
    environment:
      A: p${X}
      C: ${Z:-}
`)
		p, _ := Read(fsys, names, Options{Closed: closed})
		want := []document.Interpolation{
			{Name: "X", Variable: "A", At: document.Location{File: "compose.yaml", Line: 5, Column: 11}},
			{Name: "Y", Variable: "B", At: document.Location{File: "a.env", Line: 1, Column: 3}},
		}
		if diff := cmp.Diff(want, p.Workloads[0].Interpolations); diff != "" {
			t.Errorf("closed %v (-want +got)\n%s", closed, diff)
		}
	}
}

func TestWorkload(t *testing.T) {
	fsys, names := files(t, `
-- compose.yaml --
x-app: &app
  image: registry/app:${TAG}
services:
  base: {image: x}
  web:
    <<: *app
    build:
      context: ./app
      dockerfile: docker/Dockerfile
      args: {A: 1, B: "${NO}"}
    command: gunicorn "a b" --bind $$HOST
    entrypoint: []
    ports: ["127.0.0.1:8000-8001:80-81", "443:443/tcp", "${PORT}:90", {target: 5, published: "6", host_ip: "::1"}, 9]
    expose: ["1234"]
    volumes: [".:/code", "data:/data", "~/x:/x", "/anon", {type: bind, source: ../out, target: /out}]
    depends_on: {base: {condition: service_started}}
    restart: unless-stopped
    profiles: [prod]
    labels: [a=b]
    secrets: [key, {source: key, target: other}, ext]
    configs: [conf]
secrets:
  key: {file: ./secret.txt}
  ext: {external: true}
configs:
  conf: {file: conf.txt}
`)
	p, diagnostics := Read(fsys, names, Options{})
	w := p.Workloads[1]
	at := func(column int) document.Location {
		return document.Location{File: "compose.yaml", Line: 13, Column: column}
	}
	mountAt := func(column int) document.Location {
		return document.Location{File: "compose.yaml", Line: 15, Column: column}
	}
	want := &document.Workload{
		Kind: "compose", Name: "web", Image: "registry/app:${TAG}",
		Build: &document.Build{Context: "app", Dockerfile: "app/docker/Dockerfile", Args: map[string]string{"A": "1"},
			At: document.Location{File: "compose.yaml", Line: 8, Column: 7}},
		Entrypoint: []string{}, Command: []string{"gunicorn", "a b", "--bind", "$HOST"}, Env: []document.Variable{},
		Ports: []document.Port{
			{HostIP: "127.0.0.1", Published: "8000", Container: "80", Loopback: true, At: at(13)},
			{Published: "443", Container: "443", At: at(42)},
			{Published: "${PORT}", Container: "90", At: at(57)},
			{HostIP: "::1", Published: "6", Container: "5", Loopback: true, At: at(71)},
			{Container: "9", At: at(116)},
		},
		Mounts: []document.Mount{
			{Source: ".", Bind: true, Target: "/code", At: mountAt(15)},
			{Source: "data", Target: "/data", At: mountAt(26)},
			{Source: "~/x", Bind: true, Target: "/x", At: mountAt(40)},
			{Target: "/anon", At: mountAt(50)},
			{Source: "../out", Bind: true, Target: "/out", At: mountAt(59)},
		},
		SecretFiles: map[string]string{"/run/secrets/key": "secret.txt", "/run/secrets/other": "secret.txt",
			"/run/secrets/ext": "", "/conf": "conf.txt"},
		Restart: "unless-stopped", DependsOn: []string{"base"}, Profiles: []string{"prod"},
		Like: []string{"&app"}, Labels: map[string]string{"a": "b"},
		At:       document.Location{File: "compose.yaml", Line: 5, Column: 3},
		HasImage: true, HasBuild: true,
	}
	if diff := cmp.Diff(want, w, cmp.AllowUnexported(document.Text{})); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if len(diagnostics) > 0 {
		t.Errorf("diagnostics %v", diagnostics)
	}
}

func TestDiagnostics(t *testing.T) {
	deep := strings.Repeat("[", 100) + strings.Repeat("]", 100)
	tests := []struct {
		name, archive, code string
		line                int
	}{
		{"not YAML", "-- compose.yaml --\nservices:\n  web: [\n", CodeSyntax, 2},
		{"template", "-- compose.yaml --\nservices:\n  {{ x }}: [ {{ y }}\n", CodeTemplated, 1},
		{"template as a key", "-- compose.yaml --\nservices:\n  web:\n    image: {{ x }}\n", CodeTemplated, 3},
		{"not a mapping", "-- compose.yaml --\n- a\n", CodeShape, 1},
		{"no services", "-- compose.yaml --\nversion: '3'\n", CodeShape, 0},
		{"duplicate key", "-- compose.yaml --\nservices:\n  web:\n    image: a\n    image: b\n", CodeShape, 4},
		{"key that is a number", "-- compose.yaml --\nservices:\n  web:\n    environment:\n      1: a\n", CodeShape, 4},
		{"alias in its anchor", "-- compose.yaml --\nservices: &a\n  web: *a\n", CodeCycle, 1},
		{"deep", "-- compose.yaml --\nx: " + deep + "\n", CodeLimit, 1},
		{"extends itself", "-- compose.yaml --\nservices:\n  web:\n    extends: web\n", CodeCycle, 3},
		{"extends nothing", "-- compose.yaml --\nservices:\n  web:\n    extends: no\n", CodeMissing, 3},
		{"extends a file outside", "-- compose.yaml --\nservices:\n  web:\n    extends: {file: ../x.yaml, service: a}\n", CodeRefused, 3},
		{"includes a URL", "-- compose.yaml --\ninclude: ['https://example.com/x.git']\nservices:\n  a: {image: x}\n", CodeRefused, 1},
		{"includes itself", "-- compose.yaml --\ninclude: [compose.yaml]\nservices:\n  a: {image: x}\n", CodeCycle, 1},
		{"includes an absolute path", "-- compose.yaml --\ninclude: [/etc/passwd]\nservices:\n  a: {image: x}\n", CodeRefused, 1},
		{"env_file outside", "-- compose.yaml --\nservices:\n  a:\n    env_file: /etc/passwd\n", CodeEnvRefused, 3},
		{"bad interpolation", "-- compose.yaml --\nservices:\n  a:\n    environment: ['A=${b!}']\n", CodeInterpolation, 3},
		{"include that is absent", "-- compose.yaml --\ninclude: [x.yaml]\nservices:\n  a: {image: x}\n", CodeRead, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fsys, names := files(t, tt.archive)
			_, diagnostics := Read(fsys, names, Options{})
			if len(diagnostics) != 1 || diagnostics[0].Code != tt.code || diagnostics[0].At.Line != tt.line {
				t.Errorf("got %v, want %s at line %d", diagnostics, tt.code, tt.line)
			}
		})
	}
}

// TestBombs reads files that would expand beyond any memory.
func TestBombs(t *testing.T) {
	var aliases strings.Builder
	aliases.WriteString("-- compose.yaml --\nx0: &x0 [a, a, a, a, a, a, a, a]\n")
	for i := range 12 {
		n, p := string(rune('a'+i)), "x0"
		if i > 0 {
			p = string(rune('a' + i - 1))
		}
		aliases.WriteString("x" + n + ": &" + n + " [*" + strings.Join(slices.Repeat([]string{p}, 8), ", *") + "]\n")
	}
	var extends strings.Builder
	extends.WriteString("-- compose.yaml --\nservices:\n  base:\n    environment:\n")
	for i := range 2000 {
		extends.WriteString("      - A" + strings.Repeat("x", i%50) + string(rune('0'+i%10)) + "=1\n")
	}
	for i := range 4000 {
		extends.WriteString("  s" + strings.Repeat("s", i%70) + string(rune('a'+i/70%26)) + string(rune('a'+i/1820)) + ": {extends: base, environment: [B=1]}\n")
	}
	var merges strings.Builder
	merges.WriteString("-- compose.yaml --\nx: &x\n")
	for i := range 20000 {
		fmt.Fprintf(&merges, "  k%d: 1\n", i)
	}
	merges.WriteString("services:\n")
	for i := range 20000 {
		fmt.Fprintf(&merges, "  s%d: {<<: *x}\n", i)
	}
	for name, archive := range map[string]string{"aliases": aliases.String(), "extends": extends.String(), "merges": merges.String()} {
		t.Run(name, func(t *testing.T) {
			fsys, names := files(t, archive)
			_, diagnostics := Read(fsys, names, Options{})
			if !slices.Contains(codes(diagnostics), CodeLimit) {
				t.Errorf("got %v, want %s", codes(diagnostics), CodeLimit)
			}
		})
	}
}

func TestDiscover(t *testing.T) {
	fsys, _ := files(t, `
-- compose.yaml --
-- compose.prod.yml --
-- docker-compose.override.yml --
-- docker-compose.txt --
-- production.yml --
services: {web: {image: x}}
-- local.yml --
other: 1
-- values.yaml --
services: {web: {image: x}}
`)
	want := []string{"compose.prod.yml", "compose.yaml", "docker-compose.override.yml", "production.yml"}
	if got := Discover(fsys, "."); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestOverview(t *testing.T) {
	fsys, names := files(t, `
-- compose.yaml --
include: [x.yaml]
x-app: &app {build: .}
services:
  a: {<<: *app, depends_on: [b]}
  b: {image: x, profiles: [p]}
  c: {build: {args: {A: 1}}}
  d: {extends: a}
`)
	o, err := Overview(fsys, names[0])
	if err != nil {
		t.Fatal(err)
	}
	at := func(line int) document.Location {
		return document.Location{File: "compose.yaml", Line: line, Column: 3}
	}
	want := &Outline{HasServices: true, Includes: true, Services: []ServiceOutline{
		{Name: "a", HasBuild: true, BuildContext: true, DependsOn: []string{"b"}, At: at(4)},
		{Name: "b", HasImage: true, Profiles: []string{"p"}, At: at(5)},
		{Name: "c", HasBuild: true, At: at(6)},
		{Name: "d", Extends: true, At: at(7)},
	}}
	if diff := cmp.Diff(want, o); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestNoTextInDiagnostics(t *testing.T) {
	const canary = "c4n4ry"
	fsys, names := files(t, strings.ReplaceAll(`
-- .env --
A CANARY=CANARY
-- w.env --
B="CANARY
-- compose.yaml --
services:
  web:
    env_file: [w.env]
    command: "CANARY'"
    image: "${CANARY!}"
    ports: [CANARY]
    environment:
      - X=${CANARY!}
      - "CANARY =CANARY"
  other: CANARY
-- compose.b.yaml --
services: {web: "CANARY
`, "CANARY", canary))
	_, diagnostics := Read(fsys, names, Options{})
	if len(diagnostics) < 6 {
		t.Errorf("only %v", codes(diagnostics))
	}
	for _, d := range diagnostics {
		if strings.Contains(d.Message, canary) {
			t.Errorf("%s: %s", d.Code, d.Message)
		}
	}
}

func TestProjectEnv(t *testing.T) {
	fsys, names := files(t, `
-- prod.env --
B=2
A=1
-- compose.yaml --
name: shop
services: {web: {environment: ["N=${COMPOSE_PROJECT_NAME}"]}}
`)
	p, _ := Read(fsys, names, Options{ProjectEnvFile: "prod.env"})
	got := map[string]string{}
	for _, v := range p.ProjectEnv {
		got[v.Name] = show(v)
	}
	if diff := cmp.Diff(map[string]string{"A": "=1", "B": "=2"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if p.Name != "shop" || environments(p)["web"]["N"] != "=shop" {
		t.Errorf("name %q, %v", p.Name, maps.Collect(maps.All(environments(p)["web"])))
	}
	if want := []document.EnvFile{{Path: "prod.env", State: "read", Required: true}}; !slices.Equal(p.Reads, want) {
		t.Errorf("reads %v", p.Reads)
	}
}
