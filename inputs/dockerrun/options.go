package dockerrun

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/script"
)

// This file splits a command line into options, the image and its command, by the
// reference of the docker CLI and podman-run(1).

// option is an option with its value, a zero Word for a switch.
type option struct {
	name  string // as written: -e, --env
	value script.Word
}

// line is a command line: options, image, and the command in it.
type line struct {
	options []option
	image   script.Word
	args    []script.Word
	doubts  []script.Word // words before the image that may be any options
}

// The options that take no value.
var (
	runSwitches = []string{"-d", "-i", "-t", "-P", "-q", "--detach", "--interactive", "--tty", "--publish-all", "--quiet", "--rm", "--init", "--privileged",
		"--read-only", "--no-healthcheck", "--oom-kill-disable", "--sig-proxy", "--disable-content-trust", "--use-api-socket", "--help",
		"--env-host", "--http-proxy", "--no-hosts", "--no-hostname", "--read-only-tmpfs", "--replace", "--rmi", "--tls-verify", "--unsetenv-all", "--passwd"}
	serviceSwitches = []string{"-d", "-t", "-q", "--detach", "--tty", "--quiet", "--init", "--no-healthcheck", "--no-resolve-image", "--read-only",
		"--with-registry-auth", "--insecure", "--help"}
	buildSwitches = []string{"-q", "-D", "--quiet", "--push", "--load", "--no-cache", "--pull", "--rm", "--force-rm", "--squash", "--compress", "--debug",
		"--check", "--disable-content-trust", "--help"}
)

// maxOptions bounds the options of a command line.
const maxOptions = 1000

// parse splits the words after the subcommand.
func parse(words []script.Word, switches []string) line {
	var l line
	for len(words) > 0 && len(l.options) < maxOptions {
		w := words[0]
		words = words[1:]
		switch {
		case w.Text == "--":
			if len(words) > 0 {
				l.image, l.args = words[0], words[1:]
			}
			return l
		case strings.HasPrefix(w.Text, "--"):
			words = l.long(w, words, switches)
		case strings.HasPrefix(w.Text, "-") && len(w.Text) > 1:
			words = l.short(w, words, switches)
		case mayBeOptions(w, words):
			l.doubts = append(l.doubts, w)
		default:
			l.image, l.args = w, words
			return l
		}
	}
	return l
}

// long reads --name, --name=value or --name value, and returns the words after it.
func (l *line) long(w script.Word, words []script.Word, switches []string) []script.Word {
	name, _, assigned := strings.Cut(w.Text, "=")
	o := option{name: name}
	switch {
	case assigned:
		o.value = after(w, len(name)+1)
	case !slices.Contains(switches, name) && len(words) > 0:
		o.value, words = words[0], words[1:]
	}
	l.options = append(l.options, o)
	return words
}

// short reads letters behind one dash: the first that takes a value has the rest of
// the word, or else the next one.
func (l *line) short(w script.Word, words []script.Word, switches []string) []script.Word {
	for i := 1; i < len(w.Text); i++ {
		o := option{name: "-" + w.Text[i:i+1]}
		if slices.Contains(switches, o.name) {
			l.options = append(l.options, o)
			continue
		}
		if o.value = after(w, i+1); o.value.Text != "" {
			o.value = after(o.value, len(o.value.Text)-len(strings.TrimPrefix(o.value.Text, "=")))
		} else if len(words) > 0 {
			o.value, words = words[0], words[1:]
		}
		l.options = append(l.options, o)
		break
	}
	return words
}

// after is a word without its first n bytes, which are ASCII.
func after(w script.Word, n int) script.Word {
	w.Text = w.Text[n:]
	if w.At.Line > 0 {
		w.At.Column += n
	}
	return w
}

// optionNames are names of variables that hold options.
var optionNames = pattern.New(`(?i)OPT|ARG|FLAG|PARAM|INTERACTIVE|VOLUME|MOUNT|ENV|PORT|TTY|NETWORK`)

// mayBeOptions tells whether a word that is not known may hold any options: "$@", or
// a variable by its name or by the options after it.
func mayBeOptions(w script.Word, next []script.Word) bool {
	switch {
	case w.Known || !strings.HasPrefix(w.Text, "$") || strings.ContainsAny(w.Text, ":/"):
		return false
	case w.Args || len(next) > 0 && strings.HasPrefix(next[0].Text, "-"):
		return true
	}
	return len(next) > 0 && (optionNames.MatchString(w.Text) || w.Text == "$()")
}
