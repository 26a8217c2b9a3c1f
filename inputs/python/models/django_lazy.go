package models

import (
	"fmt"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// lazyText is what gettext_lazy gives: a proxy whose text is translated when it
// is shown. Its type name is __proxy__, its text that of the source.
type lazyText struct{ s value.Str }

// lazyClass has no namespace that could change.
var lazyClass = &value.Class{Name: "__proxy__", Module: "django.utils.functional", Bases: []*value.Class{value.ObjectClass}}

func newLazy(s string, tr *value.Trace) value.Value { return &lazyText{value.NewStr(s, tr)} }

func (l *lazyText) Class() *value.Class              { return lazyClass }
func (l *lazyText) Trace() *value.Trace              { return l.s.Trace() }
func (l *lazyText) With(tr *value.Trace) value.Value { return newLazy(l.s.Text(), tr) }
func (l *lazyText) Format(f fmt.State, _ rune)       { fmt.Fprint(f, "<value>") }

// Key is that of the text: a proxy hashes as it.
func (l *lazyText) Key() any {
	k, _ := value.KeyOf(l.s)
	return k
}

// Text is the text of the source; its repr is that of the text, too.
func (l *lazyText) Text(t *value.Thread, repr bool) (value.Value, error) {
	if err := l.cast(t); err != nil {
		return nil, err
	}
	if repr {
		return value.ToRepr(t, l.s)
	}
	return l.s, nil
}

// cast is what every use of the text does: it is translated, but for an empty one.
func (l *lazyText) cast(t *value.Thread) error { return translated(t, l.s.Text()) }

func translated(t *value.Thread, text string) error {
	if text == "" {
		return nil
	}
	return tooEarly(t)
}

// Hashable is nil where the proxy can be a key.
func (l *lazyText) Hashable(t *value.Thread) error { return l.cast(t) }

// Truth is that of the text.
func (l *lazyText) Truth(t *value.Thread) (value.Truth, error) {
	return value.TruthOf(l.s.Text() != ""), l.cast(t)
}

// tooEarly is the error of a translation while settings load: the registry of apps
// is not ready (Django 1.7 and later, trans_real.translation). Where the settings
// have switched translation off before, a text stays as it is.
func tooEarly(t *value.Thread) error {
	if t.Globals == nil || t.SetUp {
		return nil // settings have loaded
	}
	if b, ok := t.Globals.Get("USE_I18N"); ok {
		if on, err := value.Truthy(t, b.V); err != nil || on != value.Yes {
			return err
		}
	}
	class, ok := attribute(t, "django.core.exceptions", "AppRegistryNotReady").(*value.Class)
	if !ok {
		return nil
	}
	return t.RaiseClass(class, "The translation infrastructure cannot be initialized before the apps registry is ready.", nil)
}

// Attr gives the methods of str, which translate when they are called.
func (l *lazyText) Attr(t *value.Thread, name string) (value.Value, error) {
	f, err := value.Attr(t, l.s, name)
	if err != nil || strings.HasPrefix(name, "__") {
		return f, err
	}
	return value.NewBuiltin(name, func(t *value.Thread, c *value.Call) (value.Value, error) {
		if err := l.cast(t); err != nil {
			return nil, err
		}
		return value.CallValue(t, f, c)
	}), nil
}

// Item indexes the text.
func (l *lazyText) Item(t *value.Thread, key value.Value) (value.Value, error) {
	if err := l.cast(t); err != nil {
		return nil, err
	}
	return value.Item(t, l.s, key)
}

// Len is the length of the text; it is not known while there is none.
func (l *lazyText) Len(t *value.Thread) (int, bool) {
	if l.cast(t) != nil {
		return 0, false
	}
	n, known, err := value.Length(t, l.s)
	return n, known && err == nil
}

// Binary is that of the text.
func (l *lazyText) Binary(t *value.Thread, op value.BinaryOp, other value.Value, right bool) (value.Value, bool, error) {
	if err := l.cast(t); err != nil {
		return nil, true, err
	}
	if o, ok := other.(*lazyText); ok {
		other = o.s
	}
	a, b := value.Value(l.s), other
	if right {
		a, b = b, a
	}
	v, err := value.Binary(t, op, a, b)
	return v, true, err
}

// Compare compares the text.
func (l *lazyText) Compare(t *value.Thread, op value.CompareOp, other value.Value) (value.Truth, bool, error) {
	if err := l.cast(t); err != nil {
		return value.Maybe, true, err
	}
	if o, ok := other.(*lazyText); ok {
		other = o.s
	}
	truth, err := value.Compare(t, op, l.s, other)
	return truth, true, err
}

func djangoTranslationModule(*value.Thread) value.Value {
	m := value.NewModule("django.utils.translation", "")
	for name, at := range map[string]int{
		"gettext_lazy": 0, "gettext": 0, "ugettext_lazy": 0, "ugettext": 0, "gettext_noop": 0, "ugettext_noop": 0,
		"pgettext_lazy": 1, "pgettext": 1, "ngettext": 0, "ungettext": 0, "npgettext": 1,
	} {
		m.Func(name, variadic(func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			if len(a) <= at {
				return nil, t.Raise("TypeError", name+"() missing a required argument")
			}
			s, err := wantText(t, a[at], name)
			switch {
			case err != nil:
				return nil, err
			case strings.HasSuffix(name, "_lazy"):
				return newLazy(s, tr), nil
			case strings.HasSuffix(name, "_noop"):
				return value.NewStr(s, tr), nil
			}
			if at == 0 {
				return value.NewStr(s, tr), translated(t, s)
			}
			return value.NewStr(s, tr), tooEarly(t) // the context is translated, too
		}))
	}
	for _, name := range []string{"ngettext_lazy", "ungettext_lazy", "npgettext_lazy"} {
		m.Func(name, func(t *value.Thread, c *value.Call) (value.Value, error) {
			return typed(unknown(t, "a text that depends on a number is not followed", traceOf(c.Args)), lazyClass), nil
		})
	}
	for _, name := range []string{"activate", "deactivate", "override"} {
		m.Func(name, inert)
	}
	m.Func("to_language", strict("to_language", "locale", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		locale, err := wantText(t, a[0], "to_language")
		return value.NewStr(strings.ToLower(strings.Replace(locale, "_", "-", 1)), tr), err
	}))
	m.Func("get_language_info", strict("get_language_info", "lang_code", languageOf))
	m.Func("get_language", unknownOf("the active language is not known", value.StrClass))
	return m
}

