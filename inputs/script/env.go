package script

import (
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/djgate/djgate/inputs/document"
)

// This file reads the command line of env (GNU coreutils 9.1, env.c): options,
// then assignments, then the program.

// env takes env off the words, with what it does to the variables. computed tells
// whether it does something to variables that are not named here: env $(cat .env).
func (c *Command) env() (computed bool) {
	words := c.Words[1:]
	for len(words) > 0 && len(words[0].Text) > 0 && words[0].Text[0] == '-' {
		word := words[0]
		words = words[1:]
		if word.Text == "--" {
			break
		}
		words = c.envOption(word.Text, words)
	}
	words = c.assignments(words)
	for len(words) > 1 && !words[0].Known && strings.HasPrefix(words[0].Text, "$") {
		computed = true
		words = c.assignments(words[1:])
	}
	c.Words = words
	return computed
}

// envOption does what one option says; words follow it. It returns those that are
// not its value.
func (c *Command) envOption(option string, words []Word) []Word {
	long, value, given := strings.Cut(option, "=")
	if !strings.HasPrefix(option, "--") {
		return c.envLetters(strings.TrimPrefix(option, "-"), words)
	}
	letter := map[string]string{"--ignore-environment": "i", "--unset": "u", "--chdir": "C", "--split-string": "S"}[long]
	if given {
		letter += value
	}
	if letter == "" {
		return words
	}
	return c.envLetters(letter, words)
}

// envLetters does what a cluster of short options says; "-" alone is "-i".
func (c *Command) envLetters(letters string, words []Word) []Word {
	if letters == "" || letters[0] == 'i' {
		c.Bare, c.Env = true, nil
	}
	if letters == "" {
		return words
	}
	if !strings.Contains("uCS", letters[:1]) {
		if letters[1:] == "" {
			return words
		}
		return c.envLetters(letters[1:], words)
	}
	value := Word{Text: letters[1:], Known: true}
	if value.Text == "" && len(words) > 0 {
		value, words = words[0], words[1:]
	}
	switch letters[0] {
	case 'u':
		c.drop(value)
	case 'C':
		if c.Dir = below(c.Dir, value.Text); !value.Known {
			c.Dir = computed
		}
	case 'S':
		return append(splitString(value), words...)
	}
	return words
}

// drop takes a variable away.
func (c *Command) drop(name Word) {
	c.Env = slices.DeleteFunc(slices.Clone(c.Env), func(e Export) bool { return e.Name == name.Text })
	if name.Known && syntax.ValidName(name.Text) {
		c.Env = append(c.Env, Export{Name: name.Text, Unset: true, Certain: c.Certain, At: c.At, KeyAt: c.At})
	}
}

// splitString are the words of env -S. One with quotes, escapes or variables is not known.
func splitString(w Word) []Word {
	var out []Word
	for _, text := range strings.Fields(w.Text) {
		out = append(out, Word{Text: text, Known: w.Known && !strings.ContainsAny(text, `'"\$`)})
	}
	return out
}

// assignments takes the NAME=value words off the front.
func (c *Command) assignments(words []Word) []Word {
	for len(words) > 0 {
		name, text, ok := strings.Cut(words[0].Text, "=")
		if !ok || !syntax.ValidName(name) {
			break
		}
		e := Export{Name: name, HasValue: words[0].Known, Known: words[0].Known, Certain: c.Certain, At: c.At, KeyAt: c.At}
		if e.Known {
			e.Value = document.NewText(text)
		}
		c.Env = append(slices.Clip(c.Env), e)
		words = words[1:]
	}
	return words
}
