package models

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// celery.schedules: a crontab is known by its fields, which its repr shows, and by
// the numbers that they stand for, which make two of them equal (celery 5, schedules.py).

// cronField is a parameter of crontab, whose numbers are count many from min on.
type cronField struct {
	name       string
	min, count int
}

// crontabFields are the parameters of crontab, in order.
var crontabFields = []cronField{{"minute", 0, 60}, {"hour", 0, 24}, {"day_of_week", 0, 7}, {"day_of_month", 1, 31}, {"month_of_year", 1, 12}}

// crontabChecks are the fields in the order in which they are read.
var crontabChecks = []int{1, 0, 2, 3, 4}

func celerySchedules(t *value.Thread) value.Value {
	m := value.NewModule("celery.schedules", "")
	broken := value.NewClass("ParseException", "celery.schedules", value.Exceptions()["Exception"])
	m.Define("ParseException", broken)
	version, _ := t.Host.Package("celery")
	c := value.NewClass("crontab", "celery.schedules")
	method(c, "__init__", "minute=, hour=, day_of_week=, day_of_month=, month_of_year=, *, nowfun=, app=", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		for _, i := range crontabChecks {
			f, v := crontabFields[i], a[i]
			if v == nil {
				v = value.NewStr("*", nil)
			}
			numbers, err := f.numbers(t, v, cronReader{f, version, broken})
			if err != nil {
				return nil, err
			}
			self.NS.Set(t, "_orig_"+f.name, v, t.At)
			self.NS.Set(t, f.name, numbers, t.At)
		}
		return value.None(), nil
	})
	c.Method("__repr__", crontabRepr)
	method(c, "__eq__", "other", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		other, ok := a[0].(*value.Instance)
		if !ok || other.Kind != self.Kind {
			return value.NewBool(false, nil), nil
		}
		return value.CompareValue(t, value.Eq, crontabNumbers(self), crontabNumbers(other))
	})
	if !packageBelow(t, "celery", 5, 5) {
		c.NS.Set(nil, "from_string", &value.ClassMethod{Func: value.NewBuiltin("from_string", crontabOfText)}, value.Place{})
	}
	m.Define("crontab", c).Define("schedule", celerySchedule()).Define("solar", opaqueClass("solar", "celery.schedules"))
	m.Fallback = notFollowed("celery.schedules")
	return m
}

// crontabOfText is crontab.from_string, in the order of crontab(5).
var crontabOfText = strict("from_string", "cls, crontab", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	s, ok := text(a[1])
	parts := strs(strings.Split(s, " "), tr)
	if !ok || len(parts) != len(crontabFields) {
		return nil, t.Raise("ValueError", "a crontab has five parts")
	}
	return call(t, a[0], parts[0], parts[1], parts[4], parts[2], parts[3])
})

// crontabNumbers are what two equal crontabs have in common.
func crontabNumbers(self *value.Instance) value.Value {
	var out []value.Value
	for _, f := range crontabFields {
		b, _ := self.NS.Get(f.name)
		out = append(out, orNone(b.V))
	}
	return value.NewTuple(out, nil)
}

// celerySchedule is a schedule of one interval, of which the number of seconds may be given.
func celerySchedule() *value.Class {
	c := opaqueClass("schedule", "celery.schedules")
	method(c, "__init__", "run_every=, relative=, nowfun=, app=", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		every := orNone(a[0])
		switch every.(type) {
		case value.Int, value.Float, value.Bool:
			made, err := newTimedelta(t, &value.Call{Keywords: []value.Keyword{{Name: "seconds", Value: every}}})
			if err != nil {
				return nil, err
			}
			every = made
		}
		self.NS.Set(t, "run_every", every, t.At)
		return value.None(), nil
	})
	method(c, "__eq__", "other", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		own, _ := self.NS.Get("run_every")
		other := a[0]
		if i, ok := other.(*value.Instance); ok && i.Kind == self.Kind {
			b, _ := i.NS.Get("run_every")
			other = b.V
		}
		return value.CompareValue(t, value.Eq, orNone(own.V), orNone(other))
	})
	return c
}

