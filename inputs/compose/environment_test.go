package compose

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djgate/djgate/inputs/document"
)

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
		{name: "an assumption goes on from file to file", archive: `
-- .env --
X=${NO:-d}
U=${NO}
-- a.env --
A=${X}
B=${A}b
C=${U:-d}
D=${NO:-1}
U=1
E=${U}
-- b.env --
F=${D}
-- compose.yaml --
services:
  web:
    env_file: [a.env, b.env]
    environment:
      OWN: ${Y:-o}
`, want: map[string]string{"A": "=d assumes NO", "B": "=db assumes NO", "C": "unknown NO", "D": "=1 assumes NO", "E": "unknown NO",
			"F": "=1 assumes NO", "OWN": "=o assumes Y", "U": "=1"}},
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
		{name: "user supplies what no file sets", options: Options{Lookup: supplied(map[string]string{"X": "user", "Z": "z", "P": "p", "FILL": "filled"})}, archive: `
-- .env --
X=file
FILL=${NOT_SET}
-- compose.yaml --
services:
  web:
    environment:
      A: ${X}
      B: ${Z:-d}
      P:
      F: ${FILL}
`, want: map[string]string{"A": "=file", "B": "=z", "P": "=p", "F": "=filled"}},
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
		{name: "an env file of which compose refuses a line may set what earlier ones do", archive: `
-- a.env --
A=1
-- b.env --
B=1
C=x${
D=1
-- compose.yaml --
services:
  web:
    env_file: [a.env, b.env]
    environment: {E: x}
`, want: map[string]string{"A": "=1 assumes A", "B": "=1 assumes B", "E": "=x"}},
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

func TestProjectEnv(t *testing.T) {
	fsys, names := files(t, `
-- prod.env --
B=2
A=1
-- more.env --
B=$A$B
-- compose.yaml --
name: shop
services: {web: {environment: ["N=${COMPOSE_PROJECT_NAME}"]}}
`)
	p, _ := Read(fsys, names, Options{ProjectEnvFiles: []string{"prod.env", "more.env"}})
	got := map[string]string{}
	for _, v := range p.ProjectEnv {
		got[v.Name] = show(v)
	}
	if diff := cmp.Diff(map[string]string{"A": "=1", "B": "=12"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if p.Name != "shop" || environments(p)["web"]["N"] != "=shop" {
		t.Errorf("name %q, %v", p.Name, maps.Collect(maps.All(environments(p)["web"])))
	}
	if want := []document.EnvFile{{Path: "prod.env", State: "read", Required: true}, {Path: "more.env", State: "read", Required: true}}; !slices.Equal(p.Reads, want) {
		t.Errorf("reads %v", p.Reads)
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
