package settings

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/tree"
)

// Named is one place that names a settings module.
type Named struct {
	Module string
	At     document.Location
	Kind   string // setdefault (a .py file), environment (a deployment file), test, ci, other
	// Computed: a variable or an expression follows, so Module is only its package:
	// f"config.settings.{env}".
	Computed bool
}

// naming finds DJANGO_SETTINGS_MODULE with a literal module after it, in Python,
// shell, YAML, INI, TOML, HCL and Dockerfiles alike. A folder with a hyphen is a
// package to importlib, though no import statement can name it.
var naming = pattern.New(`DJANGO_SETTINGS_MODULE["']?\s*[\])]?\s*(?:[=:,]|\s)\s*(?:default\s*=\s*)?(?:[fF]?["'])?([A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z_][A-Za-z0-9_-]*)*)\b`)

// goesOn finds a line of a call in Python whose next line has the module.
var goesOn = pattern.New(`["']DJANGO_SETTINGS_MODULE["']\s*,\s*$`)

// flagged finds --settings=module and --ds=module.
var flagged = pattern.New(`--(?:settings|ds)[= ]["']?([A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z_][A-Za-z0-9_-]*)*)\b`)

// managed finds the module that a manage.py from before Django 1.4 has imported.
var managed = pattern.New(`\bexecute_manager\(\s*([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\s*[,)]`)

// formatted is a text of Python into which the name of a package is put: "%s.settings" % "shop".
// Mezzanine hands the name to a function that gives it back.
var formatted = pattern.New(`["']%s((?:\.[A-Za-z_]\w*)+)["']\s*%\s*(?:real_project_name\(\s*)?["']([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)["']\)?`)

// maxNaming is the size in bytes above which a file is not searched for names.
const maxNaming = 256 << 10

// FindNamed lists the places in the given files that name a settings module, in
// the order of the files.
func FindNamed(fsys fs.FS, files []string) []Named {
	var out []Named
	starts := startDirs(files)
	for _, file := range files {
		kind := namingKind(file)
		if kind == "" || path.Base(file) == "__init__.py" && !starts[path.Dir(file)] {
			continue
		}
		src, err := fs.ReadFile(fsys, file)
		if err != nil || len(src) > maxNaming {
			continue
		}
		out = append(out, namedIn(file, kind, string(src))...)
	}
	return out
}

// NamedIn finds the settings modules that one file of Python names: a program that is
// known to run Django, whatever its name.
func NamedIn(fsys fs.FS, file string) []Named {
	src, err := fs.ReadFile(fsys, file)
	if err != nil || len(src) > maxNaming {
		return nil
	}
	return namedIn(file, "setdefault", string(src))
}

// startDirs are the packages from which a process starts. A large project has
// hundreds of others, and their __init__.py names no settings.
func startDirs(files []string) map[string]bool {
	out := map[string]bool{}
	for _, file := range files {
		switch dir, base := path.Split(file); base {
		case "manage.py", "wsgi.py", "asgi.py", "celery.py", "settings.py":
			out[path.Clean(dir)] = true
		case "__init__.py":
			switch inner := path.Clean(dir); path.Base(inner) {
			case "wsgi", "asgi", "celery":
				out[inner] = true
			case "settings":
				out[path.Dir(inner)] = true
			}
		}
	}
	return out
}

func namedIn(file, kind, src string) []Named {
	var sought []*pattern.Pattern
	if strings.Contains(src, "DJANGO_SETTINGS_MODULE") {
		sought = append(sought, naming)
	}
	if strings.Contains(src, "--settings") || strings.Contains(src, "--ds") {
		sought = append(sought, flagged)
	}
	if path.Base(file) == "manage.py" && strings.Contains(src, "execute_manager(") {
		sought = append(sought, managed)
	}
	if len(sought) == 0 {
		return nil
	}
	if isPython(file) && strings.Contains(src, "%s.") {
		src = formatted.ReplaceAllString(src, `"$2$1"`)
	}
	var out []Named
	lines := strings.Split(src, "\n")
	for i, line := range lines {
		if strings.HasPrefix(strings.TrimSpace(line), "#") {
			continue
		}
		if isPython(file) && goesOn.MatchString(line) && i+1 < len(lines) {
			line += "\n" + lines[i+1]
		}
		for _, re := range sought {
			m := re.FindStringSubmatchIndex(line)
			switch {
			case m == nil:
			case re == naming && isPython(file) && expression(line[m[0]:m[2]]):
				out = append(out, assigned(file, kind, src, line[m[2]:m[3]], line[m[3]:])...)
			case dotted(line[m[2]:m[3]]) || isPython(file) && isLiteral(line, m[2], m[3]):
				out = append(out, Named{line[m[2]:m[3]], placeIn(file, i, line[:m[2]]), kind, computed(line[m[3]:])})
			}
		}
	}
	return out
}

// placeIn is the place after a text that begins in a line of a file, counted from 0.
func placeIn(file string, line int, before string) document.Location {
	start := strings.LastIndexByte(before, '\n') + 1
	return document.Location{File: file, Line: line + 1 + strings.Count(before, "\n"), Column: len([]rune(before[start:])) + 1}
}

// isPython tells whether a file is Python's by its name: mod_wsgi loads shop.wsgi.
func isPython(file string) bool { return path.Ext(file) == ".py" || path.Ext(file) == ".wsgi" }

