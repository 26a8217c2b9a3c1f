package models

import "github.com/djgate/djgate/inputs/python/value"

// opentelemetry-instrumentation-django (opentelemetry/instrumentation/django/__init__.py):
// instrument() puts its middleware first in the list that the settings have by then.

const otelMiddleware = "opentelemetry.instrumentation.django.middleware.otel_middleware._DjangoMiddleware"

func opentelemetryModules() map[string]maker {
	return one("opentelemetry.instrumentation.django", func(*value.Thread) value.Value {
		m := value.NewModule("opentelemetry.instrumentation.django", "")
		m.Fallback = notFollowed("opentelemetry.instrumentation.django")
		c := value.NewClass("DjangoInstrumentor", "opentelemetry.instrumentation.django")
		c.NS.Set(nil, instrumented, value.NewBool(false, nil), value.Place{})
		c.Method("instrument", instrumentOnce)
		for _, name := range []string{"uninstrument", "instrumentation_dependencies"} {
			c.Method(name, unknownOf("DjangoInstrumentor."+name+" is not followed", nil))
		}
		return m.Define("DjangoInstrumentor", c)
	})
}

// instrumented is a property of the only instance, so the class may have it.
const instrumented = "is_instrumented_by_opentelemetry"

// instrumentOnce is BaseInstrumentor.instrument (opentelemetry/instrumentation/instrumentor.py),
// which does nothing the second time.
func instrumentOnce(t *value.Thread, c *value.Call) (value.Value, error) {
	class := c.Args[0].Class()
	done, err := value.Attr(t, class, instrumented)
	if err != nil {
		return nil, err
	}
	if is, err := value.Truthy(t, done); err != nil || is == value.Yes {
		return value.None(), err
	}
	if _, err := instrumentDjango(t, c); err != nil {
		return nil, err
	}
	return value.None(), value.SetAttr(t, class, instrumented, value.NewBool(true, nil))
}

// instrumentDjango takes options for where its middleware stands and what else is
// put there; with any of these, some middleware is.
func instrumentDjango(t *value.Thread, c *value.Call) (value.Value, error) {
	off, absent := t.Environ.Lookup(t, "OTEL_PYTHON_DJANGO_INSTRUMENT")
	word, told := text(off)
	if word == "False" {
		return value.None(), nil
	}
	settings := attribute(t, "django.conf", "settings")
	if settings == nil {
		return value.None(), nil
	}
	list, err := value.Attr(t, settings, "MIDDLEWARE")
	if _, ok := list.(*value.List); !ok {
		return value.None(), err
	}
	var first value.Value = value.NewStr(otelMiddleware, (&value.Trace{At: t.At}).Under(absent))
	if off != nil && !told || c.Open != nil {
		first = several(t, "what opentelemetry adds is not known")
	}
	for _, k := range c.Keywords {
		if k.Name == "middleware_position" || k.Name == "is_sql_commentor_enabled" {
			first = several(t, "what opentelemetry adds is not known")
		}
	}
	insert, err := value.Attr(t, list, "insert")
	if err != nil {
		return nil, err
	}
	_, err = call(t, insert, value.NewInt(0, nil), first)
	return value.None(), err
}
