package interp

// Which names are local to a function, found before it runs, as Python's
// compiler does (symtable).

import "github.com/djgate/djgate/inputs/python/syntax"

// symbols are the names that the code of one scope binds or declares.
type symbols struct {
	locals, globals, nonlocals map[string]bool
	order                      []string // of locals
	free                       []string // of the code of a function; nil before they are asked for
	generator                  bool
}

func newSymbols() *symbols {
	return &symbols{locals: map[string]bool{}, globals: map[string]bool{}, nonlocals: map[string]bool{}}
}

// symbolsOf returns the symbols of a function's, lambda's or comprehension's body.
func (in *interp) symbolsOf(n syntax.Node, collect func(*symbols)) *symbols {
	if s, ok := in.symbols[n]; ok {
		return s
	}
	s := newSymbols()
	collect(s)
	for name := range s.globals {
		delete(s.locals, name)
	}
	for name := range s.nonlocals {
		delete(s.locals, name)
	}
	in.symbols[n] = s
	return s
}

func (in *interp) symbolsOfFunction(s *syntax.FunctionDef) *symbols {
	return in.symbolsOf(s, func(sy *symbols) {
		sy.arguments(s.Args)
		sy.block(s.Body)
	})
}

func (in *interp) symbolsOfLambda(e *syntax.Lambda) *symbols {
	return in.symbolsOf(e, func(sy *symbols) {
		sy.arguments(e.Args)
		sy.exprs(e.Body)
	})
}

func (in *interp) symbolsOfClass(s *syntax.ClassDef) *symbols {
	return in.symbolsOf(s, func(sy *symbols) { sy.block(s.Body) })
}

// symbolsOfComprehension are its targets.
func (in *interp) symbolsOfComprehension(e syntax.Expr, generators []*syntax.Comprehension) *symbols {
	return in.symbolsOf(e, func(sy *symbols) {
		for _, g := range generators {
			sy.target(g.Target)
		}
	})
}

// boundBy lists the names that a statement may bind in its own scope, in order.
func boundBy(stmts ...syntax.Stmt) *symbols {
	s := newSymbols()
	s.block(stmts)
	return s
}

func (s *symbols) bind(name string) {
	if name != "" && !s.locals[name] {
		s.locals[name] = true
		s.order = append(s.order, name)
	}
}

func (s *symbols) arguments(a *syntax.Arguments) {
	for _, list := range [][]*syntax.Arg{a.PosOnlyArgs, a.Args, a.KwOnlyArgs, {a.Vararg, a.Kwarg}} {
		for _, arg := range list {
			if arg != nil {
				s.bind(arg.Arg)
			}
		}
	}
}

func (s *symbols) block(body []syntax.Stmt) {
	for _, st := range body {
		s.stmt(st)
	}
}

func (s *symbols) stmt(st syntax.Stmt) {
	switch st := st.(type) {
	case *syntax.FunctionDef:
		s.bind(st.Name)
		s.exprs(st.DecoratorList...)
		s.exprs(st.Args.Defaults...)
		s.exprs(st.Args.KwDefaults...)
	case *syntax.ClassDef:
		s.bind(st.Name)
		s.exprs(st.DecoratorList...)
		s.exprs(st.Bases...)
	case *syntax.Return:
		s.exprs(st.Value)
	case *syntax.Delete:
		s.target(st.Targets...)
	case *syntax.Assign:
		s.target(st.Targets...)
		s.exprs(st.Value)
	case *syntax.TypeAlias:
		s.bind(st.Name.ID)
	case *syntax.AugAssign:
		s.target(st.Target)
		s.exprs(st.Value)
	case *syntax.AnnAssign:
		s.target(st.Target)
		s.exprs(st.Value)
	case *syntax.ExprStmt:
		s.exprs(st.Value)
	case *syntax.Import:
		s.aliases(st.Names, true)
	case *syntax.ImportFrom:
		s.aliases(st.Names, false)
	case *syntax.Global:
		declare(s.globals, st.Names)
	case *syntax.Nonlocal:
		declare(s.nonlocals, st.Names)
	case *syntax.Raise:
		s.exprs(st.Exc, st.Cause)
	case *syntax.Assert:
		s.exprs(st.Test, st.Msg)
	default:
		s.compound(st)
	}
}

func (s *symbols) compound(st syntax.Stmt) {
	switch st := st.(type) {
	case *syntax.If:
		s.exprs(st.Test)
		s.block(st.Body)
		s.block(st.Orelse)
	case *syntax.For:
		s.target(st.Target)
		s.exprs(st.Iter)
		s.block(st.Body)
		s.block(st.Orelse)
	case *syntax.While:
		s.exprs(st.Test)
		s.block(st.Body)
		s.block(st.Orelse)
	case *syntax.With:
		for _, item := range st.Items {
			s.exprs(item.ContextExpr)
			s.target(item.OptionalVars)
		}
		s.block(st.Body)
	case *syntax.Try:
		s.block(st.Body)
		for _, h := range st.Handlers {
			s.bind(h.Name)
			s.block(h.Body)
		}
		s.block(st.Orelse)
		s.block(st.Finalbody)
	case *syntax.Match:
		s.exprs(st.Subject)
		for _, c := range st.Cases {
			s.pattern(c.Pattern)
			s.exprs(c.Guard)
			s.block(c.Body)
		}
	}
}

