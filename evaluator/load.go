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
	shipped, encoded, err := shippedBy(bundle, o)
	if err != nil {
		return loaded{}, err
	}
	ready, err := program.Load(encoded)
	if err != nil && !errors.Is(err, program.ErrOther) {
		return loaded{}, err
	}
	all := library{modules: map[string]*ast.Module{}, policies: chosen(shipped, o.Collections)}
	if err := all.addUsers(o); err != nil {
		return loaded{}, err
	}
	if err := all.addBundle(bundle, shipped, ready == nil); err != nil {
		return loaded{}, err
	}
	out := loaded{policies: all.policies, program: ready}
	if len(all.modules) == 0 {
		return out, nil
	}
	out.compiler, err = all.compile(o)
	return out, err
}

// shippedBy returns the policies that come with djgate, and their program; "" where
// there is none of this version.
func shippedBy(bundle fs.FS, o Options) (shipped []*Policy, encoded string, err error) {
	shipped, encoded, ok := readBuilt(o.Program)
	if !ok {
		shipped, err = shippedPolicies(bundle)
		return shipped, "", err
	}
	return shipped, encoded, nil
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

// Sources are the modules of a bundle, its policies of every collection, and the
// rules that are asked of them: what a program is made of.
func Sources(bundle fs.FS) (modules map[string]*ast.Module, policies []*Policy, rules []string, err error) {
	sources, err := parseAll(bundle, false, func(file string) bool { return file != mainFile && file != catalogFile })
	if err != nil {
		return nil, nil, nil, err
	}
	if policies, err = shippedPolicies(bundle); err != nil {
		return nil, nil, nil, err
	}
	modules = map[string]*ast.Module{}
	for _, s := range sources {
		modules[s.file] = s.Module
	}
	for _, p := range policies {
		rules = append(rules, asked(modules[p.File])...)
	}
	return modules, policies, rules, nil
}

// asked are the rules of a module that judging asks for, as paths.
func asked(m *ast.Module) []string {
	has := map[string]bool{}
	for _, rule := range m.Rules {
		has[rule.Head.Ref()[0].Value.String()] = true
	}
	var rules []string
	for _, name := range judgedRules {
		if has[name] {
			rules = append(rules, packageName(m)+"."+name)
		}
	}
	return rules
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

// addBundle adds what is to be compiled of the bundle: where it is no program, the
// library and the chosen policies; what user policies refer to.
func (l *library) addBundle(bundle fs.FS, shipped []*Policy, judged bool) error {
	users := len(l.modules) > 0
	if users && !judged {
		if err := l.addReached(bundle); !errors.Is(err, errWhole) {
			return err
		}
	}
	if shipped == nil || !users && !judged {
		return nil
	}
	unused := map[string]bool{catalogFile: true, mainFile: true}
	for _, p := range shipped {
		unused[p.File] = !slices.Contains(l.policies, p)
	}
	sources, err := parseAll(bundle, false, func(file string) bool { return users || !unused[file] })
	for _, s := range sources {
		l.modules[s.file] = s.Module
	}
	return err
}

// chosen are the policies of the collections; of the checklist where none is named.
func chosen(shipped []*Policy, collections []string) []*Policy {
	if len(collections) == 0 {
		collections = []string{Checklist}
	}
	var policies []*Policy
	for _, p := range shipped {
		if slices.Contains(collections, p.Collection) {
			policies = append(policies, p)
		}
	}
	return policies
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
