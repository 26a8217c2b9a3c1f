// Package syntax reads Python source: scanner, parser and the tree they build.
//
// The tree is CPython's ast, node for node: the same kinds, the same fields in
// the same order, the same positions. What CPython refuses, Parse refuses, with
// CPython's line and, where it can, its words.
package syntax

import "math/big"

// Span is the half-open range of bytes that a node covers in its file.
type Span struct{ Pos, End int32 }

// Range returns the span itself; it makes every node that embeds one a Node.
func (s Span) Range() Span { return s }

// Node is any node of the tree that has a position.
type Node interface{ Range() Span }

// Expr is an expression.
type Expr interface {
	Node
	expr()
}

// Stmt is a statement.
type Stmt interface {
	Node
	stmt()
}

// Pattern is a pattern of a match statement.
type Pattern interface {
	Node
	pattern()
}

// Context says what is done with a Name, Attribute, Subscript, Starred, List or Tuple.
type Context uint8

// The contexts of ast.expr_context.
const (
	Load Context = iota
	Store
	Del
)

// Operator is a binary operator, of BinOp and AugAssign.
type Operator uint8

// The operators of ast.operator, in the order of the grammar.
const (
	Add Operator = iota
	Sub
	Mult
	MatMult
	Div
	Mod
	Pow
	LShift
	RShift
	BitOr
	BitXor
	BitAnd
	FloorDiv
)

// UnaryOperator is the operator of a UnaryOp.
type UnaryOperator uint8

// The operators of ast.unaryop.
const (
	Invert UnaryOperator = iota
	Not
	UAdd
	USub
)

// CmpOperator is one operator of a Compare.
type CmpOperator uint8

// The operators of ast.cmpop.
const (
	Eq CmpOperator = iota
	NotEq
	Lt
	LtE
	Gt
	GtE
	Is
	IsNot
	In
	NotIn
)

// Module is a whole file.
type Module struct {
	File *File
	Body []Stmt
}

// Ellipsis is the value of the Constant "...".
type Ellipsis struct{}

// Bytes is the value of a bytes Constant.
type Bytes string

// Imaginary is the value of a Constant such as 2j.
type Imaginary float64

// Constant is a literal. Value is nil (None), bool, int64, *big.Int (only what
// int64 cannot hold), float64, Imaginary, string, Bytes or Ellipsis. A lone
// surrogate in a string is three bytes, as "surrogatepass" writes it.
// Undecoded is set where the text holds \N{...}, which needs a table of names
// that is not linked: Value then has the escape in place of the character.
type Constant struct {
	Span
	Value     any
	U         bool // written with the prefix u
	Undecoded bool
}

// The expressions, with the fields of CPython's ast.
type (
	BoolOp struct {
		Span
		Or     bool
		Values []Expr
	}
	NamedExpr struct {
		Span
		Target *Name
		Value  Expr
	}
	BinOp struct {
		Span
		Left  Expr
		Op    Operator
		Right Expr
	}
	UnaryOp struct {
		Span
		Op      UnaryOperator
		Operand Expr
	}
	Lambda struct {
		Span
		Args *Arguments
		Body Expr
	}
	IfExp struct {
		Span
		Test, Body, Orelse Expr
	}
	// Dict has a nil key for each "**value".
	Dict struct {
		Span
		Keys, Values []Expr
	}
	Set struct {
		Span
		Elts []Expr
	}
	ListComp struct {
		Span
		Elt        Expr
		Generators []*Comprehension
	}
	SetComp struct {
		Span
		Elt        Expr
		Generators []*Comprehension
	}
	DictComp struct {
		Span
		Key, Value Expr
		Generators []*Comprehension
	}
	GeneratorExp struct {
		Span
		Elt        Expr
		Generators []*Comprehension
	}
	Await struct {
		Span
		Value Expr
	}
	Yield struct {
		Span
		Value Expr // nil: none
	}
	YieldFrom struct {
		Span
		Value Expr
	}
	Compare struct {
		Span
		Left        Expr
		Ops         []CmpOperator
		Comparators []Expr
	}
	Call struct {
		Span
		Func     Expr
		Args     []Expr
		Keywords []*Keyword
	}
	// FormattedValue is a replacement field of a JoinedStr. Conversion is -1, 's', 'r' or 'a'.
	FormattedValue struct {
		Span
		Value      Expr
		Conversion int
		FormatSpec *JoinedStr // nil: none
	}
	JoinedStr struct {
		Span
		Values []Expr
	}
	// Interpolation is a replacement field of a TemplateStr (Python 3.14); Str is its source text.
	Interpolation struct {
		Span
		Value      Expr
		Str        string
		Conversion int
		FormatSpec *JoinedStr
	}
	TemplateStr struct {
		Span
		Values []Expr
	}
	Attribute struct {
		Span
		Value Expr
		Attr  string
		// AttrPos is the byte offset of the attribute's own name; CPython does not keep it.
		AttrPos int32
		Ctx     Context
	}
	Subscript struct {
		Span
		Value, Slice Expr
		Ctx          Context
	}
	Starred struct {
		Span
		Value Expr
		Ctx   Context
	}
	Name struct {
		Span
		ID  string
		Ctx Context
	}
	List struct {
		Span
		Elts []Expr
		Ctx  Context
	}
	Tuple struct {
		Span
		Elts []Expr
		Ctx  Context
	}
	Slice struct {
		Span
		Lower, Upper, Step Expr // nil: none
	}
)

