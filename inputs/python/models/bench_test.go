package models

import (
	"testing"

	"github.com/djgate/djgate/inputs/python/interp"
)

// BenchmarkImport is a settings module that imports a library, and uses next to nothing of it.
func BenchmarkImport(b *testing.B) {
	for name, source := range map[string]string{
		"nothing": "A = 1\n", "re": "import re\nA = re.escape('a.b')\n", "re.I": "import re\nA = re.compile('a', re.I)\n", "enum": "import enum\n", "ssl": "import ssl\nA = ssl.CERT_NONE\n", "socket": "import socket\n", "logging": "import logging\n", "datetime": "import datetime\n",
	} {
		b.Run(name, func(b *testing.B) {
			h := &host{files: map[string]string{"/app/s.py": source}, packages: map[string]string{"python": "3.11.7"}}
			b.ReportAllocs()
			for b.Loop() {
				if r := interp.Run("s", interp.Options{Host: h, Path: []string{"/app"}, Models: Table()}); r.Failure != nil {
					b.Fatal(r.Failure)
				}
			}
		})
	}
}
