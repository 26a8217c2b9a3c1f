package kubernetes

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/tree/treetest"
)

// read reads the only set of an archive.
func read(t *testing.T, archive string) (*Result, []document.Diagnostic) {
	t.Helper()
	fsys, names := treetest.Archive(t, archive)
	sets := Sets(fsys, names)
	if len(sets) != 1 {
		t.Fatalf("%d sets: %+v", len(sets), sets)
	}
	return Read(fsys, sets[0])
}

// readIn reads the set of a folder of an archive.
func readIn(t *testing.T, archive, dir string) (*Result, []document.Diagnostic) {
	t.Helper()
	fsys, names := treetest.Archive(t, archive)
	for _, s := range Sets(fsys, names) {
		if s.Dir == dir && len(s.Kustomizations) > 0 {
			return Read(fsys, s)
		}
	}
	t.Fatalf("no kustomization in %s", dir)
	return nil, nil
}

func show(vs []document.Variable) string {
	var out []string
	for _, v := range vs {
		text := fmt.Sprintf("%q", v.Text.Reveal())
		if v.State != document.Known {
			text = "<" + v.Because + ">"
		}
		if v.Secret {
			text += " secret"
		}
		out = append(out, fmt.Sprintf("%s=%s %s:%d:%d", v.Name, text, v.At.File, v.At.Line, v.At.Column))
	}
	return strings.Join(out, "\n")
}

// deployment is a Deployment with one container; what is given is added to it.
func deployment(container string) string {
	return `-- k8s/web.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: shop:1
` + strings.ReplaceAll(strings.TrimPrefix(container, "\n"), "\t", "        ")
}

func TestEnvironment(t *testing.T) {
	for name, tt := range map[string]struct{ archive, want string }{
		"literals and references": {
			deployment(`
	env:
	- {name: A, value: "1"}
	- name: B
	  value: $(A)-$(NONE)-$$(A)-$A
`), "A=\"1\" k8s/web.yaml:12:28\nB=\"1-$(NONE)-$(A)-$A\" k8s/web.yaml:14:18",
		},
		"a later variable is not there yet": {
			deployment(`
	env:
	- {name: B, value: $(A)}
	- {name: A, value: "1"}
`), "A=\"1\" k8s/web.yaml:13:28\nB=\"$(A)\" k8s/web.yaml:12:28",
		},
		"a value that is no text": {
			deployment(`
	env:
	- {name: DEBUG, value: False}
	- {name: PORT, value: 80}
	- {name: EMPTY}
`), "DEBUG=<it is no text, and the API server refuses the manifest> k8s/web.yaml:12:32\nEMPTY=\"\" k8s/web.yaml:14:18\nPORT=<it is no text, and the API server refuses the manifest> k8s/web.yaml:13:31",
		},
		"a ConfigMap and a Secret, env on top": {
			deployment(`
	envFrom:
	- configMapRef: {name: settings}
	- {prefix: S_, secretRef: {name: keys}}
	env:
	- {name: A, value: env}
	- {name: C, valueFrom: {configMapKeyRef: {name: settings, key: B}}}
	- {name: D, valueFrom: {secretKeyRef: {name: keys, key: none}}}
	- {name: E, valueFrom: {secretKeyRef: {name: absent, key: k}}}
	- {name: F, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
`) + `-- k8s/data.yaml --
apiVersion: v1
kind: List
items:
- {kind: ConfigMap, apiVersion: v1, metadata: {name: settings}, data: {A: map, B: b}}
- kind: Secret
  apiVersion: v1
  metadata: {name: keys}
  data:
    K: aHVudGVyMg==
    BAD: "%"
  stringData:
    L: plain
`, "A=\"env\" k8s/web.yaml:15:28\nB=\"b\" k8s/data.yaml:4:83\nC=\"b\" k8s/data.yaml:4:83\nD=<the Secret keys has no key none> k8s/web.yaml:17:47\n" +
				"E=<the Secret absent, which holds it, is not among the manifests> secret k8s/web.yaml:18:47\nF=<the cluster fills it in when the pod starts> k8s/web.yaml:19:32\n" +
				"S_BAD=<it is no base64, and the API server refuses the manifest> secret k8s/data.yaml:10:10\nS_K=\"hunter2\" secret k8s/data.yaml:9:8\nS_L=\"plain\" secret k8s/data.yaml:12:8",
		},
		"a reference carries what is unknown and secret": {
			deployment(`
	env:
	- {name: P, valueFrom: {secretKeyRef: {name: absent, key: k}}}
	- {name: URL, value: "postgres://u:$(P)@db"}
`), "P=<the Secret absent, which holds it, is not among the manifests> secret k8s/web.yaml:12:47\nURL=<the Secret absent, which holds it, is not among the manifests> secret k8s/web.yaml:13:30",
		},
		"anchors and merge keys": {
			deployment(`
	env: &env
	- &a {name: A, value: "1"}
	- {<<: *a, name: B}
`), "A=\"1\" k8s/web.yaml:12:31\nB=\"1\" k8s/web.yaml:12:31",
		},
		"a template's placeholder": {
			deployment(`
	env:
	- {name: A, value: "{{ .Values.a }}"}
`), "A=<a template fills it in> k8s/web.yaml:12:28",
		},
	} {
		r, _ := read(t, tt.archive)
		if len(r.Workloads) != 1 {
			t.Fatalf("%s: %d workloads", name, len(r.Workloads))
		}
		if got := show(r.Workloads[0].Env); got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, tt.want)
		}
	}
}

