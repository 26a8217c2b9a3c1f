// Package makefile reads Makefiles without running make: which lines it would give
// to a shell to make its goals, in which order and with which variables.
//
// It follows the GNU make manual: rules, prerequisites, pattern rules, variables of
// every flavor, of targets, of the command line and of the environment, conditionals,
// includes, and the functions on text. What a shell computes is not known. Where that
// decides a condition, both arms are read and nothing in them is certain.
package makefile

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/script"
	"github.com/djgate/djgate/inputs/tree"
)

// Names are the files that make looks for where none is given, in its order.
var Names = []string{"GNUmakefile", "makefile", "Makefile"}

// Line is one that make gives to a shell of its own.
type Line struct {
	// Text is of the shell's language. What is not known of it is a substitution
	// there: "${NAME}" of a variable of the environment, "$(:)" of anything else.
	Text string
	// Exports are the variables that make sets for it.
	Exports []script.Export
	// Certain: it is run, unless one before it fails.
	Certain bool
	At      document.Location
}

// Recipe is what make runs for its goals.
type Recipe struct {
	Lines []Line
	// Opaque are the places that may set variables, or change rules, in a way that
	// is not followed.
	Opaque []document.Location
}

// Given is what is known of the process that runs make.
type Given struct {
	// Lookup finds a variable of the environment; known is false where it cannot be
	// told whether it is set, and to what.
	Lookup func(name string) (text document.Text, set, known bool)
	// Open finds the file that make has under a path.
	Open func(path string) (file string, ok bool)
}

// Bounds on hostile files.
const (
	maxFile  = 256 << 10 // bytes, of all files together
	maxValue = 16 << 10  // bytes of a text that is expanded
	maxDepth = 40        // references, prerequisites or files inside one another
	maxSteps = 20_000    // references that are expanded, and targets that are made
	maxLines = 500       // of recipes
)

// The reasons for which there is no Recipe, each wrapped with the file.
var (
	ErrTooLarge = errors.New("larger than a Makefile that is read here")
	ErrNoRule   = errors.New("has no rule for what is made")
	ErrGoal     = errors.New("what is made by default is not known")
)

// Read returns what make runs for a command line, by the rules of one file. The
// error holds no text of the file.
func Read(fsys fs.FS, file string, c Command, g Given) (*Recipe, error) {
	m := &maker{fsys: fsys, given: g, dir: path.Dir(file), out: &Recipe{}, vars: map[string]*variable{}, exported: map[string]truth{}, exportAll: no,
		targets: map[string]*target{}, phony: map[string]bool{}, made: map[string]bool{}, goals: c.Goals}
	for _, a := range c.Set {
		m.vars[a.Name] = &variable{text: hide(a.Text), origin: fromCommand}
	}
	if err := m.read(file, yes); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	goals, err := m.wanted()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	m.goals = goals
	for _, goal := range goals {
		if !m.make(goal, true, 0) {
			return nil, fmt.Errorf("%s: %w", file, ErrNoRule)
		}
	}
	if m.steps > maxSteps || len(m.out.Lines) > maxLines {
		return nil, fmt.Errorf("%s: %w", file, ErrTooLarge)
	}
	return m.out, nil
}

// truth is whether a condition holds, or a statement is read.
type truth int

const (
	no    truth = -1
	maybe truth = 0
	yes   truth = 1
)

// maker is one run of make.
type maker struct {
	fsys      fs.FS
	given     Given
	dir       string // of the Makefile
	goals     []string
	out       *Recipe
	vars      map[string]*variable
	exported  map[string]truth // what export and unexport name
	exportAll truth
	targets   map[string]*target
	patterns  []*rule
	first     string // the first target, which is the goal where none is named
	phony     map[string]bool
	made      map[string]bool
	scopes    []map[string]*variable // of the targets that are being made, the innermost last
	auto      map[string]string      // $@, $<, ...
	oneShell  bool
	bytes     int // that were read
	depth     int // of files inside one another
	steps     int
}

// read reads a file, or one that it includes.
func (m *maker) read(file string, certain truth) error {
	src, err := tree.ReadText(m.fsys, file, maxFile-m.bytes)
	if err != nil {
		return errors.New("not a readable file")
	}
	if m.bytes += len(src); m.bytes >= maxFile {
		return ErrTooLarge
	}
	if strings.ContainsAny(src, unknown+open+end) {
		return errors.New("not a text")
	}
	p := &parser{maker: m, file: file, lines: strings.Split(strings.ReplaceAll(src, "\r\n", "\n"), "\n"), certain: certain}
	p.parse()
	return nil
}

// wanted are the goals: those that are named, else the default one.
func (m *maker) wanted() ([]string, error) {
	if len(m.goals) > 0 {
		return m.goals, nil
	}
	goal := m.first
	if v := m.vars[".DEFAULT_GOAL"]; v != nil {
		var ok bool
		if goal, ok = m.text("$(.DEFAULT_GOAL)"); !ok {
			return nil, ErrGoal
		}
	}
	t := m.targets[goal]
	if t == nil || len(t.rules) == 0 || !t.rules[0].certain {
		return nil, ErrGoal
	}
	return []string{goal}, nil
}

func (m *maker) opaque(at document.Location) { m.out.Opaque = append(m.out.Opaque, at) }
