package targets

import (
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/tree"
)

// This file names the platforms and tools whose files are not read.

// unreadHost is such a file.
type unreadHost struct {
	file, what string
	speaks     bool
}

// unreadHosts are files by which something deploys a project, by their names, and that are
// not read, or not all forms of them. What a file says of other languages deploys none:
// then it has to speak of Python.
var unreadHosts = []unreadHost{
	{"vercel.json", "Vercel", true}, {"serverless.yml", "Serverless Framework", true}, {"serverless.yaml", "Serverless Framework", true},
	{"template.yaml", "AWS SAM", true}, {"template.yml", "AWS SAM", true}, {"koyeb.yaml", "Koyeb", true},
	{".platform.app.yaml", "Platform.sh", true}, {"passenger_wsgi.py", "Passenger", false}, {"captain-definition", "CapRover", false},
	{"azure.yaml", "Azure Developer CLI", true}, {"cdk.json", "AWS CDK", false}, {"Pulumi.yaml", "Pulumi", false},
}

// hostedElsewhere lists those that no deployment was made of: what they run is not judged,
// and they may hold a way in.
func (f *finder) hostedElsewhere(made []deployment) {
	for _, file := range f.plan.files {
		at := document.Location{File: file, Line: 1, Column: 1}
		if path.Ext(file) == ".tf" && f.ofUserData(file) { // whatever else is read of it
			f.unread("user data of a machine", "what it starts is not read", at, true)
		}
		if f.ofInstanceProxy(file) { // its options are read
			f.unread(instanceProxy, "what it changes of the proxy is not read", at, true)
		}
		if slices.ContainsFunc(made, func(d deployment) bool { return slices.Contains(d.files, file) }) {
			continue
		}
		base := path.Base(file)
		for _, h := range unreadHosts {
			if h.file == base && !aside(file) && !template(file) && (!h.speaks || f.speaksOfPython(file)) {
				f.unread(h.what, "how it runs the project is not read", at, true)
			}
		}
		switch {
		case base == "nixpacks.toml" && !aside(file) && f.speaksOfPython(file): // it builds, and no more
			f.unread("Nixpacks", "what it starts where no file says it is not known", at, false)
		case strings.HasSuffix(base, ".nomad") || strings.HasSuffix(base, ".nomad.hcl"):
			f.unread("Nomad job", "what it runs is not read", at, true)
		case f.ofCloudFormation(file):
			f.unread("AWS CloudFormation", "what it runs is not read", at, true)
		case f.ofAzure(file):
			f.unread("Azure Resource Manager", "what it runs is not read", at, true)
		case f.ofCodeDeploy(file):
			f.unread("AWS CodeBuild or CodeDeploy", "what its commands deploy is not read", at, false)
		case path.Ext(file) != ".tf" && f.ofUserData(file):
			f.unread("user data of a machine", "what it starts is not read", at, true)
		case ofCopilot(file):
			f.unread("AWS Copilot", "what it runs is not read", at, true)
		}
	}
}

// instanceProxy are files that change the proxy of the instances of Elastic Beanstalk.
const instanceProxy = "proxy of Elastic Beanstalk"

// ofInstanceProxy tells whether a file is one: a configuration of nginx, a hook or an option
// that changes it or has certbot do so
// (docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.html).
func (f *finder) ofInstanceProxy(file string) bool {
	extends := slices.ContainsFunc(strings.Split(path.Dir(file), "/"), func(dir string) bool { return dir == ".platform" || dir == ".ebextensions" })
	if !extends || aside(file) {
		return false
	}
	text, err := tree.ReadText(f.fsys, file, maxSmall)
	return err == nil && slices.ContainsFunc([]string{"certbot", "/etc/nginx", "/etc/httpd", "listen ", "proxy_pass", "return 301", "RewriteRule"}, func(w string) bool { return strings.Contains(text, w) })
}

