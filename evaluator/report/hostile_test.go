package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"io"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs/document"
)

// evil is what a name in a project may hold, and what each format must not pass on.
const evil = "x\n::error::owned\r\x1b[31m]]><script>alert(1)</script>|`a`|\"'><img src=x onerror=alert(1)>%0A##vso[task.complete result=Failed;]@all #1 [l](http://evil.example) {0} # SKIP \u202e\u2028\x00\xff-->"

// hostile has evil wherever an input's text can stand.
func hostile() *evaluator.Report {
	at := document.Location{File: "a b/" + strings.ReplaceAll(evil, "/", "_"), Line: 3, Column: 2}
	p := &evaluator.Policy{ID: "own-policy", Area: "own", Title: evil, Description: evil, Remediation: evil, Severity: evaluator.Critical, References: []string{"javascript:alert(1)"}}
	f := evaluator.MergedFinding{Targets: []string{evil}, Note: evil, Finding: evaluator.Finding{Policy: p, Severity: p.Severity, Subject: evil, Message: evil, At: at, Fingerprint: "0123",
		Chain: []document.Step{{Kind: document.StepSetting, At: at, Name: evil}, {Kind: document.StepEnvFile, At: at, Name: evil, Note: evil}}}}
	by := evaluator.Suppression{Policy: p.ID, Reason: evil, Owner: evil, At: at, Inline: true}
	return &evaluator.Report{Policies: []*evaluator.Policy{p}, Findings: []evaluator.MergedFinding{f, f}, Known: []evaluator.MergedFinding{f},
		Targets: []evaluator.Judged{{Target: document.Target{ID: evil, Services: []string{evil}, SettingsModule: evil, SettingsFile: at.File, OpenBecause: evil, Sources: []string{evil}},
			Verdicts: map[string]evaluator.Status{p.ID: evaluator.Violation}, Counts: map[evaluator.Status]int{}}},
		Undetermined: []evaluator.Doubt{{Policy: p, Severity: p.Severity, Targets: []string{evil}, Message: evil, Accepted: &by, Cause: evaluator.Cause{Path: evil, Because: evil, Needs: []string{evil}, At: at}}},
		Suppressed:   []evaluator.Suppressed{{MergedFinding: f, By: by}}, Unused: []evaluator.Suppression{by},
		Diagnostics: []document.Diagnostic{{Code: evil, Severity: "error", Message: evil, At: at}}}
}

