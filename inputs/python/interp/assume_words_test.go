package interp

import "testing"

// Variables are set, and files are there.
func TestWhatWouldHelp(t *testing.T) {
	for want, assumed := range map[string][]string{
		" unless MODE is set":                             {"MODE"},
		" unless app/.env is there":                       {"app/.env"},
		" unless MODE, STAGE is set or app/.env is there": {"MODE", "app/.env", "STAGE"},
		" unless MODE, another variable is set":           {"MODE", "*"},
	} {
		if got := unlessGiven(assumed); got != want {
			t.Errorf("%v: %q, want %q", assumed, got, want)
		}
	}
}
