package report

import (
	"io"

	"github.com/djgate/djgate/evaluator"
)

// ChecklistJSON writes the checklist as one JSON object, schema 1: fields may be added,
// none changes.
func ChecklistJSON(w io.Writer, c *Checklist, o Options) error {
	out := jsonChecklist{Schema: 1, Tool: jsonTool{"djgate", o.Version}, Targets: []jsonRelease{}, Diagnostics: []jsonDiagnostic{}}
	for _, t := range c.Targets {
		out.Targets = append(out.Targets, jsonReleaseOf(t))
	}
	for _, d := range c.Troubles {
		out.Diagnostics = append(out.Diagnostics, jsonDiagnostic{d.Code, d.Severity, "", d.At, d.Message})
	}
	return WriteJSON(w, out)
}

type jsonChecklist struct {
	Schema      int              `json:"schema"`
	Tool        jsonTool         `json:"tool"`
	Targets     []jsonRelease    `json:"targets"`
	Diagnostics []jsonDiagnostic `json:"diagnostics"`
}

type jsonRelease struct {
	ID             string                   `json:"id"`
	Environment    string                   `json:"environment"`
	Services       []string                 `json:"services"`
	SettingsModule string                   `json:"settings_module"`
	Django         string                   `json:"django"`
	Variables      []Variable               `json:"variables"`
	Sections       []jsonSection            `json:"sections"`
	Summary        map[evaluator.Status]int `json:"summary"`
}

type jsonSection struct {
	Title     string     `json:"title"`
	Reference string     `json:"reference,omitempty"`
	Items     []jsonItem `json:"items"`
}

type jsonItem struct {
	ID       string           `json:"id,omitempty"`
	Title    string           `json:"title"`
	Status   evaluator.Status `json:"status"`
	Severity string           `json:"severity,omitempty"`
	Why      string           `json:"why,omitempty"`
	Policies []string         `json:"policies"`
	Notes    []Note           `json:"notes"`
	Commands []Command        `json:"commands"`
}

func jsonReleaseOf(t Release) jsonRelease {
	out := jsonRelease{ID: t.ID, Environment: t.Environment, Services: orNone(t.Services), SettingsModule: t.SettingsModule, Django: version(t.Django),
		Variables: orNone(t.Variables), Sections: []jsonSection{}, Summary: map[evaluator.Status]int{}}
	for status, n := range t.Counts {
		out.Summary[spoken(status)] = n
	}
	for _, s := range t.Sections {
		section := jsonSection{Title: s.Title, Reference: s.Reference, Items: []jsonItem{}}
		for _, i := range s.Items {
			section.Items = append(section.Items, jsonItemOf(i))
		}
		out.Sections = append(out.Sections, section)
	}
	return out
}

func jsonItemOf(i Item) jsonItem {
	out := jsonItem{ID: i.ID, Title: i.Title, Status: spoken(i.Status), Why: i.Why, Policies: []string{}, Notes: orNone(i.Notes), Commands: orNone(i.Commands)}
	if i.Severity > 0 {
		out.Severity = i.Severity.String()
	}
	for _, p := range i.Policies {
		out.Policies = append(out.Policies, p.ID)
	}
	return out
}

// spoken calls a violation what people call it on a checklist.
func spoken(s evaluator.Status) evaluator.Status {
	if s == evaluator.Violation {
		return "fail"
	}
	return s
}

// orNone writes a list that is missing as empty.
func orNone[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
