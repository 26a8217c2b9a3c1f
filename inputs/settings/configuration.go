package settings

import (
	"bytes"
	"io/fs"
	"path"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/python/models"
	"github.com/djgate/djgate/inputs/python/value"
)

// configurationVariable names the class of django-configurations whose settings a process loads.
const configurationVariable = "DJANGO_CONFIGURATION"

// Configuration is a class of django-configurations, and the place that names it
// for a process whose environment does not.
type Configuration struct {
	Class string
	At    document.Location
}

var configuring = pattern.New(`DJANGO_CONFIGURATION["']\s*[,\])=]+\s*=?\s*["']([A-Za-z_][A-Za-z0-9_]*)["']`)

// FindConfiguration finds the class that the first of the files falls back to which falls
// back to any, in the environment of a program: as in
// os.environ.setdefault("DJANGO_CONFIGURATION", "Production"). Without a class it is a
// place that names one by what is not known.
func (all *Outlines) FindConfiguration(files []string, p Program) Configuration {
	for _, file := range files {
		src, err := fs.ReadFile(all.fsys, file)
		if err != nil || len(src) > maxNaming || !bytes.Contains(src, []byte(configurationVariable)) {
			continue
		}
		c := configurationIn(file, string(src))
		if c.Class == "" || all.Start(file).Defaults[configurationVariable] != c.Class {
			p.File, p.Main = file, path.Base(file) == "manage.py"
			if v := all.chosen(p, configurationVariable); v != nil {
				c.Class, _ = value.Content(v)
				return c
			}
		}
		if c.Class != "" {
			return c
		}
	}
	return Configuration{}
}

// configurationIn is the first class that a line of a file names, with its place, else that
// of the variable.
func configurationIn(file, src string) (c Configuration) {
	for i, line := range strings.Split(src, "\n") {
		switch m := configuring.FindStringSubmatchIndex(line); {
		case strings.HasPrefix(strings.TrimSpace(line), "#"):
		case m != nil:
			return Configuration{line[m[2]:m[3]], placeIn(file, i, line[:m[2]])}
		case c.At.File == "" && strings.Contains(line, configurationVariable):
			c.At = document.Location{File: file, Line: i + 1, Column: 1}
		}
	}
	return c
}

// configuration is the class in force: that of the environment, or the one that
// the process falls back to.
func (in Input) configuration() Configuration {
	for _, v := range in.Env {
		if v.Name != configurationVariable || v.State == document.Unset {
			continue
		}
		if v.State == document.Known {
			return Configuration{v.Text.Reveal(), v.At}
		}
		return Configuration{}
	}
	return in.Configuration
}

// DjangoDefaults are Django's settings for the versions that the project may use.
func (h *host) DjangoDefaults() map[string]models.Default {
	out := map[string]models.Default{}
	for _, t := range h.defaults().tables {
		for name := range t {
			n := h.defaults().nodes[name]
			if n == nil || !n.HasValue {
				out[name] = models.Default{}
				continue
			}
			out[name] = models.Default{Type: n.Type, Value: n.Value}
		}
	}
	return out
}