// crontabRepr is "<crontab: 0 7 * * * (m/h/dM/MY/d)>", in celery's order of the fields.
func crontabRepr(t *value.Thread, c *value.Call) (value.Value, error) {
	self, ok := firstInstance(c)
	if !ok {
		return nil, t.Raise("TypeError", "__repr__() missing a required argument: 'self'")
	}
	order, label := []int{0, 1, 3, 4, 2}, "(m/h/dM/MY/d)"
	if packageBelow(t, "celery", 5, 3) {
		order, label = []int{0, 1, 2, 3, 4}, "(m/h/d/dM/MY)"
	}
	var parts []string
	var tr *value.Trace
	for _, i := range order {
		b, _ := self.NS.Get("_orig_" + crontabFields[i].name)
		if _, isSet := b.V.(*value.Set); isSet {
			return unknown(t, "the order of a set is not known", b.V.Trace()), nil
		}
		s, err := value.ToStr(t, orNone(b.V))
		if err != nil {
			return nil, err
		}
		if u, ok := value.IsUnknown(s); ok {
			return spread(u), nil
		}
		word, _ := text(s)
		parts, tr = append(parts, word), value.Merge(tr, s.Trace())
	}
	return value.NewStr("<crontab: "+strings.Join(parts, " ")+" "+label+">", tr), nil
}

// kombuModule has queues and exchanges, known by their names and how they are bound.
func kombuModule(*value.Thread) value.Value {
	m := objects("kombu", "Connection", "binding")(nil).(*value.Module)
	exchange, queue := opaqueClass("Exchange", "kombu"), opaqueClass("Queue", "kombu")
	for _, c := range []*value.Class{exchange, queue} {
		method(c, "__eq__", "other", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
			if a[0] == value.Value(self) {
				return value.NewBool(true, nil), nil
			}
			return unknown(t, "whether two objects of kombu are equal is not followed", a[0].Trace()), nil
		})
	}
	exchange.Method("__init__", kombuInit("name", "type", "channel"))
	queue.Method("__init__", kombuInit("name", "exchange", "routing_key", "channel"))
	return m.Define("Exchange", exchange).Define("Queue", queue)
}

// kombuInit is an __init__ that takes any argument and keeps its name, and its routing key.
func kombuInit(params ...string) function {
	return func(t *value.Thread, c *value.Call) (value.Value, error) {
		self, ok := firstInstance(c)
		if !ok || c.Open != nil || len(c.Args) > len(params)+1 {
			return value.None(), nil
		}
		given := slices.Clone(c.Keywords)
		for i, v := range c.Args[1:] {
			given = append(given, value.Keyword{Name: params[i], Value: v})
		}
		for _, k := range given {
			if on, err := value.Truthy(t, k.Value); (k.Name == "name" || k.Name == "routing_key") && err == nil && on == value.Yes {
				self.NS.Set(t, k.Name, k.Value, t.At)
			}
		}
		return value.None(), nil
	}
}

// ldapModule has the constants of python-ldap that settings use.
func ldapModule(*value.Thread) value.Value {
	m := value.NewModule("ldap", "")
	for i, name := range []string{"SCOPE_BASE", "SCOPE_ONELEVEL", "SCOPE_SUBTREE"} {
		m.Define(name, value.NewInt(int64(i), nil))
	}
	for name, n := range map[string]int64{"OPT_X_TLS_NEVER": 0, "OPT_X_TLS_HARD": 1, "OPT_X_TLS_DEMAND": 2, "OPT_X_TLS_ALLOW": 3, "OPT_X_TLS_TRY": 4,
		"OPT_REFERRALS": 8, "OPT_X_TLS_CACERTFILE": 24578, "OPT_X_TLS_CACERTDIR": 24579, "OPT_X_TLS_REQUIRE_CERT": 24582, "OPT_X_TLS_NEWCTX": 24591,
		"OPT_NETWORK_TIMEOUT": 20485, "OPT_DEBUG_LEVEL": 20481, "OPT_PROTOCOL_VERSION": 17} {
		m.Define(name, value.NewInt(n, nil))
	}
	m.Func("set_option", inert)
	m.Fallback = notFollowed("ldap")
	return m
}
