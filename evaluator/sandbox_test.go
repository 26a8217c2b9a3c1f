package evaluator

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
)

func TestPoliciesReachNothingOutside(t *testing.T) {
	for _, call := range []string{
		`http.send({"method": "get", "url": "http://127.0.0.1/"})`, `net.lookup_ip_addr("localhost")`, `opa.runtime()`,
		`time.now_ns()`, `rand.intn("x", 3)`, `uuid.rfc4122("x")`, `bits.lsh(1, 100000000000)`, `net.cidr_expand("::/0")`,
	} {
		o := Options{Program: built(), Policies: []fs.FS{folder("own.rego", "package acme.own\n\ndeny contains \"x\" if "+call+"\n")}}
		if _, err := New(t.Context(), shipped(), o); err == nil || !strings.Contains(err.Error(), "own.rego:3") {
			t.Errorf("%s: %v", call, err)
		}
	}
}

func TestCapabilitiesWiden(t *testing.T) {
	source := "package acme.own\n\ndeny contains \"x\" if time.now_ns() > 0\n"
	e := user(t, source, Options{Capabilities: ast.CapabilitiesForThisVersion()})
	if v := own(t, e, holding("DEBUG", truth(true))); v.Status != Violation {
		t.Errorf("%s %v", v.Status, v.Err)
	}
	if _, err := ReadCapabilities(strings.NewReader("[]")); err == nil {
		t.Error("a list is no object of capabilities")
	}
}

func TestPoliciesAreBounded(t *testing.T) {
	const endless = "package acme.own\n\ndeny contains \"x\" if {\n\tsome i in numbers.range(1, 100000)\n\tsome j in numbers.range(1, 100000)\n\ti * j == 0\n}\n"
	const large = "package acme.own\n\ndeny contains \"x\" if count(numbers.range(1, 10000000000)) == 0\n"
	for name, c := range map[string]struct {
		source, want string
		limits       Limits
	}{
		"time": {endless, "own.rego: the policy did not end within 20ms", Limits{Time: 20 * time.Millisecond}},
		"heap": {large, "own.rego: the policy took more than 256 MiB", Limits{Time: time.Minute, Heap: 256 << 20}},
	} {
		v := own(t, user(t, c.source, Options{Limits: c.limits}), holding("DEBUG", truth(true)))
		if v.Status != Failed || v.Err.Error() != c.want {
			t.Errorf("%s: %s %v", name, v.Status, v.Err)
		}
	}
}

// A policy that is stopped does not stop the next.
func TestBoundedPolicyAlone(t *testing.T) {
	o := Options{Limits: Limits{Time: 50 * time.Millisecond}, Policies: []fs.FS{folder(
		"a.rego", "package acme.a\n\ndeny contains \"x\" if {\n\tsome i in numbers.range(1, 100000)\n\tsome j in numbers.range(1, 100000)\n\ti * j == 0\n}\n",
		"own.rego", asksDebug)}}
	e := compiled(t, o)
	if v := own(t, e, holding("DEBUG", truth(true))); v.Status != Violation {
		t.Errorf("%s %v", v.Status, v.Err)
	}
}

// The rule forms of conftest.
func TestRuleForms(t *testing.T) {
	e := user(t, `package acme.own

deny_plain contains "deny_plain"

violation contains {"msg": "violation", "details": {"any": 1}}

warn contains "warn"

warn_with contains {"msg": "warn_with", "severity": "low"}

Deny contains "names are exact"

denying contains "names are whole"

deny_of(_) := "a function"
`, Options{})
	var got []string
	for _, f := range own(t, e, holding("DEBUG", truth(true))).Findings {
		got = append(got, f.Message+" "+f.Severity.String())
	}
	slices.Sort(got)
	if want := []string{"deny_plain high", "violation high", "warn medium", "warn_with low"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// What a policy excepts itself is no violation, and is told.
func TestExceptions(t *testing.T) {
	const rules = "package acme.own\n\ndeny_debug contains \"DEBUG\"\n\ndeny contains \"plain\"\n\nexception contains [%s]\n"
	for names, want := range map[string]string{
		`"debug"`: "violation plain", `""`: "violation DEBUG", `"", "debug"`: "discharged", `"deny_debug"`: "violation DEBUG plain", `1`: "violation DEBUG plain",
	} {
		v := own(t, user(t, fmt.Sprintf(rules, names), Options{}), holding("DEBUG", truth(true)))
		got := []string{}
		if v.Status == Violation {
			for _, f := range v.Findings {
				got = append(got, f.Message)
			}
		}
		slices.Sort(got)
		if told := strings.TrimSpace(string(v.Status) + " " + strings.Join(got, " ")); told != want || len(got)+len(v.By) != 2 {
			t.Errorf("%s: %s, and %d excepted, want %s", names, told, len(v.By), want)
		}
	}
}

func TestRulesOfOnePackageInSeveralFiles(t *testing.T) {
	o := Options{Policies: []fs.FS{folder("a.rego", asksDebug, "b.rego", "package acme.own\n\nwarn_b contains \"b\"\n")}}
	e := compiled(t, o)
	if v := own(t, e, holding("DEBUG", truth(true))); len(v.Findings) != 2 {
		t.Errorf("%+v", v.Findings)
	}
}
