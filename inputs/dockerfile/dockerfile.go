// Package dockerfile reads what the image of a Dockerfile's stage would give a
// process: its environment, entrypoint and command, and which files it copies.
//
// BuildKit's own parser reads the instructions, and its lexer expands the words;
// nothing is built or run. What the base image brings is not known.
package dockerfile

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerfile/shell"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/tree"
)

// Image is what a stage gives a process, the stages that it builds on included.
type Image struct {
	// Base is the image outside the file that the stage builds on in the end;
	// "${NAME}" stands in it for a build argument that is not known.
	Base string
	// Stages are the names of all stages of the file, in order; a stage without
	// a name has its number.
	Stages []string
	// Env is what ENV sets, in order of name. A build argument is not among
	// them: it reaches the process only where an ENV copies it.
	Env []document.Variable
	// Path are the folders that ENV has in PATH, without those of the base image.
	Path []string
	// Entrypoint and Cmd are argument lists, nil where the base image gives
	// them. A shell form is one {"/bin/sh", "-c", text}.
	Entrypoint, Cmd     []string
	EntrypointAt, CmdAt document.Location
	User, Workdir       string
	// Expose are the ports of EXPOSE, as written.
	Expose []string
	// Volumes are the paths of VOLUME, as written.
	Volumes []string
	// Healthcheck is nil where the base image gives it.
	Healthcheck *document.Healthcheck
	// Copies are the files that get into the image, in order.
	Copies []Copy
	// Literals are secrets in clear in ENV and ARG.
	Literals []document.Literal
	// At is the FROM of the stage.
	At document.Location
}

// HasStage tells whether the file has a stage of that name or number.
func (i *Image) HasStage(name string) bool {
	n, err := strconv.Atoi(name)
	return err == nil && n >= 0 && n < len(i.Stages) || slices.ContainsFunc(i.Stages, func(s string) bool { return strings.EqualFold(s, name) })
}

// Copy is a COPY, an ADD, or what a RUN does by cp, mv, ln, rm and >.
// Without Sources the line writes Dest itself; without Dest it removes Sources,
// which may be patterns.
type Copy struct {
	// From is the stage or image that the sources are in; empty for the build
	// context, and where Run is true, for the image itself.
	From    string
	Sources []string
	// Dest is absolute, if the working directory is known; it ends in "/" where
	// it was written so, or as ".".
	Dest string
	Run  bool
	At   document.Location
}

// Bounds on hostile files.
const (
	maxFile  = 256 << 10 // bytes
	maxValue = 64 << 10  // bytes of an expanded word
	maxDepth = 100       // open brackets on a line
	maxNames = 32        // names and steps that are kept of one value
)

// The codes of the diagnostics.
const (
	CodeRead      = "dockerfile-read"   // the file is absent or may not be read
	CodeSyntax    = "dockerfile-syntax" // docker build refuses the file
	CodeTarget    = "dockerfile-target" // there is no such stage
	CodeTemplated = "templated"         // the file is a template of another program
)

// File is a Dockerfile that was parsed, of which every stage may be read.
type File struct {
	path   string
	lines  []string
	escape rune
	meta   []instructions.ArgCommand // before the first stage
	stages []instructions.Stage
}

// Parse parses the Dockerfile at path. Where it is nil, the diagnostics say why.
func Parse(fsys fs.FS, path string) (*File, []document.Diagnostic) {
	src, err := tree.ReadText(fsys, path, maxFile)
	if err != nil {
		return nil, fail(CodeRead, document.Location{File: path}, path+" cannot be read: "+err.Error())
	}
	if line := tooDeep(src); line > 0 {
		return nil, fail(CodeSyntax, document.Location{File: path, Line: line}, "nested deeper than is read here")
	}
	result, err := parser.Parse(strings.NewReader(src))
	if err != nil {
		return nil, refused(path, src, err)
	}
	stages, meta, err := instructions.Parse(result.AST, nil)
	if err != nil {
		return nil, refused(path, src, err)
	}
	return &File{path, strings.Split(src, "\n"), result.EscapeToken, meta, stages}, nil
}

// Image is what the file makes of target: a stage, by name or number; "" is the last
// one. args are the build arguments of a build that is wholly known, so that others
// have their default; nil stands for a build of which nothing is known, where any
// argument may be given. The image is nil where there is none; the diagnostics then
// say why.
func (f *File) Image(target string, args map[string]string) (*Image, []document.Diagnostic) {
	b := &builder{
		file: f.path, lines: f.lines, args: args, stages: f.stages,
		lex: shell.NewLex(f.escape), vars: map[string]binding{}, env: map[string]document.Variable{}, image: &Image{},
	}
	return b.build(target, f.meta)
}

