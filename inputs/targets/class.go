package targets

import (
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/process"
	"github.com/djgate/djgate/inputs/settings"
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
	{Test, []string{"test", "tests", "ci", "cicd", "e2e", "pytest", "build", "static", "docs", "testing", "selenium", "cypress", "playwright", "continuousintegration"}},
	{Staging, []string{"staging", "stage", "stg", "uat", "qa", "preview", "review", "demo", "preprod", "preproduction"}},
	{Production, []string{"production", "prod", "live", "release", "deploy", "deployment", "deployed"}},
	{Development, []string{"development", "dev", "devel", "local", "docker", "debug", "sandbox", "devstack", "mac", "macos", "osx", "laptop"}},
	{Sample, []string{"sample", "example", "template", "dist"}},
}

// wordClass is the class that the words of a name decide, or "".
func wordClass(name string) string {
	have := affirmed(glued(Words(name)))
	for _, c := range classWords {
		for _, w := range c.words {
			if slices.Contains(have, w) {
				return c.class
			}
		}
	}
	return ""
}

// glued makes one word of two that mean another environment than the second alone: pre-production.
func glued(have []string) []string {
	var out []string
	for i, w := range have {
		if i > 0 && have[i-1] == "pre" && (w == "prod" || w == "production") {
			out[len(out)-1] = "pre" + w
			continue
		}
		out = append(out, w)
	}
	return out
}

// triedOut are words for production as developers try it out.
var triedOut = []string{"localprod", "localproduction", "devprod", "proddev", "prodlocal"}

// affirmed leaves out the words that those before them deny: not_production, and
// local_prod, which is production tried out on a developer's machine.
func affirmed(have []string) []string {
	var out []string
	for i, w := range have {
		switch {
		case slices.Contains(triedOut, w):
			out = append(out, "local")
		case i > 0 && denies(have[i-1], w):
		default:
			out = append(out, w)
		}
	}
	return out
}

// denies tells whether a word takes away what the next one says.
func denies(before, word string) bool {
	return before == "not" || before == "non" || before == "local" && (word == "prod" || word == "production")
}

// Words splits a name into lower-case words at everything that is no letter or digit.
func Words(name string) []string {
	return strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
}

// isSample tells whether a file, or a folder that it lies in, is to be filled in first,
// whatever else its name says: .env.prod.example, .envs/production_template/.postgres.
func isSample(file string) bool {
	return slices.ContainsFunc(Words(file), func(w string) bool {
		return w == "tmpl" || w == "tpl" || wordClass(w) == Sample
	})
}

// deployed tells whether a class is judged unless asked otherwise.
func deployed(class string) bool { return class == Production || class == Staging }

// platformWords are words of module names that say where the settings are deployed.
var platformWords = []string{"aws", "azure", "cloud", "cloudrun", "dokku", "ecs", "eks", "elasticbeanstalk", "fly", "flyio", "gae", "gcp", "heroku", "k8s",
	"kubernetes", "lambda", "openshift", "pythonanywhere", "railway", "render", "zappa"}

// namesPlatform tells whether one of some words is that of a platform.
func namesPlatform(have []string) bool {
	return slices.ContainsFunc(have, func(w string) bool { return slices.Contains(platformWords, w) })
}

// moduleClass is the class that the last part of a module's name decides:
// config.settings.production, shop.settings_dev; where it says nothing, those
// before it down to the package of the settings: config.settings.test.mariadb.
// The parts before that name the project, which says something only as a whole.
func moduleClass(module string) string {
	parts := strings.Split(module, ".")
	for i := len(parts) - 1; i >= 0; i-- {
		last := i == len(parts)-1
		if parts[i] == "settings" || !last && !slices.Contains(parts[:i], "settings") {
			break
		}
		if c := partClass(parts[i]); c != "" {
			return c
		}
	}
	return projectClass(parts[0])
}

// keptWords are the words by which somebody keeps a file that another has replaced.
var keptWords = []string{"backup", "bak", "copy", "old", "orig"}

// replaced is the module in whose place one was before its name was changed, or "":
// settings.production for settings.production_old and "settings.production copy".
func replaced(module string) string {
	pkg, last := cutLast(module)
	if pkg != "" {
		pkg += "."
	}
	for _, w := range keptWords {
		for _, sep := range []string{"_", "-", " "} {
			if before, ok := strings.CutSuffix(last, sep+w); ok {
				return pkg + before
			}
			if after, ok := strings.CutPrefix(last, w+sep); ok {
				return pkg + after
			}
		}
	}
	return ""
}

// projectClass is the class of a project whose whole name says that it is there
// to develop or to test something else: devproject, test_project, exampleapp, tests.
func projectClass(name string) string {
	if name == "test" || name == "tests" {
		return Test
	}
	for _, kind := range []string{"project", "proj", "site", "app"} {
		if before, ok := strings.CutSuffix(name, kind); ok {
			if c := wordClass(before); c == Test || c == Development || c == Sample {
				return c
			}
		}
	}
	return ""
}

