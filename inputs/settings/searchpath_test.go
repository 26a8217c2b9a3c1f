package settings_test

import (
	"fmt"
	"testing"

	"github.com/djgate/djgate/inputs/settings"
)

// A program that would take long is followed as far as where it changes sys.path, and once
// for all targets that load it.
func TestSearchPathOfALongProgram(t *testing.T) {
	fsys := project("site/wsgi.py", "import os, sys\nsys.path.append(os.path.dirname(os.path.abspath(__file__)))\nwhile True:\n    pass\n")
	all := settings.NewOutlines(fsys, &settings.Trees{})
	if got := fmt.Sprint(all.SearchPath("site/wsgi.py")); got != "{[] [site]}" {
		t.Errorf("it adds %s, want its own folder behind the others", got)
	}
	if n := testing.AllocsPerRun(10, func() { all.SearchPath("site/wsgi.py") }); n > 0 {
		t.Errorf("it is followed again, with %v allocations", n)
	}
}

// A program asks whether its folder is on a path that is not known, and adds it: either way it is.
func TestSearchPathThatIsAskedBefore(t *testing.T) {
	fsys := project("site/wsgi.py", "import os, sys\nHERE = os.path.dirname(os.path.abspath(__file__))\nif HERE not in sys.path:\n    sys.path.append(HERE)\n")
	all := settings.NewOutlines(fsys, &settings.Trees{})
	if got := fmt.Sprint(all.SearchPath("site/wsgi.py")); got != "{[] [site]}" {
		t.Errorf("it adds %s, want its own folder behind the others", got)
	}
}
