package code

import (
	"net/textproto"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/syntax"
)

// speaksOfRemoteUser tells whether a text may have a class that takes the user from
// a header of the request.
func speaksOfRemoteUser(src string) bool {
	return strings.Contains(src, "RemoteUserMiddleware") && strings.Contains(src, "HTTP_")
}

// remoteUsers looks for subclasses of RemoteUserMiddleware with a header of the
// request in the place of REMOTE_USER (django.contrib.auth.middleware).
func (r *reader) remoteUsers(body []syntax.Stmt) {
	for _, s := range body {
		class, ok := s.(*syntax.ClassDef)
		if !ok || !isRemoteUser(class.Bases) {
			continue
		}
		for _, in := range class.Body {
			a, ok := in.(*syntax.Assign)
			if !ok || len(a.Targets) != 1 || dotted(a.Targets[0]) != "header" {
				continue
			}
			if name, ok := strings.CutPrefix(text(a.Value), "HTTP_"); ok {
				r.out.RemoteUsers = append(r.out.RemoteUsers, document.RemoteUser{Class: class.Name, Header: headerOf(name), At: r.at(a)})
			}
		}
	}
}

func isRemoteUser(bases []syntax.Expr) bool {
	for _, b := range bases {
		if strings.HasSuffix(dotted(b), "RemoteUserMiddleware") {
			return true
		}
	}
	return false
}

// headerOf spells the header of a key of request.META: X_AUTH_USER is X-Auth-User.
func headerOf(name string) string {
	return textproto.CanonicalMIMEHeaderKey(strings.ReplaceAll(name, "_", "-"))
}