func TestMissingObjectsOpenTheEnvironment(t *testing.T) {
	r, diags := read(t, deployment("\n\tenvFrom:\n\t- secretRef: {name: keys}\n"))
	if w := r.Workloads[0]; w.OpenBecause != "the Secret keys is not among the manifests" || len(diags) != 1 || diags[0].Severity != "note" {
		t.Errorf("%q %+v", w.OpenBecause, diags)
	}
}

func TestKinds(t *testing.T) {
	pod := "{containers: [{name: c, image: i}], initContainers: [{name: migrate, image: i, command: [python, manage.py, migrate]}]}"
	for kind, c := range map[string]struct {
		spec string
		job  bool
	}{
		"Deployment": {"{replicas: 3, template: {spec: " + pod + "}}", false}, "StatefulSet": {"{template: {spec: " + pod + "}}", false},
		"DaemonSet": {"{template: {spec: " + pod + "}}", false}, "Job": {"{template: {spec: " + pod + "}}", true},
		"CronJob": {"{jobTemplate: {spec: {template: {spec: " + pod + "}}}}", true}, "Pod": {pod, false},
	} {
		r, _ := read(t, "-- x.yaml --\napiVersion: v1\nkind: "+kind+"\nmetadata: {name: n}\nspec: "+c.spec+"\n")
		if len(r.Workloads) != 2 {
			t.Fatalf("%s: %d workloads", kind, len(r.Workloads))
		}
		main, init := r.Workloads[0], r.Workloads[1]
		if main.Job != c.job || main.Name != "n" || !init.Job || init.Name != "n/migrate" || len(init.Entrypoint) != 3 {
			t.Errorf("%s: %+v %+v", kind, main, init)
		}
		if kind == "Deployment" && (main.Replicas == nil || *main.Replicas != 3) {
			t.Errorf("replicas %v", main.Replicas)
		}
	}
}

// An init container that is restarted goes on beside the others; a mount with subPath
// is one file.
func TestSidecarAndSubPath(t *testing.T) {
	r, _ := read(t, "-- a.yaml --\nkind: Pod\napiVersion: v1\nmetadata: {name: n}\nspec: {initContainers: [{name: s, image: i, restartPolicy: Always}], "+
		"containers: [{name: c, image: i, volumeMounts: [{name: v, mountPath: /app/key, subPath: k}]}], volumes: [{name: v, secret: {secretName: keys}}]}\n"+
		"---\nkind: Secret\nmetadata: {name: keys}\nstringData: {k: hunter2}\n")
	main, sidecar := r.Workloads[0], r.Workloads[1]
	if got := placed(main); got != "/app/key: hunter2 secret a.yaml:8:17\n" || sidecar.Job {
		t.Errorf("%v, job %v", got, sidecar.Job)
	}
}

