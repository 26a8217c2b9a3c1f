package settings

import (
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/value"
)

// calls are the calls whose arguments are facts. What "**options" may hold beside
// them is not told.
func (r run) calls(secrets *Secrets) []document.Call {
	e := &emitter{t: r.Thread, secrets: secrets}
	out := []document.Call{}
	for _, c := range r.Thread.Calls {
		args := map[string]*document.Node{}
		for _, k := range c.Args.Keywords {
			args[k.Name] = e.binding(k.Name, value.Binding{V: value.Named(k.Name, value.MarkText(k.Value)), At: c.At})
		}
		out = append(out, document.Call{Call: c.Name, At: c.At, Args: args})
	}
	return out
}
