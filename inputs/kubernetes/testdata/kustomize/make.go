//go:build ignore

// Make builds the kustomizations of the archives in this folder with kustomize itself,
// and writes what it gives into them as built.yaml, or refused where it refuses. Each
// archive says in its first line which folder is built. It needs a module of its own:
//
//	go mod init make && go get sigs.k8s.io/kustomize/api@v0.21.2 golang.org/x/tools/txtar
//	go run make.go FOLDER            # builds every archive there
//	go run make.go FOLDER SEED COUNT # writes archives of random kustomizations first
package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/tools/txtar"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

func main() {
	dir := os.Args[1]
	if len(os.Args) > 3 {
		seed, _ := strconv.Atoi(os.Args[2])
		count, _ := strconv.Atoi(os.Args[3])
		for i := range count {
			write(filepath.Join(dir, fmt.Sprintf("random_%d.txtar", seed+i)), newRandom(uint64(seed+i)).archive())
		}
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*.txtar"))
	for _, file := range files {
		build(file)
	}
}

func write(file string, a *txtar.Archive) {
	if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
		panic(err)
	}
}

func build(file string) {
	a, err := txtar.ParseFile(file)
	if err != nil {
		panic(err)
	}
	root, _, _ := strings.Cut(string(a.Comment), "\n")
	fs := filesys.MakeFsInMemory()
	var kept []txtar.File
	for _, f := range a.Files {
		if f.Name == "built.yaml" || f.Name == "refused" {
			continue
		}
		kept = append(kept, f)
		if err := fs.WriteFile("/"+f.Name, f.Data); err != nil {
			panic(err)
		}
	}
	options := krusty.MakeDefaultOptions()
	options.LoadRestrictions = types.LoadRestrictionsNone
	made, err := krusty.MakeKustomizer(options).Run(fs, "/"+root)
	if err != nil {
		kept = append(kept, txtar.File{Name: "refused", Data: []byte(err.Error() + "\n")})
	} else {
		text, err := made.AsYaml()
		if err != nil {
			panic(err)
		}
		kept = append(kept, txtar.File{Name: "built.yaml", Data: text})
	}
	a.Files = kept
	write(file, a)
}

// random makes kustomizations.
type random struct{ *rand.Rand }

func newRandom(seed uint64) random { return random{rand.New(rand.NewPCG(seed, 1))} }

func (r random) one(of ...string) string { return of[r.IntN(len(of))] }

func (r random) maybe(percent int, text string) string {
	if r.IntN(100) < percent {
		return text
	}
	return ""
}

func (r random) some(n int, line func() string) string {
	var out strings.Builder
	for range r.IntN(n + 1) {
		out.WriteString(line())
	}
	return out.String()
}

func (r random) archive() *txtar.Archive {
	a := &txtar.Archive{Comment: []byte("k8s/prod\n")}
	add := func(name, text string) { a.Files = append(a.Files, txtar.File{Name: name, Data: []byte(text)}) }
	add("k8s/base/web.yaml", r.manifests())
	add("k8s/base/kustomization.yaml", "resources: [web.yaml]\n"+
		"configMapGenerator:\n- name: made\n  literals: [M=made, N=\"'n'\"]\n- name: other\n  envs: [other.env]\n"+
		"secretGenerator:\n- name: keys\n  literals: [KEY=hunter2]\n"+
		r.maybe(30, "namePrefix: "+r.one("p-", "q-")+"\n")+r.maybe(20, "nameSuffix: -s\n")+r.maybe(20, "commonLabels: {tier: base}\n")+r.maybe(20, "namespace: shop\n"))
	add("k8s/base/other.env", "# comment\nO=other\n  P=\"quoted\" \nA=from env file\n")
	bases := "../base"
	if r.IntN(4) == 0 {
		bases += ", ../second"
		add("k8s/second/kustomization.yaml", "resources: [second.yaml]\nnamePrefix: second-\nconfigMapGenerator: [{name: made, literals: [M=second]}]\n")
		add("k8s/second/second.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: lone}\nspec: {containers: [{name: web, image: 'shop:2', envFrom: [{configMapRef: {name: made}}]}]}\n")
	}
	if r.IntN(3) == 0 {
		add("k8s/middle/kustomization.yaml", "resources: ["+bases+"]\n"+r.changes("../prod/"))
		bases = "../middle"
	}
	component := r.maybe(30, "components: [../extra]\n")
	if component != "" {
		add("k8s/extra/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n"+
			"patches:\n"+r.patch()+"configMapGenerator: [{name: made, behavior: merge, literals: [EXTRA=component]}]\n")
	}
	add("k8s/prod/kustomization.yaml", "resources: ["+bases+"]\n"+component+r.changes(""))
	add("k8s/prod/p.yaml", r.merge(""))
	add("k8s/prod/j.json", "[{\"op\": \"add\", \"path\": \"/spec/template/spec/containers/0/env/-\", \"value\": {\"name\": \"JSON\", \"value\": \"file\"}}]\n")
	return a
}

