// Package evaluator judges documents: it compiles a bundle of Rego policies once
// and says, for each policy and document, whether it is violated, passed, or
// cannot be told.
//
// It knows nothing of files but the bundle's, which it is given as fs.FS.
package evaluator

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/djgate/djgate/evaluator/compiled"
	"github.com/djgate/djgate/inputs/document"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// Options select and extend the policies. The zero value runs the checklist.
type Options struct {
	// Policies are folders of user policies; they may import the bundle's library.
	Policies []fs.FS
	// Names are what errors call the folders, in their order; where one is missing, its number.
	Names []string
	// Data is merged into OPA's data; it cannot touch data.django.
	Data map[string]any
	// Namespaces select user policies by package, * for any run; empty: all.
	Namespaces []string
	// Collections select policies of the bundle; empty: Checklist.
	Collections []string
	// Compiled is the bundle as Compile gave it, or empty. It spares compiling the
	// sources where there are no user policies and it is of this version of OPA.
	Compiled string
	// Parameters override the constants of policies: by policy, then by name.
	Parameters map[string]map[string]any
	// Capabilities are the builtins that user policies have; nil: those of Sandbox.
	Capabilities *Capabilities
	Limits       Limits
	// AnyInput: what is judged is no document of djgate (see EvaluateInput), so user
	// policies are not held against its schema.
	AnyInput bool
}

// Evaluator holds compiled policies. It may be used by many goroutines.
type Evaluator struct {
	engine   engine
	policies []*Policy
}

