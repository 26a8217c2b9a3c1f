// Package kubernetes reads manifests: the containers that they run, the
// environment that the API server gives them, and what stands before them
// (Ingress, Service, probes). It follows the Kubernetes API reference v1.34, and
// builds kustomizations as kustomize v5.8 does.
package kubernetes

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/tree"
)

// Bounds on hostile files.
const (
	maxFile      = 2 << 20 // bytes
	maxDocuments = 2_000   // of a file
	maxObjects   = 10_000  // of a set
	maxPlaced    = 10_000  // files in the volumes of a set
)

// The codes of the diagnostics.
const (
	CodeRead      = "manifest-read"
	CodeSyntax    = "manifest-syntax"
	CodeTemplated = "templated"
	CodeValue     = "manifest-value"     // the API server refuses a value
	CodeReference = "manifest-reference" // a ConfigMap or Secret that is not here
	CodeKustomize = "kustomization"      // kustomize does not build it
)

// Set is what is applied together: a folder of manifests, or what a
// kustomization names.
type Set struct {
	Dir   string   // of the kustomization, or of the manifests
	Files []string // manifests, in order of path
	// Kustomizations are the files of the root and of the folders that it builds on.
	Kustomizations []string
}

// Result is what a set runs.
type Result struct {
	Files     []string
	Workloads []*document.Workload
	Infra     document.Infra
	Literals  []document.Literal // plain secrets of kind Secret, read by a workload or not
}

// IsManifest tells whether a file is to be read: YAML with objects of Kubernetes.
func IsManifest(fsys fs.FS, file string) bool {
	if ext := path.Ext(file); ext != ".yaml" && ext != ".yml" {
		return false
	}
	src, err := tree.ReadRegular(fsys, file, maxFile)
	return err == nil && bytes.Contains(src, []byte("apiVersion:")) && bytes.Contains(src, []byte("kind:")) && !isKustomization(file)
}

// Templates are the folders of Helm charts among the files: what is below their
// templates/ is filled in by Helm.
func Templates(files []string) []string {
	var charts []string
	for _, file := range files {
		if path.Base(file) == "Chart.yaml" {
			charts = append(charts, path.Dir(file))
		}
	}
	return charts
}

// Read reads the manifests of a set. It never fails: what cannot be read is a diagnostic.
func Read(fsys fs.FS, set Set) (*Result, []document.Diagnostic) {
	l := newLoader(fsys)
	if len(set.Kustomizations) > 0 {
		b := &builder{loader: l}
		l.objects = b.build(set.Dir, nil)
	} else {
		for _, file := range set.Files {
			l.readManifest(file)
		}
	}
	l.index()
	for _, o := range l.objects {
		l.workloads(o)
	}
	l.services()
	l.listeners()
	l.literals()
	return l.result, l.diagnostics
}

// loader reads one set.
type loader struct {
	fsys        fs.FS
	result      *Result
	diagnostics []document.Diagnostic
	objects     []*object
	named       map[reference][]*object // by the names that they have and had
	pods        []pod                   // of result.Workloads
	lines       map[string][]string     // of the files that were parsed
	placed      int                     // files in volumes
	// Of what a kustomization changes:
	origins map[*yaml.Node]string // the files of nodes that do not stand in that of their object
	made    map[*yaml.Node]entry  // values that it makes
	vars    map[string]bool       // names that it replaces where they stand as $(NAME)
}

// object is one object of the API.
type object struct {
	node       *yaml.Node
	file       string
	kind, name string
	namespace  string
	at         document.Location
	// Of a kustomization: the names that it had, and what was put to them.
	former             []identity
	prefixes, suffixes []string
	doubt              string // why any of it may be other than it is here
	open               string // why a ConfigMap or Secret may have more keys
}

func newLoader(fsys fs.FS) *loader {
	return &loader{fsys: fsys, result: &Result{}, lines: map[string][]string{}, origins: map[*yaml.Node]string{}, made: map[*yaml.Node]entry{}, vars: map[string]bool{}}
}

// place is where a node of an object stands.
func (l *loader) place(o *object, n *yaml.Node) document.Location {
	if file, ok := l.origins[n]; ok {
		return placeOf(file, n)
	}
	return placeOf(o.file, n)
}

func (l *loader) report(severity, code string, at document.Location, message string) {
	l.diagnostics = append(l.diagnostics, document.Diagnostic{Code: code, Message: message, At: at, Severity: severity})
}

// documents parses a file; it reports what is wrong with it.
func (l *loader) documents(file string) []*yaml.Node {
	src, err := tree.ReadRegular(l.fsys, file, maxFile)
	if err != nil {
		l.report("error", CodeRead, document.Location{File: file}, file+" cannot be read: "+err.Error())
		return nil
	}
	l.result.Files = append(l.result.Files, file)
	l.lines[file] = strings.Split(string(src), "\n")
	if isYtt(src) {
		l.report("warning", CodeTemplated, document.Location{File: file, Line: 1}, "the file is a template of ytt: what it makes is not known")
		return nil
	}
	var out []*yaml.Node
	for dec := yaml.NewDecoder(bytes.NewReader(src)); len(out) < maxDocuments; {
		var n yaml.Node
		switch err := dec.Decode(&n); {
		case errors.Is(err, io.EOF):
			return out
		case err != nil && templated(src):
			l.report("warning", CodeTemplated, document.Location{File: file, Line: 1}, "the file is a template: what another program fills in is not known")
			return out
		case err != nil:
			l.report("error", CodeSyntax, document.Location{File: file, Line: tree.LineOf(err)}, "not valid YAML")
			return out
		}
		if len(n.Content) > 0 {
			out = append(out, n.Content[0])
		}
	}
	return out
}

func templated(src []byte) bool {
	return bytes.Contains(src, []byte("{{")) || bytes.Contains(src, []byte("{%")) || bytes.Contains(src, []byte("${"))
}

func (l *loader) readManifest(file string) {
	for _, n := range l.documents(file) {
		l.add(file, n, 0)
	}
}

// add keeps an object, or those of a List.
func (l *loader) add(file string, n *yaml.Node, depth int) {
	kind := textOf(get(n, "kind"))
	if strings.HasSuffix(kind, "List") && depth < 3 {
		for _, item := range items(get(n, "items")) {
			l.add(file, item, depth+1)
		}
		return
	}
	name := get(n, "metadata", "name")
	if kind == "" || name == nil || len(l.objects) >= maxObjects {
		return
	}
	l.objects = append(l.objects, &object{node: n, file: file, kind: kind, name: textOf(name),
		namespace: textOf(get(n, "metadata", "namespace")), at: placeOf(file, name)})
}

// sortedFiles returns the files once each, in order.
func sortedFiles(files []string) []string {
	files = slices.Clone(files)
	slices.Sort(files)
	return slices.Compact(files)
}
