package script

import (
	"path"
	"slices"
	"strings"
)

// wrapper is a program that does no more than start another one.
type wrapper struct {
	valued  string   // its short options that take the word after them
	long    []string // and the long ones
	pairs   bool     // all of its long options do
	run     string   // the subcommand that starts a program, or ""
	skip    int      // words between the options and the program
	dashes  bool     // the program stands after "--", and only there
	injects bool     // it gives the program variables from elsewhere
	tool    bool     // it has scripts of its own
}

// valued are the options of uv run, pdm run and their like that take the word after them.
var valued = []string{"--env-file", "--with", "--with-editable", "--with-requirements", "--extra", "--no-extra", "--group", "--no-group", "--only-group", "--package",
	"--python", "--project", "--directory", "--index", "--default-index", "--index-url", "--extra-index-url", "--find-links", "--cache-dir", "--config-file", "--color"}

// wrapperOf returns the wrapper of a name.
func wrapperOf(name string) (wrapper, bool) {
	switch name {
	case "exec":
		return wrapper{valued: "a"}, true
	case "command", "nohup", "setsid", "time", "catatonit", "ddtrace-run", "eatmydata", "with-contenv", "elastic-apm-run", "uvx", "splunk-py-trace":
		return wrapper{}, true
	case "dumb-init":
		return wrapper{valued: "r", long: []string{"--rewrite"}}, true
	case "opentelemetry-instrument":
		return wrapper{pairs: true}, true
	case "ionice":
		return wrapper{valued: "cnpPu"}, true
	case "flock":
		return wrapper{valued: "wE", skip: 1}, true
	case "s6-setuidgid", "setuidgid", "setuser":
		return wrapper{skip: 1}, true
	case "tini", "docker-init":
		return wrapper{valued: "pe"}, true
	case "nice":
		return wrapper{valued: "n"}, true
	case "gosu", "su-exec":
		return wrapper{skip: 1}, true
	case "timeout":
		return wrapper{valued: "ks", skip: 1}, true
	case "runuser":
		return wrapper{valued: "ugGTw"}, true
	case "sudo":
		return wrapper{valued: "ugCDhpRrtT"}, true
	case "uv", "poetry", "pipenv", "pdm", "hatch", "rye":
		return wrapper{run: "run", valued: "pP", long: valued, tool: true}, true
	case "newrelic-admin":
		return wrapper{run: "run-program"}, true
	case "dotenv":
		return wrapper{run: "run", injects: true}, true
	case "doppler", "infisical", "op", "teller", "chamber", "aws-vault":
		return wrapper{dashes: true, injects: true}, true
	}
	waits := strings.HasPrefix(name, "wait-for") || name == "wait4x" || name == "dockerize"
	return wrapper{dashes: true}, waits
}

// unwrap takes away the programs that only start another one. injected tells
// whether one of them gives it variables that are not here.
func unwrap(c Command) (_ Command, injected bool) {
	for len(c.Words) > 0 && c.Words[0].Known {
		name := path.Base(c.Words[0].Text)
		if name == "env" {
			computed := c.env()
			injected = injected || computed
			continue
		}
		w, ok := wrapperOf(name)
		if !ok {
			break
		}
		rest, ok := w.program(c.Words[1:])
		if !ok {
			break
		}
		switch {
		case (name == "gosu" || name == "su-exec") && len(rest) < len(c.Words):
			c.User = c.Words[len(c.Words)-len(rest)-1].Text
		case name == "sudo" || name == "runuser":
			c.User = "$()"
		}
		if w.tool {
			c.Runner = name
		}
		if name == "hatch" {
			rest = inEnvironment(rest, c.Words[:len(c.Words)-len(rest)])
		}
		c.Exec = c.Exec || name == "exec"
		injected = injected || w.injects || w.tool && givesFile(c.Words[:len(c.Words)-len(rest)])
		c.Words = rest
	}
	return c, injected
}

// inEnvironment puts the environment of hatch that its options name before a script, as
// in "live:serve".
func inEnvironment(program, before []Word) []Word {
	for i, w := range before {
		name, value, given := strings.Cut(w.Text, "=")
		if name != "-e" && name != "--env" || len(program) == 0 || strings.Contains(program[0].Text, ":") {
			continue
		}
		if !given && i+1 < len(before) {
			value = before[i+1].Text
		}
		program = slices.Clone(program)
		program[0].Text = value + ":" + program[0].Text
	}
	return program
}

// givesFile tells whether the options of a tool name a file of variables.
func givesFile(words []Word) bool {
	return slices.ContainsFunc(words, func(w Word) bool { return strings.HasPrefix(w.Text, "--env-file") })
}

// program returns the words of the program that a wrapper starts.
func (w wrapper) program(words []Word) ([]Word, bool) {
	if w.dashes {
		if i := slices.IndexFunc(words, func(w Word) bool { return w.Text == "--" }); i >= 0 {
			return words[i+1:], true
		}
		return inShell(words)
	}
	if w.run != "" {
		i := w.subcommand(words)
		if i < 0 {
			i = slices.IndexFunc(words, func(w Word) bool { return w.Text == "--" })
		}
		if i < 0 {
			return nil, false
		}
		words = words[i+1:]
	}
	words = w.afterOptions(words)
	if len(words) < w.skip {
		return nil, false
	}
	return words[w.skip:], true
}

// inShell is the shell that runs the text of an option --command, as doppler and
// infisical take it.
func inShell(words []Word) ([]Word, bool) {
	for i, word := range words {
		text, joined := strings.CutPrefix(word.Text, "--command=")
		switch {
		case joined:
			word.Text = text
		case word.Text == "--command" && i+1 < len(words):
			word = words[i+1]
		default:
			continue
		}
		return []Word{{Text: "sh", Known: true}, {Text: "-c", Known: true}, word}, true
	}
	return nil, false
}

// subcommand is where the word stands that starts a program: behind options, of
// which each may take one word; -1 where it does not.
func (w wrapper) subcommand(words []Word) int {
	for i, word := range words {
		afterOption := i > 0 && strings.HasPrefix(words[i-1].Text, "-")
		switch {
		case word.Text == w.run:
			return i
		case !afterOption && !strings.HasPrefix(word.Text, "-"):
			return -1
		}
	}
	return -1
}

// afterOptions returns the words after the options.
func (w wrapper) afterOptions(words []Word) []Word {
	for len(words) > 0 && strings.HasPrefix(words[0].Text, "-") {
		option := words[0].Text
		words = words[1:]
		if option == "--" {
			break
		}
		short := len(option) == 2 && strings.Contains(w.valued, option[1:])
		paired := w.pairs && strings.HasPrefix(option, "--") && !strings.Contains(option, "=")
		if (short || paired || slices.Contains(w.long, option)) && len(words) > 0 {
			words = words[1:]
		}
	}
	return words
}
