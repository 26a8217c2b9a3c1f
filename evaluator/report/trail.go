package report

import (
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// Hop is one line of a trail: a place, and what happens there.
type Hop struct{ At, What string }

// Trail is the way of a value in words: it joins the steps that stand on one
// line, and says what each does. facts are those of a secret, else nil.
func Trail(chain []document.Step, subject string, facts *document.Facts) []Hop {
	var out []Hop
	decides := -1 // the hop that holds the text
	for _, s := range chain {
		at, what := line(s.At), describe(s, subject)
		if n := len(out); n > 0 && out[n-1].At == at {
			if s.Kind == document.StepReader || s.Kind == document.StepInterpolation {
				out[n-1].What += " <- " + s.Name
			} else if !strings.Contains(out[n-1].What, what) {
				out[n-1].What += "   " + what
			}
			continue
		}
		out = append(out, Hop{at, what})
		if s.Kind != document.StepContainer {
			decides = len(out) - 1
		}
	}
	if decides >= 0 && facts != nil {
		out[decides].What = Secret(facts) + suffix(out[decides].What)
	}
	return out
}

func suffix(what string) string {
	if what == "" {
		return ""
	}
	return "   " + what
}

func describe(s document.Step, subject string) string {
	root, _, _ := strings.Cut(subject, ".")
	root, _, _ = strings.Cut(root, "[")
	switch s.Kind {
	case document.StepSetting:
		return s.Name
	case document.StepReader:
		return root + " <- " + s.Name
	case document.StepDefault:
		return "the default, since " + s.Name + " is not set"
	case document.StepEnvFile:
		if s.Note == "" {
			return s.Name
		}
		return "read by " + strings.TrimPrefix(s.Note, "read by ")
	case document.StepEnvironment, document.StepTerraform, document.StepScript:
		if s.Note != "" {
			return s.Name + "   " + s.Note
		}
		return s.Name
	case document.StepInterpolation:
		return "${" + s.Name + "}" + suffix(s.Note)
	case document.StepVariable, document.StepTfvars:
		return s.Name
	case document.StepProvided:
		return s.Name + "   given on the command line"
	case document.StepDjango:
		return "Django's default"
	}
	return strings.TrimSpace(s.Name + "   " + s.Note)
}

// Secret says what may be said of a secret.
func Secret(f *document.Facts) string {
	var parts []string
	switch {
	case f.Empty:
		return "<secret: empty>"
	case f.Length > 0:
		parts = append(parts, plural(f.Length, "character", "characters"))
	case f.Short:
		parts = append(parts, "short")
	}
	if f.Prefix != "" {
		parts = append(parts, "begins "+f.Prefix)
	}
	switch {
	case f.Placeholder:
		parts = append(parts, "a placeholder")
	case f.PublishedDefault:
		parts = append(parts, "a published default")
	case len(f.Classes) > 0:
		parts = append(parts, strings.Join(f.Classes, " and "))
	}
	if len(f.Equals) > 0 {
		parts = append(parts, "equal to "+strings.Join(f.Equals, ", "))
	}
	return "<secret: " + strings.Join(parts, ", ") + ">"
}
