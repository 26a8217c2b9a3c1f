package models

import "testing"

// TestLateNames: names that a model makes when they are asked for are the same in every arm.
func TestLateNames(t *testing.T) {
	const source = `import os, re, ssl
U = os.environ["U"]
if U:
    import enum
    A = re.I
    re.RegexFlag.added = 1
else:
    A = re.I
B = A is re.I
C = isinstance(re.I, re.RegexFlag)
D = getattr(re.RegexFlag, "added", 0)
if U:
    del ssl.CERT_NONE
E = getattr(ssl, "CERT_NONE", None) is None
F = ssl.CERT_REQUIRED
import enum
G = isinstance(re.I, enum.Flag)
`
	h := &host{unknown: map[string]bool{"U": true}, files: map[string]string{"/app/s.py": source}, packages: map[string]string{"python": "3.11.7"}}
	expectNames(t, h, map[string]string{
		"B": "True", "C": "True", "D": "unknown: it is a secret of the platform", "E": "unknown: it is a secret of the platform", "F": "<VerifyMode.CERT_REQUIRED: 2>", "G": "True",
	})
}
