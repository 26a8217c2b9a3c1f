// Package caddy reads Caddyfiles and says what each site does with requests.
//
// Words, blocks, snippets and variables are those of the Caddyfile
// (caddyserver.com/docs/caddyfile/concepts); what Caddy does without being told
// (HTTPS, its redirects, the headers that reverse_proxy sets) counts, too.
package caddy

import (
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/proxy/source"
)

// word is one token. quoted: it stands in quotes, so that it is no brace.
type word struct {
	text   string
	quoted bool
	at     document.Location
}

// variables are replaced before the file is split into words.
var variables = pattern.New(`\{\$([A-Za-z_][A-Za-z0-9_]*)(:[^{}\n]*)?\}`)

// environ replaces {$NAME} and {$NAME:default}. A variable whose value is not
// known stays.
func environ(file, text string, env []document.Variable, closed bool) *source.Text {
	return source.Replace(file, text, variables, func(groups []string) (string, bool) {
		for _, v := range env {
			if v.Name == groups[1] && v.State != document.Unset {
				return v.Text.Reveal(), v.State == document.Known
			}
		}
		return strings.TrimPrefix(groups[2], ":"), closed || groups[2] != ""
	})
}

// scanner splits a file into lines of words. A line goes on after a backslash, and
// in quotes.
type scanner struct {
	text   string
	cursor *source.Cursor
	pos    int
}

// fault is why Caddy refuses a file.
type fault struct {
	at      document.Location
	message string
}

// lines returns all words, by lines.
func lines(src *source.Text) ([][]word, *fault) {
	s := &scanner{text: src.Text, cursor: src.Cursor()}
	var out [][]word
	var line []word
	for {
		w, kind, err := s.next()
		switch {
		case err != nil:
			return nil, err
		case kind == aWord:
			line = append(line, w)
			continue
		}
		if len(line) > 0 {
			out, line = append(out, line), nil
		}
		if kind == theEnd {
			return out, nil
		}
	}
}

// What next found.
const (
	aWord = iota
	aLine // its end
	theEnd
)

func (s *scanner) next() (word, int, *fault) {
	for s.pos < len(s.text) {
		switch c := s.text[s.pos]; {
		case c == '\n':
			s.pos++
			return word{}, aLine, nil
		case c == '\\' && strings.HasPrefix(s.text[s.pos:], "\\\n"):
			s.pos += 2
		case c == ' ' || c == '\t' || c == '\r':
			s.pos++
		case c == '#':
			if end := strings.IndexByte(s.text[s.pos:], '\n'); end >= 0 {
				s.pos += end
			} else {
				s.pos = len(s.text)
			}
		case c == '"' || c == '`':
			return s.quoted(c)
		case strings.HasPrefix(s.text[s.pos:], "<<"):
			return s.heredoc()
		default:
			return s.bare(), aWord, nil
		}
	}
	return word{}, theEnd, nil
}

func (s *scanner) bare() word {
	w := word{at: s.cursor.At(s.pos)}
	begin := s.pos
	for s.pos < len(s.text) && !strings.ContainsRune(" \t\r\n", rune(s.text[s.pos])) {
		s.pos++
	}
	w.text = s.text[begin:s.pos]
	return w
}

func (s *scanner) quoted(quote byte) (word, int, *fault) {
	w := word{at: s.cursor.At(s.pos), quoted: true}
	begin := s.pos + 1
	for i := begin; i < len(s.text); i++ {
		switch {
		case s.text[i] == '\\' && quote == '"':
			i++
		case s.text[i] == quote:
			s.pos = i + 1
			w.text = s.text[begin:i]
			if quote == '"' {
				w.text = strings.ReplaceAll(w.text, `\"`, `"`)
			}
			return w, aWord, nil
		}
	}
	return w, theEnd, &fault{w.at, "the quote is not closed"}
}

// heredoc reads <<MARK, lines, MARK.
func (s *scanner) heredoc() (word, int, *fault) {
	w := s.bare()
	mark := strings.TrimPrefix(w.text, "<<")
	w.quoted = true
	begin := s.pos
	for s.pos < len(s.text) {
		end := strings.IndexByte(s.text[s.pos:], '\n')
		if end < 0 {
			end = len(s.text) - s.pos
		}
		line := strings.TrimSpace(s.text[s.pos : s.pos+end])
		if mark != "" && line == mark {
			w.text = s.text[begin:s.pos]
			s.pos += end
			return w, aWord, nil
		}
		s.pos = min(s.pos+end+1, len(s.text))
	}
	return w, theEnd, &fault{w.at, "the text after << is not closed"}
}
