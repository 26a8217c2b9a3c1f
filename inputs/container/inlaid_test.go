package container

import (
	"errors"
	"io"
	"io/fs"
	"testing"

	"github.com/djgate/djgate/inputs/document"
)

func TestInlaid(t *testing.T) {
	i := document.NewInset("X = 1\n", document.Location{File: "k8s/web.yaml", Line: 1}, "ConfigMap web", "a.py")
	fsys := Inlaid(project, map[string]*document.Inset{i.Name: i})
	text, err := fs.ReadFile(fsys, "k8s/web.yaml/ConfigMap web/a.py")
	if err != nil || string(text) != "X = 1\n" {
		t.Error(string(text), err)
	}
	file, err := fsys.Open(i.Name)
	if err != nil {
		t.Fatal(err)
	}
	if text, err = io.ReadAll(file); err != nil || string(text) != "X = 1\n" {
		t.Error(string(text), err)
	}
	info, err := fs.Stat(fsys, i.Name)
	if err != nil || info.Name() != "a.py" || info.Size() != 6 || !info.Mode().IsRegular() {
		t.Error(info, err)
	}
	if _, err := fs.Stat(fsys, "manage.py"); err != nil {
		t.Error(err)
	}
	if _, err := fs.ReadFile(fsys, "k8s/web.yaml"); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if entries, err := fs.ReadDir(fsys, "docker/conf"); err != nil || len(entries) != 2 {
		t.Error(entries, err)
	}
}
