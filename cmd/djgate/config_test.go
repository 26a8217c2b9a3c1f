package main

import (
	"strings"
	"testing"
)

func TestParseConfig(t *testing.T) {
	for _, tt := range []struct{ name, src, want string }{
		{"empty", "", ""},
		{"whole", "version: 1\nprovided: [A]\ntargets:\n  - id: production\n    proxy: {tls: true, sets: [X-Forwarded-Proto]}\n", ""},
		{"unknown key", "suppres: []\n", `.djgate.yaml:1: no key is called "suppres"`},
		{"unknown key below", "targets:\n  - id: a\n    setting: b\n", `.djgate.yaml:3: no key is called "setting"`},
		{"unknown key of the proxy", "targets:\n  - id: a\n    proxy: {ssl: true}\n", `.djgate.yaml:3: no key is called "ssl"`},
		{"platform", "targets:\n  - id: a\n    proxy: {platform: heroku}\n", ""},
		{"unknown platform", "targets:\n  - id: a\n    proxy: {platform: herokku}\n", `.djgate.yaml:3: proxy: no platform is called "herokku" (app-engine, `},
		{"no YAML", "a: [\n", ".djgate.yaml: not valid YAML"},
		{"version", "version: 7\n", "version: 7 is not known (1)"},
		{"date", "suppress:\n  - {policy: a, reason: b, until: soon}\n", `.djgate.yaml:2: suppress: until: "soon" is no date`},
		{"mode", "enforcement:\n  - {policy: a, mode: soft}\n", `.djgate.yaml:2: enforcement: no mode is called "soft" (advisory, enforced)`},
		{"no mode", "enforcement:\n  - {policy: a}\n", ".djgate.yaml:2: enforcement: mode is missing"},
		{"advisory from", "enforcement:\n  - {policy: a, mode: advisory, from: 2026-01-01}\n", ".djgate.yaml:2: enforcement: from is the first day of enforced"},
		{"enforced from", "enforcement:\n  - {policy: a, from: 2026-01-01}\n", ""},
		{"key", "verification: {key: acme.pem, algorithm: ES256}\n", ""},
		{"no key", "version: 1\nverification: {algorithm: ES256}\n", ".djgate.yaml:2: verification: key is missing"},
		{"unknown key of the key", "verification: {file: acme.pem}\n", `.djgate.yaml:1: no key is called "file"`},
		{"parameter", "parameters:\n  - {policy: a}\n", ".djgate.yaml:2: parameters: policy and name"},
	} {
		_, err := parseConfig(".djgate.yaml", []byte(tt.src))
		switch {
		case tt.want == "" && err != nil:
			t.Errorf("%s: %v", tt.name, err)
		case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.want)
		}
	}
}