func declare(in map[string]bool, names []string) {
	for _, n := range names {
		in[n] = true
	}
}

func (s *symbols) aliases(names []*syntax.Alias, dotted bool) {
	for _, a := range names {
		switch {
		case a.AsName != "":
			s.bind(a.AsName)
		case dotted:
			s.bind(firstPart(a.Name))
		case a.Name != "*":
			s.bind(a.Name)
		}
	}
}

func (s *symbols) target(targets ...syntax.Expr) {
	for _, e := range targets {
		switch e := e.(type) {
		case *syntax.Name:
			s.bind(e.ID)
		case *syntax.Tuple:
			s.target(e.Elts...)
		case *syntax.List:
			s.target(e.Elts...)
		case *syntax.Starred:
			s.target(e.Value)
		case *syntax.Attribute:
			s.exprs(e.Value)
		case *syntax.Subscript:
			s.exprs(e.Value, e.Slice)
		}
	}
}

func (s *symbols) pattern(p syntax.Pattern) {
	switch p := p.(type) {
	case *syntax.MatchSequence:
		s.patterns(p.Patterns)
	case *syntax.MatchMapping:
		s.patterns(p.Patterns)
		s.bind(p.Rest)
	case *syntax.MatchClass:
		s.patterns(p.Patterns)
		s.patterns(p.KwdPatterns)
	case *syntax.MatchStar:
		s.bind(p.Name)
	case *syntax.MatchAs:
		if p.Pattern != nil {
			s.pattern(p.Pattern)
		}
		s.bind(p.Name)
	case *syntax.MatchOr:
		s.patterns(p.Patterns)
	}
}

func (s *symbols) patterns(list []syntax.Pattern) {
	for _, p := range list {
		s.pattern(p)
	}
}

// exprs finds what expressions bind (":=") and whether they yield. It does not
// enter the scopes of lambdas; a walrus in a comprehension binds outside of it.
func (s *symbols) exprs(list ...syntax.Expr) {
	for _, e := range list {
		switch e := e.(type) {
		case nil:
		case *syntax.NamedExpr:
			s.bind(e.Target.ID)
			s.exprs(e.Value)
		case *syntax.Yield, *syntax.YieldFrom:
			s.generator = true
			s.exprs(children(e)...)
		default:
			s.exprs(children(e)...)
		}
	}
}

// children are the direct parts of an expression that are evaluated in its scope.
func children(e syntax.Expr) []syntax.Expr {
	switch e := e.(type) {
	case *syntax.BoolOp:
		return e.Values
	case *syntax.BinOp:
		return []syntax.Expr{e.Left, e.Right}
	case *syntax.UnaryOp:
		return []syntax.Expr{e.Operand}
	case *syntax.IfExp:
		return []syntax.Expr{e.Test, e.Body, e.Orelse}
	case *syntax.Dict:
		return append(append([]syntax.Expr{}, e.Keys...), e.Values...)
	case *syntax.Set:
		return e.Elts
	case *syntax.List:
		return e.Elts
	case *syntax.Tuple:
		return e.Elts
	case *syntax.Compare:
		return append([]syntax.Expr{e.Left}, e.Comparators...)
	case *syntax.Call:
		out := append([]syntax.Expr{e.Func}, e.Args...)
		for _, k := range e.Keywords {
			out = append(out, k.Value)
		}
		return out
	case *syntax.Attribute:
		return []syntax.Expr{e.Value}
	case *syntax.Subscript:
		return []syntax.Expr{e.Value, e.Slice}
	case *syntax.Starred:
		return []syntax.Expr{e.Value}
	case *syntax.Slice:
		return []syntax.Expr{e.Lower, e.Upper, e.Step}
	case *syntax.Await:
		return []syntax.Expr{e.Value}
	case *syntax.Yield:
		return []syntax.Expr{e.Value}
	case *syntax.YieldFrom:
		return []syntax.Expr{e.Value}
	}
	return deepChildren(e)
}

func deepChildren(e syntax.Expr) []syntax.Expr {
	switch e := e.(type) {
	case *syntax.JoinedStr:
		return e.Values
	case *syntax.TemplateStr:
		return e.Values
	case *syntax.FormattedValue:
		return withSpec(e.Value, e.FormatSpec)
	case *syntax.Interpolation:
		return withSpec(e.Value, e.FormatSpec)
	case *syntax.ListComp:
		return append(clauses(e.Generators), e.Elt)
	case *syntax.SetComp:
		return append(clauses(e.Generators), e.Elt)
	case *syntax.GeneratorExp:
		return append(clauses(e.Generators), e.Elt)
	case *syntax.DictComp:
		return append(clauses(e.Generators), e.Key, e.Value)
	}
	return nil
}

func withSpec(v syntax.Expr, spec *syntax.JoinedStr) []syntax.Expr {
	if spec == nil {
		return []syntax.Expr{v}
	}
	return []syntax.Expr{v, spec}
}

func clauses(generators []*syntax.Comprehension) []syntax.Expr {
	var out []syntax.Expr
	for _, g := range generators {
		out = append(append(out, g.Iter), g.Ifs...)
	}
	return out
}
