package templates

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

func TestPrinted(t *testing.T) {
	const base = `
-- t/base.html --
<html lang="{{ LANGUAGE_CODE|default:"en" }}">
{% block head %}<link href="{{ STATIC_URL }}site.css">{% endblock %}
{% block menu %}{% if user.is_authenticated %}{{ user.name }}{% else %}{{ sign_in }}{% endif %}{% endblock %}
{% include "foot.html" with year=2026 %}
-- t/foot.html --
{{ year }} {{ company }}
`
	for _, c := range []struct{ name, src, want string }{
		{"plain", "-- t/500.html --\n<h1>Sorry</h1> {% static 'x' %} {{ _(\"text\") }} {# {{ x }} #}\n", ""},
		{"prints", "-- t/500.html --\n{{ request.path }}\n\n{{ user|title }}\n", "request t/500.html:1, user t/500.html:3"},
		{"guarded", "-- t/500.html --\n{% if user %}{{ user }}{% elif request and x %}{{ x }}{% endif %}{% for m in messages %}{{ m }}{{ n }}{% endfor %}\n", ""},
		{"else", "-- t/500.html --\n{% if not user %}{{ a }}{% endif %}{% if user %}{{ b }}{% else %}{{ c }}{% endif %}{% for x in y %}{% empty %}{{ d }}{% endfor %}\n",
			"a t/500.html:1, c t/500.html:1, d t/500.html:1"},
		{"bound", "-- t/500.html --\n{% with a=1 %}{{ a }}{% endwith %}{% trans 'x' as b %}{{ b }}{% for c, d in 'xy' %}{{ c }}{{ d }}{% endfor %}\n", ""},
		{"not markup", "-- t/500.html --\n{% comment %}{{ a }}{% endcomment %}{% verbatim %}{{ b }}{% endverbatim %}\n", ""},
		{"address", "-- t/500.html --\n{% url 'user' request.user.pk %}{% url 'x' y as z %}\n", "request t/500.html:1"},
		{"extends", "-- t/500.html --\n{% extends 'base.html' %}\n{{ ignored }}\n{% block head %}{{ own }}{% endblock %}\n" + base,
			"own t/500.html:3, sign_in t/base.html:3, company t/foot.html:1"},
		{"keeps the block", "-- t/500.html --\n{% extends 'base.html' %}\n{% block head %}{{ block.super }}{% endblock %}\n" + base,
			"STATIC_URL t/base.html:2, sign_in t/base.html:3, company t/foot.html:1"},
		{"extends itself", "-- t/500.html --\n{% extends '500.html' %}\n", ""},
		{"includes itself", "-- t/500.html --\n{% include '500.html' %}{% include name %}\n", ""},
		{"broken", "-- t/500.html --\n{% %}{% block %}{% endif %}{% else %}{% extends %}{% if %}{% url %}{{ }}\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			fsys, err := txtar.FS(txtar.Parse([]byte(c.src)))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range Printed(Folders{fsys, []string{"none", "t"}}, "500.html") {
				got = append(got, p.Name+" "+p.At.File+":"+string(rune('0'+p.At.Line)))
			}
			if diff := cmp.Diff(c.want, strings.Join(got, ", ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}
