package platforms

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// Zappa: zappa_settings.json, .yaml and .toml (github.com/zappa/Zappa, "Advanced
// Settings"). Each stage is a function of AWS Lambda behind API Gateway.

func isZappa(file string) bool {
	return named(file, "zappa_settings", ".json", ".yml", ".yaml", ".toml")
}

// maxExtends bounds stages that extend each other.
const maxExtends = 10

func readZappa(l *loader, app *App, files []string) {
	root := l.open(files[0])
	for _, p := range root.members() {
		s := stage{root: root, pair: p}
		module := s.get("django_settings")
		if module == nil || s.isBase() {
			continue
		}
		one := App{Platform: app.Platform, Dir: app.Dir, Stage: p.key, Edge: !s.get("alb_enabled").is("true")}
		one.Workloads = []*document.Workload{s.workload(module)}
		app.Stages = append(app.Stages, one)
	}
	if len(app.Stages) == 1 && app.Stages[0].Stage == firstStage {
		app.Stages[0].Stage = ""
	}
}

// firstStage is what zappa init calls the stage that it makes: of one that stands alone
// the name says nothing.
const firstStage = "dev"

// stage is one of the file.
type stage struct {
	root *node
	pair pair
}

// get is a setting of the stage, or of the one that it extends.
func (s stage) get(key string) *node {
	n := s.pair.value
	for range maxExtends {
		if found := n.get(key); found != nil {
			return found
		}
		n = s.root.get(n.get("extends").value())
	}
	return nil
}

// isBase tells one that is there for others to extend, which its name says: _base.
func (s stage) isBase() bool {
	return strings.HasPrefix(s.pair.key, "_") && slices.ContainsFunc(s.root.members(), func(o pair) bool { return o.value.get("extends").is(s.pair.key) })
}

// workload is the function. What Zappa sets itself counts more than the variables of
// the function, environment_variables more than both.
func (s stage) workload(module *node) *document.Workload {
	env := environment{}
	env.put(given("AWS Lambda", s.pair.at, lambdaItself(s.get("aws_region").value()))...)
	env.table(s.get("aws_environment_variables"))
	env.put(given("Zappa", s.pair.at, map[string]string{"SERVERTYPE": "AWS Lambda", "FRAMEWORK": "Zappa", "STAGE": s.pair.key, "PROJECT": s.get("project_name").value()})...)
	env.table(s.get("environment_variables"))
	env.put(variable("DJANGO_SETTINGS_MODULE", module.at, module))
	w := &document.Workload{Kind: "zappa", Name: "function", At: s.pair.at, Env: env.sorted(), OpenBecause: "the function's variables are set in AWS too"}
	for _, disk := range s.get("efs_config").elements() {
		if folder := disk.get("LocalMountPath"); folder != nil {
			w.Mounts = append(w.Mounts, document.Mount{Target: folder.text, At: folder.at})
		}
	}
	if remote := s.get("remote_env"); remote != nil {
		w.OpenBecause = "variables are read from S3 (" + remote.place(s.pair.at).File + ", remote_env)"
	}
	return w
}

// lambdaItself are the variables that every function has, the keys of its role among them
// (docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html).
func lambdaItself(region string) map[string]string {
	out := map[string]string{"AWS_REGION": region, "AWS_DEFAULT_REGION": region}
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_EXECUTION_ENV", "AWS_LAMBDA_FUNCTION_NAME",
		"AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR"} {
		out[name] = ""
	}
	return out
}