func (r random) manifests() string {
	return "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, labels: {app: web}}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n" +
		"      - name: web\n        image: " + r.one("shop", "shop:1", "registry.example:5000/shop:1", "shop@sha256:abcd") + "\n        ports: [{containerPort: 8000, name: http}]\n" +
		"        env:\n" + r.variables(8) + "        envFrom:\n        - configMapRef: {name: " + r.one("made", "other", "settings") + "}\n" + r.maybe(50, "        - secretRef: {name: keys}\n") +
		r.maybe(50, "        args: [gunicorn, shop.wsgi]\n") + r.maybe(40, "        volumeMounts: [{name: conf, mountPath: /conf}]\n") +
		r.maybe(40, "      - name: side\n        image: side:1\n        env: [{name: S, value: s}]\n") +
		r.maybe(40, "      initContainers:\n      - name: migrate\n        image: shop:1\n        command: [python, manage.py, migrate]\n        envFrom: [{configMapRef: {name: other}}]\n") +
		"      volumes: [{name: conf, configMap: {name: " + r.one("made", "settings") + "}}]\n" +
		"---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {A: settings, X: settings, DEBUG: \"0\"}\n" +
		"---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}\n" +
		r.maybe(50, "---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec: {ingressClassName: nginx, rules: [{host: shop.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}\n")
}

// variables are entries of env, indented so.
func (r random) variables(indent int) string {
	var out strings.Builder
	for _, name := range []string{"A", "B", "C", "DEBUG"} {
		if r.IntN(3) > 0 {
			fmt.Fprintf(&out, "%s- %s\n", strings.Repeat(" ", indent), r.variable(name))
		}
	}
	fmt.Fprintf(&out, "%s- {name: LAST, value: $(A)/$(M)}\n", strings.Repeat(" ", indent))
	return out.String()
}

func (r random) variable(name string) string {
	return r.one("{name: "+name+", value: \""+r.one("a", "b", "$(A)", "")+"\"}",
		"{name: "+name+", valueFrom: {configMapKeyRef: {name: "+r.one("settings", "made")+", key: "+r.one("A", "M", "X")+"}}}",
		"{name: "+name+", valueFrom: {secretKeyRef: {name: keys, key: KEY}}}")
}

// changes are what an overlay says; prefix leads to the folder with its files.
func (r random) changes(prefix string) string {
	return r.maybe(50, "patches:\n"+r.patch()+r.some(2, r.patch)+r.maybe(30, "- path: "+prefix+"p.yaml\n")+r.maybe(30, "- {path: "+prefix+"j.json, target: {kind: Deployment}}\n")) +
		r.maybe(15, "patchesStrategicMerge: ["+prefix+"p.yaml]\n") +
		r.maybe(15, "patchesJson6902:\n- target: {group: apps, version: v1, kind: Deployment, name: web}\n  patch: |-\n    - {op: replace, path: /spec/template/spec/containers/0/name, value: renamed}\n") +
		r.maybe(30, "namePrefix: "+r.one("prod-", "x-")+"\n") + r.maybe(20, "nameSuffix: -v2\n") + r.maybe(30, "namespace: prod\n") +
		r.maybe(30, "images: [{name: "+r.one("shop", "registry.example:5000/shop", "s.*")+", "+r.one("newTag: v7", "newName: other/shop", "digest: 'sha256:ef01'", "newName: o, newTag: '1.2'")+"}]\n") +
		r.maybe(30, "replicas: [{name: web, count: "+r.one("3", "0")+"}]\n") +
		r.maybe(20, "commonLabels: {env: prod}\n") + r.maybe(15, "labels: [{pairs: {team: a}, includeSelectors: "+r.one("true", "false")+"}]\n") +
		r.maybe(40, "configMapGenerator:\n- name: "+r.one("made", "settings", "other")+"\n  behavior: "+r.one("merge", "replace")+"\n  literals: [A=overlay, M=overlay, "+r.one("NEW=1", "X=2")+"]\n") +
		r.maybe(20, "secretGenerator:\n- {name: keys, behavior: merge, literals: [KEY=other, KEY2=two]}\n") +
		r.maybe(20, "replacements:\n- source: {kind: "+r.one("Service, name: web", "ConfigMap, name: settings, fieldPath: data.A", "Deployment, name: web, fieldPath: spec.template.spec.containers.0.image")+"}\n  targets:\n  - select: {kind: Deployment}\n    fieldPaths: ["+r.one("'spec.template.spec.containers.[name=web].env.[name=LAST].value'", "spec.template.spec.containers.0.env.0.value", "'spec.template.spec.containers.*.image'")+"]\n"+r.maybe(40, "    options: {delimiter: /, index: "+r.one("0", "1", "-1")+"}\n"))
}

