package platforms

import (
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/tree"
)

// Amazon ECS: the JSON of task definitions, which a pipeline registers
// (docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html).

// registered is why their processes are open.
const registered = "the pipeline that registers the task may set variables too"

func isTask(file string) bool {
	return path.Ext(file) == ".json" && path.Base(file) != dockerrunFile && slices.ContainsFunc(nameWords(file), func(w string) bool {
		return slices.Contains([]string{"task", "tasks", "taskdef", "taskdefs", "ecs", "aws"}, w)
	})
}

func readTasks(l *loader, app *App, files []string) {
	app.Stage = taskStage(files[0])
	for _, file := range files {
		if text, err := tree.ReadText(l.fsys, file, maxFile); err != nil || !strings.Contains(text, `"containerDefinitions"`) {
			continue
		}
		root := l.open(file)
		if root.get("AWSEBDockerrunVersion").is("1") { // it runs one container, and says nothing of others
			continue
		}
		if described := root.get("taskDefinition"); described != nil {
			root = described
		}
		for _, c := range root.get("containerDefinitions").elements() {
			app.Workloads = append(app.Workloads, ecsContainer(c))
		}
	}
}

// taskStage is the environment that the name of a file says: task-definition.staging.json.
func taskStage(file string) string {
	for _, w := range nameWords(path.Base(file)) {
		if slices.Contains([]string{"prod", "production", "staging", "stage", "stg", "preprod", "qa", "uat", "demo", "test", "dev", "development", "sandbox"}, w) {
			return w
		}
	}
	return ""
}

func ecsContainer(c *node) *document.Workload {
	at := c.get("name").place(c.at)
	env := environment{}
	env.put(given("ECS", at, map[string]string{"AWS_EXECUTION_ENV": "", "AWS_REGION": "", "AWS_DEFAULT_REGION": "",
		"ECS_CONTAINER_METADATA_URI": "", "ECS_CONTAINER_METADATA_URI_V4": ""})...)
	for _, e := range c.get("environment").elements() {
		if name := e.get("name"); name != nil {
			env.put(variable(name.text, name.at, e.get("value")))
		}
	}
	for _, e := range c.get("secrets").elements() {
		if name := e.get("name"); name != nil {
			env.put(stored(variable(name.text, name.at, e.get("valueFrom")), "the platform reads it from its secret store at start"))
		}
	}
	w := &document.Workload{Kind: "ecs", Name: c.get("name").value(), Task: c.at.File, At: at, Env: env.sorted(), Dir: c.get("workingDirectory").value(), OpenBecause: registered,
		Image: taskImage(c.get("image").value()), Entrypoint: c.get("entryPoint").words(), Command: c.get("command").words(), CommandAt: c.get("command").place(document.Location{})}
	for _, p := range c.get("portMappings").elements() {
		port(w, p.get("containerPort"))
	}
	for _, m := range c.get("mountPoints").elements() {
		if target := m.get("containerPath"); target != nil {
			w.Mounts = append(w.Mounts, document.Mount{Source: m.get("sourceVolume").value(), Target: target.text, At: target.at})
		}
	}
	return w
}

// taskImage is the image as far as it is written: the pipeline fills in the others.
func taskImage(text string) string {
	if text == "" {
		return "${image}"
	}
	return filledIn.ReplaceAllString(text, "$${image}")
}

// filledIn are the parts of a text that a pipeline fills in, in the forms that are known.
var filledIn = pattern.New(`\$\{\{[^{}]*\}\}|\{\{[^{}]*\}\}|\$\{[^{}]*\}|\$\([^()]*\)|\$[A-Za-z_]\w*|<[^<>]*>|%\w+%|#\{[^{}]*\}#?|\(\([^()]*\)\)|__\w+?__`)

// nameWords are the words of a path, in lower case.
func nameWords(name string) []string {
	return strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return strings.ContainsRune("/._- ", r) })
}
