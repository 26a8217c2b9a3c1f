package models

import (
	"testing"

	"github.com/djgate/djgate/inputs/python/interp"
)

// TestConfigurationsThatLoseSettings: 2.3 and 2.3.1 take DEFAULT_AUTO_FIELD away from a class
// that sets it, and no mixin's; what is wanted is what each release says.
func TestConfigurationsThatLoseSettings(t *testing.T) {
	const source = `from configurations import Configuration
class Mixin:
    FILE_CHARSET = 'utf-8'
class Base(Mixin, Configuration):
    DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'
class Dev(Base):
    X = 1
`
	for version, want := range map[string]bool{"2.2": true, "2.3": false, "2.3.1": false, "2.3.2": true, "2.5.1": true} {
		h := &host{packages: map[string]string{"configurations": version, "django": "3.2"}, vars: map[string]string{"DJANGO_CONFIGURATION": "Dev"}, files: map[string]string{"/app/s.py": source}}
		r := interp.Run("s", interp.Options{Host: defaultsHost{h}, Path: []string{"/app"}, Models: Table(), Finish: Configure})
		for name, want := range map[string]bool{"DEFAULT_AUTO_FIELD": want, "FILE_CHARSET": true, "X": true} {
			if _, got := r.Module.NS.Get(name); got != want {
				t.Errorf("%s: %s is there: %t, want %t", version, name, got, want)
			}
		}
	}
}
