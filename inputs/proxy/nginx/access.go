package nginx

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/proxy/source"
)

// This file says whom nginx lets in (ngx_http_access_module, ngx_http_auth_*), and
// how long visitors may keep what they get (ngx_http_headers_module).

// everybody are the networks that hold every address.
var everybody = []string{"all", "0.0.0.0/0", "::/0"}

// rules are those of who may come in by address, on the nearest level that has any.
func (w *walk) rules() []*directive {
	for s := w.scope; s != nil; s = s.up {
		if s.own("allow", "deny") != nil {
			return slices.DeleteFunc(slices.Clone(s.tree), func(d *directive) bool { return d.name != "allow" && d.name != "deny" })
		}
	}
	return nil
}

// refusal is the rule that lets nobody in; nil where somebody may come, or where a
// password does instead of an address.
func (w *walk) refusal() *directive {
	if rules := w.rules(); rules != nil && rules[0].name == "deny" && contains(everybody, rules[0].arg(0)) && w.scope.one("satisfy") == nil {
		return rules[0]
	}
	return nil
}

// guard says who may come in, on a route.
func (w *walk) guard(r *document.Route) {
	for _, rule := range w.rules() { // the first that fits decides
		if contains(everybody, rule.arg(0)) {
			if rule.name == "deny" {
				r.Guards = append(r.Guards, document.GuardAddress)
			}
			break
		}
	}
	for name, guard := range map[string]string{"auth_basic": document.GuardPassword, "auth_request": document.GuardProgram} {
		d := w.scope.one(name)
		switch {
		case d == nil || d.arg(0) == "off":
		case w.request("").eval(d.arg(0)).known():
			r.Guards = append(r.Guards, guard)
		default:
			w.gap("whether "+name+" asks is in a variable", d.at)
		}
	}
	if d := w.scope.one("ssl_verify_client"); d != nil && d.arg(0) == "on" {
		r.Guards = append(r.Guards, document.GuardCertificate)
	}
	if w.refuses {
		r.Guards = append(r.Guards, document.GuardCondition)
	}
	slices.Sort(r.Guards)
	r.AnyAddress = slices.ContainsFunc(w.scope.all("set_real_ip_from"), func(d *directive) bool { return contains(everybody, d.arg(0)) })
}

// maxAge reads `expires`, else max-age of a Cache-Control that is added; nil where
// neither says how long.
func (w *walk) maxAge() *document.Node {
	if d := w.scope.one("expires"); d != nil {
		switch text := d.arg(0); {
		case text == "off":
		case text == "max":
			return document.Told(int64(10*365*86400), d.at)
		case text == "epoch", strings.HasPrefix(text, "-"), strings.HasPrefix(text, "@"):
			return document.Told(int64(0), d.at)
		default:
			return secondsOf(d, d.at)
		}
	}
	for _, d := range w.scope.all("add_header") {
		if strings.EqualFold(d.arg(0), "Cache-Control") {
			return source.MaxAge(d.arg(1), d.at)
		}
	}
	return nil
}