// Comprehension is one "for ... in ... if ..." of a comprehension. It has no position of its own.
type Comprehension struct {
	Target, Iter Expr
	Ifs          []Expr
	IsAsync      bool
}

// Keyword is a keyword argument; Arg is empty for "**value".
type Keyword struct {
	Span
	Arg   string
	Value Expr
}

// Arguments are the parameters of a function. KwDefaults has one entry, perhaps
// nil, for each of KwOnlyArgs; Defaults belong to the last of PosOnlyArgs + Args.
type Arguments struct {
	PosOnlyArgs, Args []*Arg
	Vararg            *Arg
	KwOnlyArgs        []*Arg
	KwDefaults        []Expr
	Kwarg             *Arg
	Defaults          []Expr
}

// Arg is one parameter.
type Arg struct {
	Span
	Arg        string
	Annotation Expr // nil: none
}

// Alias is one name of an import; AsName is empty where there is none.
type Alias struct {
	Span
	Name, AsName string
}

// WithItem is one context manager of a with statement.
type WithItem struct {
	ContextExpr  Expr
	OptionalVars Expr // nil: none
}

// ExceptHandler is one except clause; Type is nil for a bare one.
type ExceptHandler struct {
	Span
	Type Expr
	Name string
	Body []Stmt
}

// MatchCase is one case of a match statement.
type MatchCase struct {
	Pattern Pattern
	Guard   Expr // nil: none
	Body    []Stmt
}

// TypeParam is a type parameter (PEP 695): Kind is "TypeVar", "ParamSpec" or "TypeVarTuple".
type TypeParam struct {
	Span
	Kind         string
	Name         string
	Bound        Expr // of a TypeVar; nil: none
	DefaultValue Expr // PEP 696; nil: none
}

// The statements, with the fields of CPython's ast.
type (
	FunctionDef struct {
		Span
		Async         bool // AsyncFunctionDef
		Name          string
		Args          *Arguments
		Body          []Stmt
		DecoratorList []Expr
		Returns       Expr // nil: none
		TypeParams    []*TypeParam
	}
	ClassDef struct {
		Span
		Name          string
		Bases         []Expr
		Keywords      []*Keyword
		Body          []Stmt
		DecoratorList []Expr
		TypeParams    []*TypeParam
	}
	Return struct {
		Span
		Value Expr // nil: none
	}
	Delete struct {
		Span
		Targets []Expr
	}
	Assign struct {
		Span
		Targets []Expr
		Value   Expr
	}
	TypeAlias struct {
		Span
		Name       *Name
		TypeParams []*TypeParam
		Value      Expr
	}
	AugAssign struct {
		Span
		Target Expr
		Op     Operator
		Value  Expr
	}
	// AnnAssign is "target: annotation = value". Simple: the target is a name without parentheses.
	AnnAssign struct {
		Span
		Target, Annotation Expr
		Value              Expr // nil: none
		Simple             bool
	}
	For struct {
		Span
		Async        bool
		Target, Iter Expr
		Body, Orelse []Stmt
	}
	While struct {
		Span
		Test         Expr
		Body, Orelse []Stmt
	}
	If struct {
		Span
		Test         Expr
		Body, Orelse []Stmt
	}
	With struct {
		Span
		Async bool
		Items []*WithItem
		Body  []Stmt
	}
	Match struct {
		Span
		Subject Expr
		Cases   []*MatchCase
	}
	Raise struct {
		Span
		Exc, Cause Expr // nil: none
	}
	Try struct {
		Span
		Star              bool // except*
		Body              []Stmt
		Handlers          []*ExceptHandler
		Orelse, Finalbody []Stmt
	}
	Assert struct {
		Span
		Test, Msg Expr // Msg nil: none
	}
	Import struct {
		Span
		Names []*Alias
	}
	// ImportFrom is "from ..module import names"; Level counts the dots.
	ImportFrom struct {
		Span
		Module string
		Names  []*Alias
		Level  int
	}
	Global struct {
		Span
		Names []string
	}
	Nonlocal struct {
		Span
		Names []string
	}
	ExprStmt struct { // ast.Expr
		Span
		Value Expr
	}
	Pass     struct{ Span }
	Break    struct{ Span }
	Continue struct{ Span }
)

