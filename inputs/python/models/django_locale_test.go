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
