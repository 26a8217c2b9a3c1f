package targets

import (
	"testing"

	"github.com/djgate/djgate/inputs/document"
)

func TestWithhold(t *testing.T) {
	tests := []struct {
		name, text string
		secret     bool
		want       document.State
	}{
		{"ALLOWED_HOSTS", "*", true, document.Unknown},
		{"ALLOWED_HOSTS", "*", false, document.Known},
		{"DEBUG", "True", true, document.Known},
		{"SECRET_KEY", "abc", true, document.Known},
		{"DATABASE_URL", "postgres://db/shop", true, document.Known},
	}
	for _, test := range tests {
		env := []document.Variable{{Name: test.name, State: document.Known, Text: document.NewText(test.text), Secret: test.secret}}
		if withhold(env); env[0].State != test.want {
			t.Errorf("%s=%s, secret %v: got %s, want %s", test.name, test.text, test.secret, env[0].State, test.want)
		}
	}
}
