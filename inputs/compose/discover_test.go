package compose

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djgate/djgate/inputs/document"
)

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
