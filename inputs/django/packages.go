package django

import (
	"slices"

	"github.com/djgate/djgate/inputs/document"
)

// PackageDefault is the default of a setting that a third-party package reads.
type PackageDefault struct {
	Package string // by its normalised name
	// Min and Below bound the versions of the package that read the setting: [Min, Below).
	Min, Below string
	// Instead is an older name that the package reads where this setting is not set.
	Instead string
	Type    string // Python's type(v).__name__
	Value   any    // plain JSON; not to be changed
}

// Reads tells whether the package reads the setting at the versions that a
// project may use; certain is false where some do and others do not.
func (d PackageDefault) Reads(dep document.Dependency) (reads, certain bool) {
	least, most := dep.Min, dep.Below
	beyond := func(v string) bool { return most != "" && slices.Compare(parse(most), parse(v)) <= 0 } // all are below v
	if dep.Exact != "" {
		least = dep.Exact
		beyond = func(v string) bool { return slices.Compare(parse(dep.Exact), parse(v)) < 0 }
	}
	reached := func(v string) bool { return least != "" && slices.Compare(parse(least), parse(v)) >= 0 } // none is below v
	switch {
	case d.Min != "" && beyond(d.Min), d.Below != "" && reached(d.Below):
		return false, true
	case (d.Min == "" || reached(d.Min)) && (d.Below == "" || beyond(d.Below)):
		return true, true
	}
	return false, false
}

// PackageDefaults returns the settings of the packages that the policies know,
// by name. Sources: corsheaders/conf.py of django-cors-headers 4.9; csp/utils.py
// and csp/middleware.py of django-csp 3.8 and 4.0; backends/s3.py and
// backends/gcloud.py of django-storages 1.14; whitenoise/middleware.py of
// whitenoise 6.9; rest_framework/settings.py of
// djangorestframework 3.16 and rest_framework_simplejwt/settings.py of
// djangorestframework-simplejwt 5.5.
func PackageDefaults() map[string]PackageDefault {
	out := map[string]PackageDefault{}
	corsDefaults(out)
	cspDefaults(out)
	for _, name := range []string{"AWS_STORAGE_BUCKET_NAME", "GS_BUCKET_NAME"} {
		out[name] = PackageDefault{Package: "django-storages", Type: "NoneType"}
	}
	for _, name := range []string{"WHITENOISE_AUTOREFRESH", "WHITENOISE_USE_FINDERS"} {
		out[name] = PackageDefault{Package: "whitenoise", Type: "bool", Value: false} // what DEBUG is
	}
	out["REST_FRAMEWORK"] = PackageDefault{Package: "djangorestframework", Type: "dict", Value: map[string]any{}}
	out["SIMPLE_JWT"] = PackageDefault{Package: "djangorestframework-simplejwt", Type: "dict", Value: map[string]any{}}
	return out
}

// UndefaultedSettings are those of packages that policies read, and of which what the
// package does without them says nothing.
func UndefaultedSettings() []string { return []string{"BROKER_URL", "CELERY_BROKER_URL"} }

func corsDefaults(out map[string]PackageDefault) {
	const cors = "django-cors-headers"
	headers := []any{"accept", "authorization", "content-type", "user-agent", "x-csrftoken", "x-requested-with"}
	methods := []any{"DELETE", "GET", "OPTIONS", "PATCH", "POST", "PUT"}
	for name, d := range map[string]PackageDefault{
		"CORS_ALLOW_ALL_ORIGINS":      {Type: "bool", Value: false, Instead: "CORS_ORIGIN_ALLOW_ALL"},
		"CORS_ALLOWED_ORIGINS":        {Type: "tuple", Value: []any{}, Instead: "CORS_ORIGIN_WHITELIST"},
		"CORS_ALLOWED_ORIGIN_REGEXES": {Type: "tuple", Value: []any{}, Instead: "CORS_ORIGIN_REGEX_WHITELIST"},
		"CORS_ALLOW_CREDENTIALS":      {Type: "bool", Value: false},
		"CORS_ALLOW_PRIVATE_NETWORK":  {Type: "bool", Value: false, Min: "4.0"},
		"CORS_ALLOW_HEADERS":          {Type: "tuple", Value: headers, Min: "4.0"},
		"CORS_ALLOW_METHODS":          {Type: "tuple", Value: methods},
		"CORS_EXPOSE_HEADERS":         {Type: "tuple", Value: []any{}},
		"CORS_PREFLIGHT_MAX_AGE":      {Type: "int", Value: int64(86400)},
		"CORS_URLS_REGEX":             {Type: "str", Value: "^.*$"},
	} {
		d.Package = cors
		out[name] = d
	}
}

func cspDefaults(out map[string]PackageDefault) {
	const csp, four = "django-csp", "4.0"
	for _, directive := range []string{"BASE_URI", "CHILD_SRC", "CONNECT_SRC", "FONT_SRC", "FORM_ACTION", "FRAME_ANCESTORS", "FRAME_SRC",
		"IMG_SRC", "MANIFEST_SRC", "MEDIA_SRC", "NAVIGATE_TO", "OBJECT_SRC", "PLUGIN_TYPES", "PREFETCH_SRC", "REPORT_TO", "REPORT_URI",
		"REQUIRE_SRI_FOR", "REQUIRE_TRUSTED_TYPES_FOR", "SANDBOX", "SCRIPT_SRC", "SCRIPT_SRC_ATTR", "SCRIPT_SRC_ELEM", "STYLE_SRC",
		"STYLE_SRC_ATTR", "STYLE_SRC_ELEM", "TRUSTED_TYPES", "WORKER_SRC"} {
		out["CSP_"+directive] = PackageDefault{Package: csp, Below: four, Type: "NoneType"}
	}
	for name, d := range map[string]PackageDefault{
		"CSP_DEFAULT_SRC":                     {Type: "list", Value: []any{"'self'"}, Below: four},
		"CSP_INCLUDE_NONCE_IN":                {Type: "list", Value: []any{"default-src"}, Below: four},
		"CSP_EXCLUDE_URL_PREFIXES":            {Type: "tuple", Value: []any{}, Below: four},
		"CSP_REPORT_ONLY":                     {Type: "bool", Value: false, Below: four},
		"CSP_UPGRADE_INSECURE_REQUESTS":       {Type: "bool", Value: false, Below: four},
		"CSP_BLOCK_ALL_MIXED_CONTENT":         {Type: "bool", Value: false, Below: four},
		"CONTENT_SECURITY_POLICY":             {Type: "dict", Value: map[string]any{}, Min: four},
		"CONTENT_SECURITY_POLICY_REPORT_ONLY": {Type: "dict", Value: map[string]any{}, Min: four},
	} {
		d.Package = csp
		out[name] = d
	}
}
