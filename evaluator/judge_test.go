package evaluator

import (
	"testing"

	"github.com/djgate/djgate/inputs/document"
)

// A finding on a literal does not tell of the variable of that name that the process has
// from elsewhere.
func TestTrailOfALiteral(t *testing.T) {
	used, other := document.Location{File: "web.yaml", Line: 3}, document.Location{File: "secret.yaml", Line: 8}
	d := &document.Document{Env: map[string]*document.Node{"KEY": {At: used, Chain: []document.Step{{At: used, Name: "KEY"}}}}}
	d.Source.Literals = []document.Literal{{Name: "KEY", At: used}, {Name: "KEY", At: other}}
	for _, at := range []document.Location{used, other, {File: "elsewhere.yaml", Line: 1}} {
		want := at
		if at.File == "elsewhere.yaml" {
			want = used
		}
		f := find(&Policy{}, d, claim{subject: "env.KEY", at: at})
		if len(f.Chain) != 1 || f.Chain[0].At != want {
			t.Errorf("%v: the trail is %v", at, f.Chain)
		}
	}
}

func TestResting(t *testing.T) {
	for _, c := range []struct {
		assumes []string
		want    string
	}{
		{[]string{"DEBUG", "HOSTS"}, "it rests on the default of DEBUG, HOSTS, which nothing here sets"},
		{[]string{"config/local.py"}, "a file that is not here may set it: config/local.py"},
		{[]string{"local.py"}, "a file that is not here may set it: local.py"},
		{[]string{"/etc/app.py", "DEBUG"}, "it rests on the default of DEBUG, which nothing here sets; a file that is not here may set it: /etc/app.py"},
		{[]string{"A", "B", "C", "D"}, "it rests on the default of A, B, C, D, which nothing here sets"},
		{[]string{"A", "B", "C", "D", "E"}, "it rests on the default of A, B, C and 2 others, which nothing here sets"},
		{[]string{"*"}, "it rests on there being no variables that nothing here names"},
	} {
		if got := resting(c.assumes); got != c.want {
			t.Errorf("%v\n got %s\nwant %s", c.assumes, got, c.want)
		}
	}
}
