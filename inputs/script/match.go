package script

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"mvdan.cc/sh/v3/pattern"
	"mvdan.cc/sh/v3/syntax"
)

// This file matches texts with patterns, in case, [[ ]] and ${NAME#pattern}.

// Bounds in bytes: on patterns, and on the texts that they are cut off from.
const (
	maxPattern  = 256
	maxStripped = 1024
)

// matches tells whether a text matches a pattern.
func (r *reader) matches(text string, w *syntax.Word) truth {
	re := r.pattern(w)
	if re == nil {
		return maybe
	}
	return truthOf(re.MatchString(text))
}

// pattern compiles a word as a pattern of whole texts; what is quoted in it
// stands for itself. It is nil where it is not known.
func (r *reader) pattern(w *syntax.Word) *regexp.Regexp {
	var out strings.Builder
	for _, p := range w.Parts {
		if lit, ok := p.(*syntax.Lit); ok {
			out.WriteString(lit.Value)
			continue
		}
		v := r.value(&syntax.Word{Parts: []syntax.WordPart{p}})
		if !v.known() {
			return nil
		}
		if _, bare := p.(*syntax.ParamExp); bare {
			out.WriteString(v.text)
			continue
		}
		out.WriteString(pattern.QuoteMeta(v.text, 0))
	}
	if out.Len() > maxPattern {
		return nil
	}
	expr, err := pattern.Regexp(out.String(), pattern.EntireString)
	if err != nil {
		return nil
	}
	re, err := regexp.Compile(expr)
	if err != nil {
		return nil
	}
	return re
}

// strip is ${NAME#pattern} and its like; false where it is not known.
func (r *reader) strip(text string, exp *syntax.Expansion) (string, bool) {
	re := r.pattern(wordOf(exp))
	if re == nil || len(text) > maxStripped {
		return "", false
	}
	for n := range len(text) + 1 {
		if i := len(text) - n; n < len(text) && !utf8.RuneStart(text[n]) || i < len(text) && !utf8.RuneStart(text[i]) {
			continue
		}
		switch exp.Op {
		case syntax.RemSmallPrefix:
			if re.MatchString(text[:n]) {
				return text[n:], true
			}
		case syntax.RemLargePrefix:
			if i := len(text) - n; re.MatchString(text[:i]) {
				return text[i:], true
			}
		case syntax.RemSmallSuffix:
			if i := len(text) - n; re.MatchString(text[i:]) {
				return text[:i], true
			}
		case syntax.RemLargeSuffix:
			if re.MatchString(text[n:]) {
				return text[:n], true
			}
		}
	}
	return text, true
}

func wordOf(exp *syntax.Expansion) *syntax.Word {
	if exp.Word == nil {
		return &syntax.Word{}
	}
	return exp.Word
}
