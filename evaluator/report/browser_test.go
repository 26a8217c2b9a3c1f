package report

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/djgate/djgate/evaluator"
)

// browse opens a page without a network, and returns its elements when it has come
// to rest.
func browse(t *testing.T, page string) string {
	t.Helper()
	chromium := os.Getenv("DJGATE_CHROMIUM")
	if chromium == "" {
		t.Skip("DJGATE_CHROMIUM names no browser")
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "page.html")
	if err := os.WriteFile(file, []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	var out, log bytes.Buffer
	c := exec.CommandContext(ctx, chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
		"--user-data-dir="+filepath.Join(dir, "profile"), "--host-resolver-rules=MAP * ~NOTFOUND", "--enable-logging=stderr", "--virtual-time-budget=2000", "--dump-dom", "file://"+file)
	c.Stdout, c.Stderr = &out, &log
	if err := c.Run(); err != nil {
		t.Fatalf("%v\n%s", err, log.String())
	}
	if strings.Contains(log.String(), "Content Security Policy") {
		t.Errorf("the page asks for more than its policy allows:\n%s", log.String())
	}
	return out.String()
}

// The page's own script runs under its policy; nothing that an input says does.
func TestBrowserRunsNothingOfAnInput(t *testing.T) {
	dom := browse(t, hostileAs(t, HTML))
	if !regexp.MustCompile(`\d+ of \d+ shown`).MatchString(dom) {
		t.Errorf("the filters do not run:\n%s", dom)
	}
	for _, tag := range []string{"<img", "<script>alert", "<svg", "<iframe"} {
		if strings.Contains(dom, tag) {
			t.Errorf("an input made the element %s", tag)
		}
	}
}

// driver clicks through the filters, and writes how many items each leaves.
const driver = `<script>
const visible = () => items.filter(i => i.offsetParent !== null).length;
const said = [visible()];
const box = name => filters.querySelector("input[value=" + name + "]");
box("critical").click(); said.push(visible());
box("critical").click(); box("suppressed").click(); box("known").click(); said.push(visible());
filters.target.value = "1"; filters.dispatchEvent(new Event("input")); said.push(visible());
filters.target.value = ""; filters.text.value = "HSTS"; filters.dispatchEvent(new Event("input")); said.push(visible());
filters.text.value = "nothing has this"; filters.dispatchEvent(new Event("input")); said.push(visible());
window.dispatchEvent(new Event("beforeprint")); said.push(document.querySelectorAll("details:not([open])").length);
document.title = said.join(" ");
</script></body>`

func TestBrowserFilters(t *testing.T) {
	var b bytes.Buffer
	r := full()
	if err := HTML(&b, r, options()); err != nil {
		t.Fatal(err)
	}
	page := strings.Replace(b.String(), "</body>", driver, 1)
	page = regexp.MustCompile(`script-src [^"]*"`).ReplaceAllString(page, `script-src 'unsafe-inline'"`)
	_, title, _ := strings.Cut(browse(t, page), "<title>")
	title, _, _ = strings.Cut(title, "</title>")
	critical := r.Count(evaluator.Critical)
	all := len(r.Findings) + len(r.Undetermined)
	accepted := len(r.Suppressed) + len(r.Known)
	// In the second target: one suppressed, one known, one undetermined. HSTS is in three.
	if want := fmt.Sprint(all, all-critical, all+accepted, 3, 3, 0, 0); title != want {
		t.Errorf("got %s, want %s", title, want)
	}
}
