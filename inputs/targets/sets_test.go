package targets

import (
	"slices"
	"testing"

	"golang.org/x/tools/txtar"
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
-- values.yaml --
services: {web: {image: x}}
`))
	fsys, err := txtar.FS(a)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range a.Files {
		if composeName(fsys, f.Name) {
			got = append(got, f.Name)
		}
	}
	want := []string{"compose.yaml", "compose.prod.yml", "docker-compose.override.yml", "production.yml"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