// New compiles a bundle and the user's policies. The bundle's root is the folder
// that holds django/. That nothing would be judged is an error, as is a policy
// that does not compile; its message names file and line.
func New(ctx context.Context, bundle fs.FS, o Options) (*Evaluator, error) {
	compiler, policies, err := load(bundle, o)
	if err != nil {
		return nil, err
	}
	if len(policies) == 0 {
		return nil, errors.New("no policy is loaded")
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	data, err := baseData(o)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(policies, byID)
	return &Evaluator{newEngine(compiler, inmem.NewFromObject(data), policies, o.Limits), policies}, nil
}

// load takes the policies from what was compiled before, else from their sources.
func load(bundle fs.FS, o Options) (*ast.Compiler, []*Policy, error) {
	if o.Compiled != "" && len(o.Policies) == 0 {
		compiler, policies, err := loadCompiled(bundle, o)
		if !errors.Is(err, compiled.ErrOther) {
			return compiler, policies, err
		}
	}
	all := library{modules: map[string]*ast.Module{}}
	if err := all.addBundle(bundle, o.Collections, len(o.Policies) > 0); err != nil {
		return nil, nil, err
	}
	if err := all.addUsers(o); err != nil {
		return nil, nil, err
	}
	compiler := newCompiler(len(o.Policies) > 0)
	if o.AnyInput {
		compiler = ast.NewCompiler().WithDefaultRegoVersion(ast.RegoV1)
	}
	if len(o.Policies) > 0 {
		compiler = compiler.WithCapabilities(capabilitiesOf(o))
	}
	if compiler.Compile(all.modules); compiler.Failed() {
		return nil, nil, regoErrors(compiler.Errors)
	}
	for _, p := range all.policies {
		if p.User && p.Reads == nil {
			p.Reads = Reads(compiler, p.Package)
		}
	}
	return compiler, all.policies, nil
}

// loadCompiled reads the modules of the collections from o.Compiled.
func loadCompiled(bundle fs.FS, o Options) (*ast.Compiler, []*Policy, error) {
	policies, unused, err := chosen(bundle, o.Collections)
	if err != nil {
		return nil, nil, err
	}
	modules, err := compiled.Decode(o.Compiled, func(file string) bool { return !unused[file] })
	if err != nil {
		return nil, nil, err
	}
	compiler, err := compiled.Compiler(modules)
	return compiler, policies, err
}

// Compile compiles a bundle for Options.Compiled: the library, and the policies of every collection.
func Compile(bundle fs.FS) ([]byte, error) {
	sources, err := parseAll(bundle, false, func(file string) bool { return file != mainFile && file != catalogFile })
	if err != nil {
		return nil, err
	}
	modules := map[string]*ast.Module{}
	for _, s := range sources {
		modules[s.file] = s.Module
	}
	compiler := newCompiler(false)
	if compiler.Compile(modules); compiler.Failed() {
		return nil, regoErrors(compiler.Errors)
	}
	return compiled.Encode(compiler)
}

// newCompiler returns a compiler that, where the user's policies are among the
// modules, knows the document's schema: a misspelt field does not compile. The
// bundle's own types are checked by a test, not again at every start.
func newCompiler(typed bool) *ast.Compiler {
	compiler := ast.NewCompiler().WithDefaultRegoVersion(ast.RegoV1)
	if !typed {
		return compiler.WithSkipStages(ast.StageCheckTypes)
	}
	var schema any
	if err := json.Unmarshal(document.Schema(), &schema); err != nil {
		panic(err) // it is embedded, and tested
	}
	schemas := ast.NewSchemaSet()
	schemas.Put(ast.SchemaRootRef, schema)
	return compiler.WithSchemas(schemas)
}

// Policies returns the policies that Evaluate judges by, in order of id.
func (e *Evaluator) Policies() []*Policy { return slices.Clone(e.policies) }

// Only returns an evaluator of some of its policies, by id. It shares the compiled modules.
func (e *Evaluator) Only(ids ...string) *Evaluator {
	part := &Evaluator{engine: e.engine}
	for _, p := range e.policies {
		if slices.Contains(ids, p.ID) {
			part.policies = append(part.policies, p)
		}
	}
	part.engine.settings = settingsRead(part.policies)
	return part
}

// Traced returns an evaluator whose evaluation the tracer sees.
func (e *Evaluator) Traced(tracer topdown.QueryTracer) *Evaluator {
	traced := *e
	traced.engine.tracer = tracer
	return &traced
}

// baseData is what policies see as data beside the bundle.
func baseData(o Options) (map[string]any, error) {
	data := maps.Clone(o.Data)
	if data == nil {
		data = map[string]any{}
	}
	if _, taken := data["django"]; taken {
		return nil, errors.New("data: django belongs to the bundle")
	}
	if len(o.Parameters) == 0 {
		return data, nil
	}
	parameters := map[string]any{}
	for policy, values := range o.Parameters {
		parameters[policy] = map[string]any(values)
	}
	data["djgate"] = map[string]any{"parameters": parameters}
	return data, nil
}

// library collects what is compiled together.
type library struct {
	modules  map[string]*ast.Module
	policies []*Policy
}

// List returns the policies that an evaluator with these options would have, in
// order of id. It compiles nothing.
func List(bundle fs.FS, o Options) ([]*Policy, error) {
	all := library{modules: map[string]*ast.Module{}}
	shipped, err := shippedPolicies(bundle)
	if err != nil {
		return nil, err
	}
	all.policies = slices.DeleteFunc(shipped, func(p *Policy) bool { return !slices.Contains(o.Collections, p.Collection) })
	if err := all.addUsers(o); err != nil {
		return nil, err
	}
	slices.SortFunc(all.policies, byID)
	return all.policies, nil
}

// shippedPolicies are those of the catalog; none in a bundle without policies of ours.
func shippedPolicies(bundle fs.FS) ([]*Policy, error) {
	catalog, err := fs.ReadFile(bundle, catalogFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return readCatalog(string(catalog))
}

// addBundle adds the library and the policies of the collections. What only other
// OPAs need (main.rego, the catalog) and policies that are not asked for are left
// out, unless user policies might refer to them.
func (l *library) addBundle(bundle fs.FS, collections []string, whole bool) error {
	policies, unused, err := chosen(bundle, collections)
	if err != nil || unused == nil {
		return err
	}
	l.policies = policies
	sources, err := parseAll(bundle, false, func(file string) bool { return whole || !unused[file] })
	for _, s := range sources {
		l.modules[s.file] = s.Module
	}
	return err
}

// chosen are the policies of the collections, and the files that they do without.
// Both are nil in a bundle without policies of ours.
func chosen(bundle fs.FS, collections []string) (policies []*Policy, unused map[string]bool, err error) {
	if len(collections) == 0 {
		collections = []string{Checklist}
	}
	shipped, err := shippedPolicies(bundle)
	if err != nil || shipped == nil {
		return nil, nil, err
	}
	unused = map[string]bool{catalogFile: true, mainFile: true}
	for _, p := range shipped {
		if slices.Contains(collections, p.Collection) {
			policies = append(policies, p)
		} else {
			unused[p.File] = true
		}
	}
	return policies, unused, nil
}

// addUsers adds the folders of user policies.
func (l *library) addUsers(o Options) error {
	for i, folder := range o.Policies {
		if err := l.addUser(i, folder, o.Namespaces); err != nil {
			name := fmt.Sprintf("policies %d", i+1)
			if i < len(o.Names) {
				name = o.Names[i]
			}
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// addUser adds the i-th folder of user policies. What is below django is the
// bundle's: a rule more there would change what its policies say.
func (l *library) addUser(i int, folder fs.FS, namespaces []string) error {
	sources, err := parseAll(folder, true, everything)
	if err != nil {
		return err
	}
	if len(sources) == 0 {
		return errors.New("there is no .rego file")
	}
	described := map[string]*Policy{}
	for _, s := range sources {
		l.modules[fmt.Sprintf("policy%d/%s", i+1, s.file)] = s.Module
		pkg, rules := packageName(s.Module), denyingRules(s.Module)
		switch known := described[pkg]; {
		case pkg == "django" || strings.HasPrefix(pkg, "django."):
			return fmt.Errorf("%s: the package %s is the bundle's own (--bundle takes its place)", s.file, pkg)
		case len(rules) == 0 || !selected(pkg, namespaces):
		case known != nil:
			known.rules = append(known.rules, rules...)
			slices.Sort(known.rules)
			known.rules = slices.Compact(known.rules)
		default:
			p, err := describeUser(s)
			if err != nil {
				return err
			}
			p.rules, described[pkg] = rules, p
			if err := l.add(p); err != nil {
				return err
			}
		}
	}
	return nil
}

func (l *library) add(p *Policy) error {
	for _, other := range l.policies {
		if other.ID == p.ID {
			return fmt.Errorf("%s: the id %s of package %s is taken by package %s (%s)", p.File, p.ID, p.Package, other.Package, other.File)
		}
	}
	l.policies = append(l.policies, p)
	return nil
}

// describeUser is describe for a policy that may have no METADATA: its severity
// is then high, so that what a user denies fails.
func describeUser(s source) (*Policy, error) {
	p, err := describe(s.file, s.Module, true)
	if err != nil {
		return nil, err
	}
	if p.Severity == 0 {
		p.Severity = High
	}
	if p.Title == "" {
		p.Title = p.ID
	}
	return p, nil
}

func selected(pkg string, namespaces []string) bool {
	return len(namespaces) == 0 || slices.ContainsFunc(namespaces, func(n string) bool { return matches(n, pkg) })
}

// Evaluate judges one document. A policy that cannot be evaluated has the
// verdict Failed; the error is for a document that cannot be written as JSON and
// for the context's end.
func (e *Evaluator) Evaluate(ctx context.Context, d *document.Document) (*Result, error) {
	session, err := e.engine.open(ctx, d)
	if err != nil {
		return nil, err
	}
	defer session.close()
	return e.verdicts(ctx, d, session)
}

// verdicts asks all policies in one session.
func (e *Evaluator) verdicts(ctx context.Context, d *document.Document, session *session) (*Result, error) {
	result := &Result{Target: d.Target, Django: d.Django, Diagnostics: d.Diagnostics}
	for _, p := range e.policies {
		verdict := judge(p, d, session)
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		result.Verdicts = append(result.Verdicts, verdict)
	}
	silence(result.Verdicts, d)
	cover(result.Verdicts)
	number(result.Verdicts)
	return result, nil
}
