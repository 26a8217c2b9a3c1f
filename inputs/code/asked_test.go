package code

import (
	"testing"
	"testing/fstest"
)

func TestAsk(t *testing.T) {
	for src, want := range map[string]bool{
		"def process(r):\n    return settings.SECURE_CSP":       true,
		"policy = getattr(settings, 'SECURE_CSP', None)":        true,
		"policy = settings.SECURE_CSP_REPORT_ONLY":              false,
		"# settings.SECURE_CSP\npolicy = 'settings.SECURE_CSP'": false,
		"SECURE_CSP = {}":             false,
		"policy = form.SECURE_CSP":    false,
		"settings.SECURE_CSP = {}  (": false,
	} {
		if got := Ask(fstest.MapFS{"shop/csp.py": {Data: []byte(src)}}, []string{"shop/csp.py"}, "SECURE_CSP"); got != want {
			t.Errorf("%s: %v", src, got)
		}
	}
	if files := (fstest.MapFS{"tests/csp.py": {Data: []byte("settings.SECURE_CSP")}}); Ask(files, []string{"tests/csp.py", "missing.py"}, "SECURE_CSP") {
		t.Error("a test is no module that a server runs")
	}
}
