package ci

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

func TestWork(t *testing.T) {
	archive := txtar.Parse([]byte(`
-- Dockerfile --
FROM python:3.13
# collectstatic comes later
RUN python manage.py collectstatic --noinput
-- start.sh --
python manage.py makemigrations
python manage.py migrate --noinput
-- shop/tasks.py --
call_command("clearsessions")
-- shop/settings.py --
if "migrate" in sys.argv: pass
-- shop/models.py --
"""migrate"""
-- .github/workflows/deploy.yml --
jobs: {ship: {steps: [{run: flyctl deploy}, {run: curl --fail https://shop.example.org}]}}
-- .github/workflows/docs.yml --
name: Deploy the documentation
jobs: {docs: {steps: [{run: mkdocs gh-deploy}]}}
-- Makefile --
ship: ; flyctl deploy
`))
	fsys, err := txtar.FS(archive)
	if err != nil {
		t.Fatal(err)
	}
	var files, got []string
	for _, f := range archive.Files {
		files = append(files, f.Name)
	}
	for _, w := range Work(fsys, files) {
		got = append(got, fmt.Sprintf("%s %s:%d", w.Name, w.At.File, w.At.Line))
	}
	want := "collectstatic Dockerfile:3\nmigrate start.sh:2\nclearsessions shop/tasks.py:1\ndeploy .github/workflows/deploy.yml:1\nprobe .github/workflows/deploy.yml:1"
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}