// ofCloudFormation tells whether a file is a template of a task of ECS, a service of App
// Runner, an environment of Elastic Beanstalk, or of a function that speaks of Django
// (docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html). One that is
// called as SAM calls it is listed as that.
func (f *finder) ofCloudFormation(file string) bool {
	named := slices.ContainsFunc(unreadHosts, func(h unreadHost) bool { return h.file == path.Base(file) })
	if ext := path.Ext(file); named || aside(file) || !slices.Contains([]string{".yaml", ".yml", ".json", ".template"}, ext) {
		return false
	}
	text, err := tree.ReadText(f.fsys, file, maxSmall)
	if err != nil || !strings.Contains(text, "AWSTemplateFormatVersion") && !strings.Contains(text, "AWS::Serverless-") {
		return false
	}
	has := func(kind string) bool { return strings.Contains(text, kind) }
	return slices.ContainsFunc([]string{"AWS::ECS::TaskDefinition", "AWS::AppRunner::Service", "AWS::ElasticBeanstalk::Environment"}, has) ||
		slices.ContainsFunc([]string{"AWS::Serverless::Function", "AWS::Lambda::Function"}, has) && servesDjango.MatchString(text)
}

// servesDjango finds what a template says of a function that has Django's application.
var servesDjango = pattern.New(`(?i)django|[aw]sgi\b`)

// ofAzure tells whether a file is a template, in Bicep or in JSON, of a web app, a function
// or a container of Azure (learn.microsoft.com/azure/templates).
func (f *finder) ofAzure(file string) bool {
	if ext := path.Ext(file); aside(file) || ext != ".bicep" && ext != ".json" {
		return false
	}
	text, err := tree.ReadText(f.fsys, file, maxSmall)
	isTemplate := path.Ext(file) == ".bicep" || strings.Contains(text, "deploymentTemplate.json")
	return err == nil && isTemplate && slices.ContainsFunc([]string{"Microsoft.Web/sites", "Microsoft.App/containerApps", "Microsoft.ContainerInstance/containerGroups"},
		func(kind string) bool { return strings.Contains(text, kind) })
}

// ofCodeDeploy tells whether a file is what CodeBuild or CodeDeploy of AWS is told to do,
// and speaks of Django or of what runs it
// (docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html).
func (f *finder) ofCodeDeploy(file string) bool {
	base := path.Base(file)
	named := strings.HasPrefix(base, "buildspec") || strings.HasPrefix(base, "appspec")
	if ext := path.Ext(base); aside(file) || !named || ext != ".yml" && ext != ".yaml" {
		return false
	}
	text, err := tree.ReadText(f.fsys, file, maxSmall)
	return err == nil && slices.ContainsFunc([]string{"manage.py", "gunicorn", "compose", "kubectl", "hooks:", "zappa", "helm ", "eb deploy", "update-service"}, func(w string) bool { return strings.Contains(text, w) })
}

// ofUserData tells whether a file holds what a machine of a cloud runs when it is made, and
// that starts Django, perhaps by Compose.
func (f *finder) ofUserData(file string) bool {
	base := strings.NewReplacer("-", "", "_", "").Replace(path.Base(file))
	isScript := strings.HasPrefix(base, "userdata") || strings.HasPrefix(base, "cloudinit")
	if aside(file) || !isScript && path.Ext(base) != ".tf" {
		return false
	}
	text, err := tree.ReadText(f.fsys, file, maxSmall)
	if err != nil || !isScript && !strings.Contains(text, "user_data") {
		return false
	}
	return slices.ContainsFunc([]string{"manage.py", "gunicorn", "uwsgi", "docker compose", "docker-compose", "docker run"}, func(w string) bool { return strings.Contains(text, w) })
}

// ofCopilot tells whether a file is the manifest of a service or job of AWS Copilot, which
// looks for them below a folder of its name (aws.github.io/copilot-cli/docs/manifest/overview).
func ofCopilot(file string) bool {
	folder := path.Dir(file)
	return path.Base(file) == "manifest.yml" && path.Base(path.Dir(folder)) == "copilot" && !aside(file)
}

func (f *finder) speaksOfPython(file string) bool {
	text, err := tree.ReadText(f.fsys, file, maxSmall)
	return err == nil && slices.ContainsFunc([]string{"python", "wsgi", "asgi", "django"}, func(w string) bool { return strings.Contains(text, w) })
}

// maxSmall bounds a file that is looked through for a word or a name, in bytes.
const maxSmall = 64 << 10