// refused says that docker build refuses a file: a template, or a mistake.
func refused(path, src string, err error) []document.Diagnostic {
	at := document.Location{File: path, Line: errorLine(err)}
	if tree.IsTemplate(src) {
		return []document.Diagnostic{{Code: CodeTemplated, At: at, Severity: "warning", Message: tree.TemplateMessage}}
	}
	if strings.TrimSpace(src) == "" { // it hides nothing
		return []document.Diagnostic{{Code: CodeSyntax, At: at, Severity: "warning", Message: "the file is empty: docker build refuses it"}}
	}
	return fail(CodeSyntax, at, "docker build refuses the instruction, or the whole file")
}

func fail(code string, at document.Location, message string) []document.Diagnostic {
	return []document.Diagnostic{{Code: code, Message: message, At: at, Severity: "error"}}
}

// tooDeep returns the first line with more open brackets than are read, or 0:
// the lexer and the shell parser are recursive.
func tooDeep(src string) int {
	for i, line := range strings.Split(src, "\n") {
		if strings.Count(line, "{")+strings.Count(line, "(")+strings.Count(line, "[") > maxDepth {
			return i + 1
		}
	}
	return 0
}

// errorLine returns the line that an error of the parser names, or 1. Its text
// is dropped: it quotes the file.
func errorLine(err error) int {
	var located *parser.LocationError
	if errors.As(err, &located) && len(located.Locations) > 0 && len(located.Locations[0]) > 0 {
		return located.Locations[0][0].Start.Line
	}
	return 1
}

// build makes the image of a stage.
func (b *builder) build(target string, meta []instructions.ArgCommand) (*Image, []document.Diagnostic) {
	for i, s := range b.stages {
		name := s.Name
		if name == "" {
			name = strconv.Itoa(i)
		}
		b.image.Stages = append(b.image.Stages, name)
	}
	last := b.stage(target, len(b.stages))
	if last < 0 {
		return nil, fail(CodeTarget, document.Location{File: b.file},
			"a build asks for a stage (--target, target:) that is not here; the stages are "+strings.Join(b.image.Stages, ", "))
	}
	b.image.At = b.at(b.stages[last].Location)
	for i := range meta {
		b.arg(&meta[i], nil)
	}
	chain, global := b.chain(last), b.vars
	b.vars = map[string]binding{}
	var triggers []instructions.Command
	for _, i := range chain {
		b.cmdSet = false
		for _, c := range append(triggers, b.stages[i].Commands...) {
			b.instruction(c, global)
		}
		triggers = b.triggers(b.stages[i])
	}
	for _, v := range b.env {
		b.image.Env = append(b.image.Env, v)
	}
	slices.SortFunc(b.image.Env, func(x, y document.Variable) int { return strings.Compare(x.Name, y.Name) })
	return b.image, nil
}

// triggers are the ONBUILD instructions of a stage, which those that build on it
// begin with.
func (b *builder) triggers(s instructions.Stage) []instructions.Command {
	var out []instructions.Command
	for _, c := range s.Commands {
		on, ok := c.(*instructions.OnbuildCommand)
		if !ok {
			continue
		}
		line := max(b.at(on.Location()).Line-1, 0)
		result, err := parser.Parse(strings.NewReader(strings.Repeat("\n", line) + on.Expression))
		if err != nil || len(result.AST.Children) != 1 {
			continue
		}
		if trigger, err := instructions.ParseCommand(result.AST.Children[0]); err == nil {
			out = append(out, trigger)
		}
	}
	return out
}

// stage returns the number of the stage of that name before the one called
// before, or -1. "" is the last one.
func (b *builder) stage(name string, before int) int {
	if name == "" {
		return before - 1
	}
	for i := before - 1; i >= 0; i-- {
		if strings.EqualFold(b.stages[i].Name, name) {
			return i
		}
	}
	if n, err := strconv.Atoi(name); err == nil && n >= 0 && n < before {
		return n
	}
	return -1
}

// chain returns the stages that the stage last builds on, the first one first.
func (b *builder) chain(last int) []int {
	chain := []int{last}
	for {
		name := b.word(b.stages[last].BaseName)
		base := -1
		if name.known() {
			base = b.baseStage(name.text, last)
		}
		if base < 0 {
			b.image.Base = name.shown(b.stages[last].BaseName)
			slices.Reverse(chain)
			return chain
		}
		chain = append(chain, base)
		last = base
	}
}

