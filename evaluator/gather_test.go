package evaluator

import (
	"slices"
	"testing"

	"github.com/djgate/djgate/inputs/document"
)

func TestGather(t *testing.T) {
	repeated := func(line int, target string, change func(*MergedFinding)) MergedFinding {
		f := MergedFinding{Finding: Finding{Policy: &Policy{ID: "compose-plaintext-secret"}, Severity: High, Subject: "env.DB_PASSWORD", Message: "it is in clear",
			At: document.Location{File: "compose.yaml", Line: line, Column: 20}, Facts: &document.Facts{Length: 8, Group: line}, Fingerprint: "f"},
			Targets: []string{target}}
		if change != nil {
			change(&f)
		}
		return f
	}
	first := repeated(8, "web", nil)
	tests := []struct {
		name   string
		second MergedFinding
		want   int
	}{
		{"the same in another service", repeated(17, "worker", nil), 1},
		{"another message", repeated(17, "worker", func(f *MergedFinding) { f.Message = "it is a default" }), 2},
		{"another severity", repeated(17, "worker", func(f *MergedFinding) { f.Severity = Critical }), 2},
		{"another file", repeated(17, "worker", func(f *MergedFinding) { f.At.File = "compose.prod.yaml" }), 2},
		{"another secret", repeated(17, "worker", func(f *MergedFinding) { f.Facts.Placeholder = true }), 2},
		{"no secret", repeated(17, "worker", func(f *MergedFinding) { f.Facts = nil }), 2},
		{"a suppression that has expired", repeated(17, "worker", func(f *MergedFinding) { f.Note = "expired" }), 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, _ := gather([]MergedFinding{first, tt.second})
			if len(got) != tt.want {
				t.Fatalf("%d findings, want %d", len(got), tt.want)
			}
			if tt.want == 1 && (!slices.Equal(got[0].Targets, []string{"web", "worker"}) || got[0].Note != "the same in line 17 of compose.yaml" || got[0].At.Line != 8) {
				t.Errorf("got %v %q at %v", got[0].Targets, got[0].Note, got[0].At)
			}
		})
	}
	if !slices.Equal(first.Targets, []string{"web"}) {
		t.Error("what was given is changed")
	}
}

func TestGatherSecretsOfOneFile(t *testing.T) {
	secret := func(name string, line int, targets ...string) MergedFinding {
		return MergedFinding{Finding: Finding{Policy: &Policy{ID: "k8s-plaintext-secret"}, Severity: High, Subject: "env." + name,
			Message: name + " is in clear", At: document.Location{File: "secret.yaml", Line: line}, Facts: &document.Facts{Length: line}, Fingerprint: name},
			Targets: targets}
	}
	graver, elsewhere := secret("KEY", 7, "web"), secret("PIN", 3, "web")
	graver.Severity, elsewhere.At.File = Critical, "other.yaml"
	out, beside := gather([]MergedFinding{secret("TOKEN", 5, "web"), secret("PASSWORD", 6, "web"), graver, secret("DSN", 8, "worker"),
		secret("SALT", 9, "web"), elsewhere, secret("PASSWORD", 16, "web")})
	var got []string
	for _, f := range out {
		got = append(got, f.Subject+" "+f.Note)
	}
	want := []string{"env.TOKEN the same is true of PASSWORD in line 6, SALT in line 9, PASSWORD in line 16", "env.KEY ", "env.DSN ", "env.PIN "}
	if !slices.Equal(got, want) || len(beside) != 3 || beside[1].Subject != "env.SALT" {
		t.Errorf("%q, beside %v", got, beside)
	}
}

func TestUnite(t *testing.T) {
	finding := func(alias, message string, line int) MergedFinding {
		return MergedFinding{Finding: Finding{Policy: &Policy{ID: "db-sslmode-missing"}, Severity: Medium, Subject: "DATABASES." + alias + ".OPTIONS",
			Message: message + " \"" + alias + "\"", At: document.Location{File: "settings.py", Line: line}}, Targets: []string{"web"}}
	}
	out, united := unite([]MergedFinding{finding("copy", "sslmode of", 8), finding("default", "sslmode of", 8), finding("other", "sslmode of", 9),
		finding("replica", "sslmode of", 8), finding("odd", "no sslmode of", 8)})
	var got []string
	for _, f := range out {
		got = append(got, f.Subject+" "+f.Note)
	}
	want := []string{"DATABASES.default.OPTIONS the same value is \"copy\", \"replica\"", "DATABASES.other.OPTIONS ", "DATABASES.odd.OPTIONS "}
	if !slices.Equal(got, want) || len(united) != 2 || united[0].Subject != "DATABASES.copy.OPTIONS" {
		t.Errorf("%q, united %v", got, united)
	}
}