func hostileAs(t *testing.T, format Format) string {
	t.Helper()
	var b bytes.Buffer
	o := options()
	o.Project, o.Base, o.Settings = evil, strings.ReplaceAll(evil, "/", "_"), map[string][]Setting{evil: {{evil, evil, document.Location{File: evil, Line: 1}}}}
	if err := format(&b, hostile(), o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// No format passes a control character on. JSON, which is for programs, escapes them.
func TestNoControlCharacters(t *testing.T) {
	for name, format := range Formats() {
		out := hostileAs(t, format)
		for _, r := range out {
			if r < ' ' && r != '\n' || r == 0x7f || r == '\u202e' && name != "json" {
				t.Errorf("%s holds %q", name, r)
				break
			}
		}
		if strings.Contains(out, "\xff") {
			t.Errorf("%s holds what is not UTF-8", name)
		}
	}
}

func TestHostileLines(t *testing.T) {
	for _, tt := range []struct {
		name   string
		format Format
		lines  string // what every line is like
	}{
		{"github", GitHub, `^(::(error|warning|notice) ([a-zA-Z]+=[^,:]*)(,[a-zA-Z]+=[^,:]*)*::|djgate: )`},
		{"azure", Azure, `^##vso\[task\.(logissue|complete) ([a-z]+=[^;\]]*;)+\]`},
		{"tap", TAP, `^(TAP version 14|1\.\.\d+|(not )?ok \d+ - ([^#\\]|\\.)*( # (TODO|SKIP) ([^#\\]|\\.)*)?|  (---|\.\.\.|message:|  - "([^"\\]|\\.)*"))$`},
	} {
		pattern := regexp.MustCompile(tt.lines)
		for line := range strings.Lines(hostileAs(t, tt.format)) {
			if !pattern.MatchString(strings.TrimSuffix(line, "\n")) {
				t.Errorf("%s: %q", tt.name, line)
			}
		}
	}
}

// JUnit is well-formed, and says what was said.
func TestHostileJUnit(t *testing.T) {
	dec := xml.NewDecoder(strings.NewReader(hostileAs(t, JUnit)))
	var names, text strings.Builder
	for {
		token, err := dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			names.WriteString(token.Name.Local + " ")
		case xml.CharData:
			text.Write(token)
		}
	}
	if strings.Contains(names.String(), "script") || !strings.Contains(text.String(), "]]><script>alert(1)</script>") {
		t.Errorf("%s\n%s", names.String(), text.String())
	}
}

func TestHostileJSON(t *testing.T) {
	for name, format := range map[string]Format{"json": JSON, "sarif": SARIF, "gitlab": GitLab} {
		if out := hostileAs(t, format); !json.Valid([]byte(out)) {
			t.Errorf("%s: %s", name, out)
		}
	}
}

// The diagnostics of TAP are YAML.
func TestHostileTAP(t *testing.T) {
	for _, block := range regexp.MustCompile(`(?s)\n  ---\n(.*?)\n  \.\.\.\n`).FindAllStringSubmatch(hostileAs(t, TAP), -1) {
		var out map[string]any
		if err := yaml.Unmarshal([]byte(block[1]), &out); err != nil || out["message"] == nil {
			t.Errorf("%v: %s", err, block[1])
		}
	}
}

// Markdown has no tag, no link, no mention and no cell but its own.
func TestHostileMarkdown(t *testing.T) {
	out := hostileAs(t, Markdown)
	own := regexp.MustCompile(`<!-- djgate -->|</?details>|</?summary>|<br>|\*\*(critical|undetermined)\*\*`)
	for line := range strings.Lines(own.ReplaceAllString(out, "")) {
		cells := strings.Count(line, "|")
		if strings.ContainsAny(strings.TrimPrefix(line, "###"), "<>`@[]*_\\#$") && !strings.Contains(line, "&#") || cells != 0 && cells != 6 {
			t.Errorf("%q", line)
		}
		if entity := regexp.MustCompile(`&#?\w+;`); strings.ContainsAny(strings.TrimPrefix(entity.ReplaceAllString(line, ""), "###"), "<>`@[]*_\\#$") {
			t.Errorf("%q", line)
		}
	}
	if strings.Contains(out, "http://") {
		t.Error("a bare link")
	}
}

// A comment for a pull request is never longer than one may be.
func TestMarkdownIsBounded(t *testing.T) {
	r := full()
	for range 500 {
		r.Findings = append(r.Findings, r.Findings[1])
	}
	var b bytes.Buffer
	if err := Markdown(&b, r, options()); err != nil {
		t.Fatal(err)
	}
	if b.Len() > 65536 || !strings.Contains(b.String(), "entries are left out here.") {
		t.Errorf("%d bytes", b.Len())
	}
}

// Beyond what GitHub keeps, one notice counts the others.
func TestGitHubOverflow(t *testing.T) {
	r := full()
	for range 30 {
		r.Findings = append(r.Findings, r.Findings[1])
	}
	var b bytes.Buffer
	if err := GitHub(&b, r, options()); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(b.String(), "::error "); n != maxAnnotations {
		t.Errorf("%d errors", n)
	}
	if !strings.Contains(b.String(), "::notice title=djgate::24 results are not shown here: see the job summary%0A") {
		t.Error(b.String())
	}
}

// The page has no element, attribute or script of an input's making.
func TestHostileHTML(t *testing.T) {
	out := hostileAs(t, HTML)
	for _, bad := range []string{"<script>alert", "<img", "onerror=alert(1)>", "href=\"javascript:", "-->"} {
		if strings.Contains(out, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	if !strings.Contains(out, "&lt;script&gt;alert(1)&lt;/script&gt;") {
		t.Error("the page does not show what was said")
	}
	if n := strings.Count(out, "<script"); n != 1 {
		t.Errorf("%d scripts", n)
	}
}

// Only an address on the web is a link, in a reference; a remediation holds none.
func TestPageLinks(t *testing.T) {
	for address, want := range map[string]string{
		"https://docs.example/?a=1&b=2#c": `<p><a href="https://docs.example/?a=1&amp;b=2#c" rel="noreferrer">https://docs.example/?a=1&amp;b=2#c</a></p>`,
		"HTTP://files.example/":           `<p><a href="HTTP://files.example/" rel="noreferrer">HTTP://files.example/</a></p>`,
		`https://x/"onclick=y`:            `<p><a href="https://x/&#34;onclick=y" rel="noreferrer">https://x/&#34;onclick=y</a></p>`,
		"javascript:alert(1)":             `<p>javascript:alert(1)</p>`,
		"JavaScript:alert(1)":             `<p>JavaScript:alert(1)</p>`,
		" javascript:alert(1)":            `<p> javascript:alert(1)</p>`,
		"java\tscript:alert(1)":           `<p>java` + "\uFFFD" + `script:alert(1)</p>`,
		"data:text/html,<b>":              `<p>data:text/html,&lt;b&gt;</p>`,
		"file:///etc/passwd":              `<p>file:///etc/passwd</p>`,
		"//evil.example/":                 `<p>//evil.example/</p>`,
		"docs/own.md":                     `<p>docs/own.md</p>`,
	} {
		r := hostile()
		p := r.Policies[0]
		p.References, p.Remediation = []string{address}, address
		var b bytes.Buffer
		if err := HTML(&b, r, options()); err != nil {
			t.Fatal(err)
		}
		if out := b.String(); !strings.Contains(out, "\n"+want+"\n") || strings.Count(out, "<a ") != strings.Count(out, want)*strings.Count(want, "<a ") {
			t.Errorf("%q: not %s in\n%s", address, want, out)
		}
	}
}

// The policy of the page allows its own script and style alone.
func TestPagePolicy(t *testing.T) {
	out := hostileAs(t, HTML)
	for _, tag := range []string{"script", "style"} {
		_, rest, _ := strings.Cut(out, "<"+tag+">")
		text, _, ok := strings.Cut(rest, "</"+tag+">")
		sum := sha256.Sum256([]byte(text))
		source := base64.StdEncoding.EncodeToString(sum[:])
		if !ok || !strings.Contains(out, tag+"-src &#39;sha256-"+source) {
			t.Errorf("%s: sha256-%s is not allowed", tag, source)
		}
	}
	if regexp.MustCompile(`(src|href)="?(https?:)?//`).MatchString(strings.ReplaceAll(out, `rel="noreferrer"`, "")) {
		t.Error("the page loads something")
	}
}

// Equal fingerprints are told apart, and places outside the project have none.
func TestFingerprintsAndPlaces(t *testing.T) {
	r := full()
	r.Findings = append(r.Findings, r.Findings[0])
	r.Findings[1].At, r.Findings[1].Chain = document.Location{File: "--set"}, nil
	r.Findings[2].At = document.Location{File: "/etc/prod.env", Line: 3}
	var b bytes.Buffer
	if err := GitLab(&b, r, options()); err != nil {
		t.Fatal(err)
	}
	var list []codeQuality
	if err := json.Unmarshal(b.Bytes(), &list); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, e := range list {
		if seen[e.Fingerprint] || e.Severity == "" || !strings.HasPrefix(e.Location.Path, "backend/") || e.Location.Lines.Begin < 1 {
			t.Errorf("%+v", e)
		}
		seen[e.Fingerprint] = true
	}
	if list[1].Location.Path != "backend/config/s.py" || list[2].Location.Path != "backend/config/s.py" {
		t.Errorf("%+v", list[:3])
	}
}
