package inputs

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djgate/djgate/inputs/document"
)

func TestOneApart(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"ALLOWED_HOST", "ALLOWED_HOSTS", true},
		{"ALLOWED_HOSTS", "ALOWED_HOSTS", true},
		{"LLOWED_HOSTS", "ALLOWED_HOSTS", true},
		{"SSL_REDIREKT", "SSL_REDIRECT", true},
		{"SSL_REDIRETC", "SSL_REDIRECT", true},
		{"SSL_REDIRECX", "SSL_REDIRECT", true},
		{"ALLOWED_HOSTS", "ALLOWED_HOSTS", false},
		{"ALLOWED_HO", "ALLOWED_HOSTS", false},
		{"ALLOWED_TSOH", "ALLOWED_HOST", false},
		{"EMAIL_USE_TLS", "EMAIL_USE_SSL", false},
		{"", "", false},
	} {
		if oneApart(tt.a, tt.b) != tt.want || oneApart(tt.b, tt.a) != tt.want {
			t.Errorf("%s and %s: want %v", tt.a, tt.b, tt.want)
		}
	}
}

func TestLookalikes(t *testing.T) {
	set, unset, unknown := &document.Node{Set: true, State: document.Known}, &document.Node{State: document.Known}, &document.Node{State: document.Unknown}
	settings := map[string]*document.Node{
		"ALOWED_HOSTS": set, "ALLOWED_HOSTS": unset, // misspelt
		"STATIC_ROOTS": set, "STATIC_ROOT": unknown, // perhaps
		"MEDIA_ROOTS": set, "MEDIA_ROOT": set, // a name of the project's own
		"EMAIL_USE_TLS": set, "EMAIL_USE_SSL": set, "EMAIL_USE_TL": unset, // Django knows the first
		"SITE_IDS": set, "SITE_ID": unset, // too short
	}
	want := []document.Lookalike{{Set: "ALOWED_HOSTS", Meant: "ALLOWED_HOSTS"}, {Set: "STATIC_ROOTS", Meant: "STATIC_ROOT", Doubtful: true}}
	if diff := cmp.Diff(want, lookalikes(setBy(settings), settings)); diff != "" {
		t.Error(diff)
	}
}
