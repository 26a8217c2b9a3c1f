package interp

import (
	"fmt"
	"strings"
)

func (g *generator) variable() string { return variableNames[g.r.IntN(len(variableNames))] }

func (g *generator) key() string { return g.pick(`"k"`, `"default"`, `"HOST"`, "1", g.name("str")) }

// expr is an expression of the given type.
func (g *generator) expr(kind string, depth int) string {
	if depth <= 0 {
		return g.leaf(kind)
	}
	d := depth - 1
	s := func() string { return g.expr("str", d) }
	i := func() string { return g.expr("int", d) }
	b := func() string { return g.expr("bool", d) }
	l := func() string { return g.expr("list", d) }
	m := func() string { return g.expr("dict", d) }
	if g.r.IntN(8) == 0 {
		return fmt.Sprintf("(%s if %s else %s)", g.expr(kind, d), b(), g.expr(kind, d))
	}
	switch kind {
	case "str":
		return g.pick(
			g.leaf(kind), s()+" + "+s(), fmt.Sprintf(`f"{%s}-{%s!r:>6}"`, g.name("int"), g.name("str")),
			fmt.Sprintf(`"%%s:%%d" %% (%s, %s)`, s(), i()), fmt.Sprintf(`"{}/{x}".format(%s, x=%s)`, g.name("int"), g.name("str")),
			fmt.Sprintf("os.environ.get(%q, %s)", g.variable(), s()), fmt.Sprintf("(os.getenv(%q) or %s)", g.variable(), s()),
			"("+s()+")"+g.pick(".upper()", ".strip()", ".lower()", ".title()", `.replace("a", "b")`, "[:2]", `.partition("/")[0]`),
			`",".join(str(x) for x in `+l()+")", "str("+g.expr(g.pick("int", "list", "dict", "bool"), d)+")",
		)
	case "int":
		return g.pick(
			g.leaf(kind), fmt.Sprintf("%s %s %s", i(), g.pick("+", "-", "*"), i()), "len("+g.expr(g.pick("str", "list", "dict"), d)+")",
			fmt.Sprintf("number(%q, %s)", g.variable(), i()), "int("+b()+")", fmt.Sprintf("(%s) // 3", i()), "60 * 60", "max("+i()+", "+i()+")",
			"sum(x for x in (1, "+i()+"))", "-("+i()+")", "(lambda *a, n=0: len(a) + n)(*"+l()+", n="+i()+")",
		)
	case "bool":
		return g.pick(
			g.leaf(kind), fmt.Sprintf("flag(%q, %s)", g.variable(), b()), s()+" == "+s(), s()+" in "+l(), i()+g.pick(" < ", " >= ", " != ")+i(),
			"not "+b(), "("+b()+" and "+b()+")", "("+b()+" or "+b()+")", fmt.Sprintf("%q in os.environ", g.variable()), "bool("+s()+")",
			fmt.Sprintf("os.environ.get(%q) is None", g.variable()), `"a" not in `+s(), "1 < "+i()+" <= 9", "any(x for x in "+l()+")",
			fmt.Sprintf("isinstance(%s, (str, int))", g.expr(g.pick("str", "list"), d)),
		)
	case "list":
		return g.pick(
			g.leaf(kind), l()+" + "+l(), "[*"+l()+", "+s()+"]", fmt.Sprintf("items(%q, %s)", g.variable(), s()), s()+`.split(",")`,
			fmt.Sprintf("[x for x in %s if x %s %s]", l(), g.pick("==", "!="), s()), "list(walk("+l()+"))", "sorted({"+s()+", "+s()+"})",
			"["+g.expr(g.pick("int", "dict", "bool"), d)+", "+s()+"]", "list("+m()+".items())", "[y for x in ("+s()+", "+s()+") for y in x]",
			"list(map(str, "+l()+"))", "list(reversed("+l()+"))", l()+"[1:]", "list(zip("+l()+", range(3)))", "[i for i, x in enumerate("+l()+")]",
			"list(filter(None, "+l()+"))",
		)
	}
	return g.pick(
		g.leaf(kind), "{**"+m()+", "+g.key()+": "+s()+"}", "("+m()+" | "+m()+")", "merge("+m()+", x="+i()+")", "{str(x): x for x in "+l()+"}",
		"dict(a="+i()+", b="+l()+")", "{"+g.key()+": "+l()+"}", "dict(zip("+s()+", range(9)))",
	)
}

func (g *generator) leaf(kind string) string {
	if g.r.IntN(2) == 0 {
		return g.name(kind)
	}
	switch kind {
	case "str":
		return g.pick(`"a"`, `""`, `"b,c"`, `'x y'`, `"é/ü"`, `"redis://h:1/0"`)
	case "int":
		return g.pick("0", "1", "42", "1_000", "-3")
	case "bool":
		return g.pick("True", "False")
	case "list":
		return g.pick("[]", `["a", "b"]`, `[1, ("x", [2])]`, `["", None, 0]`)
	}
	return g.pick("{}", `{"default": {"HOST": "h"}}`, `{"k": [1]}`, `{1: "a"}`)
}

// risky is an expression that often raises.
func (g *generator) risky() string {
	return g.pick(
		fmt.Sprintf("os.environ[%q]", g.variable()), fmt.Sprintf("int(os.environ.get(%q, 'z'))", g.variable()), g.name("dict")+"["+g.key()+"]",
		g.name("list")+"["+g.pick("0", "9", "-1")+"]", "1 / "+g.expr("int", 1), g.name("str")+" + "+g.name("int"), "missing_name",
		g.name("list")+".index('a')", strings.Repeat("(", 1)+g.name("int")+").nope", "{"+g.name("list")+"}", "len("+g.name("int")+")",
	)
}