func TestContainer(t *testing.T) {
	r, _ := read(t, deployment(`
	command: [gunicorn]
	args: [--bind, "0.0.0.0:$(PORT)", --token, $(TOKEN)]
	env:
	- {name: PORT, value: "8000"}
	- {name: TOKEN, value: hunter2}
	- {name: GOOGLE_APPLICATION_CREDENTIALS, value: /run/keys/shop.json}
	- {name: BROKER, value: "redis://:hunter2@cache:6379"}
	- {name: CACHE_URL, value: "redis://:$(TOKEN)@cache:6379"}
	- {name: EARLY_URL, value: "redis://:$(LATER)@cache:6379"}
	ports: [{containerPort: 8000, name: http}]
	securityContext: {runAsUser: 1000, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
	volumeMounts:
	- {name: media, mountPath: /media}
	- {name: tmp, mountPath: /tmp}
	- {name: keys, mountPath: /run/keys}
	livenessProbe: {exec: {command: [true]}}
	readinessProbe: {httpGet: {path: /health, port: http}}
	startupProbe: {httpGet: {path: /health, port: http, httpHeaders: [{name: Host, value: shop.example}]}}
      volumes:
      - {name: media, persistentVolumeClaim: {claimName: media}}
      - {name: tmp, emptyDir: {}}
      - {name: keys, secret: {secretName: keys}}
---
kind: Secret
apiVersion: v1
metadata: {name: keys}
stringData: {django: hunter2}
---
kind: Service
apiVersion: v1
metadata: {name: web}
spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80, targetPort: http}]}
---
kind: Service
apiVersion: v1
metadata: {name: inner}
spec: {selector: {app: web}, ports: [{port: 81, targetPort: http}]}
`))
	w := r.Workloads[0]
	if got := fmt.Sprint(w.Entrypoint, w.Command); got != "[gunicorn] [--bind 0.0.0.0:8000 --token ${TOKEN}]" {
		t.Error(got)
	}
	if len(w.Ports) != 1 || w.Ports[0].Published != "80" || w.Ports[0].Container != "8000" || !slices.Equal(w.Expose, []string{"8000"}) {
		t.Errorf("%+v %v", w.Ports, w.Expose)
	}
	if w.User != "1000" || !w.ReadOnly || !slices.Equal(w.CapDrop, []string{"ALL"}) || w.Healthcheck == nil {
		t.Errorf("%+v", w.Container)
	}
	if len(w.Mounts) != 2 || w.Mounts[0].Source != "media" || !w.Mounts[1].Tmpfs {
		t.Errorf("%+v", w.Mounts)
	}
	if got := placed(w); !strings.HasPrefix(got, "/run/keys/django: hunter2 secret") {
		t.Error(got)
	}
	if g := r.Infra.TargetGroups; len(g) != 1 || g[0].Path.Value != "/health" || g[0].Container != "web" {
		t.Errorf("%+v", g)
	}
	if len(r.Literals) != 1 || r.Literals[0].Name != "django" || len(w.Literals) != 2 || w.Literals[0].Name != "BROKER" || w.Literals[1].Name != "TOKEN" {
		t.Errorf("%+v %+v", r.Literals, w.Literals)
	}
}

// What a template fills in is not known.
func TestWorkingDir(t *testing.T) {
	for dir, want := range map[string]string{"/code": "/code", `"/code/$(HOME)"`: "/code/$(HOME)", `"{{ .Values.dir }}"`: "${workingDir}"} {
		r, _ := read(t, deployment("\n\tworkingDir: "+dir))
		if got := r.Workloads[0].Dir; got != want {
			t.Errorf("%s: %q, want %q", dir, got, want)
		}
	}
}

const overlay = `-- k8s/overlays/production/kustomization.yaml --
resources: [../../base]
images: [{name: shop, newTag: "7"}]
configMapGenerator:
- name: settings
  behavior: merge
  literals: [B=production]
  envs: [extra.env]
secretGenerator:
- {name: keys, files: [key.pem]}
-- k8s/overlays/production/extra.env --
C="as it is"
-- k8s/base/kustomization.yaml --
resources: [web.yaml]
configMapGenerator:
- {name: settings, literals: [A=base, B=base]}
`

