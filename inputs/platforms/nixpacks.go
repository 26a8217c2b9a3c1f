package platforms

import (
	"io/fs"
	"path"

	"github.com/djgate/djgate/inputs/document"
)

// Nixpacks: nixpacks.toml (nixpacks.com/docs/configuration/file), which Railway, Coolify
// and others build with. Its start command comes before the Procfile, and after the one
// that the platform is given.

func isNixpacks(file string) bool { return named(file, "nixpacks", ".toml") }

// readNixpacks reads one that stands beside no file of Railway, which reads it too.
func readNixpacks(l *loader, app *App, files []string) {
	for _, name := range []string{"railway.toml", "railway.json"} {
		if exists(l.fsys, path.Join(app.Dir, name)) {
			return
		}
	}
	at := document.Location{File: files[0], Line: 1, Column: 1}
	w := &document.Workload{Kind: "nixpacks", Name: "app", At: at, OpenBecause: "the platform that builds it keeps variables"}
	env := environment{}
	start := env.nixpacks(l.open(files[0]))
	w.Env = env.sorted()
	if start == nil {
		app.Each = w
		return
	}
	w.At, w.Command = start.at, command(start.text)
	app.Workloads = append(app.Workloads, w)
}

// nixpacks adds the variables of a configuration, and gives its start command.
func (e environment) nixpacks(root *node) *node {
	e.table(root.get("variables"))
	return root.get("start", "cmd")
}

// nixpacksBeside reads the configuration beside another file, which it adds to those of
// the app; nil for none.
func nixpacksBeside(l *loader, app *App, env environment) *node {
	file := path.Join(app.Dir, "nixpacks.toml")
	if !exists(l.fsys, file) {
		return nil
	}
	app.Files = append(app.Files, file)
	return env.nixpacks(l.open(file))
}

func exists(fsys fs.FS, name string) bool {
	_, err := fs.Stat(fsys, name)
	return err == nil
}
