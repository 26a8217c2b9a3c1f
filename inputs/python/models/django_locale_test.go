package models

import "testing"

// TestLanguagesOfNoKnownSeries: what all series have alike is known, and nothing else.
func TestLanguagesOfNoKnownSeries(t *testing.T) {
	const differs = "unknown: which languages Django has depends on its version, which is not known"
	for expr, want := range map[string]string{
		`django.conf.locale.LANG_INFO["de"]["name"]`:                            "'German'",
		`django.conf.locale.LANG_INFO["kab"]`:                                   differs,
		`django.conf.locale.LANG_INFO["hi"]`:                                    differs,
		`len(django.conf.locale.LANG_INFO)`:                                     differs,
		`django.utils.translation.get_language_info("hi")`:                      differs,
		`django.utils.translation.get_language_info("de-at")["name"]`:           differs,
		`django.utils.translation.get_language_info("zh-cn")["name_local"] * 2`: "'简体中文简体中文'",
	} {
		if got := python(t, newThread(&host{}), expr); got != want {
			t.Errorf("%s is %s, want %s", expr, got, want)
		}
	}
}

// TestVersionOfDjango: django.VERSION tells pre-releases from what is final.
func TestVersionOfDjango(t *testing.T) {
	for version, want := range map[string]string{
		"5.1":        "(5, 1, 0, 'final', 0)",
		"5.1.3":      "(5, 1, 3, 'final', 0)",
		"5.2a1":      "(5, 2, 0, 'alpha', 1)",
		"5.2rc12":    "(5, 2, 0, 'rc', 12)",
		"5.2.1.dev3": "(5, 2, 1, 'final', 0)",
	} {
		h := &host{packages: map[string]string{"django": version}}
		if got := python(t, newThread(h), "django.VERSION"); got != want {
			t.Errorf("%s: %s, not %s", version, got, want)
		}
	}
}