// baseStage returns the stage that a FROM names. A number is no name there.
func (b *builder) baseStage(name string, before int) int {
	for i := before - 1; i >= 0; i-- {
		if strings.EqualFold(b.stages[i].Name, name) {
			return i
		}
	}
	return -1
}

// instruction applies one instruction of a stage.
func (b *builder) instruction(c instructions.Command, global map[string]binding) {
	switch c := c.(type) {
	case *instructions.ArgCommand:
		b.arg(c, global)
	case *instructions.EnvCommand:
		b.setEnv(c)
	case *instructions.CopyCommand:
		b.copy(c.From, c.SourcesAndDest, c.Location())
	case *instructions.AddCommand:
		b.copy("", c.SourcesAndDest, c.Location())
	case *instructions.RunCommand:
		b.run(c)
	case *instructions.WorkdirCommand:
		b.image.Workdir = b.absolute(b.text(c.Path))
	case *instructions.UserCommand:
		b.image.User = b.text(c.User)
	case *instructions.ExposeCommand:
		for _, p := range c.Ports {
			b.image.Expose = append(b.image.Expose, b.text(p))
		}
	case *instructions.VolumeCommand:
		for _, v := range c.Volumes {
			b.image.Volumes = append(b.image.Volumes, b.text(v))
		}
	case *instructions.HealthCheckCommand:
		b.image.Healthcheck = b.healthcheck(c)
	case *instructions.ShellCommand:
		b.shell = c.Shell
	case *instructions.CmdCommand:
		b.image.Cmd, b.image.CmdAt, b.cmdSet = b.commandLine(c.ShellDependantCmdLine), b.at(c.Location()), true
	case *instructions.EntrypointCommand:
		b.image.Entrypoint, b.image.EntrypointAt = b.commandLine(c.ShellDependantCmdLine), b.at(c.Location())
		if !b.cmdSet {
			b.image.Cmd, b.image.CmdAt = nil, document.Location{}
		}
	}
}

// healthcheck reads HEALTHCHECK, whose words are those of Docker's API: NONE, or
// CMD or CMD-SHELL and what follows.
func (b *builder) healthcheck(c *instructions.HealthCheckCommand) *document.Healthcheck {
	h := &document.Healthcheck{At: b.at(c.Location())}
	switch test := c.Health.Test; {
	case len(test) == 0 || test[0] == "NONE":
		h.Disabled = true
	case test[0] == "CMD-SHELL":
		h.Test = document.HideArguments(append([]string{"/bin/sh", "-c"}, test[1:]...))
	default:
		h.Test = document.HideArguments(test[1:])
	}
	return h
}

// commandLine returns a command as an argument list.
func (b *builder) commandLine(c instructions.ShellDependantCmdLine) []string {
	if !c.PrependShell {
		return append([]string{}, c.CmdLine...)
	}
	run := b.shell
	if run == nil {
		run = []string{"/bin/sh", "-c"}
	}
	return append(slices.Clone(run), strings.Join(c.CmdLine, " "))
}

// absolute returns a path in the image.
func (b *builder) absolute(p string) string {
	if p == "" || path.IsAbs(p) || strings.HasPrefix(p, "$") {
		return p
	}
	dir := b.image.Workdir
	if dir == "" {
		dir = "/"
	}
	joined := path.Join(dir, p)
	if joined != "/" && (strings.HasSuffix(p, "/") || p == "." || strings.HasSuffix(p, "/.")) {
		joined += "/"
	}
	return joined
}

// On completes an image with that of its base: what it does not set itself is
// the base's.
func (i *Image) On(base *Image) {
	if i.Entrypoint == nil {
		i.Entrypoint, i.EntrypointAt = base.Entrypoint, base.EntrypointAt
		if i.Cmd == nil {
			i.Cmd, i.CmdAt = base.Cmd, base.CmdAt
		}
	}
	if i.Healthcheck == nil {
		i.Healthcheck = base.Healthcheck
	}
	if i.User == "" {
		i.User = base.User
	}
	if i.Workdir == "" {
		i.Workdir = base.Workdir
	}
	for _, v := range base.Env {
		if !slices.ContainsFunc(i.Env, func(have document.Variable) bool { return have.Name == v.Name }) {
			i.Env = append(i.Env, v)
		}
	}
	slices.SortFunc(i.Env, func(x, y document.Variable) int { return strings.Compare(x.Name, y.Name) })
	i.Path = slices.Concat(i.Path, base.Path)
	i.Expose = append(slices.Clone(base.Expose), i.Expose...)
	i.Volumes = append(slices.Clone(base.Volumes), i.Volumes...)
	i.Literals = append(i.Literals, base.Literals...)
}
