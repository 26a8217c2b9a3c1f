package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// The grammar of configparser.ConfigParser with its default options.

// iniFile is a parsed file; the section DEFAULT is apart.
type iniFile struct {
	sections []*iniSection
	defaults iniSection
}

type iniSection struct {
	name    string
	options []iniOption
}

// iniOption is a name in lower case and a Str, None or, where it interpolates, an *Unknown.
type iniOption struct {
	name  string
	value value.Value
}

// parseINI reads a file; its error is configparser's, without the line.
func parseINI(t *value.Thread, source string, tr *value.Trace) (*iniFile, error) {
	f := &iniFile{defaults: iniSection{name: "DEFAULT"}}
	var section *iniSection
	var lines []string // of the option at work
	flush := func() {
		if section != nil && len(lines) > 0 {
			last := &section.options[len(section.options)-1]
			last.value = iniText(t, strings.TrimRight(strings.Join(lines, "\n"), "\n"), tr)
		}
		lines = nil
	}
	indent := 0
	for _, line := range strings.Split(source, "\n") {
		if err := t.Burn(1); err != nil {
			return nil, err
		}
		text := strings.TrimSpace(line)
		if strings.HasPrefix(text, "#") || strings.HasPrefix(text, ";") {
			continue
		}
		depth := len(line) - len(strings.TrimLeft(line, " \t"))
		switch {
		case text == "":
			if lines != nil {
				lines = append(lines, "")
			}
		case lines != nil && depth > indent:
			lines = append(lines, text)
		case strings.HasPrefix(text, "[") && strings.Contains(text, "]"):
			flush()
			section = f.open(text[1:strings.IndexByte(text, ']')])
		default:
			flush()
			i := strings.IndexAny(text, "=:")
			if section == nil || i <= 0 {
				return nil, t.Raise("Exception", "the file has a line that configparser refuses")
			}
			indent = depth
			section.options = append(section.options, iniOption{name: strings.ToLower(strings.TrimSpace(text[:i]))})
			lines = []string{strings.TrimSpace(text[i+1:])}
		}
	}
	flush()
	return f, nil
}

func (f *iniFile) open(name string) *iniSection {
	if name == "DEFAULT" {
		return &f.defaults
	}
	if s := f.section(name); s != nil {
		return s
	}
	s := &iniSection{name: name}
	f.sections = append(f.sections, s)
	return s
}

func (f *iniFile) section(name string) *iniSection {
	for _, s := range f.sections {
		if s.name == name {
			return s
		}
	}
	return nil
}

// merged are the options of a section over those of DEFAULT.
func (f *iniFile) merged(name string) []iniOption {
	s := f.section(name)
	if s == nil {
		return nil
	}
	return append(append([]iniOption{}, f.defaults.options...), s.options...)
}

// iniText is the value of an option; "%(name)s" is not followed.
func iniText(t *value.Thread, s string, tr *value.Trace) value.Value {
	if strings.Contains(strings.ReplaceAll(s, "%%", ""), "%") {
		return typed(unknown(t, "an interpolation of configparser is not followed", tr), value.StrClass)
	}
	return value.NewStr(strings.ReplaceAll(s, "%%", "%"), tr)
}
