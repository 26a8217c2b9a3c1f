package process

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/container"
)

// This file follows programs that start what stands in folders: s6, runit and their
// like, and those whose files are in a language of their own.

// services are the folders that the init of an image goes through, by its name.
func services(name string, args []string) []string {
	switch name {
	case "init": // s6-overlay
		return []string{"/etc/services.d", "/etc/s6-overlay/s6-rc.d"}
	case "my_init", "runit", "runit-init", "runsvdir-start":
		return []string{"/etc/service", "/etc/sv"}
	case "s6-svscan", "runsvdir":
		if args = options(args); len(args) > 0 {
			return args[:1]
		}
	}
	return nil
}

// supervisors are programs whose files, in languages of their own, say what runs.
var supervisors = []string{"circusd", "circus", "pm2", "pm2-runtime", "pm2-docker", "invoke", "inv", "fab", "hivemind", "process-compose", "multirun", "concurrently", "tox", "nox", "rake", "mage", "pixi", "mise", "devbox", "doit", "paver"}

// initialised follows the scripts that an init starts; false where none is here.
func (f *Follower) initialised(p *Process, name string, args []string) bool {
	found := false
	for _, dir := range services(name, args) {
		for _, file := range f.glob(path.Join(dir, "*/run")) {
			found = true
			f.script(p, "/"+file, nil)
		}
	}
	return found
}

// supervisedElse notes a program whose files are not followed.
func (f *Follower) supervisedElse(p *Process, name string) { p.Absent = cmp.Or(p.Absent, name) }

// glob are the files of the project that the container has at paths of a pattern or,
// where nothing is known of the container, the project itself.
func (f *Follower) glob(pattern string) []string {
	places := func(name string) []string { return []string{"/" + name, name} }
	if f.Image != nil {
		all := &container.Files{FS: f.FS, Copies: f.Image.Copies}
		places = all.Places
	}
	var out []string
	for _, file := range f.Files.all() {
		if path.Ext(file) != path.Ext(pattern) || len(out) > maxGlob {
			continue
		}
		if slices.ContainsFunc(places(file), func(at string) bool { ok, err := path.Match(pattern, at); return ok && err == nil }) || file == strings.TrimPrefix(pattern, "./") {
			out = append(out, file)
		}
	}
	return out
}

// maxGlob bounds the files of a pattern.
const maxGlob = 100