// partClass is the class that one part of a module's name decides. Words may be
// glued: composeprod, devsettings. Settings for debugging what runs in production
// (production_debug) are not what runs there.
func partClass(part string) string {
	have := Words(part)
	if slices.Contains(have, "debug") {
		return Development
	}
	if c := wordClass(part); c != "" {
		return c
	}
	if namesPlatform(have) {
		return Production
	}
	for _, w := range affirmed(have) {
		for _, cut := range []string{strings.TrimPrefix(w, "settings"), strings.TrimSuffix(w, "settings")} {
			if c := wordClass(cut); c != "" {
				return c
			}
		}
		for _, end := range []string{"prod", "production"} {
			if before, ok := strings.CutSuffix(w, end); ok && before != "non" {
				return Production
			}
		}
	}
	return ""
}

// stageClass is the class that the name of a Dockerfile's stage decides. One
// that builds something is a step to another.
func stageClass(stage string) string {
	if slices.Contains(Words(stage), "build") {
		return ""
	}
	return wordClass(stage)
}

// folderClass is the class that the folders of a file decide, the innermost
// first, and the word that does. A folder called build or docker says nothing.
func folderClass(file string) (class, word string) {
	parts := strings.Split(path.Dir(file), "/")
	for i := len(parts) - 1; i >= 0; i-- {
		for _, w := range affirmed(Words(parts[i])) {
			switch w {
			case "build", "static", "docker", "deploy", "deployment", "release", "review":
				continue
			}
			if c := wordClass(w); c != "" {
				return c, w
			}
		}
	}
	return "", ""
}

// fileClass is the class that the name of a Compose, env or tfvars file decides.
// The words that such names always hold decide nothing.
func fileClass(file string) string {
	return wordClass(strings.Join(fileWords(file), " "))
}

// dockerfileClass is the class that the name of a Dockerfile decides which no other file
// builds: there a platform says where it is deployed.
func dockerfileClass(file string) string {
	class := fileClass(file)
	if class == "" && namesPlatform(fileWords(file)) {
		return Production
	}
	return class
}

