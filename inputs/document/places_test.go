package document

import (
	"slices"
	"testing"
)

func TestPlacesAreThoseOfValuesAndTheirWay(t *testing.T) {
	d := &Document{
		Settings: map[string]*Node{
			"DEBUG":  {At: Location{File: "base.py", Line: 1}, Chain: []Step{{At: Location{File: "prod.env", Line: 2}}}},
			"ADMINS": {At: Location{File: "base.py", Line: 9}},
		},
		Env: map[string]*Node{"PORT": {At: Location{File: "compose.yaml"}}, "NOWHERE": {}},
	}
	if got, want := d.Places(), []string{"base.py", "compose.yaml", "prod.env"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
