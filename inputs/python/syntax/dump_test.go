package syntax

// This file writes a tree in the form of testdata/oracle.py, which gives it.

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"math"
	"math/big"
	"reflect"
	"strconv"
	"strings"
)

// dumper writes a tree. names has the characters of \N{...}, which Parse leaves alone.
type dumper struct {
	bytes.Buffer
	file      *File
	positions bool
	names     map[string]string
}

func dump(m *Module, positions bool, names map[string]string) []byte {
	d := &dumper{file: m.File, positions: positions, names: names}
	d.WriteString("(Module ")
	d.value(reflect.ValueOf(m.Body))
	d.WriteString(")")
	return d.Bytes()
}

// kindName is what CPython calls a node.
func kindName(n any) string {
	switch n := n.(type) {
	case *FunctionDef:
		return asyncName(n.Async) + "FunctionDef"
	case *For:
		return asyncName(n.Async) + "For"
	case *With:
		return asyncName(n.Async) + "With"
	case *Try:
		if n.Star {
			return "TryStar"
		}
	case *TypeParam:
		return n.Kind
	case *ExprStmt:
		return "Expr"
	case *Keyword, *Comprehension, *Arguments, *Arg, *Alias, *WithItem:
		return strings.ToLower(reflect.TypeOf(n).Elem().Name())
	case *MatchCase:
		return "match_case"
	}
	return reflect.TypeOf(n).Elem().Name()
}

func asyncName(async bool) string {
	if async {
		return "Async"
	}
	return ""
}

func (d *dumper) node(n any) {
	d.WriteString("(" + kindName(n))
	if at, ok := n.(Node); ok && d.positions {
		line, col := d.file.ColOffset(at.Range().Pos)
		endLine, endCol := d.file.ColOffset(at.Range().End)
		fmt.Fprintf(d, "@%d:%d-%d:%d", line, col, endLine, endCol)
	}
	switch n := n.(type) {
	case *Constant:
		d.constant(n)
	case *BoolOp:
		op := "And"
		if n.Or {
			op = "Or"
		}
		d.fields(n, op, n.Values)
	case *MatchSingleton:
		d.WriteString(" " + literal(n.Value))
	case *TypeParam:
		d.typeParam(n)
	default:
		d.structFields(reflect.ValueOf(n).Elem())
	}
	d.WriteString(")")
}

func (d *dumper) typeParam(t *TypeParam) {
	if t.Kind == "TypeVar" {
		d.fields(t, t.Name, t.Bound)
	} else {
		d.fields(t, t.Name)
	}
	d.fields(t, t.DefaultValue)
}

func (d *dumper) fields(_ any, values ...any) {
	for _, v := range values {
		d.WriteString(" ")
		switch v := v.(type) {
		case nil:
			d.WriteString("~")
		case string:
			if v == "And" || v == "Or" {
				d.WriteString(v)
			} else {
				d.WriteString(quote(v))
			}
		default:
			d.value(reflect.ValueOf(v))
		}
	}
}

func (d *dumper) structFields(v reflect.Value) {
	for i := range v.NumField() {
		switch v.Type().Field(i).Name {
		case "Span", "Async", "Star", "AttrPos":
			continue
		}
		d.WriteString(" ")
		d.value(v.Field(i))
	}
}

func (d *dumper) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if v.IsNil() {
			d.WriteString("~")
		} else {
			d.node(v.Interface())
		}
	case reflect.Slice:
		d.WriteString("[")
		for i := range v.Len() {
			if i > 0 {
				d.WriteString(" ")
			}
			d.value(v.Index(i))
		}
		d.WriteString("]")
	case reflect.String:
		if v.String() == "" {
			d.WriteString("~")
		} else {
			d.WriteString(quote(v.String()))
		}
	case reflect.Bool:
		d.WriteString(map[bool]string{false: "0", true: "1"}[v.Bool()])
	case reflect.Int:
		d.WriteString(strconv.FormatInt(v.Int(), 10))
	default:
		d.WriteString(symbol(v.Interface()))
	}
}

func symbol(v any) string {
	switch v := v.(type) {
	case Context:
		return [...]string{"Load", "Store", "Del"}[v]
	case Operator:
		return [...]string{"Add", "Sub", "Mult", "MatMult", "Div", "Mod", "Pow", "LShift", "RShift", "BitOr", "BitXor", "BitAnd", "FloorDiv"}[v]
	case UnaryOperator:
		return [...]string{"Invert", "Not", "UAdd", "USub"}[v]
	case CmpOperator:
		return [...]string{"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"}[v]
	}
	panic(fmt.Sprintf("no symbol for %T", v))
}

func (d *dumper) constant(c *Constant) {
	value := c.Value
	if s, ok := value.(string); ok && c.Undecoded {
		for name, char := range d.names {
			s = strings.ReplaceAll(s, `\N{`+name+`}`, char)
		}
		value = s
	}
	d.WriteString(" " + literal(value))
	if c.U {
		d.WriteString(` "u"`)
	} else {
		d.WriteString(" ~")
	}
}

func literal(v any) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case bool:
		return map[bool]string{false: "False", true: "True"}[v]
	case int64:
		return "i" + strconv.FormatInt(v, 16)
	case *big.Int:
		return "i" + v.Text(16)
	case float64:
		return "f" + strconv.FormatUint(math.Float64bits(v), 16)
	case Imaginary:
		return "j" + strconv.FormatUint(math.Float64bits(float64(v)), 16)
	case string:
		return "s" + quote(v)
	case Bytes:
		return "b" + hex.EncodeToString([]byte(v))
	case Ellipsis:
		return "..."
	}
	return fmt.Sprintf("%T", v)
}

func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, "\n", `\n`).Replace(s) + `"`
}