func TestKustomize(t *testing.T) {
	base := strings.Replace(deployment("\n\tenvFrom:\n\t- configMapRef: {name: settings}\n"), "k8s/web.yaml", "k8s/base/web.yaml", 1)
	r, diags := read(t, overlay+base)
	w := r.Workloads[0]
	want := "A=\"base\" k8s/base/kustomization.yaml:3:31\nB=\"production\" k8s/overlays/production/kustomization.yaml:6:14\nC=\"\\\"as it is\\\"\" k8s/overlays/production/extra.env:1:3"
	if got := show(w.Env); got != want || w.Image != "shop:7" || w.OpenBecause != "" || len(diags) != 0 {
		t.Errorf("%s\n%q %q %v", got, w.Image, w.OpenBecause, diags)
	}
}

// A strategic merge lies over the container of its name: its variables over those of
// the same name and before the others, so that a reference to one of these finds
// nothing; its envFrom in the place of the other, in its own file's lines.
func TestStrategicMerges(t *testing.T) {
	base := strings.Replace(deployment("\n\tenv: [{name: A, value: a}, {name: B, value: b}, {name: C, value: c}]\n\tenvFrom: [{configMapRef: {name: old}}]\n\targs: [a]\n"), "k8s/web.yaml", "k8s/base/web.yaml", 1)
	fsys, names := treetest.Archive(t, `-- k8s/prod/kustomization.yaml --
resources: [../base]
configMapGenerator: [{name: new, literals: [N=n]}, {name: old, literals: [O=o]}]
patches:
- path: p.yaml
-- k8s/prod/p.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
      - name: other
        env: [{name: X, value: x}]
      - name: web
        args: [b]
        envFrom: [{configMapRef: {name: new}}]
        env:
        - {name: B, $patch: delete}
        - {name: C, value: patched}
        - {name: D, value: $(A) $(C)}
-- k8s/base/kustomization.yaml --
resources: [web.yaml]
`+base)
	for _, s := range Sets(fsys, names) {
		if s.Dir != "k8s/prod" {
			continue
		}
		r, _ := Read(fsys, s)
		w := r.Workloads[1] // what a patch adds stands before what it leaves
		var got []string
		for _, v := range w.Env {
			got = append(got, fmt.Sprintf("%s=%s %s:%d", v.Name, v.Text.Reveal(), v.At.File, v.At.Line))
		}
		want := "A=a k8s/base/web.yaml, C=patched k8s/prod/p.yaml:15, D=$(A) patched k8s/prod/p.yaml:16, N=n k8s/prod/kustomization.yaml:2"
		if text := strings.Join(got, ", "); regexp.MustCompile(`web.yaml:\d+`).ReplaceAllString(text, "web.yaml") != want || w.OpenBecause != "" || !slices.Equal(w.Command, []string{"b"}) {
			t.Errorf("got  %s, %s %q\nwant %s", text, w.Command, w.OpenBecause, want)
		}
	}
}

// A reference to what is set below it stays as it is written, and a warning says so.
func TestReferencesToWhatIsBelow(t *testing.T) {
	r, diags := read(t, deployment("\n\tenv: [{name: URL, value: 'db://$(USER):$(PORT)/$(NONE)'}, {name: USER, value: shop}, {name: PORT, value: '1'}]\n"))
	want := "URL keeps $(USER), $(PORT) as it is written: a reference finds only what is set above it"
	if len(diags) != 1 || diags[0].Message != want || diags[0].Severity != "warning" || !strings.Contains(show(r.Workloads[0].Env), "db://$(USER):$(PORT)/$(NONE)") {
		t.Errorf("%v\n%s", diags, show(r.Workloads[0].Env))
	}
}

