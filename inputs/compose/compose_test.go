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

// TestSharedDefinition holds which anchors make services alike: those of what runs.
func TestSharedDefinition(t *testing.T) {
	fsys, names := files(t, `
-- compose.yaml --
x-hosts: &hosts {extra_hosts: ["a:1.2.3.4"], restart: always}
x-app: &app {image: shop, <<: *hosts}
services:
  web: {<<: *app}
  gateway: {<<: *hosts, image: gateway}
  worker: {<<: [*hosts, *app]}
`)
	p, _ := Read(fsys, names, Options{})
	got := map[string][]string{}
	for _, w := range p.Workloads {
		got[w.Name] = w.Like
	}
	if diff := cmp.Diff(map[string][]string{"web": {"&app"}, "gateway": nil, "worker": {"&app"}}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
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
	placed := func(target, source string, line, column int) document.Placed {
		return document.Placed{Target: target, Source: source, At: document.Location{File: "compose.yaml", Line: line, Column: column}}
	}
	want := &document.Workload{
		Kind: "compose", Name: "web", Image: "registry/app:${TAG}",
		Build: &document.Build{Context: "app", Dockerfile: "app/docker/Dockerfile", Args: map[string]string{"A": "1"},
			At: document.Location{File: "compose.yaml", Line: 8, Column: 7}},
		Entrypoint: []string{}, Command: []string{"gunicorn", "a b", "--bind", "$HOST"}, Env: []document.Variable{},
		Ports: []document.Port{
			{HostIP: "127.0.0.1", Published: "8000", Container: "80", Loopback: new(true), At: at(13)},
			{HostIP: "127.0.0.1", Published: "8001", Container: "81", Loopback: new(true), At: at(13)},
			{Published: "443", Container: "443", Loopback: new(false), At: at(42)},
			{Published: "${PORT}", Container: "90", Loopback: new(false), At: at(57)},
			{HostIP: "::1", Published: "6", Container: "5", Loopback: new(true), At: at(71)},
			{Container: "9", Loopback: new(false), At: at(116)},
		},
		Mounts: []document.Mount{
			{Source: ".", Bind: true, Target: "/code", At: mountAt(15)},
			{Source: "data", Target: "/data", At: mountAt(26)},
			{Source: "~/x", Bind: true, Target: "/x", At: mountAt(40)},
			{Target: "/anon", At: mountAt(50)},
			{Source: "../out", Bind: true, Target: "/out", At: mountAt(59)},
		},
		Placed: []document.Placed{placed("/run/secrets/key", "secret.txt", 20, 15), placed("/run/secrets/other", "secret.txt", 20, 20),
			placed("/run/secrets/ext", "", 20, 50), placed("/conf", "conf.txt", 21, 15)},
		Container: document.Container{Restart: "unless-stopped", Expose: []string{"1234"}}, DependsOn: []string{"base"}, Profiles: []string{"prod"},
		Like: []string{"&app"}, Labels: map[string]string{"a": "b"},
		At: document.Location{File: "compose.yaml", Line: 5, Column: 3}, CommandAt: document.Location{File: "compose.yaml", Line: 11, Column: 14},
		HasImage: true, HasBuild: true,
	}
	if diff := cmp.Diff(want, w, cmp.AllowUnexported(document.Text{})); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if len(diagnostics) > 0 {
		t.Errorf("diagnostics %v", diagnostics)
	}
}

func TestHowAContainerIsRun(t *testing.T) {
	fsys, names := files(t, `
-- compose.yaml --
services:
  web:
    user: "1000:${GROUP}"
    read_only: true
    privileged: "yes"
    cap_add: [NET_ADMIN]
    cap_drop: [ALL]
    security_opt: ["no-new-privileges:true"]
    expose: [8000, "9000-9001"]
    networks: {front: {aliases: [w]}, back: }
    tmpfs: /run:size=1m
    volumes: [{type: tmpfs, target: /cache}]
    label_file: [labels.env]
    labels: {b: own}
    deploy: {replicas: 3}
    healthcheck: {test: curl -f http://localhost/}
  off: {image: x, scale: 2, network_mode: host, healthcheck: {disable: true}}
  none: {image: x, deploy: {replicas: "${N}"}, healthcheck: {test: [NONE]}}
  list: {image: x, working_dir: "/code/${PLACE}", healthcheck: {test: [CMD, probe, --password, s3cret-s3cret]}}
  shell: {image: x, healthcheck: {test: [CMD-SHELL, "probe || exit 1"], interval: 5s}}
-- compose.b.yaml --
services:
  web: {networks: [other]}
  list: {healthcheck: {test: [CMD, other]}}
-- labels.env --
a=1
b=file
c=${a}2${HOST}
`)
	p, diagnostics := Read(fsys, names, Options{})
	got := map[string]document.Container{}
	for _, w := range p.Workloads {
		got[w.Name] = w.Container
	}
	at := func(file string, line, column int) document.Location {
		return document.Location{File: file, Line: line, Column: column}
	}
	three, two := 3, 2
	want := map[string]document.Container{
		"web": {User: "1000:${GROUP}", ReadOnly: true, Privileged: true, CapAdd: []string{"NET_ADMIN"}, CapDrop: []string{"ALL"},
			SecurityOpt: []string{"no-new-privileges:true"}, Expose: []string{"8000", "9000-9001"}, Networks: []string{"front", "back", "other"},
			Replicas:    &three,
			Healthcheck: &document.Healthcheck{Test: []string{"/bin/sh", "-c", "curl -f http://localhost/"}, At: at("compose.yaml", 16, 25)}},
		"off":   {NetworkMode: "host", Replicas: &two, Healthcheck: &document.Healthcheck{Disabled: true, At: at("compose.yaml", 17, 62)}},
		"none":  {Healthcheck: &document.Healthcheck{Disabled: true, At: at("compose.yaml", 18, 68)}},
		"list":  {Healthcheck: &document.Healthcheck{Test: []string{"other"}, At: at("compose.b.yaml", 3, 30)}},
		"shell": {Healthcheck: &document.Healthcheck{Test: []string{"/bin/sh", "-c", "probe || exit 1"}, At: at("compose.yaml", 20, 41)}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if dir := p.Workloads[3].Dir; dir != "/code/${PLACE}" {
		t.Errorf("list is run in %q", dir)
	}
	web := p.Workloads[0]
	if diff := cmp.Diff(map[string]string{"a": "1", "b": "own", "c": "12"}, web.Labels); diff != "" {
		t.Error(diff)
	}
	wantMounts := []document.Mount{{Tmpfs: true, Target: "/cache", At: at("compose.yaml", 12, 15)}, {Tmpfs: true, Target: "/run", At: at("compose.yaml", 11, 12)}}
	if diff := cmp.Diff(wantMounts, web.Mounts); diff != "" {
		t.Error(diff)
	}
	if len(diagnostics) > 0 {
		t.Errorf("diagnostics %v", diagnostics)
	}
}

// Traefik joins labels by names that many files take from a variable.
func TestALabelWhoseNameIsNotKnown(t *testing.T) {
	fsys, names := files(t, "-- compose.yaml --\nservices:\n  web:\n    labels:\n      - traefik.http.routers.${STACK}-web.rule=Host(`${DOMAIN}`)\n      - traefik.http.routers.${STACK}-web.tls=true\n")
	p, diagnostics := Read(fsys, names, Options{})
	want := map[string]string{"traefik.http.routers.${STACK}-web.rule": "Host(`${DOMAIN}`)", "traefik.http.routers.${STACK}-web.tls": "true"}
	if diff := cmp.Diff(want, p.Workloads[0].Labels); diff != "" || len(diagnostics) > 0 {
		t.Errorf("(-want +got)\n%s\n%v", diff, diagnostics)
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
