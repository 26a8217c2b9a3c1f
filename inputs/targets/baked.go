package targets

import (
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/dotenv"
	"github.com/djgate/djgate/inputs/tree"
)

// This file finds the env files that an image takes along from its build context.

// baked are those that hold a secret and that .dockerignore lets through.
func (f *finder) baked(i *imageFacts) []document.Baked {
	if i.guessed {
		return nil
	}
	var out []document.Baked
	for _, file := range f.plan.files {
		if !envFile(file) || !under(file, i.context) || i.ignored(file) {
			continue
		}
		if at, copied := i.copiedAt(file); copied && f.holdsSecret(file) {
			out = append(out, document.Baked{File: file, At: at})
		}
	}
	return out
}

// leaveToDevelopers takes out of what images take along the env files that git tracks and
// that Compose files of developers alone name: what those hold is known to who has the
// repository, and no secret of a deployment. A plain .env may be anybody's.
func (f *finder) leaveToDevelopers(all []deployment, candidates [][]*candidate) {
	theirs, others := map[string]bool{}, map[string]bool{}
	for i, d := range all {
		named := others
		if d.kind == "compose" && ofDevelopers(candidates[i]) {
			named = theirs
		}
		for _, w := range d.workloads {
			for _, e := range w.EnvFiles {
				named[e.Path] = true
			}
		}
	}
	for _, t := range f.plan.Targets {
		t.Baked = slices.DeleteFunc(t.Baked, func(b document.Baked) bool {
			tracked := f.plan.Git.Tracked(b.File)
			return theirs[b.File] && !others[b.File] && path.Base(b.File) != ".env" && tracked != nil && *tracked
		})
	}
}

// ofDevelopers tells whether services run Django, and none of them is deployed.
func ofDevelopers(cs []*candidate) bool {
	runs := slices.ContainsFunc(cs, func(c *candidate) bool { return c.target != nil })
	return runs && !slices.ContainsFunc(cs, func(c *candidate) bool { return c.target != nil && deployed(c.target.Class) })
}

// envFile tells whether a file is an env file by its name, and no sample nor one of
// developers or tests: what those hold is no secret of a deployment.
func envFile(file string) bool {
	base := path.Base(file)
	if !strings.HasPrefix(base, ".env") && !strings.HasSuffix(base, ".env") && !strings.Contains("/"+file, "/.envs/") {
		return false
	}
	if class := envFileClass(file); class == Development || class == Test {
		return false
	}
	for _, w := range Words(base) {
		switch w {
		case "default", "defaults", "md":
			return false
		}
	}
	return !isSample(file) && !aside(file)
}

// copiedAt is the line that takes a file of the root into the image.
func (i *imageFacts) copiedAt(file string) (document.Location, bool) {
	for _, c := range i.copies {
		if c.Source == "" {
			continue
		}
		if _, ok := container.Below(file, c.Source); ok {
			return c.At, true
		}
	}
	return document.Location{}, false
}

// holdsSecret tells whether an env file gives a secret that is no sample's.
func (f *finder) holdsSecret(file string) bool { return len(secretsIn(f.fsys, file)) > 0 }

// SecretsOf are the variables of an env file of a deployment that are secrets, and no
// sample's, with their places.
func SecretsOf(fsys fs.FS, file string) []document.Sighting {
	if !envFile(file) {
		return nil
	}
	return secretsIn(fsys, file)
}

// secretsIn are those of any file; a template holds none.
func secretsIn(fsys fs.FS, file string) []document.Sighting {
	src, err := fs.ReadFile(fsys, file)
	if err != nil || tree.IsTemplate(string(src)) {
		return nil
	}
	var out []document.Sighting
	entries, _ := dotenv.Parse(dotenv.Compose, file, src, func(string) (string, bool) { return "", false })
	for _, e := range entries {
		text := e.Value.Reveal()
		if !document.HoldsSecret(e.Name, text) {
			continue
		}
		if facts := document.FactsOf(e.Name, passwordIn(text)); !facts.Empty && !facts.Placeholder && !facts.PublishedDefault {
			out = append(out, document.Sighting{Setting: e.Name, At: e.At})
		}
	}
	return out
}

// passwordIn is the password of an address, "" where it has none or is of the machine
// itself, which in a container is that of no deployment; of any other text it is the
// text itself.
func passwordIn(text string) string {
	u, err := url.Parse(text)
	if err != nil || !strings.Contains(text, "://") {
		return text
	}
	if slices.Contains([]string{"localhost", "127.0.0.1", "::1"}, u.Hostname()) {
		return ""
	}
	password, _ := u.User.Password()
	return password
}
