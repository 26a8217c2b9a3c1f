package dockerrun

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/djgate/djgate/inputs/docker"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/dotenv"
	"github.com/djgate/djgate/inputs/script"
	"github.com/djgate/djgate/inputs/tree"
)

// variable reads -e NAME=value, or -e NAME, which passes the caller's on.
func (c *container) variable(w script.Word) {
	name, value, assigned := strings.Cut(w.Text, "=")
	if name == "" || strings.ContainsAny(name, "$*") {
		c.doubt(w)
		return
	}
	at := cmp.Or(w.At, c.w.At)
	v := document.Variable{Name: name, State: document.Known, Origin: document.OriginLiteral, At: at}
	switch {
	case !assigned:
		c.passed(&v)
	case w.Known:
		v.Text = document.NewText(value)
	case w.Default:
		v.Text, v.Origin, v.Assumes = document.NewText(value), document.OriginInterpolationDefault, w.Needs
	default:
		unknown(&v, "the shell computes it", w.Needs)
	}
	if assigned && !w.At.IsZero() {
		v.At.Column += len(name) + 1
	}
	v.Chain = append([]document.Step{{Kind: document.StepEnvironment, At: at, Name: name}}, v.Chain...)
	c.put(name, v)
	c.literal(v)
}

// unknown makes a variable one whose value is not known.
func unknown(v *document.Variable, because string, needs []string) {
	v.State, v.Text, v.Origin, v.Because, v.Needs = document.Unknown, document.Text{}, document.OriginEnv, because, needs
	if len(needs) > 0 {
		v.Because = dotenv.BecauseUnset(needs[0])
	}
}

// passed gives a variable the value that the command line sets before docker, else
// that of the machine.
func (c *container) passed(v *document.Variable) {
	unknown(v, "", []string{v.Name})
	v.Because = "the machine passes it on"
	for _, e := range c.command.Env {
		if e.Name == v.Name && e.Known {
			v.State, v.Text, v.Origin, v.Because, v.Needs = document.Known, e.Value, document.OriginLiteral, "", nil
			v.At = e.At
		}
	}
}

func (c *container) put(name string, v document.Variable) { c.env[name] = v }

// literal records a secret that the command line holds in clear.
func (c *container) literal(v document.Variable) {
	text := v.Text.Reveal()
	if v.State != document.Known || !document.HoldsSecret(v.Name, text) {
		return
	}
	c.w.Literals = append(c.w.Literals, document.Literal{Kind: "docker", Name: v.Name, Facts: document.FactsOf(v.Name, text),
		Default: v.Origin == document.OriginInterpolationDefault, At: v.At})
}

// envFile is what --env-file names.
func (c *container) envFile(w script.Word) document.EnvFile {
	at := cmp.Or(w.At, c.w.At)
	e := document.EnvFile{Path: shown(w), State: "refused", Required: true, Dialect: string(dotenv.DockerRun), At: at}
	if strings.Contains(e.Path, "${PWD}/") {
		e.Path = strings.Replace(e.Path, "${PWD}/", "./", 1)
	} else if !w.Known {
		e.State = "absent"
		return e
	}
	if p, ok := c.inside(e.Path); ok {
		e.Path, e.State = p, "absent"
	}
	return e
}

// maxEnvFile bounds an env file, in bytes.
const maxEnvFile = 1 << 20

// readEnvFile returns the variables of an env file, and notes what became of it.
func (c *container) readEnvFile(e *document.EnvFile) []document.Variable {
	if e.State != "absent" || strings.Contains(e.Path, "$") {
		return nil
	}
	src, err := tree.ReadRegular(c.fsys, e.Path, maxEnvFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		e.State = "refused"
		c.report(CodeEnvFile, e.At, e.Path+" cannot be read: "+err.Error())
		return nil
	}
	entries, diagnostics := dotenv.Parse(dotenv.DockerRun, e.Path, src, nil)
	c.diagnostics = append(c.diagnostics, diagnostics...)
	if e.State = "read"; !dotenv.Whole(diagnostics) {
		e.State = "broken"
	}
	var out []document.Variable
	for _, entry := range entries {
		v := entry.Variable(false)
		v.Chain[0].Note = fmt.Sprintf("read by %s:%d", e.At.File, e.At.Line)
		out = append(out, v)
	}
	return out
}

// exists tells whether a path of the root is there.
func exists(fsys fs.FS, name string) bool {
	if _, ok := docker.Inside(".", name); !ok || !fs.ValidPath(name) {
		return false
	}
	_, err := fs.Stat(fsys, name)
	return err == nil
}
