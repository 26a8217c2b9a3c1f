package models

import (
	"testing"

	"github.com/djgate/djgate/inputs/python/value"
)

func TestDynaconfBindsAnySetting(t *testing.T) {
	th := newThread(&host{})
	th.Globals = value.NewModule("settings", "").NS
	th.Globals.Set(th, "DEBUG", value.NewBool(true, nil), value.Place{})
	if _, err := newEvaluator(th).source("dynaconf.DjangoDynaconf('settings')"); err != nil {
		t.Fatal(err)
	}
	b, _ := th.Globals.Get("DEBUG")
	if _, ok := value.IsUnknown(b.V); !ok || th.Globals.More() == nil {
		t.Errorf("DEBUG is %v", b.V.Class().Name)
	}
}
