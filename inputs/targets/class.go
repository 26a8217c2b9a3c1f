package targets

import (
	"path"
	"slices"
	"strings"
)

// The classes of an environment. Deployed ones are production and staging.
const (
	Production  = "production"
	Staging     = "staging"
	Development = "development"
	Test        = "test"
	Sample      = "sample"
)

// classWords are the words that decide a class, in the order in which they are looked for.
var classWords = []struct {
	class string
	words []string
}{
	{Test, []string{"test", "tests", "ci", "e2e", "pytest", "build", "static", "docs", "testing"}},
	{Staging, []string{"staging", "stage", "stg", "uat", "qa", "preview", "review", "demo", "preprod"}},
	{Production, []string{"production", "prod", "live", "release", "deploy", "deployment", "deployed"}},
	{Development, []string{"development", "dev", "devel", "local", "docker", "debug", "sandbox"}},
	{Sample, []string{"sample", "example", "template", "dist"}},
}

// wordClass is the class that the words of a name decide, or "".
func wordClass(name string) string {
	have := words(name)
	for _, c := range classWords {
		for _, w := range c.words {
			if slices.Contains(have, w) {
				return c.class
			}
		}
	}
	return ""
}

// words splits a name into lower-case words at everything that is no letter or digit.
func words(name string) []string {
	return strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
}

// deployed tells whether a class is judged unless asked otherwise.
func deployed(class string) bool { return class == Production || class == Staging }

// moduleClass is the class that the last part of a module's name decides:
// config.settings.production, shop.settings_dev. The parts before it name the
// project, whatever words they hold.
func moduleClass(module string) string {
	parts := strings.Split(module, ".")
	last := parts[len(parts)-1]
	if last == "settings" {
		return ""
	}
	return wordClass(last)
}

// fileClass is the class that the name of a Compose, env or tfvars file decides.
// The words that such names always hold decide nothing.
func fileClass(file string) string {
	return wordClass(strings.Join(fileWords(file), " "))
}

// pathClass is the class that a Dockerfile's name and folders decide.
func pathClass(file string) string {
	have := fileWords(file)
	for _, w := range words(path.Dir(file)) {
		if w != "docker" {
			have = append(have, w)
		}
	}
	return wordClass(strings.Join(have, " "))
}

// fileWords are the words of a file's name that are not those of its kind.
func fileWords(file string) []string {
	base := strings.ToLower(path.Base(file))
	for _, cut := range []string{"docker-compose", "compose", "terraform", "dockerfile", "docker"} {
		if strings.Contains(base, cut) {
			base = strings.Replace(base, cut, "", 1)
			break
		}
	}
	var out []string
	for _, w := range words(base) {
		switch w {
		case "yml", "yaml", "tfvars", "auto", "env", "json", "override", "tf", "django", "web":
		default:
			out = append(out, w)
		}
	}
	return out
}

// Beside tells whether a file's folder or name says that it belongs to no
// deployment: documentation, tests, development.
func Beside(file string) bool {
	class := fileClass(file)
	return aside(file) || template(file) || class != "" && !deployed(class)
}

// evidence is what speaks for development and for deployment.
type evidence struct{ development, deployment []string }

// class weighs the evidence: only development is development; anything else is
// judged, as unclear where both are there.
func (e evidence) class() (class string, unclear bool, because string) {
	e.development, e.deployment = slices.Compact(e.development), slices.Compact(e.deployment)
	switch {
	case len(e.development) > 0 && len(e.deployment) == 0:
		return Development, false, strings.Join(e.development, ", ")
	case len(e.development) > 0:
		return Production, true, strings.Join(e.deployment, ", ") + "; but also " + strings.Join(e.development, ", ")
	case len(e.deployment) > 0:
		return Production, false, strings.Join(e.deployment, ", ")
	}
	return Production, false, "nothing speaks for development"
}