// djangoLogModule has DEFAULT_LOGGING as Django 1.9 to 6.0 has it (django/utils/log.py).
func djangoLogModule(t *value.Thread) value.Value {
	m := value.NewModule("django.utils.log", "")
	s := func(text string) value.Value { return value.NewStr(text, nil) }
	list := func(texts ...string) value.Value { return t.NewList(strs(texts, nil), nil) }
	no := value.NewBool(false, nil)
	m.Define("DEFAULT_LOGGING", dictOf(t, nil,
		"version", value.NewInt(1, nil), "disable_existing_loggers", no,
		"filters", dictOf(t, nil,
			"require_debug_false", dictOf(t, nil, "()", s("django.utils.log.RequireDebugFalse")),
			"require_debug_true", dictOf(t, nil, "()", s("django.utils.log.RequireDebugTrue"))),
		"formatters", dictOf(t, nil, "django.server", dictOf(t, nil, "()", s("django.utils.log.ServerFormatter"),
			"format", s("[{server_time}] {message}"), "style", s("{"))),
		"handlers", dictOf(t, nil,
			"console", dictOf(t, nil, "level", s("INFO"), "filters", list("require_debug_true"), "class", s("logging.StreamHandler")),
			"django.server", dictOf(t, nil, "level", s("INFO"), "class", s("logging.StreamHandler"), "formatter", s("django.server")),
			"mail_admins", dictOf(t, nil, "level", s("ERROR"), "filters", list("require_debug_false"), "class", s("django.utils.log.AdminEmailHandler"))),
		"loggers", dictOf(t, nil,
			"django", dictOf(t, nil, "handlers", list("console", "mail_admins"), "level", s("INFO")),
			"django.server", dictOf(t, nil, "handlers", list("django.server"), "level", s("INFO"), "propagate", no))))
	m.Fallback = func(t *value.Thread, attr string) (value.Value, error) {
		return unknown(t, "django.utils.log."+attr+" is not followed"), nil
	}
	return m
}
