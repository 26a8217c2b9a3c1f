package settings

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/value"
)

// Packages are the packages that the project's requirements name.
type Packages struct {
	Deps map[string]document.Dependency
	// Installed are the versions that an installer takes where Deps leave several.
	Installed map[string]string
	// Locked: a lock file lists every package that is installed, those of packages too.
	Locked bool
}

// distributions maps import names to the distributions that hold them, where the
// two differ by more than "django-", "python-" or a hyphen.
var distributions = map[string][]string{
	"PIL": {"pillow"}, "bs4": {"beautifulsoup4"}, "cv2": {"opencv-python"}, "dateutil": {"python-dateutil"},
	"decouple": {"python-decouple"}, "dotenv": {"python-dotenv"}, "environ": {"django-environ"},
	"jwt": {"pyjwt"}, "ldap": {"python-ldap"}, "MySQLdb": {"mysqlclient"}, "psycopg2": {"psycopg2", "psycopg2-binary"},
	"pythonjsonlogger": {"python-json-logger"}, "rest_framework": {"djangorestframework"},
	"rest_framework_simplejwt": {"djangorestframework-simplejwt"}, "storages": {"django-storages"},
	"yaml": {"pyyaml"}, "split_settings": {"django-split-settings"}, "configurations": {"django-configurations"},
	"corsheaders": {"django-cors-headers"}, "debug_toolbar": {"django-debug-toolbar"}, "csp": {"django-csp"},
	"django_filters": {"django-filter"}, "import_export": {"django-import-export"}, "celery": {"celery"},
	"sentry_sdk": {"sentry-sdk"}, "google": {"google-cloud-core", "google-auth"}, "botocore": {"botocore", "boto3"},
	"kombu": {"kombu", "celery"}, "pkg_resources": {"setuptools"}, "allauth": {"django-allauth"},
	"attr": {"attrs"}, "OpenSSL": {"pyopenssl"}, "Crypto": {"pycryptodome"}, "magic": {"python-magic"},
	"phonenumber_field": {"django-phonenumber-field"}, "mptt": {"django-mptt"}, "crispy_forms": {"django-crispy-forms"},
	"dj_email_url": {"dj-email-url"}, "django_cache_url": {"django-cache-url"}, "tzlocal": {"tzlocal"},
	"dc_utils": {"dc-django-utils"},
}

// alone are packages that hardly another one brings along, so requirements that do not name them say no.
var alone = []string{"environ", "decouple", "split_settings", "configurations", "corsheaders", "debug_toolbar", "csp", "storages",
	"import_export", "mptt", "crispy_forms", "ldap", "MySQLdb", "dj_email_url", "django_cache_url"}

// Find tells whether a package is installed, by its import name, and its version
// where the project says it exactly, or what an installer takes. Requirements do not name what their packages
// bring along: without a lock file No is only for those in alone.
func (p Packages) Find(name string) (version string, installed value.Truth) {
	if name == "django" {
		return p.Deps["django"].Exact, value.Yes
	}
	for _, d := range candidates(name) {
		if dep, ok := p.Deps[d]; ok {
			return cmp.Or(dep.Exact, p.Installed[d]), value.Yes
		}
	}
	if p.listed() && (p.Locked && !p.akin(name) || slices.Contains(alone, name)) {
		return "", value.No
	}
	return "", value.Maybe
}

// listed tells whether some file lists what is installed: neither Python's version nor
// what an image installs beside the project is such a list.
func (p Packages) listed() bool {
	if _, ok := p.Deps["django"]; ok {
		return true
	}
	for name, d := range p.Deps {
		if name != "python" && !strings.Contains(d.At.File, "Dockerfile") {
			return true
		}
	}
	return false
}

// akin tells whether a distribution's name begins with the import name, as
// opentelemetry-api does: it may hold the module.
func (p Packages) akin(name string) bool {
	plain := plainName(name)
	for d := range p.Deps {
		if strings.HasPrefix(d, plain) || strings.HasSuffix(d, "-"+plain) {
			return true
		}
	}
	return false
}

// Plugged tells whether something says that a plugin is installed for a group of entry
// points: a requirement called after the owner of the group, whose name the group
// begins with, or what the project says of its own package. So it may be where
// nothing lists the requirements.
func (h *host) Plugged(group string) bool {
	owner, _, dotted := strings.Cut(group, ".")
	return !dotted || !h.deps.listed() || h.deps.called(owner) || h.declares(group)
}

// called tells whether a word of the name of a distribution begins with a text.
func (p Packages) called(owner string) bool {
	for d := range p.Deps {
		for word := range strings.SplitSeq(d, "-") {
			if strings.HasPrefix(word, strings.ToLower(owner)) {
				return true
			}
		}
	}
	return false
}

// declares tells whether the metadata of a package of the project names a group.
func (h *host) declares(group string) bool {
	for _, dir := range []string{h.root, h.dir} {
		for _, name := range []string{"pyproject.toml", "setup.cfg", "setup.py"} {
			rel, _ := h.below(path.Join(dir, name))
			if src, err := fs.ReadFile(h.fsys, rel); err == nil && strings.Contains(string(src), group) {
				return true
			}
		}
	}
	return false
}

func candidates(name string) []string {
	plain := plainName(name)
	return append(slices.Clone(distributions[name]), plain, "django-"+plain, "python-"+plain)
}

// plainName is a name as requirements are kept by it.
func plainName(name string) string { return strings.ReplaceAll(strings.ToLower(name), "_", "-") }
