package inputs

import (
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/settings"
)

// This file compares the settings of two targets. What stands in one place that
// both read is no copy: the .env of two machines has one name and two contents.

// side is one of two targets that are compared.
type side struct {
	*document.Document
	secrets *settings.Secrets
}

// same names the parts of settings that are the same in both.
func same(a, b side) []string {
	if a.secrets == nil || b.secrets == nil {
		return nil
	}
	var out []string
	if x, y := a.Settings["SECRET_KEY"], b.Settings["SECRET_KEY"]; x.Facts != nil && y.Facts != nil && x.At != y.At && len(x.Assumes)+len(y.Assumes) == 0 &&
		a.secrets.Equal(x.Facts.Group, b.secrets, y.Facts.Group) {
		out = append(out, "SECRET_KEY")
	}
	out = append(out, a.stores(b, "DATABASES", side.database)...)
	return append(out, a.stores(b, "CACHES", side.cache)...)
}

// stores names the entries of a setting that are, for both, the same store.
func (a side) stores(b side, name string, store func(side, string, string) string) []string {
	theirs := map[string]bool{}
	for _, alias := range b.aliases(name) {
		theirs[store(b, name, alias)] = true
	}
	var out []string
	for _, alias := range a.aliases(name) {
		if own := store(a, name, alias); own != "" && theirs[own] {
			out = append(out, name+"."+alias)
		}
	}
	return out
}

func (a side) aliases(name string) []string {
	entries, _ := a.Settings[name].Value.(map[string]any)
	return slices.Sorted(maps.Keys(entries))
}

// database tells a database that others reach from all others; "" for one that may
// be the machine's own.
func (a side) database(name, alias string) string {
	host, port, db := a.text(name, alias, "HOST"), a.text(name, alias, "PORT"), a.text(name, alias, "NAME")
	if !isShared(host) || db == "" || a.machines(name, alias, "HOST") {
		return ""
	}
	return fmt.Sprintf("%s:%s/%s", strings.ToLower(host), port, db)
}

// cache does so for a cache.
func (a side) cache(name, alias string) string {
	location := a.text(name, alias, "LOCATION")
	host := location[strings.Index(location, "://")+1:]
	host, _, _ = strings.Cut(strings.TrimPrefix(host, "//"), "/")
	host, _, _ = strings.Cut(host, ":")
	if !isShared(host) || a.machines(name, alias, "LOCATION") {
		return ""
	}
	return fmt.Sprintf("%s %s %s", strings.ToLower(location), a.text(name, alias, "KEY_PREFIX"), a.text(name, alias, "VERSION"))
}

// text is a field of an entry, as text; "" where it is not set, or not known.
func (a side) text(name, alias, field string) string {
	entries, _ := a.Settings[name].Value.(map[string]any)
	entry, _ := entries[alias].(map[string]any)
	switch v := entry[field].(type) {
	case string:
		return v
	case int64:
		return fmt.Sprint(v)
	}
	return ""
}

// machines tells whether a field comes from an env file, which each machine may
// have of its own.
func (a side) machines(name, alias, field string) bool {
	n := a.Settings[name]
	at, ok := n.AtPaths[alias+"."+field]
	if !ok {
		at = n.At
	}
	return slices.ContainsFunc(a.Files, func(f document.File) bool {
		return f.Path == at.File && f.Kind == "env" && (f.Tracked == nil || !*f.Tracked)
	})
}

// isShared tells whether a host is the same to all who ask for it: one of the
// internet's names or addresses, not a service's name, a socket or a private address.
func isShared(host string) bool {
	if addr, err := netip.ParseAddr(host); err == nil {
		return addr.IsGlobalUnicast() && !addr.IsPrivate()
	}
	if strings.HasPrefix(host, "/") || !strings.Contains(host, ".") {
		return false
	}
	last := host[strings.LastIndexByte(host, '.')+1:]
	return !slices.Contains([]string{"local", "localhost", "localdomain", "internal", "svc", "sock", "test", "example"}, strings.ToLower(last))
}

// copies are the variables that hold the same secret in two environments, and that
// two places give it to.
func copies(own, others []document.Variable) []document.Share {
	var out []document.Share
	for _, v := range own {
		if v.State != document.Known || len(v.Assumes) > 0 || !document.SecretName(v.Name) && !document.SecretText(v.Text.Reveal()) {
			continue
		}
		i := slices.IndexFunc(others, func(o document.Variable) bool {
			return o.State == document.Known && o.At != v.At && settings.Copied(v.Text.Reveal(), o.Text.Reveal())
		})
		if i >= 0 {
			out = append(out, document.Share{Name: v.Name, With: others[i].Name, At: v.At})
		}
	}
	return out
}
