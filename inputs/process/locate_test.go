package process

import (
	"slices"
	"strings"
	"testing"
)

// Commands name files thousands of times in a project of thousands of files: its names are
// sorted once.
func TestListing(t *testing.T) {
	files := []string{"a/run.sh", "run.sh", "docs/run.sh", "start.sh"}
	l := NewListing(files, func(file string) bool { return strings.HasPrefix(file, "docs/") })
	if got := l.named("/srv/run.sh"); !slices.Equal(got, files[:2]) {
		t.Errorf("run.sh is %q, want those that are not aside, in order", got)
	}
	if got := l.named("stop.sh"); got != nil || !slices.Equal(l.all(), files) {
		t.Errorf("stop.sh is %q, and all are %q", got, l.all())
	}
	if n := testing.AllocsPerRun(10, func() { l.named("run.sh") }); n > 0 {
		t.Errorf("a name that is looked up again allocates %v times", n)
	}
	var none *Listing
	if none.named("run.sh") != nil || none.all() != nil {
		t.Error("no listing has files")
	}
}
