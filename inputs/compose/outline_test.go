package compose

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djgate/djgate/inputs/document"
)

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
  e: {extends: {file: ../common.yaml, service: a}}
`)
	o, err := Overview(fsys, names[0])
	if err != nil {
		t.Fatal(err)
	}
	at := func(line int) document.Location {
		return document.Location{File: "compose.yaml", Line: line, Column: 3}
	}
	want := &Outline{HasServices: true, Whole: true, Includes: true, Services: []ServiceOutline{
		{Name: "a", HasBuild: true, BuildContext: true, DependsOn: []string{"b"}, At: at(4)},
		{Name: "b", HasImage: true, Profiles: []string{"p"}, At: at(5)},
		{Name: "c", HasBuild: true, At: at(6)},
		{Name: "d", Extends: true, At: at(7)},
		{Name: "e", Extends: true, ExtendsFile: "../common.yaml", At: at(8)},
	}}
	if diff := cmp.Diff(want, o); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A file of another program gives the addresses of its services.
func TestServicesOfOthers(t *testing.T) {
	fsys, names := files(t, `
-- compose.yaml --
services:
  redis_url: redis://cache:6379
  database: {username: app, host: db}
`)
	o, err := Overview(fsys, names[0])
	if err != nil {
		t.Fatal(err)
	}
	if o.HasServices {
		t.Error("addresses are taken for services of Compose")
	}
}
