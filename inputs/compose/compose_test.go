package compose

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/djgate/djgate/inputs/document"
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

func TestWhatAServiceIsGivenItself(t *testing.T) {
	fsys, names := files(t, `
-- compose.yaml --
services:
  a: {image: x, build: .}
  b: {extends: a, image: y}
`)
	p, _ := Read(fsys, names, Options{})
	b := p.Workloads[1]
	if b.Image != "y" || b.Build == nil || !b.HasImage || b.HasBuild || !slices.Equal(b.Like, []string{"a"}) {
		t.Errorf("got %+v", b)
	}
}
