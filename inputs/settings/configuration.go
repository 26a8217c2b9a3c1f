package settings

import (
	"bytes"
	"io/fs"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/python/models"
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

// FindConfiguration finds the class that the first of the files falls back to,
// as in os.environ.setdefault("DJANGO_CONFIGURATION", "Production").
func FindConfiguration(fsys fs.FS, files []string) Configuration {
	for _, file := range files {
		src, err := fs.ReadFile(fsys, file)
		if err != nil || len(src) > maxNaming || !bytes.Contains(src, []byte(configurationVariable)) {
			continue
		}
		for i, line := range strings.Split(string(src), "\n") {
			if m := configuring.FindStringSubmatchIndex(line); m != nil && !strings.HasPrefix(strings.TrimSpace(line), "#") {
				return Configuration{line[m[2]:m[3]], document.Location{File: file, Line: i + 1, Column: len([]rune(line[:m[2]])) + 1}}
			}
		}
	}
	return Configuration{}
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
