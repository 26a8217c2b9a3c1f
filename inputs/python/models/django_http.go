package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/python/value"
)

// hostAndPort is django.http.request.host_validation_re (4.2 to 6.1).
var hostAndPort = pattern.New(`^([a-z0-9.-]+|\[[a-f0-9]*:[a-f0-9.:]+\])(?::([0-9]+))?$`)

// djangoRequestModule is django.http.request, of which settings take split_domain_port.
func djangoRequestModule(*value.Thread) value.Value {
	m := value.NewModule("django.http.request", "")
	m.Func("split_domain_port", strict("split_domain_port", "host", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		host, ok := text(a[0])
		if !ok {
			return nil, t.Raise("AttributeError", "'"+a[0].Class().Name+"' object has no attribute 'lower'")
		}
		parts := []string{"", "", ""}
		if found := hostAndPort.FindStringSubmatch(strings.ToLower(host)); found != nil {
			parts = found
		}
		domain := value.NewStr(strings.TrimSuffix(parts[1], "."), tr)
		return value.NewTuple([]value.Value{domain, value.NewStr(parts[2], tr)}, tr), nil
	}))
	m.Fallback = notFollowed("django.http.request")
	return m
}