// pathClass is the class that a Dockerfile's name and folders decide.
func pathClass(file string) string {
	have := fileWords(file)
	for _, w := range Words(path.Dir(file)) {
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
	for _, w := range Words(base) {
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

// NoRunserver tells whether a process of which no command is known is not that of
// the development server: a deployment's is not, nor that of settings which only
// the configuration of tests names.
func (t *Target) NoRunserver() bool {
	if deployed(t.Class) {
		return !t.Unclear
	}
	return t.Class == Test && len(t.Module.Named) > 0 &&
		!slices.ContainsFunc(t.Module.Named, func(n settings.Named) bool { return n.Kind != "test" })
}

// words are the class that names decide, other than that of the settings
// module: in the environment, of files and stages. "" where none does.
func (t *Target) words(d deployment, c *candidate) (class, because string) {
	developers, _ := d.developed(c)
	for _, name := range environmentNames {
		if name == configurationName && developers != "" {
			continue
		}
		if v, ok := variable(t.Env, name); ok && v.State == document.Known && !(d.isBeside() && c.image != nil && v.At.File == c.image.file) {
			decides := wordClass
			if name == configurationName {
				decides = configurationClass
			}
			if class := decides(v.Text.Reveal()); class != "" {
				return class, name + " at " + v.At.String()
			}
		}
	}
	return d.words(c)
}

// words are those of the target, else those of a variable that the settings read and that
// says for the project what ENVIRONMENT says for others: SHOP_DEPLOYMENT_MODE=development.
// It is to be trusted less: that a service is a developer's, the service must show as well.
func (f *finder) words(t *Target, d deployment, c *candidate) (class, because string) {
	if class, because = t.words(d, c); class != "" || c.project == nil {
		return class, because
	}
	read, shown := f.names(c.project), len(c.serviceEvidence().Development) > 0
	for _, v := range t.Env {
		if v.State != document.Known || !read[v.Name] || !c.project.saysEnvironment(v.Name) {
			continue
		}
		if class = wordClass(v.Text.Reveal()); len(Words(v.Text.Reveal())) == 1 && (deployed(class) || shown && class != "") {
			return class, v.Name + " at " + v.At.String()
		}
	}
	return "", ""
}

// saysEnvironment tells whether the name of a variable is that of the project's environment:
// SHOP_ENV, DEPLOY_ENVIRONMENT. PAYPAL_MODE is that of another service.
func (p *Project) saysEnvironment(name string) bool {
	have := Words(name)
	if len(have) < 2 || !slices.Contains([]string{"env", "environment", "mode", "stage"}, have[len(have)-1]) {
		return false
	}
	own := []string{"app", "application", "deploy", "deployment", "django", "project", "run", "running", "server"}
	for _, m := range p.Modules {
		first, _, _ := strings.Cut(m.Name, ".")
		own = append(own, Words(first)...)
	}
	return !slices.ContainsFunc(have[:len(have)-1], func(w string) bool { return !slices.Contains(own, w) })
}

// isBeside tells whether the files are called those of developers or of tests, which run
// the image of a deployment, too: what that sets says less than they.
func (d deployment) isBeside() bool { return d.class == Development || d.class == Test }

// configurationClass is the class that the name of a class of settings decides, in which
// words begin with a capital: ProductionConfiguration. One that others build on is none.
func configurationClass(name string) string {
	spaced := capital.ReplaceAllString(name, "${1}_${2}")
	for _, w := range Words(spaced) {
		if w == "base" || w == "mixin" {
			return ""
		}
	}
	return wordClass(spaced)
}

var capital = pattern.New(`([a-z0-9])([A-Z])`)

// configurationName is the variable that names a class of settings. It chooses among
// settings, and the other variables say where a process runs.
const configurationName = "DJANGO_CONFIGURATION"

// environmentNames are the variables by which programs name their environment.
var environmentNames = []string{"DJANGO_ENV", "ENVIRONMENT", "APP_ENV", "ENV", "DJANGO_ENVIRONMENT", configurationName, "SENTRY_ENVIRONMENT"}

// classify decides the class and the name of the environment (rule 6).
func (f *finder) classify(t *Target, d deployment, c *candidate) {
	t.Environment, t.evidence = d.name, c.serviceEvidence()
	var because string
	t.Class, because = f.classOf(t, d, c)
	if t.Class == Development && deployed(d.class) && d.declared == nil {
		t.Class, t.Unclear = d.class, true
		because = "the name of " + d.named() + "; but also " + because
	}
	if t.Class == Development && t.forImages(d, c) {
		t.Class, t.Unclear, t.ofImage = Production, true, true
		because = inWords(t.evidence.Deployment) + "; but also " + because
	}
	if t.Class == "" {
		t.weighed = true
		t.Class, t.Unclear, because = t.evidence.class()
	}
	if t.Environment == "" {
		t.Environment = environmentName(t, d, c)
	}
	t.classReason(because)
}

// forImages tells whether the settings are called docker, and are those of an image
// that serves, which no file calls a developer's: they are none. Those that are not here
// are another project's.
func (t *Target) forImages(d deployment, c *candidate) bool {
	debug, _ := variable(t.Env, "DEBUG")
	developed := len(t.evidence.Development) > 0 || t.Module.outline != nil && t.Module.outline.Debug || turnedOn(debug)
	if lastWord(t.SettingsModule) != "docker" || developed {
		return false
	}
	switch class, _ := t.words(d, c); d.kind {
	case "dockerfile":
		return len(t.evidence.Deployment) > 0
	case "compose":
		return class == "" && t.Module.outline != nil && slices.ContainsFunc(t.evidence.Deployment, func(s process.Sign) bool { return s.Kind == process.Serves })
	}
	return false
}

// classOf is the class that words decide. A module that the files do not choose,
// but fall back to, says less than what else there is; and the content of one,
// less than deployment. A command whose name says development starts no deployment,
// whatever the image runs.
func (f *finder) classOf(t *Target, d deployment, c *candidate) (class, because string) {
	if d.declared != nil {
		return d.class, d.because
	}
	if d.kind == "docker" && (d.class == Development || d.class == Test) {
		return d.class, "the name of " + d.named()
	}
	named := moduleClass(t.SettingsModule)
	if named != "" && !t.defaulted && !t.Assumed && !(deployed(named) && d.runsAsItIs(t, c)) {
		return named, "the name of " + t.SettingsModule
	}
	class, because = f.words(t, d, c)
	configured := configurationClass(t.Configuration.Class)
	switch {
	case class != "":
		return class, because
	case t.forOneself(d):
		return Development, "its variables turn DEBUG on and admit no host that others ask for"
	case named != "" && !(deployed(named) && (t.evidence.onlyDevelopment() || t.Assumed && len(t.evidence.Development) > 0)):
		return named, "the name of " + t.SettingsModule
	case configured != "":
		return configured, "the name of the configuration " + t.Configuration.Class
	case len(t.evidence.Deployment) == 0 && t.Module.Class == Development:
		return Development, t.Module.Because
	}
	return "", ""
}

// runsAsItIs tells whether files that are called those of developers or of tests run an
// image with the settings that the image names.
func (d deployment) runsAsItIs(t *Target, c *candidate) bool {
	return d.isBeside() && c.image != nil && t.ModuleAt.File == c.image.file
}

// environmentName names an environment whose files do not: by its module's last
// word where that has a class, else by the kind of its files.
func environmentName(t *Target, d deployment, c *candidate) string {
	if moduleClass(t.SettingsModule) != "" && moduleClass(t.SettingsModule) == t.Class {
		return lastWord(t.SettingsModule)
	}
	if class, _ := d.words(c); class != "" && class == t.Class {
		return class
	}
	return d.kind
}
