package versions

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
)

func TestSpecifier(t *testing.T) {
	tests := []struct {
		in   grammar
		text string
		want bounds
		at   int
	}{
		{pep440, "", bounds{}, 0},
		{pep440, "==5.1.4", bounds{exact: "5.1.4"}, 2},
		{pep440, "===5.1", bounds{exact: "5.1"}, 3},
		{pep440, "== 5.1.*", bounds{min: "5.1", below: "5.2"}, 3},
		{pep440, "==5.*", bounds{min: "5", below: "6.0"}, 2},
		{pep440, "~=5.1", bounds{min: "5.1", below: "6.0"}, 2},
		{pep440, "~=5.1.2", bounds{min: "5.1.2", below: "5.2"}, 2},
		{pep440, ">=4.2,<5", bounds{min: "4.2", below: "5"}, 2},
		{pep440, "<5 , >=4.2.1", bounds{min: "4.2.1", below: "5"}, 1},
		{pep440, ">=4.2,!=4.2.3,<=5.1", bounds{min: "4.2", below: "5.1.1"}, 2},
		{pep440, ">=4.2,==5.0", bounds{exact: "5.0"}, 2},
		{pep440, ">=4.2,>=5.0,<7,<6", bounds{min: "5.0", below: "6"}, 2},
		{pep440, "*", bounds{}, 0},
		{pep440, "==4.2.28+deb13u2", bounds{exact: "4.2.28+deb13u2"}, 2},
		{poetry, "5.1.4", bounds{exact: "5.1.4"}, 0},
		{poetry, "5.1.*", bounds{min: "5.1", below: "5.2"}, 0},
		{poetry, "^5.1.4", bounds{min: "5.1.4", below: "6.0"}, 1},
		{poetry, "^0.3.1", bounds{min: "0.3.1", below: "0.4"}, 1},
		{poetry, "^0.0.3", bounds{min: "0.0.3", below: "0.0.4"}, 1},
		{poetry, "~5.1.4", bounds{min: "5.1.4", below: "5.2"}, 1},
		{poetry, "~5", bounds{min: "5", below: "6.0"}, 1},
		{poetry, ">=4.2 <5.0", bounds{min: "4.2", below: "5.0"}, 2},
		{poetry, "^4.2 || ^5.1", bounds{min: "4.2", below: "6.0"}, 1},
		{poetry, "*", bounds{}, 0},
	}
	for _, test := range tests {
		got, at, ok := specifier(test.text, test.in)
		if !ok || got != test.want || at != test.at {
			t.Errorf("%q: got %+v at %d, %v; want %+v at %d", test.text, got, at, ok, test.want, test.at)
		}
	}
	for _, text := range []string{"5.1", "=5.1", "^5.1", "==", "==x", ">=5.1 foo", "==5.1;", "==$V"} {
		if b, _, ok := specifier(text, pep440); ok {
			t.Errorf("%q is understood as %+v", text, b)
		}
	}
}

func TestCompare(t *testing.T) {
	ordered := []string{"1.0.dev1", "1.0a1", "1.0b2", "1.0rc1", "1.0", "1.0.post1", "1.0.1", "1.9", "1.10", "2!0.1"}
	for i, a := range ordered[:len(ordered)-1] {
		for _, b := range ordered[i+1 : len(ordered)-1] {
			if compare(a, b) >= 0 || compare(b, a) <= 0 {
				t.Errorf("%s is not before %s", a, b)
			}
		}
	}
	if compare("5", "5.0.0") != 0 {
		t.Error("5 and 5.0.0 differ")
	}
}

// randomSpecifier writes one of several parts that some version can satisfy or none.
func randomSpecifier(r *rand.Rand) string {
	var parts []string
	for range 1 + r.IntN(3) {
		op := []string{"==", ">=", "<=", "<", ">", "!=", "~="}[r.IntN(7)]
		version := []string{"4.2", "5.0", "5.1", "5.1.2", "5.2.1", "6.0"}[r.IntN(6)]
		if op == "==" && r.IntN(2) == 0 {
			version += ".*"
		}
		parts = append(parts, op+version)
	}
	return strings.Join(parts, ",")
}

// TestSpecifierOracle holds the bounds against the packaging library that pip
// brings along: they allow every version that it allows, and no other but where
// a half-open interval cannot say it.
func TestSpecifierOracle(t *testing.T) {
	specifiers := []string{"==5.1.4", "==5.1.*", "~=5.1", "~=5.1.2", ">=4.2,<5", "<=5.1", "<=5.1.3", ">=4.2,==5.0", ">5.0", "!=5.1", "<5.2.0,>=5.0.0", ">=5", "==5"}
	sure := len(specifiers)
	for seed := range uint64(300) {
		specifiers = append(specifiers, randomSpecifier(rand.New(rand.NewPCG(5, seed))))
	}
	all := []string{"4.1.9", "4.2", "4.2.30", "5.0", "5.0.1", "5.1", "5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.1.5", "5.2", "5.2.1", "6.0", "6.1.3"}
	task, err := json.Marshal([][]string{specifiers, all})
	if err != nil {
		t.Fatal(err)
	}
	python := os.Getenv("DJGATE_PYTHON")
	if python == "" {
		python = "python3"
	}
	cmd := exec.Command(python, "-c", `import json, sys
from pip._vendor.packaging.specifiers import SpecifierSet
specifiers, versions = json.load(sys.stdin)
json.dump([[v in SpecifierSet(s) for v in versions] for s in specifiers], sys.stdout)`)
	cmd.Stdin = bytes.NewReader(task)
	out, err := cmd.Output()
	if err != nil {
		if os.Getenv("DJGATE_REQUIRE_ORACLES") == "1" {
			t.Fatalf("pip cannot be asked: %v", err)
		}
		t.Skip("pip is not there")
	}
	var answers [][]bool
	if err := json.Unmarshal(out, &answers); err != nil {
		t.Fatal(err)
	}
	inexact := map[string]bool{">5.0": true, "!=5.1": true}
	for i, s := range specifiers {
		b, _, _ := specifier(s, pep440)
		for j, v := range all {
			inside := (b.low() == "" || compare(v, b.low()) >= 0) && (b.high() == "" || compare(v, b.high()) < 0)
			if inside != answers[i][j] && (!inside || !inexact[s] && i < sure) {
				t.Errorf("%s: %s is inside: %v, pip says %v", s, v, inside, answers[i][j])
			}
		}
	}
}
