package evaluator

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/djgate/djgate/evaluator/program"
	"github.com/djgate/djgate/inputs/document"
	"github.com/open-policy-agent/opa/v1/ast"
)

// loaded is what policies are when they can be evaluated.
type loaded struct {
	policies []*Policy
	program  *program.Program // of the bundle's; nil: they are compiled like the user's
	compiler *ast.Compiler    // nil: nothing is compiled
}

// load takes the bundle's policies from their program, else from their sources,
// and compiles the user's.
func load(bundle fs.FS, o Options) (loaded, error) {
	var out loaded
	all := library{modules: map[string]*ast.Module{}}
	if o.Program != "" {
		ready, err := program.Load(o.Program)
		if err != nil && !errors.Is(err, program.ErrOther) {
			return out, err
		}
		out.program = ready
	}
	if err := all.addBundle(bundle, o.Collections, out.program == nil, len(o.Policies) > 0); err != nil {
		return out, err
	}
	if err := all.addUsers(o); err != nil {
		return out, err
	}
	out.policies = all.policies
	if len(all.modules) == 0 {
		return out, nil
	}
	var err error
	out.compiler, err = all.compile(o)
	return out, err
}

func (l *library) compile(o Options) (*ast.Compiler, error) {
	compiler := newCompiler(len(o.Policies) > 0)
	if o.AnyInput {
		compiler = ast.NewCompiler().WithDefaultRegoVersion(ast.RegoV1)
	}
	if len(o.Policies) > 0 {
		compiler = compiler.WithCapabilities(capabilitiesOf(o))
	}
	if compiler.Compile(l.modules); compiler.Failed() {
		return nil, regoErrors(compiler.Errors)
	}
	for _, p := range l.policies {
		if p.User && p.Reads == nil {
			p.Reads = Reads(compiler, p.Package)
		}
	}
	return compiler, nil
}

// Sources are the modules of a bundle, and the rules that are asked of the policies
// of every collection: what a program is made of.
func Sources(bundle fs.FS) (modules map[string]*ast.Module, rules []string, err error) {
	sources, err := parseAll(bundle, false, func(file string) bool { return file != mainFile && file != catalogFile })
	if err != nil {
		return nil, nil, err
	}
	policies, err := shippedPolicies(bundle)
	if err != nil {
		return nil, nil, err
	}
	judged := map[string]bool{}
	for _, p := range policies {
		judged[p.File] = true
	}
	modules = map[string]*ast.Module{}
	for _, s := range sources {
		modules[s.file] = s.Module
		if !judged[s.file] {
			continue
		}
		for _, name := range []string{denyRule, allowRule, dischargedRule, unsureRule} {
			if slices.ContainsFunc(s.Rules, func(r *ast.Rule) bool { return r.Head.Ref()[0].Value.String() == name }) {
				rules = append(rules, packageName(s.Module)+"."+name)
			}
		}
	}
	return modules, rules, nil
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

// library collects what is compiled together.
type library struct {
	modules  map[string]*ast.Module
	policies []*Policy
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
func (l *library) addBundle(bundle fs.FS, collections []string, sources, whole bool) error {
	policies, unused, err := chosen(bundle, collections)
	if err != nil || unused == nil {
		return err
	}
	l.policies = policies
	if !sources && !whole {
		return nil
	}
	parsed, err := parseAll(bundle, false, func(file string) bool { return whole || !unused[file] })
	for _, s := range parsed {
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
