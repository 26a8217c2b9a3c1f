// Package dotenv reads env files as the programs that really read them do, each
// dialect with its own traps, and says where every key and value stands.
//
// A dialect is a port of the grammar of one program, not a common subset: the
// same line is a value to one, a comment to the next and an error to a third.
// Nothing here opens a file or reads the environment of this process.
package dotenv

import (
	"bytes"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// Dialect names the program that reads an env file, and its version where
// versions differ.
type Dialect string

// The dialects.
const (
	Compose          Dialect = "compose"              // docker compose: --env-file, .env and env_file (compose-go 2.16)
	DockerRun        Dialect = "docker run"           // docker run --env-file, and env_file with "format: raw"
	Environ044       Dialect = "django-environ 0.4.4" // django-environ up to 0.4.4, and DOTENV of django-configurations: as Environ07, without "export"
	Environ07        Dialect = "django-environ 0.7"   // django-environ 0.4.5 to 0.7; the first line that sets a name wins
	Environ011       Dialect = "django-environ 0.11"  // django-environ 0.11: a # begins a comment
	Environ          Dialect = "django-environ"       // django-environ from 0.12 on, and 0.8 to 0.10
	PythonDotenv05   Dialect = "python-dotenv 0.5"    // python-dotenv up to 0.5: any quotes are taken away; the first line that sets a name wins
	PythonDotenv063  Dialect = "python-dotenv 0.6.3"  // python-dotenv 0.6.0 to 0.6.3: as 0.6.4, without single quotes
	PythonDotenv064  Dialect = "python-dotenv 0.6.4"  // python-dotenv 0.6.4: as 0.7, with Python's escapes between quotes
	PythonDotenv07   Dialect = "python-dotenv 0.7"    // python-dotenv 0.6.5 to 0.7: as 0.9, without "export"
	PythonDotenv08   Dialect = "python-dotenv 0.8"    // python-dotenv 0.8 and 0.9.0: as 0.9, but for names after "export"
	PythonDotenv09   Dialect = "python-dotenv 0.9"    // python-dotenv 0.9.1: line by line, without escapes or comments
	PythonDotenv0100 Dialect = "python-dotenv 0.10.0" // python-dotenv 0.10.0: any # begins a comment
	PythonDotenv0102 Dialect = "python-dotenv 0.10.2" // python-dotenv 0.10.1 and 0.10.2
	PythonDotenv0103 Dialect = "python-dotenv 0.10.3" // python-dotenv 0.10.3: what follows a value is the next line
	PythonDotenv0104 Dialect = "python-dotenv 0.10.4" // python-dotenv 0.10.4: as 0.10.3, with names without "="
	PythonDotenv012  Dialect = "python-dotenv 0.12"   // python-dotenv 0.10.5 to 0.12: the grammar of 1.2.2, but for blanks in values without quotes
	PythonDotenv014  Dialect = "python-dotenv 0.14"   // python-dotenv 0.13 and 0.14: as 0.12, with ${NAME:-text}
	PythonDotenv122  Dialect = "python-dotenv 1.2.2"  // python-dotenv 0.15 to 1.2.2
	PythonDotenv123  Dialect = "python-dotenv 1.2.3"  // python-dotenv 1.2.3: a backslash escapes any character
	PythonDotenv     Dialect = "python-dotenv"        // python-dotenv from 1.2.4 on: "K= # text" is empty
	DjangoDotenv     Dialect = "django-dotenv"        // django-dotenv 1.4.2, read_dotenv
	Decouple22       Dialect = "python-decouple 2.2"  // python-decouple 2.2: as 2.3, with the blanks around "="
	Decouple31       Dialect = "python-decouple 3.1"  // python-decouple 2.3 to 3.1: any quotes are taken away
	Decouple34       Dialect = "python-decouple 3.4"  // python-decouple 3.2 to 3.4: all quotes at the ends of what is quoted
	Decouple         Dialect = "python-decouple"      // python-decouple from 3.5 on, RepositoryEnv
	Everett          Dialect = "everett"              // everett, ConfigEnvFileEnv
	Systemd          Dialect = "systemd"              // EnvironmentFile= of a unit
	Shell            Dialect = "shell"                // sourced by bash or sh: only lines that are certain
)

// literal ends the name of a dialect that leaves ${NAME} as it stands.
const literal = ", interpolate=False"

// Literal is the dialect of a program that is told not to interpolate, as
// load_dotenv(interpolate=False) of python-dotenv is.
func (d Dialect) Literal() Dialect { return d + literal }

// FirstWins tells whether the first line that sets a name counts, and not the last.
func (d Dialect) FirstWins() bool { return d == Environ044 || d == Environ07 || d == PythonDotenv05 }

// Entry is one line (or several, where a quoted value spans them) that names a
// variable. Duplicates are all there, in the order of the file: the last one
// wins, except where FirstWins.
type Entry struct {
	Name string
	// Value is the text that the program gets if every name in Unknown is unset.
	Value document.Text
	// HasValue is false for a name without "=". In Compose and DockerRun such a
	// name is passed through from the environment: HasValue is then true where
	// lookup knows it; where it does not, the entry changes nothing and the name
	// is in Unknown. In the dialects of python-dotenv it takes the name away
	// again, whatever earlier lines set.
	HasValue bool
	// At is where the value begins, its quote included; KeyAt where the name does.
	// Columns count code points from 1; a byte order mark is not counted.
	At, KeyAt document.Location
	// Reads are the names that the value refers to and that lookup knows.
	Reads []string
	// Hiding are the names that earlier lines give, and that the environment over them does
	// not have: it would win.
	Hiding []string
	// Unknown are the names that the value depends on and that nothing sets.
	Unknown []string
	// Empty are the names of the ${NAME} that became empty text since nothing sets them.
	Empty []string
	// Required are the names that the value demands (${NAME:?message}) and that
	// nothing sets, or only to empty text: the program refuses the file without them.
	Required []string
	// Because says why the value cannot be told, whatever the environment; it is
	// empty where it can. Value is then of no use. Only Shell and
	// python-dotenv 0.6 have such entries.
	Because string
	// KeepsQuotes: the program takes the quotes round the value for a part of it.
	KeepsQuotes bool
}

// Variable returns what the entry sets its name to. In a closed environment what
// no input sets is unset; else somebody may set it: a value that needs it is
// unknown, and one with a default assumes that nobody does. The chain has one
// step, the line. What Reads bring along is left to who gave lookup.
func (e *Entry) Variable(closed bool) document.Variable {
	v := document.Variable{Name: e.Name, State: document.Known, Text: e.Value, Origin: document.OriginEnv, At: e.At,
		Chain: []document.Step{{Kind: document.StepEnvFile, At: e.KeyAt, Name: e.Name}}}
	switch {
	case e.Because != "":
		v.Because = e.Because
	case !e.HasValue:
		v.Because, v.Needs = BecauseUnset(e.Name), []string{e.Name}
	case len(e.Required) > 0:
		v.Because, v.Needs = BecauseUnset(e.Required[0]), e.Required
	case closed:
	case len(e.Empty) > 0:
		v.Because, v.Needs = BecauseUnset(e.Empty[0]), e.Unknown
	default:
		v.Assumes = e.Unknown
	}
	if v.Because != "" {
		v.State, v.Text = document.Unknown, document.Text{}
	}
	return v
}

// BecauseUnset says that a name has no value here.
func BecauseUnset(name string) string { return "no file sets " + name }

// Lookup tells what a variable is set to, and whether it is set.
type Lookup func(name string) (string, bool)

// The codes of the diagnostics.
const (
	// CodeRefused: the program refuses the whole file (error). The entries are
	// those before the place that is refused.
	CodeRefused = "env-file-refused"
	// CodeLimit: the file is beyond what is read here (error).
	CodeLimit = "env-file-limit"
	// CodeIgnored: the program skips a line that looks like it should count (warning).
	CodeIgnored = "env-line-ignored"
	// CodeEncoding: a value is not UTF-8 and reaches the process altered (warning).
	CodeEncoding = "env-encoding"
	// CodeUncertain: a shell line may do anything, so no entry of the file is certain (error).
	CodeUncertain = "env-shell-uncertain"
)

// Whole tells by the diagnostics of Parse whether the entries are all that the file holds.
func Whole(diagnostics []document.Diagnostic) bool {
	return !slices.ContainsFunc(diagnostics, func(d document.Diagnostic) bool { return d.Severity == "error" })
}

// Parse reads the env file src, which is called file in every Location. lookup
// is the environment that the program reads the file in; nil is an empty one.
// Where a value refers to a variable, lookup wins over the earlier lines of the
// file, except in Shell, where a line that is read sets the variable, and DjangoDotenv.
//
// The errors of the program are diagnostics: with a diagnostic of severity
// "error" the entries are not all that the file holds. No diagnostic holds text
// of the file.
func Parse(d Dialect, file string, src []byte, lookup func(name string) (string, bool)) ([]Entry, []document.Diagnostic) {
	if d == Shell || d == DjangoDotenv {
		return ParseBetween(d, file, src, nil, lookup)
	}
	return ParseBetween(d, file, src, lookup, nil)
}

// ParseBetween reads as Parse does, with two environments: over wins over the
// earlier lines of the file, and under is asked after them. Compose reads a
// second env file with the variables of the first one under it, and
// dotenv_values() of python-dotenv has the environment under the file.
func ParseBetween(d Dialect, file string, src []byte, over, under Lookup) ([]Entry, []document.Diagnostic) {
	lines := min(1+bytes.Count(src, []byte("\n")), usualLines)
	r := &reader{file: file, over: over, under: under, entries: make([]Entry, 0, lines), set: make(map[string]binding, lines)}
	name, isLiteral := strings.CutSuffix(string(d), literal)
	d, r.literal = Dialect(name), isLiteral
	if text, ok := r.decode(d, src); ok {
		r.src = text
		r.read(d)
	}
	return r.entries, r.diagnostics
}

func (r *reader) read(d Dialect) {
	switch d {
	case Compose:
		r.readCompose()
	case DockerRun:
		r.readDockerRun()
	case Environ044, Environ07, Environ011, Environ:
		r.readEnviron(d)
	case PythonDotenv122, PythonDotenv123, PythonDotenv:
		r.readPythonDotenv(d)
	case PythonDotenv063, PythonDotenv064, PythonDotenv07, PythonDotenv08, PythonDotenv09, PythonDotenv0100, PythonDotenv0102, PythonDotenv0103, PythonDotenv0104, PythonDotenv012, PythonDotenv014:
		r.readOldPython(d)
	case DjangoDotenv:
		r.readDjangoDotenv()
	case PythonDotenv05, Decouple22, Decouple31, Decouple34, Decouple, Everett:
		r.readDecouple(d)
	case Systemd:
		r.readSystemd()
	case Shell:
		r.readShell()
	default:
		r.refuse(document.Location{File: r.file}, "no dialect of env files has this name")
	}
}

// LastOfEach is what Python's dict makes of lines: the last of each name, where its first stands.
func LastOfEach[T any](lines []T, name func(T) string) []T {
	var out []T
	at := map[string]int{}
	for _, l := range lines {
		if i, again := at[name(l)]; again {
			out[i] = l
			continue
		}
		at[name(l)] = len(out)
		out = append(out, l)
	}
	return out
}
