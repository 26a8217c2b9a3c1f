package settings

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/value"
)

// unparsed finds by trial which variable turns DEBUG on whatever it says: os.environ.get("DEBUG",
// False) is off only until somebody sets DEBUG=False. Only variables whose names speak of
// debugging are tried; "False" in another (STAGE) may well mean something else.
func unparsed(in Input, out *Output) []document.Unparsed {
	found := []document.Unparsed{}
	debug := out.Settings["DEBUG"]
	if debug == nil || debug.Truth == nil || *debug.Truth || out.Source.Failure != nil {
		return found
	}
	at := debug.At
	if len(debug.Chain) > 0 {
		at = debug.Chain[0].At // the assignment, rather than what is fallen back to
	}
	for _, name := range debug.Reads {
		if strings.Contains(strings.ToUpper(name), "DEBUG") && !in.sets(name) && in.turnsOn("DEBUG", name) {
			found = append(found, document.Unparsed{Setting: "DEBUG", Variable: name, At: at})
		}
	}
	return found
}

// sets tells whether the process certainly has the variable, or may have it.
func (in Input) sets(name string) bool {
	return slices.ContainsFunc(in.Env, func(v document.Variable) bool { return v.Name == name && v.State != document.Unset })
}

// turnsOn tells whether the setting is certainly true in the same process with the
// variable saying "False".
func (in Input) turnsOn(setting, variable string) bool {
	in.Env = append(slices.Clip(in.Env), document.Variable{Name: variable, State: document.Known,
		Text: document.NewText("False"), Origin: document.OriginEnv, At: document.Location{File: in.File}})
	run := interpret(in, newHost(in))
	if run.Module == nil || run.Failure != nil {
		return false
	}
	b, bound := run.Module.NS.Get(setting)
	if !bound {
		return false
	}
	v, _ := value.Rested(b.V)
	truth, err := value.Truthy(run.Thread, v)
	return err == nil && truth == value.Yes
}