// The patterns, with the fields of CPython's ast.
type (
	MatchValue struct {
		Span
		Value Expr
	}
	// MatchSingleton matches None, True or False: Value is nil or bool.
	MatchSingleton struct {
		Span
		Value any
	}
	MatchSequence struct {
		Span
		Patterns []Pattern
	}
	MatchMapping struct {
		Span
		Keys     []Expr
		Patterns []Pattern
		Rest     string // empty: none
	}
	MatchClass struct {
		Span
		Cls         Expr
		Patterns    []Pattern
		KwdAttrs    []string
		KwdPatterns []Pattern
	}
	// MatchStar is "*name"; Name is empty for "*_".
	MatchStar struct {
		Span
		Name string
	}
	// MatchAs is "pattern as name", a bare name, or "_" (both empty).
	MatchAs struct {
		Span
		Pattern Pattern // nil: none
		Name    string
	}
	MatchOr struct {
		Span
		Patterns []Pattern
	}
)

func (*BoolOp) expr()         {}
func (*NamedExpr) expr()      {}
func (*BinOp) expr()          {}
func (*UnaryOp) expr()        {}
func (*Lambda) expr()         {}
func (*IfExp) expr()          {}
func (*Dict) expr()           {}
func (*Set) expr()            {}
func (*ListComp) expr()       {}
func (*SetComp) expr()        {}
func (*DictComp) expr()       {}
func (*GeneratorExp) expr()   {}
func (*Await) expr()          {}
func (*Yield) expr()          {}
func (*YieldFrom) expr()      {}
func (*Compare) expr()        {}
func (*Call) expr()           {}
func (*FormattedValue) expr() {}
func (*JoinedStr) expr()      {}
func (*Interpolation) expr()  {}
func (*TemplateStr) expr()    {}
func (*Constant) expr()       {}
func (*Attribute) expr()      {}
func (*Subscript) expr()      {}
func (*Starred) expr()        {}
func (*Name) expr()           {}
func (*List) expr()           {}
func (*Tuple) expr()          {}
func (*Slice) expr()          {}

func (*FunctionDef) stmt() {}
func (*ClassDef) stmt()    {}
func (*Return) stmt()      {}
func (*Delete) stmt()      {}
func (*Assign) stmt()      {}
func (*TypeAlias) stmt()   {}
func (*AugAssign) stmt()   {}
func (*AnnAssign) stmt()   {}
func (*For) stmt()         {}
func (*While) stmt()       {}
func (*If) stmt()          {}
func (*With) stmt()        {}
func (*Match) stmt()       {}
func (*Raise) stmt()       {}
func (*Try) stmt()         {}
func (*Assert) stmt()      {}
func (*Import) stmt()      {}
func (*ImportFrom) stmt()  {}
func (*Global) stmt()      {}
func (*Nonlocal) stmt()    {}
func (*ExprStmt) stmt()    {}
func (*Pass) stmt()        {}
func (*Break) stmt()       {}
func (*Continue) stmt()    {}

func (*MatchValue) pattern()     {}
func (*MatchSingleton) pattern() {}
func (*MatchSequence) pattern()  {}
func (*MatchMapping) pattern()   {}
func (*MatchClass) pattern()     {}
func (*MatchStar) pattern()      {}
func (*MatchAs) pattern()        {}
func (*MatchOr) pattern()        {}

var _ = (*big.Int)(nil) // the type that Constant.Value may hold
