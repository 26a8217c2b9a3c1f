package policy_test

import (
	"io/fs"
	"path"
	"testing"

	"github.com/djgate/djgate"
)

// The binary carries the bundle that is tested here.
func TestBundleIsEmbedded(t *testing.T) {
	want, got := sources(t), 0
	err := fs.WalkDir(djgate.Bundle(), ".", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".rego" {
			return err
		}
		got++
		text, err := fs.ReadFile(djgate.Bundle(), name)
		if string(text) != want[name] {
			t.Errorf("%s differs", name)
		}
		return err
	})
	if err != nil || got != len(want) {
		t.Errorf("%d of %d files, %v", got, len(want), err)
	}
}
