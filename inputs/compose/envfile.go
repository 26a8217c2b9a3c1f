package compose

import (
	"slices"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/dotenv"
)

// envReader makes variables of the lines of an env file.
type envReader struct {
	*loader
	lookup   func(name string) (document.Variable, bool) // wins over the lines of the file
	closed   bool
	doubtful map[string]document.Variable // names met that are set to what is not known
}

// line is a variable that an env file sets.
type line struct {
	document.Variable
	passed bool     // a name without "=": it changes nothing unless the host sets it
	empty  []string // names of the ${NAME} in it that nothing sets
}

// read returns the variables that a file sets, the last line of a name only.
// under is asked for names that neither lookup nor earlier lines set.
func (r *envReader) read(d dotenv.Dialect, file string, src []byte, under func(name string) (document.Variable, bool)) []line {
	r.doubtful = map[string]document.Variable{}
	entries, diagnostics := dotenv.ParseBetween(d, file, src, r.known(r.lookup), r.known(under))
	r.reportAll(diagnostics)
	index := map[string]int{}
	var out []line
	for _, e := range entries {
		v, ok := r.variableOf(e)
		if !ok {
			continue
		}
		delete(r.doubtful, e.Name)
		if v.State == document.Unknown {
			r.doubtful[e.Name] = v.Variable
		}
		if i, seen := index[e.Name]; seen {
			out[i] = v
			continue
		}
		index[e.Name] = len(out)
		out = append(out, v)
	}
	return out
}

// known returns a lookup of the known variables; what is set to something
// unknown is remembered, and not found.
func (r *envReader) known(lookup func(name string) (document.Variable, bool)) dotenv.Lookup {
	return func(name string) (string, bool) {
		v, ok := lookup(name)
		if ok && v.State == document.Unknown {
			r.doubtful[name] = v
		}
		if !ok || v.State != document.Known {
			return "", false
		}
		return v.Text.Reveal(), true
	}
}

// variableOf returns the variable that a line sets; false where it sets none.
func (r *envReader) variableOf(e dotenv.Entry) (line, bool) {
	v := line{passed: !e.HasValue, empty: e.Empty}
	v.Variable = document.Variable{Name: e.Name, State: document.Known, Text: e.Value, Origin: document.OriginEnv, At: e.At,
		Chain: []document.Step{{Kind: document.StepEnvFile, At: e.KeyAt, Name: e.Name}}}
	if !e.HasValue {
		v.State, v.Text = document.Unknown, document.Text{}
		v.Needs, v.Because = []string{e.Name}, becauseUnset(e.Name)
		return v, !r.closed
	}
	doubtful := slices.IndexFunc(e.Unknown, func(name string) bool { _, ok := r.doubtful[name]; return ok })
	switch {
	case doubtful >= 0:
		name := e.Unknown[doubtful]
		v.State, v.Because, v.Needs = document.Unknown, r.doubtful[name].Because, r.doubtful[name].Needs
	case len(e.Required) > 0:
		v.State, v.Because, v.Needs = document.Unknown, becauseUnset(e.Required[0]), e.Required
	case len(e.Unknown) == 0 || r.closed:
	case len(e.Empty) > 0:
		v.State, v.Because, v.Needs = document.Unknown, becauseUnset(e.Empty[0]), e.Unknown
	default:
		v.Assumes = e.Unknown
	}
	if v.State == document.Unknown {
		v.Text = document.Text{}
	}
	return v, true
}

// becauseUnset says that a name has no value here.
func becauseUnset(name string) string { return "no file sets " + name }
