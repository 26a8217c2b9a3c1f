package inputs

import (
	"bytes"
	"encoding/json"
	"encoding/pem"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/targets"
	"github.com/djgate/djgate/inputs/tree"
)

// This file finds the files that are private keys of accounts. Those of certificates are
// left aside: many are made for one machine, and open nothing elsewhere.

// maxKeyFile bounds a file that may be a key, in bytes.
const maxKeyFile = 16 << 10

// practice are words of files and folders that are there to develop, to test or to show.
var practice = []string{"test", "tests", "testing", "testdata", "unittests", "fixture", "fixtures", "mock", "mocks", "fake", "dummy", "dev", "devel", "development",
	"local", "localhost", "vagrant", "sample", "samples", "example", "examples", "docs", "demo"}

// keyFiles finds those of the project.
func (r *reader) keyFiles() []document.KeyFile {
	var out []document.KeyFile
	for _, file := range r.plan.Files() {
		account := accountOf(file)
		if account == nil || r.untracked(file) || slices.ContainsFunc(targets.Words(file), func(w string) bool { return slices.Contains(practice, w) }) {
			continue
		}
		src, err := tree.ReadRegular(r.fsys, file, maxKeyFile)
		if err != nil {
			continue
		}
		if whose, line := account(src); whose != "" {
			out = append(out, document.KeyFile{Account: whose, At: document.Location{File: file, Line: line}})
		}
	}
	return out
}

// accountOf is what tells, of the text of a file of that name, whose private key it is,
// "" for none, and its line; nil where the file is none by its name.
func accountOf(file string) func(src []byte) (whose string, line int) {
	base := path.Base(file)
	switch ext := path.Ext(base); {
	case ext == ".json":
		return googleAccount
	case ext == ".pem", ext == ".key", ext == "" && strings.HasPrefix(base, "id_"):
		return sshAccount
	}
	return nil
}

// googleAccount reads the key of a service account (cloud.google.com/iam/docs, "Create and
// delete service account keys").
func googleAccount(src []byte) (string, int) {
	const begins = "\"private_key\""
	if !bytes.Contains(src, []byte(begins)) || !bytes.Contains(src, []byte("\"service_account\"")) {
		return "", 0
	}
	var key struct {
		Type       string `json:"type"`
		PrivateKey string `json:"private_key"`
	}
	if json.Unmarshal(src, &key) != nil || key.Type != "service_account" || !isKey(key.PrivateKey) {
		return "", 0
	}
	return "a service account of Google", lineOf(src, begins)
}

// sshAccount reads a key as OpenSSH writes it (PROTOCOL.key), where no passphrase
// protects it.
func sshAccount(src []byte) (string, int) {
	const begins = "-----BEGIN OPENSSH PRIVATE KEY-----"
	block, _ := pem.Decode(src)
	if block == nil || block.Type != "OPENSSH PRIVATE KEY" || !bytes.HasPrefix(block.Bytes, []byte("openssh-key-v1\x00\x00\x00\x00\x04none")) {
		return "", 0
	}
	return "an SSH account", lineOf(src, begins)
}

// leastKey is less than the shortest key of RSA that is used, in bytes.
const leastKey = 300

// isKey tells whether a text is a private key, not one that stands for it.
func isKey(text string) bool {
	block, _ := pem.Decode([]byte(text))
	return block != nil && block.Type == "PRIVATE KEY" && len(block.Bytes) > leastKey
}

func lineOf(src []byte, text string) int {
	return bytes.Count(src[:bytes.Index(src, []byte(text))], []byte("\n")) + 1
}
