package urlconf

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/syntax"
)

// dotted is the path from which a name or an attribute is imported; "" for what
// is no such thing.
func (m *module) dotted(e syntax.Expr) string {
	switch e := e.(type) {
	case *syntax.Name:
		if p, ok := m.paths[e.ID]; ok {
			return p
		}
		if m.defs[e.ID] != nil || m.values[e.ID] != nil {
			return m.name + "." + e.ID
		}
	case *syntax.Attribute:
		if base := m.dotted(e.Value); base != "" {
			return base + "." + e.Attr
		}
	}
	return ""
}

// setting is the setting that an expression reads: settings.X, or getattr(settings, "X").
func (m *module) setting(e syntax.Expr) string {
	if name, ok := strings.CutPrefix(m.dotted(e), "django.conf.settings."); ok && !strings.Contains(name, ".") {
		return name
	}
	if c, ok := e.(*syntax.Call); ok && len(c.Args) >= 2 && m.dotted(c.Args[0]) == "django.conf.settings" {
		if f, ok := c.Func.(*syntax.Name); ok && f.ID == "getattr" {
			name, _ := literal(c.Args[1])
			return name
		}
	}
	return ""
}

func literal(e syntax.Expr) (string, bool) {
	c, ok := e.(*syntax.Constant)
	if !ok {
		return "", false
	}
	s, ok := c.Value.(string)
	return s, ok
}

// text is the text that an expression makes.
func (m *module) text(e syntax.Expr) text {
	if s, ok := literal(e); ok {
		return text{s, true}
	}
	if name := m.setting(e); name != "" {
		s, known := m.r.Settings.Text(name)
		return text{s, known}
	}
	switch e := e.(type) {
	case *syntax.Name:
		if t, ok := m.texts[e.ID]; ok {
			return t
		}
		return m.imported(e)
	case *syntax.BinOp:
		if e.Op == syntax.Add {
			return m.joined(e.Left, e.Right)
		}
	case *syntax.JoinedStr:
		return m.joined(e.Values...)
	case *syntax.FormattedValue:
		if e.Conversion == -1 && e.FormatSpec == nil {
			return m.text(e.Value)
		}
	}
	return text{}
}

// imported is a text that another module of the project binds.
func (m *module) imported(e syntax.Expr) text {
	p := m.dotted(e)
	i := strings.LastIndexByte(p, '.')
	if i < 0 || p[:i] == m.name {
		return text{}
	}
	if other := m.r.module(p[:i]); other != nil {
		return other.texts[p[i+1:]]
	}
	return text{}
}

func (m *module) joined(parts ...syntax.Expr) text {
	out := text{known: true}
	for _, p := range parts {
		t := m.text(p)
		out.text, out.known = out.text+t.text, out.known && t.known
	}
	return out
}

// answer is the truth of a condition.
type answer int

const (
	maybe answer = iota
	yes
	no
)

func answerOf(on bool) answer {
	if on {
		return yes
	}
	return no
}

// truth is that of a condition on a site with DEBUG off.
func (m *module) truth(e syntax.Expr) answer {
	if name := m.setting(e); name != "" {
		return m.settingTruth(name)
	}
	switch e := e.(type) {
	case *syntax.Constant:
		if on, ok := e.Value.(bool); ok {
			return answerOf(on)
		}
	case *syntax.Name:
		if v := m.values[e.ID]; v != nil && !m.doubted[e.ID] {
			if _, again := v.(*syntax.Name); !again {
				return m.truth(v)
			}
		}
	case *syntax.UnaryOp:
		if e.Op == syntax.Not {
			return m.truth(e.Operand).negated()
		}
	case *syntax.BoolOp:
		return m.junction(e)
	case *syntax.Compare:
		return m.compared(e)
	}
	return maybe
}

func (a answer) negated() answer {
	switch a {
	case yes:
		return no
	case no:
		return yes
	}
	return maybe
}

func (m *module) settingTruth(name string) answer {
	if name == "DEBUG" {
		return no
	}
	if on, known := m.r.Settings.Truth(name); known {
		return answerOf(on)
	}
	return maybe
}

// junction is "and" and "or": one operand may decide whatever the others are.
func (m *module) junction(e *syntax.BoolOp) answer {
	decides := no
	if e.Or {
		decides = yes
	}
	out := decides.negated()
	for _, v := range e.Values {
		switch t := m.truth(v); {
		case t == decides:
			return decides
		case t == maybe:
			out = maybe
		}
	}
	return out
}

// compared knows settings.DEBUG is True, settings.X == "text" and their opposites.
func (m *module) compared(e *syntax.Compare) answer {
	if len(e.Ops) != 1 {
		return maybe
	}
	var same answer
	if c, ok := e.Comparators[0].(*syntax.Constant); ok {
		if on, isBool := c.Value.(bool); isBool {
			if same = m.truth(e.Left); !on {
				same = same.negated()
			}
		} else if want, isText := c.Value.(string); isText {
			if have := m.text(e.Left); have.known {
				same = answerOf(have.text == want)
			}
		}
	}
	switch e.Ops[0] {
	case syntax.Eq, syntax.Is:
		return same
	case syntax.NotEq, syntax.IsNot:
		return same.negated()
	}
	return maybe
}
