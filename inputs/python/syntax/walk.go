package syntax

// Walk calls f for n and, where f returns true, for each node below it, in the
// order of the source's fields. Parts without a position of their own
// (parameters, comprehensions, with items, match cases) are passed through.
func Walk(n Node, f func(Node) bool) {
	if !f(n) {
		return
	}
	w := walker(f)
	switch n := n.(type) {
	case Expr:
		w.below(n)
	case Stmt:
		w.belowStmt(n)
	case Pattern:
		w.belowPattern(n)
	case *Keyword:
		w.expr(n.Value)
	case *Arg:
		w.expr(n.Annotation)
	case *ExceptHandler:
		w.expr(n.Type)
		w.stmts(n.Body)
	case *TypeParam:
		w.expr(n.Bound, n.DefaultValue)
	}
}

type walker func(Node) bool

func (w walker) node(n Node) { Walk(n, w) }

func (w walker) expr(es ...Expr) {
	for _, e := range es {
		if e != nil {
			w.node(e)
		}
	}
}

func (w walker) stmts(body []Stmt) {
	for _, s := range body {
		w.node(s)
	}
}

func (w walker) patterns(ps []Pattern) {
	for _, p := range ps {
		w.node(p)
	}
}

func (w walker) keywords(ks []*Keyword) {
	for _, k := range ks {
		w.node(k)
	}
}

func (w walker) aliases(as []*Alias) {
	for _, a := range as {
		w.node(a)
	}
}

func (w walker) typeParams(ts []*TypeParam) {
	for _, t := range ts {
		w.node(t)
	}
}

func (w walker) spec(s *JoinedStr) {
	if s != nil {
		w.node(s)
	}
}

func (w walker) comprehensions(cs []*Comprehension) {
	for _, c := range cs {
		w.expr(c.Target, c.Iter)
		w.expr(c.Ifs...)
	}
}

func (w walker) arguments(a *Arguments) {
	for _, list := range [][]*Arg{a.PosOnlyArgs, a.Args, {a.Vararg}, a.KwOnlyArgs, {a.Kwarg}} {
		for _, arg := range list {
			if arg != nil {
				w.node(arg)
			}
		}
	}
	w.expr(a.KwDefaults...)
	w.expr(a.Defaults...)
}

func (w walker) below(e Expr) {
	switch e := e.(type) {
	case *BoolOp:
		w.expr(e.Values...)
	case *NamedExpr:
		w.expr(e.Target, e.Value)
	case *BinOp:
		w.expr(e.Left, e.Right)
	case *UnaryOp:
		w.expr(e.Operand)
	case *Lambda:
		w.arguments(e.Args)
		w.expr(e.Body)
	case *IfExp:
		w.expr(e.Test, e.Body, e.Orelse)
	case *Dict:
		for i, key := range e.Keys {
			w.expr(key, e.Values[i])
		}
	case *Set:
		w.expr(e.Elts...)
	case *Await:
		w.expr(e.Value)
	case *Yield:
		w.expr(e.Value)
	case *YieldFrom:
		w.expr(e.Value)
	case *Compare:
		w.expr(e.Left)
		w.expr(e.Comparators...)
	case *Call:
		w.expr(e.Func)
		w.expr(e.Args...)
		w.keywords(e.Keywords)
	case *Attribute:
		w.expr(e.Value)
	case *Subscript:
		w.expr(e.Value, e.Slice)
	case *Starred:
		w.expr(e.Value)
	case *List:
		w.expr(e.Elts...)
	case *Tuple:
		w.expr(e.Elts...)
	case *Slice:
		w.expr(e.Lower, e.Upper, e.Step)
	default:
		w.belowOther(e)
	}
}

// belowOther has the comprehensions and formatted strings.
func (w walker) belowOther(e Expr) {
	switch e := e.(type) {
	case *ListComp:
		w.expr(e.Elt)
		w.comprehensions(e.Generators)
	case *SetComp:
		w.expr(e.Elt)
		w.comprehensions(e.Generators)
	case *GeneratorExp:
		w.expr(e.Elt)
		w.comprehensions(e.Generators)
	case *DictComp:
		w.expr(e.Key, e.Value)
		w.comprehensions(e.Generators)
	case *JoinedStr:
		w.expr(e.Values...)
	case *TemplateStr:
		w.expr(e.Values...)
	case *FormattedValue:
		w.expr(e.Value)
		w.spec(e.FormatSpec)
	case *Interpolation:
		w.expr(e.Value)
		w.spec(e.FormatSpec)
	}
}

func (w walker) belowStmt(s Stmt) {
	switch s := s.(type) {
	case *FunctionDef:
		w.typeParams(s.TypeParams)
		w.arguments(s.Args)
		w.stmts(s.Body)
		w.expr(s.DecoratorList...)
		w.expr(s.Returns)
	case *ClassDef:
		w.typeParams(s.TypeParams)
		w.expr(s.Bases...)
		w.keywords(s.Keywords)
		w.stmts(s.Body)
		w.expr(s.DecoratorList...)
	case *For:
		w.expr(s.Target, s.Iter)
		w.stmts(s.Body)
		w.stmts(s.Orelse)
	case *While:
		w.expr(s.Test)
		w.stmts(s.Body)
		w.stmts(s.Orelse)
	case *If:
		w.expr(s.Test)
		w.stmts(s.Body)
		w.stmts(s.Orelse)
	case *With:
		for _, item := range s.Items {
			w.expr(item.ContextExpr, item.OptionalVars)
		}
		w.stmts(s.Body)
	case *Match:
		w.expr(s.Subject)
		for _, c := range s.Cases {
			w.node(c.Pattern)
			w.expr(c.Guard)
			w.stmts(c.Body)
		}
	case *Try:
		w.stmts(s.Body)
		for _, h := range s.Handlers {
			w.node(h)
		}
		w.stmts(s.Orelse)
		w.stmts(s.Finalbody)
	default:
		w.belowSimple(s)
	}
}

func (w walker) belowSimple(s Stmt) {
	switch s := s.(type) {
	case *Return:
		w.expr(s.Value)
	case *Delete:
		w.expr(s.Targets...)
	case *Assign:
		w.expr(s.Targets...)
		w.expr(s.Value)
	case *TypeAlias:
		w.expr(s.Name)
		w.typeParams(s.TypeParams)
		w.expr(s.Value)
	case *AugAssign:
		w.expr(s.Target, s.Value)
	case *AnnAssign:
		w.expr(s.Target, s.Annotation, s.Value)
	case *Raise:
		w.expr(s.Exc, s.Cause)
	case *Assert:
		w.expr(s.Test, s.Msg)
	case *Import:
		w.aliases(s.Names)
	case *ImportFrom:
		w.aliases(s.Names)
	case *ExprStmt:
		w.expr(s.Value)
	}
}

func (w walker) belowPattern(p Pattern) {
	switch p := p.(type) {
	case *MatchValue:
		w.expr(p.Value)
	case *MatchSequence:
		w.patterns(p.Patterns)
	case *MatchMapping:
		w.expr(p.Keys...)
		w.patterns(p.Patterns)
	case *MatchClass:
		w.expr(p.Cls)
		w.patterns(p.Patterns)
		w.patterns(p.KwdPatterns)
	case *MatchAs:
		if p.Pattern != nil {
			w.node(p.Pattern)
		}
	case *MatchOr:
		w.patterns(p.Patterns)
	}
}
