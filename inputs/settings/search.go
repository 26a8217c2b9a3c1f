package settings

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/djgate/djgate/inputs/pattern"
)

// This file compares secrets with texts that are not the target's own. Only what
// can hardly be anything but the secret is compared, and no text leaves it.

// Search returns what finds the groups of the settings' secrets in a text, in order;
// nil where none is worth being looked for.
func (s *Secrets) Search() func(text string) []int {
	sought := s.sought()
	if len(sought) == 0 {
		return nil
	}
	return func(text string) []int {
		var out []int
		for _, secret := range sought {
			if strings.Contains(text, secret) {
				out = append(out, s.groups[secret])
			}
		}
		slices.Sort(out)
		return out
	}
}

// Equal tells whether a group of secrets here has the text of a group there.
func (s *Secrets) Equal(group int, o *Secrets, other int) bool {
	text := s.text(group)
	return text != "" && telling(text) && text == o.text(other)
}

func (s *Secrets) sought() []string {
	var out []string
	for text := range s.groups {
		if telling(text) && utf8.RuneCountInString(text) >= minInside && !isNameOfVariable(text) {
			out = append(out, text)
		}
	}
	return out
}

var nameOfVariable = pattern.New(`^[A-Z]+(_[A-Z0-9]+)+$`)

// isNameOfVariable tells what a mapping of names has as a value, and what a page tells people to set.
func isNameOfVariable(text string) bool {
	return text == strings.ToUpper(text) && nameOfVariable.MatchString(text)
}

// text is that of a group.
func (s *Secrets) text(group int) string {
	for text, g := range s.groups {
		if g == group {
			return text
		}
	}
	return ""
}

// Copied tells whether two texts are the same secret, and no word or sample.
func Copied(text, other string) bool { return text == other && telling(text) }
