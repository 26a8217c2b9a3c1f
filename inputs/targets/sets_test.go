package targets

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/djgate/djgate/inputs/compose"
)

func TestComposeName(t *testing.T) {
	a := txtar.Parse([]byte(`
-- compose.yaml --
-- compose.prod.yml --
-- docker-compose.override.yml --
-- docker-compose.txt --
-- production.yml --
services: {web: {image: x}}
-- local.yml --
other: 1
-- swarm-compose.prod.yaml --
services: {web: {image: x}}
-- check-compose.yml --
jobs: {}
-- values.yaml --
services: {web: {image: x}}
-- stack.yml --
services: {web: {image: x}, db: {build: .}}
x-shared: {}
-- pipeline.yml --
services: {db: {image: x}}
steps: {}
-- parts.yml --
services: {web: {image: x}, db: {ports: [1]}}
`))
	fsys, err := txtar.FS(a)
	if err != nil {
		t.Fatal(err)
	}
	search := &finder{fsys: fsys, compose: compose.NewFiles(fsys)}
	var got []string
	for _, f := range a.Files {
		if search.composeName(f.Name) {
			got = append(got, f.Name)
		}
	}
	want := []string{"compose.yaml", "compose.prod.yml", "docker-compose.override.yml", "production.yml", "swarm-compose.prod.yaml", "stack.yml"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestComposeSets(t *testing.T) {
	for name, test := range map[string]struct{ archive, want string }{
		"others change one of another name": {"-- docker/default.yml --\nservices: {web: {image: x}}\n-- docker/fixed.override.yml --\nservices: {web: {image: z}}\n-- docker/https.override.yml --\nservices: {web: {ports: ['443:443']}}\n-- docker/elastic.yml --\nservices: {elastic: {image: y}}\n",
			"docker/default.yml, docker/default.yml docker/fixed.override.yml, docker/default.yml docker/https.override.yml, docker/elastic.yml"},
		"by default": {"-- compose.yaml --\n-- docker-compose.yml --\n-- compose.override.yml --\n",
			"compose.yaml compose.override.yml"},
		"COMPOSE_FILE": {"-- .env --\nCOMPOSE_FILE=compose.yaml:compose.prod.yaml\n-- compose.yaml --\n-- compose.prod.yaml --\n",
			"compose.yaml compose.prod.yaml"},
		"with another separator": {"-- .env --\nCOMPOSE_PATH_SEPARATOR=,\nCOMPOSE_FILE=\"compose.yaml,compose.b.yaml\"\n-- compose.yaml --\n-- compose.b.yaml --\n",
			"compose.yaml compose.b.yaml"},
		"COMPOSE_FILE of a folder": {"-- .env --\nCOMPOSE_FILE=deploy/compose.yaml\n-- deploy/compose.yaml --\n",
			"deploy/compose.yaml"},
		"a file that is not there": {"-- .env --\nCOMPOSE_FILE=compose.yaml:no.yaml\n-- compose.yaml --\n",
			"compose.yaml"},
		"a file outside": {"-- .env --\nCOMPOSE_FILE=../compose.yaml\n-- compose.yaml --\n",
			"compose.yaml"},
		"an env file": {"-- compose.yaml --\n-- .env.prod --\n-- Makefile --\nup:\n\tdocker compose -f compose.yaml --env-file .env.prod up\n",
			"compose.yaml .env.prod"},
		"a sample of one": {"-- compose.yaml --\n-- .env.prod.example --\n-- Makefile --\ncheck:\n\tdocker compose -f compose.yaml --env-file .env.prod.example config --quiet\n",
			"compose.yaml"},
		"said twice": {"-- .env --\nCOMPOSE_FILE=compose.yaml:compose.b.yaml\n-- compose.yaml --\n-- compose.b.yaml --\n-- Makefile --\nup:\n\tdocker compose -f compose.yaml -f compose.b.yaml up\n",
			"compose.yaml compose.b.yaml"},
	} {
		a := txtar.Parse([]byte(test.archive))
		fsys, err := txtar.FS(a)
		if err != nil {
			t.Fatal(err)
		}
		f := &finder{fsys: fsys, plan: &Plan{}, compose: compose.NewFiles(fsys)}
		for _, file := range a.Files {
			f.plan.files = append(f.plan.files, file.Name)
		}
		var got []string
		for _, s := range f.composeSets() {
			got = append(got, strings.Join(slices.Concat(s.files, s.envFiles), " "))
		}
		if strings.Join(got, ", ") != test.want {
			t.Errorf("%s: got %q, want %q", name, got, test.want)
		}
	}
}