// What a patch does to the environment is followed, or said to be open.
func TestPatches(t *testing.T) {
	base := strings.Replace(deployment("\n\tenv: [{name: A, value: a}]\n"), "k8s/web.yaml", "k8s/base/web.yaml", 1)
	variable := "{op: add, path: /spec/template/spec/containers/0/env/-, value: {name: B, value: b}}"
	merge := "apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {template: {spec: {containers: [{name: web, env: [{name: B, value: b}]}]}}}"
	for name, c := range map[string]struct{ patch, want string }{
		"replicas":                     {"patches: [{patch: '[{op: replace, path: /spec/replicas, value: 3}]', target: {kind: Deployment}}]", "A=a"},
		"a variable, by JSON":          {"patches: [{patch: '[" + variable + "]', target: {kind: Deployment, name: web}}]", "A=a B=b"},
		"a variable of another":        {"patches: [{patch: '[" + variable + "]', target: {kind: Deployment, name: worker}}]", "A=a"},
		"an operation that fails":      {"patches: [{patch: '[{op: remove, path: /spec/none}]', target: {kind: Deployment}}]", "open: kustomize does not build it: the patch does not fit Deployment web: a path leads nowhere"},
		"JSON without a target":        {"patches: [{patch: '[" + variable + "]'}]", "open: kustomize does not build it: a JSON patch has no target"},
		"a strategic merge":            {"patchesStrategicMerge: [p.yaml]", "A=a B=b"},
		"for another version":          {"patches: [{patch: '{" + strings.Replace(merge, "apps/v1", "apps/v2", 1) + "}'}]", "open: kustomize does not build it: the patch of Deployment web is for no object of that version, namespace and name"},
		"one with directives":          {"patches: [{path: replace.yaml}]", "open: a patch of the kustomization changes it: not followed: a directive of the patch"},
		"one in the kustomization":     {"patches: [{patch: '{" + merge + "}'}]", "A=a B=b"},
		"a file that is not there":     {"patches: [{path: none.yaml}]", "open: a patch of the kustomization cannot be read"},
		"a strategic merge, by target": {"patches: [{path: p.yaml, target: {kind: Deployment}}]", "A=a B=b"},
		"by a pattern":                 {"patches: [{path: p.yaml, target: {kind: Deployment, name: w.*}}]", "A=a B=b"},
		"by labels":                    {"patches: [{path: p.yaml, target: {kind: Deployment, labelSelector: app=web}}]", "A=a"},
		"a transformer":                {"transformers: [t.yaml]", "open: a transformer of the kustomization may change it"},
		"a component that is not here": {"components: ['https://example.org/c']", "open: a component of the kustomization is not in the project"},
	} {
		archive := "-- k8s/prod/kustomization.yaml --\nresources: [../base]\n" + c.patch + "\n-- k8s/prod/p.yaml --\n{" + merge + "}\n" +
			"-- k8s/prod/replace.yaml --\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: web, $patch: replace}]}}}\n-- k8s/base/kustomization.yaml --\nresources: [web.yaml]\n" + base
		r, _ := readIn(t, archive, "k8s/prod")
		w := r.Workloads[0]
		var got []string
		for _, v := range w.Env {
			if v.State == document.Known {
				got = append(got, v.Name+"="+v.Text.Reveal())
			}
		}
		if w.OpenBecause != "" {
			got = append(got, "open: "+w.OpenBecause)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// What a generator is to be merged with must be there, in its namespace.
func TestMergesWithNothing(t *testing.T) {
	for namespace, open := range map[string]bool{"": false, "namespace: default": false, "namespace: shop": true} {
		r, diagnostics := read(t, "-- k8s/kustomization.yaml --\nresources: [web.yaml, map.yaml]\nconfigMapGenerator: [{name: settings, behavior: merge, literals: [A=b]}]\n"+
			"-- k8s/map.yaml --\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, "+namespace+"}\ndata: {A: a}\n"+
			deployment("\n\tenvFrom: [{configMapRef: {name: settings}}]\n"))
		w := r.Workloads[0]
		known := len(w.Env) == 1 && w.Env[0].State == document.Known && w.Env[0].Text.Reveal() == "b"
		if known == open || (len(diagnostics) > 0) != open || (w.OpenBecause != "") != open {
			t.Errorf("%q: %s, %q %v", namespace, show(w.Env), w.OpenBecause, diagnostics)
		}
	}
}

// A var of kustomize stands in an environment as a variable does.
func TestVars(t *testing.T) {
	r, _ := read(t, "-- k8s/kustomization.yaml --\nresources: [web.yaml]\nvars: [{name: HOST, objref: {kind: Service, name: web, apiVersion: v1}}]\n"+
		deployment("\n\targs: [--host, $(HOST)]\n\tenv: [{name: A, value: $(HOST)/x}, {name: B, value: $(OTHER)}]\n"))
	w := r.Workloads[0]
	if got := show(w.Env); got != "A=<a var of the kustomization fills it in> k8s/web.yaml:12:32\nB=\"$(OTHER)\" k8s/web.yaml:12:61" || w.Command[1] != "${HOST}" {
		t.Errorf("%s, %q", got, w.Command)
	}
}

// What a generator takes from a file that is not in the project leaves its object open.
func TestGeneratedOfWhatIsAbsent(t *testing.T) {
	r, _ := read(t, "-- k8s/kustomization.yaml --\nresources: [web.yaml]\nsecretGenerator: [{name: keys, envs: [secret.env], literals: [A=a]}]\n"+
		deployment("\n\tenvFrom: [{secretRef: {name: keys}}]\n\tenv: [{name: B, valueFrom: {secretKeyRef: {name: keys, key: B}}}]\n"))
	w := r.Workloads[0]
	because := "the file k8s/secret.env of the Secret keys is not in the project"
	if got := show(w.Env); w.OpenBecause != because || got != "A=\"a\" secret k8s/kustomization.yaml:2:63\nB=<"+because+"> k8s/web.yaml:12:51" {
		t.Errorf("%s\n%s", w.OpenBecause, got)
	}
}

func TestSets(t *testing.T) {
	fsys, names := treetest.Archive(t, overlay+`-- k8s/base/web.yaml --
apiVersion: v1
kind: Pod
metadata: {name: a}
-- deploy/a.yml --
apiVersion: v1
kind: Pod
metadata: {name: a}
-- deploy/values.yaml --
image: x
-- chart/Chart.yaml --
apiVersion: v2
kind: application
-- chart/templates/web.yaml --
apiVersion: v1
kind: Pod
`)
	var got []string
	for _, s := range Sets(fsys, names) {
		got = append(got, s.Dir+": "+strings.Join(s.Files, " "))
	}
	if want := []string{"k8s/overlays/production: k8s/base/web.yaml", "deploy: deploy/a.yml"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestHostileFiles(t *testing.T) {
	deep := strings.Repeat("[", 100_000)
	var blocks strings.Builder
	for i := range 1_200 {
		fmt.Fprintf(&blocks, "%sa:\n", strings.Repeat(" ", i))
	}
	blocks.WriteString(strings.Repeat(" ", 1_200) + "a: b: c\n")
	bomb := "a: &a [x, x]\n"
	for i := range 25 {
		bomb += fmt.Sprintf("a%d: &a%d [*a%s, *a%s]\n", i, i, map[bool]string{true: "", false: fmt.Sprint(i - 1)}[i == 0], map[bool]string{true: "", false: fmt.Sprint(i - 1)}[i == 0])
	}
	for name, c := range map[string]struct{ text, want string }{
		"not YAML":           {"a: b: c", CodeSyntax},
		"a template":         {"{{ if .Values.x }}\na: 1", CodeTemplated},
		"one for envsubst":   {"a: { b: ${SIZE}Gi }\n", CodeTemplated},
		"deep":               {deep, CodeSyntax},
		"deep blocks":        {blocks.String(), CodeSyntax},
		"a NUL byte":         {"kind: Pod\x00\n", CodeSyntax},
		"an open brace":      {"kind: Pod\nmetadata: {name: a\n", CodeSyntax},
		"an alias of itself": {"kind: Pod\nmetadata: {name: a}\nspec: &s {containers: *s}\n", ""},
		"a bomb":             {bomb + "kind: Pod\nmetadata: {name: x}\nspec: *a24\n", ""},
		"lists of lists":     {"kind: List\nitems: [{kind: List, items: [{kind: List, items: [{kind: List, items: []}]}]}]\n", ""},
		"nothing":            {"---\n---\n", ""},
		"odd kinds":          {"kind: [Pod]\nmetadata: {name: {a: b}}\nspec: 3\n", ""},
		"a scalar object":    {"kind", ""},
	} {
		r := newLoader(fstest.MapFS{"x.yaml": {Data: []byte(c.text)}})
		r.readManifest("x.yaml")
		code := ""
		for _, d := range r.diagnostics {
			code = d.Code
		}
		if code != c.want {
			t.Errorf("%s: %q, want %q", name, code, c.want)
		}
	}
	large := fstest.MapFS{"x.yaml": {Data: make([]byte, maxFile+1)}}
	if _, diags := Read(large, Set{Files: []string{"x.yaml"}}); len(diags) != 1 || diags[0].Code != CodeRead {
		t.Errorf("%v", diags)
	}
}

// A kustomization that would take for ever is given up, and says so.
func TestLargeBuilds(t *testing.T) {
	var objects, labels, patches, literals strings.Builder
	for i := range 2_000 {
		fmt.Fprintf(&objects, "---\napiVersion: v1\nkind: Pod\nmetadata: {name: a%d}\nspec: {containers: [{name: c, env: [{name: A, value: a}]}]}\n", i)
		fmt.Fprintf(&labels, "  l%d: x\n", i)
		fmt.Fprintf(&patches, "- {target: {kind: P.*}, patch: '[{op: copy, from: /spec/containers, path: /spec/containers/-}]'}\n")
		fmt.Fprintf(&literals, "  - A%d=a\n", i)
	}
	for name, text := range map[string]string{
		"labels":    "commonLabels:\n" + labels.String(),
		"patches":   "patches:\n" + patches.String(),
		"a merge":   "patches: [{target: {kind: Pod}, patch: \"apiVersion: v1\\nkind: Pod\\nmetadata:\\n  name: x\\n  labels:\\n" + strings.ReplaceAll(labels.String(), "\n", "\\n") + "\"}]\n",
		"generator": "configMapGenerator:\n- name: m\n  literals:\n" + literals.String(),
	} {
		start := time.Now()
		r, _ := read(t, "-- k/kustomization.yaml --\nresources: [x.yaml]\n"+text+"-- k/x.yaml --\n"+objects.String())
		if len(r.Workloads) < 2_000 || name != "generator" && r.Workloads[0].OpenBecause == "" || time.Since(start) > 20*time.Second {
			t.Errorf("%s: %d workloads, %q, %s", name, len(r.Workloads), r.Workloads[0].OpenBecause, time.Since(start))
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(deployment("\n\tenv: [{name: A, value: $(B)}]\n")[len("-- k8s/web.yaml --\n"):])
	f.Add(overlay)
	f.Add("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: c, env: [{name: A, value: a}]}]}\nresources: [x.yaml]\nnamePrefix: p-\n" +
		"patches: [{target: {kind: Pod}, patch: '[{op: copy, from: /spec/containers/0, path: /spec/containers/-}]'}, {path: x.yaml}]\n" +
		"replacements: [{source: {kind: Pod}, targets: [{select: {kind: Pod}, fieldPaths: ['spec.containers.[name=c].env.*.value']}]}]\n")
	f.Add("kind: Ingress\nmetadata: {name: i, annotations: {alb.ingress.kubernetes.io/listen-ports: '[{\"HTTP\": 80}]', alb.ingress.kubernetes.io/scheme: x}}\nspec: {rules: [{http: {paths: [{backend: {service: {name: s}}}]}}]}\n")
	f.Add("apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: s}\nspec: {template: {spec: {containers: [{image: i}]}}}\n")
	f.Fuzz(func(_ *testing.T, text string) {
		fsys := fstest.MapFS{"k/kustomization.yaml": {Data: []byte(text)}, "k/x.yaml": {Data: []byte(text)}}
		names := []string{"k/kustomization.yaml", "k/x.yaml"}
		FindUnbuilt(fsys, names)
		for _, s := range Together(fsys, Sets(fsys, names), func(string) string { return "" }) {
			s.Files = append(s.Files, "k/x.yaml")
			Read(fsys, s)
		}
	})
}
