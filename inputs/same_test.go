package inputs

import (
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate/inputs/document"
)

func TestIsShared(t *testing.T) {
	for host, want := range map[string]bool{
		"db.shop.org": true, "shop.c9x.eu-west-1.rds.amazonaws.com": true, "203.0.113.7": true, "2001:db8::1": true,
		"db": false, "localhost": false, "10.0.0.3": false, "127.0.0.1": false, "/run/postgresql": false, "": false,
		"host.docker.internal": false, "db.default.svc.cluster.local": false,
	} {
		if isShared(host) != want {
			t.Errorf("%q: %v", host, !want)
		}
	}
}

// Whether an address is shared, a cache's LOCATION says with or without a scheme.
func TestCacheOf(t *testing.T) {
	for location, want := range map[string]string{
		"redis://cache.shop.org:6379/0": "redis://cache.shop.org:6379/0 shop ", "cache.shop.org:11211": "cache.shop.org:11211 shop ",
		"redis://cache:6379/0": "", "unix:/tmp/memcached.sock": "", "": "",
	} {
		entry := map[string]any{"LOCATION": location, "KEY_PREFIX": "shop"}
		s := side{Document: &document.Document{Settings: map[string]*document.Node{"CACHES": {Value: map[string]any{"default": entry}}}}}
		if got := s.cache("CACHES", "default"); got != want {
			t.Errorf("%q: %q, want %q", location, got, want)
		}
	}
}

func TestOpenToAll(t *testing.T) {
	r := &reader{fsys: fstest.MapFS{"open": {Mode: 0o644}, "group": {Mode: 0o640}, "own": {Mode: 0o600}, "untold": {}}}
	for file, want := range map[string]bool{"open": true, "group": false, "own": false} {
		if got := r.openToAll(file); got == nil || *got != want {
			t.Errorf("%s: %v", file, got)
		}
	}
	for _, file := range []string{"untold", "absent"} {
		if got := r.openToAll(file); got != nil {
			t.Errorf("%s: %v", file, *got)
		}
	}
}

// What the report of an error masks, it masks with all that is below.
func TestUnmasked(t *testing.T) {
	secret := map[string]any{document.KeySecret: &document.Facts{}}
	sample := map[string]any{document.KeySecret: &document.Facts{Placeholder: true}}
	all := map[string]*document.Node{
		"BROKER_URL": {Set: true, Facts: &document.Facts{}},
		"API_URL":    {Set: true, Facts: &document.Facts{}},
		"ASSUMED":    {Set: true, Facts: &document.Facts{}, Assumes: []string{"X"}},
		"DEFAULT":    {Facts: &document.Facts{}},
		"CACHES":     {Set: true, Value: map[string]any{"default": map[string]any{"LOCATION": []any{"a", secret}, "PASSWORD": secret, "OTHER": sample}}},
	}
	got := unmasked(secretParts(all))
	if len(got) != 2 || got[0] != "BROKER_URL" || got[1] != "CACHES.default.LOCATION[1]" {
		t.Errorf("%q", got)
	}
}