// patch is an element of patches.
func (r random) patch() string {
	target := "  target: " + r.one("{kind: Deployment}", "{kind: Deployment, name: web}", "{name: w.*, kind: Deployment}", "{labelSelector: app=web}", "{kind: ConfigMap, name: settings}", "{group: apps, kind: D.*}") + "\n"
	switch r.IntN(3) {
	case 0:
		return "- patch: |-\n" + indent(r.merge("Deployment"), 4) + r.maybe(30, "  target: {kind: Deployment}\n")
	case 1:
		return "- patch: |-\n    - {op: " + r.one("add", "replace", "add") + ", path: " + r.one("/data/A", "/data/NEW") + ", value: patched}\n    - {op: add, path: /data/Z, value: \"z\"}\n  target: {kind: ConfigMap, name: settings}\n"
	}
	return "- patch: |-\n" + indent(r.operations(), 4) + target
}

func (r random) operations() string {
	env := "/spec/template/spec/containers/" + r.one("0", "0", "1") + "/env/"
	var out strings.Builder
	for range 1 + r.IntN(3) {
		out.WriteString(r.one(
			"- {op: add, path: "+env+"-, value: {name: ADDED, value: "+r.one("one", "$(A)")+"}}\n",
			"- {op: add, path: "+env+"0, value: {name: A, value: first}}\n",
			"- {op: replace, path: "+env+r.one("0", "1", "-1")+", value: {name: B, value: replaced}}\n",
			"- {op: remove, path: "+env+"0}\n",
			"- {op: copy, from: "+env+"0, path: "+env+"-}\n",
			"- {op: move, from: "+env+"0, path: "+env+"-}\n",
			"- {op: replace, path: /spec/replicas, value: 4}\n",
			"- {op: test, path: /metadata/name, value: web}\n",
			"- {op: replace, path: /metadata/name, value: changed}\n",
			"- {op: add, path: /metadata/annotations, value: {a~1b: c}}\n",
			"- {op: remove, path: /spec/template/spec/containers/0/envFrom}\n",
		))
	}
	return out.String()
}

func (r random) merge(kind string) string {
	if kind == "" && r.IntN(5) == 0 {
		return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {A: merged, " + r.one("X: null", "NEW: '1'") + "}\n"
	}
	return "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n" + r.maybe(30, "  replicas: 5\n") + "  template:\n    spec:\n      containers:\n" +
		"      - name: " + r.one("web", "web", "side", "new") + "\n" + r.maybe(30, "        image: patched:1\n") + r.maybe(30, "        args: [uvicorn]\n") + r.maybe(20, "        command: null\n") +
		"        env:\n" + r.some(2, func() string {
		return "        - {name: " + r.one("PA", "PB", "PC", "PD", "PE") + strconv.Itoa(r.IntN(1000)) + ", value: patched}\n"
	}) +
		"        - " + r.one("{name: B, $patch: delete}", "{name: B, value: merged}", "{name: A, value: null, valueFrom: {configMapKeyRef: {name: made, key: M}}}", "{name: DEBUG, value: merged, valueFrom: null}", "{name: C, $patch: replace, value: r}") + "\n" +
		r.maybe(25, "        envFrom: [{configMapRef: {name: "+r.one("other", "made")+"}}]\n") +
		r.maybe(20, "        - {name: side, $patch: delete}\n")
}

func indent(text string, by int) string {
	lines := strings.SplitAfter(text, "\n")
	for i := range lines {
		if lines[i] != "" {
			lines[i] = strings.Repeat(" ", by) + lines[i]
		}
	}
	return strings.Join(lines, "")
}
