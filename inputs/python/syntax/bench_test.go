package syntax

import (
	"os"
	"testing"
)

// BenchmarkParse parses a settings file of some 190 lines.
func BenchmarkParse(b *testing.B) {
	src, err := os.ReadFile("testdata/settings/base.py")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse("base.py", src); err != nil {
			b.Fatal(err)
		}
	}
}
