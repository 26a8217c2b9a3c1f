package compose

import (
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/dotenv"
)

// envReader makes variables of the lines of an env file.
type envReader struct {
	*loader
	lookup func(name string) (document.Variable, bool) // wins over the lines of the file
	closed bool
	met    map[string]document.Variable // what lines refer to, by name
}

// line is a variable that an env file sets.
type line struct {
	document.Variable
	passed bool     // a name without "=": it changes nothing unless the host sets it
	empty  []string // names of the ${NAME} in it that nothing sets
}

// read returns the variables that a file sets, the last line of a name only, and
// whether they are all. under is asked for names that neither lookup nor earlier lines set.
func (r *envReader) read(d dotenv.Dialect, file string, src []byte, under func(name string) (document.Variable, bool)) ([]line, bool) {
	r.met = map[string]document.Variable{}
	entries, diagnostics := dotenv.ParseBetween(d, file, src, r.known(r.lookup), r.known(under))
	r.reportAll(diagnostics)
	index := make(map[string]int, len(entries))
	out := make([]line, 0, len(entries))
	for _, e := range entries {
		v, ok := r.variableOf(e)
		if !ok {
			continue
		}
		if i, seen := index[e.Name]; seen {
			out[i] = v
			continue
		}
		index[e.Name] = len(out)
		out = append(out, v)
	}
	return out, dotenv.Whole(diagnostics)
}

// known returns a lookup that remembers what it met. What is set to something
// unknown is found, and what refers to it becomes unknown in variableOf.
func (r *envReader) known(lookup func(name string) (document.Variable, bool)) dotenv.Lookup {
	return func(name string) (string, bool) {
		v, ok := lookup(name)
		if !ok || v.State == document.Unset {
			return "", false
		}
		r.met[name] = v
		return v.Text.Reveal(), true
	}
}

// variableOf returns the variable that a line sets; false where it sets none.
// What the variables that it refers to rest on, it rests on too.
func (r *envReader) variableOf(e dotenv.Entry) (line, bool) {
	v := line{Variable: e.Variable(r.closed), passed: !e.HasValue, empty: e.Empty}
	if !e.HasValue {
		return v, !r.closed
	}
	for _, name := range e.Reads {
		met := r.met[name]
		v.Chain = append(v.Chain, document.Step{Kind: document.StepInterpolation, At: e.At, Name: name})
		v.Chain = append(v.Chain, met.Chain...)
		if met.State == document.Unknown {
			v.State, v.Text = document.Unknown, document.Text{}
			v.Because, v.Needs, v.Assumes = met.Because, met.Needs, nil
			return v, true
		}
		v.Secret = v.Secret || met.Secret
		if v.State == document.Known {
			v.Assumes = union(v.Assumes, met.Assumes...)
		}
	}
	return v, true
}