// expression tells by what stands before a word of Python, from the name of the
// variable on, whether the word is none of a text: ["DJANGO_SETTINGS_MODULE"] = module.
func expression(before string) bool {
	const quotes = `"'`
	return strings.IndexByte(quotes, before[len("DJANGO_SETTINGS_MODULE")]) >= 0 && strings.IndexByte(quotes, before[len(before)-1]) < 0
}

// isLiteral tells whether a word is the whole of a text in quotes.
func isLiteral(line string, from, to int) bool {
	quote := line[from-1]
	return (quote == '"' || quote == '\'') && to < len(line) && line[to] == quote
}

// assignment is a line of Python that gives a variable what is, or may be, the
// name of a module.
var assignment = pattern.New(`^\s*(\w+)\s*=.*?["']([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+)["']`)

// textAssignment is a line that gives a variable one text, and addedText the text that is
// added to a variable: PROJECT + ".settings".
var (
	textAssignment = pattern.New(`^\s*(\w+)\s*=\s*["']([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)["']\s*(?:#.*)?$`)
	addedText      = pattern.New(`^\s*\+\s*["']((?:\.[A-Za-z_]\w*)+)["']\s*\)?\s*(?:#.*)?$`)
)

// assigned are the modules whose names a Python file assigns to a variable, or to the
// variable but for the text that is added to it; rest is the line after it.
func assigned(file, kind, src, variable, rest string) []Named {
	sought, end := assignment, ""
	if m := addedText.FindStringSubmatchIndex(rest); m != nil {
		sought, end = textAssignment, rest[m[2]:m[3]]
	}
	var out []Named
	for i, line := range strings.Split(src, "\n") {
		if m := sought.FindStringSubmatchIndex(line); m != nil && line[m[2]:m[3]] == variable {
			out = append(out, Named{Module: line[m[4]:m[5]] + end, At: placeIn(file, i, line[:m[4]]), Kind: kind})
		}
	}
	return out
}

// computed tells by the rest of a line whether the name goes on with what is not text.
func computed(rest string) bool {
	after, ok := strings.CutPrefix(rest, ".")
	return ok && after != "" && strings.IndexByte("${%\"'", after[0]) >= 0
}

// dotted keeps words that can be a module: not "os", "export", "env" and their like that follow the name in prose.
func dotted(module string) bool {
	return strings.Contains(module, ".") || strings.Contains(module, "settings")
}

// testFiles are those that say with which settings tests run.
var testFiles = []string{"pytest.ini", "tox.ini", "setup.cfg", "pyproject.toml", "conftest.py", "mypy.ini", "noxfile.py", "runtests.py", "run_tests.py"}

// namingKind tells what a file that may name a settings module is; "" for none.
func namingKind(file string) string {
	base := path.Base(file)
	lower := strings.ToLower(base)
	switch {
	case strings.HasPrefix(file, ".github/") || strings.HasPrefix(lower, ".gitlab-ci") || strings.HasPrefix(file, ".circleci/") || lower == "azure-pipelines.yml":
		return "ci"
	case slices.Contains(testFiles, lower):
		return "test"
	case strings.HasSuffix(lower, ".wsgi"):
		return "setdefault"
	case strings.HasSuffix(lower, ".py"):
		if lower == "manage.py" || isServed(lower) || strings.Contains(lower, "celery") || lower == "__init__.py" {
			return "setdefault"
		}
		return ""
	case strings.HasPrefix(lower, "dockerfile") || strings.HasSuffix(lower, ".dockerfile") || lower == "procfile" || lower == "makefile" || lower == "justfile" ||
		strings.HasPrefix(lower, ".env") || strings.HasSuffix(lower, ".env"):
		return "environment"
	}
	switch path.Ext(lower) {
	case ".yml", ".yaml", ".sh", ".ini", ".service", ".tf", ".tfvars", ".toml", ".conf", ".config", ".json", ".cfg":
		return "environment"
	}
	return ""
}

// isServed tells by its name whether a file is one that servers load: wsgi.py,
// asgi_live.py, but not test_wsgi.py.
func isServed(lower string) bool {
	words := strings.FieldsFunc(strings.TrimSuffix(lower, ".py"), func(r rune) bool { return r == '_' || r == '-' })
	return (slices.Contains(words, "wsgi") || slices.Contains(words, "asgi")) && !slices.Contains(words, "test")
}

// Module is a settings module of the project.
type Module struct {
	Name string // dotted, relative to Path
	File string // in the root
	Path string // the directory on sys.path that it is found from
	// Named are the places that name it; empty for a sibling of a named one.
	Named []Named
}

// Resolve finds the file of a module below one of the directories.
func Resolve(fsys fs.FS, module string, dirs []string) (Module, bool) {
	for _, dir := range dirs {
		if file, ok := ModuleFile(fsys, dir, module); ok {
			return Module{Name: module, File: file, Path: dir}, true
		}
	}
	return Module{}, false
}

// ModuleFile is the file of a module below a directory: a/b/__init__.py, which hides
// a/b.py as in Python (importlib.machinery.FileFinder).
func ModuleFile(fsys fs.FS, dir, module string) (string, bool) {
	stem := tree.Join(dir, strings.ReplaceAll(module, ".", "/"))
	for _, file := range [...]string{stem + "/__init__.py", stem + ".py"} {
		if tree.IsRegular(fsys, file) {
			return file, true
		}
	}
	return "", false
}
