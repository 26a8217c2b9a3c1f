package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// celery.schedules: a crontab is known by its fields, which its repr shows and
// which make two of them equal (celery 5.4, schedules.py).

// crontabFields are the parameters of crontab, all but the last in the order of its repr.
var crontabFields = []string{"minute", "hour", "day_of_week", "day_of_month", "month_of_year"}

func celerySchedules(*value.Thread) value.Value {
	m := value.NewModule("celery.schedules", "")
	c := value.NewClass("crontab", "celery.schedules")
	method(c, "__init__", "minute=, hour=, day_of_week=, day_of_month=, month_of_year=, nowfun=, app=", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		for i, name := range crontabFields {
			v := a[i]
			if v == nil {
				v = value.NewStr("*", nil)
			}
			self.NS.Set(t, "_orig_"+name, v, t.At)
		}
		return value.None(), nil
	})
	c.Method("__repr__", crontabRepr)
	method(c, "__eq__", "other", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		other, ok := a[0].(*value.Instance)
		if !ok || other.Kind != self.Kind {
			return value.NewBool(false, nil), nil
		}
		own, err := crontabRepr(t, &value.Call{Args: args{self}})
		if err != nil {
			return nil, err
		}
		its, err := crontabRepr(t, &value.Call{Args: args{other}})
		if err != nil {
			return nil, err
		}
		return value.CompareValue(t, value.Eq, own, its)
	})
	m.Define("crontab", c)
	for _, name := range []string{"schedule", "solar"} {
		m.Define(name, opaqueClass(name, "celery.schedules"))
	}
	m.Fallback = notFollowed("celery.schedules")
	return m
}

// crontabRepr is "<crontab: 0 7 * * * (m/h/dM/MY/d)>", in celery's order of the fields.
func crontabRepr(t *value.Thread, c *value.Call) (value.Value, error) {
	self, ok := firstInstance(c)
	if !ok {
		return nil, t.Raise("TypeError", "__repr__() missing a required argument: 'self'")
	}
	var parts []string
	var tr *value.Trace
	for _, name := range []string{"minute", "hour", "day_of_month", "month_of_year", "day_of_week"} {
		b, _ := self.NS.Get("_orig_" + name)
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
	return value.NewStr("<crontab: "+strings.Join(parts, " ")+" (m/h/dM/MY/d)>", tr), nil
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
