package syntax

// This file breaks settings files in small ways and asks CPython and Parse about
// each: most mistakes that people make are one token away from what they meant.

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// strays are what a mutation inserts.
var strays = strings.Fields(`( ) [ ] { } , : ; . = == := -> * ** @ + - ~ ! % | & ... \ # " ' """ f" f'{ } b'
	x _ 1 0x 1e 07 1_ None True and as assert async await break class continue def del elif else except except*
	finally for from global if import in is lambda match case type nonlocal not or pass raise return try while
	with yield print é “ $ ?`)

// mutator makes mutants of whole files and of a few statements of them.
type mutator struct {
	*rand.Rand
	sources []string
	chunks  []string
}

func newMutator(t *testing.T, seed uint64) *mutator {
	m := &mutator{Rand: rand.New(rand.NewPCG(seed, 1))}
	paths, err := filepath.Glob("testdata/settings/*.py")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no settings to mutate: %v", err)
	}
	for _, path := range paths {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		module, err := Parse(path, src)
		if err != nil {
			t.Fatal(err)
		}
		m.sources = append(m.sources, module.File.Source)
		for _, s := range module.Body {
			m.chunks = append(m.chunks, module.File.Source[s.Range().Pos:s.Range().End]+"\n")
		}
	}
	return m
}

// next is one mutant: of a few neighbouring statements, or now and then of a whole file.
func (m *mutator) next() string {
	src := m.sources[m.IntN(len(m.sources))]
	if m.IntN(20) > 0 {
		from := m.IntN(len(m.chunks))
		src = strings.Join(m.chunks[from:min(from+1+m.IntN(4), len(m.chunks))], "")
	}
	for range 1 + m.IntN(2) {
		src = m.mutate(src)
	}
	return src
}

func (m *mutator) mutate(src string) string {
	file, err := newFile("x.py", []byte(src))
	if err != nil || src == "" {
		return src
	}
	tokens := scan(file).tokens
	src = file.Source
	i := m.IntN(len(tokens))
	a, b := tokens[i], tokens[min(i+1, len(tokens)-1)]
	stray := strays[m.IntN(len(strays))]
	switch m.IntN(9) {
	case 0: // delete a token
		return src[:a.pos] + src[a.end:]
	case 1: // double it
		return src[:a.end] + " " + src[a.pos:]
	case 2: // swap it with the next
		return src[:a.pos] + src[b.pos:b.end] + src[a.end:b.pos] + src[a.pos:a.end] + src[b.end:]
	case 3: // insert one
		return src[:a.pos] + stray + " " + src[a.pos:]
	case 4: // replace it
		return src[:a.pos] + stray + src[a.end:]
	case 5: // end the file
		return src[:a.pos]
	case 6: // delete a byte
		at := m.IntN(len(src))
		return src[:at] + src[at+1:]
	case 7: // indent or join a line
		return src[:a.pos] + m.pick(" ", "\t", "\n", "\n    ", "\\\n") + src[a.pos:]
	default: // double a byte
		at := m.IntN(len(src))
		return src[:at] + src[at:at+1] + src[at:]
	}
}

func (m *mutator) pick(from ...string) string { return from[m.IntN(len(from))] }

// TestMutants demands the same verdict and tree on every mutant, and the same
// line in 95 of 100 errors.
func TestMutants(t *testing.T) {
	o := findOracle(t)
	t.Parallel()
	count := 12000
	if testing.Short() {
		count = 1500
	}
	dir := t.TempDir()
	m := newMutator(t, 2024)
	paths := make([]string, count)
	for i := range paths {
		paths[i] = filepath.Join(dir, fmt.Sprintf("%d.py", i))
		if err := os.WriteFile(paths[i], []byte(m.next()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	compareChecks(t, o, paths)
	c := compare(t, o, paths, nil)
	if c.rejected < count/3 || c.rejected > count*9/10 {
		t.Errorf("%d of %d mutants are rejected: they do not test both verdicts", c.rejected, count)
	}
	if o.minor >= 12 && c.sameLine*100 < c.rejected*95 {
		t.Errorf("%d of %d errors are on CPython's line", c.sameLine, c.rejected)
	}
}
