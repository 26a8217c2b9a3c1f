package inputs

import (
	"cmp"
	"io/fs"
	"slices"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/dotenv"
	"github.com/djgate/djgate/inputs/settings"
	"github.com/djgate/djgate/inputs/targets"
)

// This file finds the lines of env files that two programs read, each in its own
// way: a service's env_file that the settings read as well, most often.

// hazards collects who reads what.
type hazards struct {
	fsys    fs.FS
	files   map[string]map[dotenv.Dialect]map[string]*dotenv.Entry // nil where the program refuses the file
	readers map[envLine][]dotenv.Dialect
	matters map[envLine]bool // the settings get it, directly or under another name
}

// envLine is a name in an env file.
type envLine struct{ file, name string }

func (r *reader) hazards(t *targets.Target, out *settings.Output) []document.Hazard {
	h := &hazards{fsys: r.fsys, files: map[string]map[dotenv.Dialect]map[string]*dotenv.Entry{},
		readers: map[envLine][]dotenv.Dialect{}, matters: map[envLine]bool{}}
	for _, w := range t.Workloads {
		h.workload(w, out.Reads)
	}
	for _, f := range out.EnvFiles {
		d := dotenv.Dialect(f.Dialect)
		for name := range out.Reads {
			h.read(envLine{f.Path, name}, d)
			h.matters[envLine{f.Path, name}] = true
		}
	}
	return h.list()
}

// workload notes which lines reach a service, be it by an interpolation.
func (h *hazards) workload(w *document.Workload, read map[string]bool) {
	dialects := map[string]dotenv.Dialect{}
	for _, f := range w.EnvFiles {
		dialects[f.Path] = dotenv.Dialect(f.Dialect)
	}
	for _, v := range w.Env {
		for i, step := range v.Chain {
			if step.Kind != document.StepEnvFile {
				continue
			}
			line, dialect := envLine{step.At.File, step.Name}, dotenv.Compose
			if i == 0 {
				dialect = cmp.Or(dialects[line.file], dialect)
			}
			h.read(line, dialect)
			h.matters[line] = h.matters[line] || read[v.Name]
		}
	}
}

func (h *hazards) read(line envLine, d dotenv.Dialect) {
	if !slices.Contains(h.readers[line], d) {
		h.readers[line] = append(h.readers[line], d)
	}
}

func (h *hazards) list() []document.Hazard {
	var out []document.Hazard
	for line, dialects := range h.readers {
		if hazard, ok := h.of(line, dialects); ok && h.matters[line] {
			out = append(out, hazard)
		}
	}
	slices.SortFunc(out, func(a, b document.Hazard) int {
		return cmp.Or(cmp.Compare(a.At.File, b.At.File), cmp.Compare(a.At.Line, b.At.Line), cmp.Compare(a.Variable, b.Variable))
	})
	return out
}

// of returns the hazard of one line: two readers that differ, or else one that
// keeps the quotes.
func (h *hazards) of(line envLine, dialects []dotenv.Dialect) (document.Hazard, bool) {
	slices.Sort(dialects)
	out := document.Hazard{Variable: line.name}
	for i, a := range dialects {
		for _, b := range dialects[i+1:] {
			x, y := h.entries(line.file, a), h.entries(line.file, b)
			if x == nil || y == nil || x[line.name] == nil && y[line.name] == nil {
				continue
			}
			if out.Difference = dotenv.Difference(x[line.name], y[line.name]); out.Difference != "" {
				out.Readers, out.At = []string{string(a), string(b)}, cmp.Or(x[line.name], y[line.name]).At
				return out, true
			}
		}
	}
	for _, d := range dialects {
		if e := h.entries(line.file, d)[line.name]; e != nil && e.KeepsQuotes {
			out.Difference, out.Readers, out.At = document.HazardQuotes, []string{string(d)}, e.At
			return out, true
		}
	}
	return out, false
}

// entries returns what a program reads in a file, every variable that it refers
// to being set to a text of its own; nil where it refuses the file.
func (h *hazards) entries(file string, d dotenv.Dialect) map[string]*dotenv.Entry {
	if h.files[file] == nil {
		h.files[file] = map[dotenv.Dialect]map[string]*dotenv.Entry{}
	}
	if read, ok := h.files[file][d]; ok {
		return read
	}
	h.files[file][d] = nil
	src, err := fs.ReadFile(h.fsys, file)
	if err != nil {
		return nil
	}
	entries, diagnostics := dotenv.Parse(d, file, src, func(name string) (string, bool) { return "<" + name + ">", true })
	if dotenv.Whole(diagnostics) {
		h.files[file][d] = dotenv.Last(d, entries)
	}
	return h.files[file][d]
}
