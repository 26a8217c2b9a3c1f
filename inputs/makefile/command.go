package makefile

import (
	"slices"
	"strings"
)

// Command is a command line of make.
type Command struct {
	Dir   string // -C; "" for where make is started
	File  string // -f; "" for one of Names
	Goals []string
	Set   []Assignment
	// Idle: it only shows what it would do.
	Idle bool
}

// Assignment is NAME=text.
type Assignment struct{ Name, Text string }

// Parse reads the arguments of make (its manual, "Summary of Options").
func Parse(args []string) Command {
	var c Command
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		switch name, text, ok := strings.Cut(arg, "="); {
		case arg == "--":
		case strings.HasPrefix(arg, "--"):
			args = c.long(name, text, ok, args)
		case strings.HasPrefix(arg, "-") && arg != "-":
			args = c.letters(arg[1:], args)
		case ok:
			c.Set = append(c.Set, Assignment{strings.TrimRight(name, ":?+!"), text})
		default:
			c.Goals = append(c.Goals, arg)
		}
	}
	return c
}

// long reads an option by its name, and returns the arguments after it.
func (c *Command) long(name, value string, given bool, args []string) []string {
	letter := map[string]string{"--directory": "C", "--file": "f", "--makefile": "f", "--include-dir": "I", "--old-file": "o", "--what-if": "W", "--eval": "E",
		"--just-print": "n", "--dry-run": "n", "--recon": "n", "--question": "q", "--touch": "t", "--help": "h", "--version": "v"}[name]
	if letter == "" {
		return args
	}
	if given {
		return c.letters(letter+value, args)
	}
	return c.letters(letter, args)
}

// letters reads a cluster of short options; the last may take the argument after it.
func (c *Command) letters(letters string, args []string) []string {
	for i, letter := range letters {
		switch {
		case strings.ContainsRune("nqthv", letter):
			c.Idle = true
		case strings.ContainsRune("CfIoWE", letter):
			value := letters[i+1:]
			if value == "" && len(args) > 0 {
				value, args = args[0], args[1:]
			}
			c.value(letter, value)
			return args
		case strings.ContainsRune("jlO", letter):
			if i+1 == len(letters) && len(args) > 0 && letter != 'O' && isNumber(args[0]) {
				args = args[1:]
			}
			return args
		}
	}
	return args
}

func (c *Command) value(letter rune, value string) {
	switch letter {
	case 'C':
		if c.Dir != "" && !strings.HasPrefix(value, "/") {
			value = c.Dir + "/" + value
		}
		c.Dir = value
	case 'f':
		c.File = value
	}
}

func isNumber(s string) bool {
	return s != "" && !slices.ContainsFunc([]byte(s), func(b byte) bool { return b != '.' && (b < '0' || b > '9') })
}
