package settings_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/settings"
)

func TestCopiesOfSecretsAreHidden(t *testing.T) {
	const key = "k3y-of-this-test-9d1f"
	tests := []struct{ name, text string }{
		{"under another name first", "A = '" + key + "'\nSECRET_KEY = A"},
		{"a word, from the same literal", "A = 'horseshoe'\nSECRET_KEY = A"},
		{"typed in twice", "SECRET_KEY = '" + key + "'\nA = '" + key + "'"},
		{"inside of a text", "PW = '" + key + "'\nA = 'login:" + key + "!'"},
		{"in a list", "A = ['" + key + "']\nSECRET_KEY = A[0]"},
		{"in a dict", "SECRET_KEY = '" + key + "'\nA = {'a': {'b': ['" + key + "']}}"},
		{"a key of a dict", "SECRET_KEY = '" + key + "'\nA = {'" + key + "': 1}"},
		{"in bytes", "SECRET_KEY = '" + key + "'\nA = b'" + key + "'"},
		{"a choice", "SECRET_KEY = '" + key + "'\nA = '" + key + "' if os.environ['Z'] else ''"},
		{"a default", "SECRET_KEY = os.environ.get('K', '" + key + "')\nA = os.environ.get('Z', '" + key + "')"},
		{"the default of what is set", "SECRET_KEY = os.environ.get('SET', '" + key + "')\nA = '" + key + "'"},
		{"no setting", "password = '" + key + "'\nA = 'login:" + key + "'"},
		{"the password of a URL", "URL = 'redis://:" + key + "@cache/0'\nA = '" + key + "'"},
		{"of the environment", "A = '" + key + "'\nB = os.environ['SET']"},
		{"fewer characters", "PIN_TOKEN = 's3cr3t'\nA = 's3cr3t'"},
	}
	for _, test := range tests {
		out := settings.Read(input("import os\n"+test.text, "SET=another-k3y-of-this-test", "A_TOKEN="+key))
		text, err := json.Marshal(out.Settings)
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{key, "horseshoe", "s3cr3t"} {
			if strings.Contains(string(text), secret) {
				t.Errorf("%s: %s is shown: %s", test.name, secret, text)
			}
		}
		if n := out.Settings["A"]; n == nil || !n.Set {
			t.Errorf("%s: there is no A", test.name)
		}
	}
}

func TestWhatIsNoCopyIsShown(t *testing.T) {
	tests := []struct{ name, secret, text string }{
		{"a word", "postgres", "postgres"},
		{"a host", "localhost", "localhost"},
		{"a name", "db.example.com", "db.example.com"},
		{"a header", "Authorization", "Authorization"},
		{"a rate", "100/hour", "100/hour"},
		{"a region", "eu-central-1", "eu-central-1"},
		{"a path", "/etc/ssl/certs/ca-certificates", "/etc/ssl/certs/ca-certificates"},
		{"a placeholder", "change-me-please", "change-me-please"},
		{"few characters", "a1", "a1"},
		{"few characters inside", "s3cr3t", "s3cr3ts"},
		{"nothing", "", ""},
	}
	for _, test := range tests {
		out := settings.Read(input("API_TOKEN = '" + test.secret + "'\nA = '" + test.text + "'"))
		if got, want := show(t, out.Settings["A"]), `known str "`+test.text+`"`; got != want {
			t.Errorf("%s: got %s, want %s", test.name, got, want)
		}
	}
}

func TestHideOfVariables(t *testing.T) {
	const key = "k3y-of-this-test-9d1f"
	out := settings.Read(input("A = 1", "SECRET_KEY="+key))
	n := out.Secrets.Hide("X", settings.VariableNode(document.Variable{Name: "X", State: document.Known, Text: document.NewText(key)}))
	if !n.Secret || n.HasValue || n.Facts == nil || n.Facts.Group == 0 {
		t.Errorf("got %+v", n)
	}
}
