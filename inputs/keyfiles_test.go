package inputs

import (
	"encoding/json"
	"encoding/pem"
	"strings"
	"testing"
)

// A key is what it says that it is, and no text that stands for one.
func TestKeyFiles(t *testing.T) {
	block := func(kind, text string) string {
		return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: []byte(text)}))
	}
	google := func(kind, key string) string {
		text, err := json.MarshalIndent(map[string]string{"client_email": "shop@example.org", "private_key": key, "type": kind}, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	long := strings.Repeat("no key ", 100)
	openssh := func(cipher string) string {
		return block("OPENSSH PRIVATE KEY", "openssh-key-v1\x00\x00\x00\x00"+string(rune(len(cipher)))+cipher+long)
	}
	for _, tt := range []struct {
		file, text, whose string
		line              int
	}{
		{"shop-1a2b.json", google("service_account", block("PRIVATE KEY", long)), "a service account of Google", 3},
		{"shop-1a2b.json", google("service_account", block("PRIVATE KEY", "short")), "", 0},
		{"shop-1a2b.json", google("service_account", block("CERTIFICATE", long)), "", 0},
		{"shop-1a2b.json", google("authorized_user", block("PRIVATE KEY", long)), "", 0},
		{"shop-1a2b.json", google("service_account", "<your key>"), "", 0},
		{"shop-1a2b.json", `{"private_key": "service_account"`, "", 0},
		{"keys/id_rsa", "# of the server\n" + openssh("none"), "an SSH account", 2},
		{"keys/deploy.pem", openssh("none"), "an SSH account", 1},
		{"keys/deploy.pem", openssh("aes256-ctr"), "", 0},
		{"keys/site.key", block("PRIVATE KEY", long), "", 0},
		{"keys/id_rsa", "-----BEGIN OPENSSH PRIVATE KEY-----\n", "", 0},
	} {
		if whose, line := accountOf(tt.file)([]byte(tt.text)); whose != tt.whose || line != tt.line {
			t.Errorf("%s: %q in line %d, want %q in %d:\n%s", tt.file, whose, line, tt.whose, tt.line, tt.text)
		}
	}
	for _, file := range []string{"keys/id_rsa.pub", "LICENSE", "site.crt"} {
		if accountOf(file) != nil {
			t.Errorf("%s is looked into", file)
		}
	}
}
