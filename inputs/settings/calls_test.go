package settings_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/settings"
)

func TestCalls(t *testing.T) {
	in := input("import os, sentry_sdk\nsentry_sdk.init(os.environ['DSN'], send_default_pii=True, environment=os.environ.get('E', 'dev'))\n",
		"DSN=https://canary@sentry.example.com/1")
	calls := settings.Read(in).Source.Calls
	if len(calls) != 1 || calls[0].Call != "sentry_sdk.init" || calls[0].At.Line != 2 {
		t.Fatalf("got %+v", calls)
	}
	for name, want := range map[string]string{"dsn": "known secret", "send_default_pii": "known bool true", "environment": `known str "dev" assumes [E]`} {
		if got := show(t, calls[0].Args[name]); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
	if text, err := json.Marshal(calls); err != nil || strings.Contains(string(text), "canary") {
		t.Errorf("%s %v", text, err)
	}
}
