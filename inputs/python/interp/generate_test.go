package interp

// Small settings packages made at random from the constructs that settings use.
// Each name has a type by its prefix, so that most statements succeed.

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

type generator struct {
	r      *rand.Rand
	out    strings.Builder
	indent string
	names  map[string][]string // by type: str int bool list dict
	count  int
	env    map[string]string
}

// variables are names of which about half are set.
var variables = map[string][]string{
	"DEBUG": {"True", "false", "1", "", "yes"}, "PORT": {"8000", " 25 ", "x", "", "k"}, "HOSTS": {"a.example, b.example", "", "*", "a,k,a", "default"},
	"KEY": {"s3cret", "", "a", "k"}, "LEVEL": {"INFO", "debug", "HOST", "a"}, "SIZE": {"3", "-1", "1", "k"},
}

var variableNames = []string{"DEBUG", "PORT", "HOSTS", "KEY", "LEVEL", "SIZE"}

const prelude = `import os

def flag(name, default=False):
    v = os.environ.get(name)
    if v is None:
        return default
    return v.strip().lower() in ("1", "true", "yes", "on")

def items(name, default="", *, sep=","):
    raw = os.getenv(name, default)
    return [x.strip() for x in raw.split(sep) if x.strip()]

def number(name, default):
    try:
        return int(os.environ[name])
    except (KeyError, ValueError):
        return default
    finally:
        CALLS.append(name)

def merge(*dicts, **more):
    out = {}
    for d in dicts:
        out.update(d)
    out.update(more)
    return out

def walk(values, depth=0):
    for v in values:
        if isinstance(v, (list, tuple)):
            yield from walk(v, depth + 1)
        else:
            yield f"{v}:{depth}"

class Defaults:
    HOST = "localhost"
    PORTS = [1, 2]

    def __init__(self, name):
        self.name = name

    @property
    def url(self):
        return "redis://%s/%s" % (self.HOST, self.name)

CALLS = []
`

// generate returns the files of a package whose entry is s, and its environment.
func generate(seed uint64) (files map[string]string, env map[string]string) {
	return generateOf(seed, (*generator).statement)
}

// generateOf is generate for a package of statements of one sort.
func generateOf(seed uint64, statement func(g *generator, depth int)) (files map[string]string, env map[string]string) {
	g := &generator{r: rand.New(rand.NewPCG(seed, 1)), names: map[string][]string{}, env: map[string]string{}}
	for _, name := range variableNames {
		if g.r.IntN(2) == 0 {
			g.env[name] = g.pick(variables[name]...)
		}
	}
	g.out.WriteString(prelude + wildPrelude + statePrelude)
	for _, kind := range []string{"str", "int", "bool", "list", "dict", "list"} {
		g.assign(kind)
	}
	for range 8 {
		statement(g, 2)
	}
	base := g.out.String()
	extra := g.extra()
	g.out.Reset()
	g.out.WriteString("from base import *\n")
	for range 10 {
		statement(g, 2)
	}
	g.observe()
	return map[string]string{"base.py": base, "extra.py": extra, "s.py": g.out.String()}, g.env
}

func (g *generator) pick(of ...string) string { return of[g.r.IntN(len(of))] }

func (g *generator) line(format string, args ...any) {
	fmt.Fprintf(&g.out, g.indent+format+"\n", args...)
}

func (g *generator) fresh(kind string) string {
	g.count++
	return fmt.Sprintf("%s_%d", strings.ToUpper(kind), g.count)
}

// name is a name of the type that is bound, or else a literal.
func (g *generator) name(kind string) string {
	if have := g.names[kind]; len(have) > 0 {
		return have[g.r.IntN(len(have))]
	}
	return map[string]string{"str": "'s'", "int": "7", "bool": "True", "list": "['l']", "dict": "{'k': 1}"}[kind]
}

func (g *generator) assign(kind string) {
	name := g.fresh(kind)
	g.line("%s = %s", name, g.expr(kind, 2))
	if g.indent == "" {
		g.names[kind] = append(g.names[kind], name)
	}
}

// block writes statements one level deeper. What they bind first is not used outside.
func (g *generator) block(depth int) {
	outer := g.indent
	g.indent += "    "
	for range 1 + g.r.IntN(2) {
		g.statement(depth - 1)
	}
	g.indent = outer
}

func (g *generator) statement(depth int) {
	kinds := []string{"str", "int", "bool", "list", "dict"}
	simple := []func(){
		func() { g.assign(g.pick(kinds...)) },
		func() { g.assign(g.pick(kinds...)) },
		func() { g.line("%s += %s", g.name("list"), g.expr("list", 1)) },
		func() { g.line("%s.append(%s)", g.name("list"), g.expr(g.pick(kinds...), 1)) },
		func() { g.line("%s.insert(%d, %s)", g.name("list"), g.r.IntN(3), g.expr("str", 1)) },
		func() { g.line("%s.extend(%s)", g.name("list"), g.expr("list", 1)) },
		func() { g.line("%s[%s] = %s", g.name("dict"), g.key(), g.expr(g.pick(kinds...), 1)) },
		func() { g.line("%s.update(%s)", g.name("dict"), g.expr("dict", 1)) },
		func() { g.line("%s.setdefault(%s, %s)", g.name("dict"), g.key(), g.expr("list", 1)) },
		func() { g.line("%s.pop(%s, None)", g.name("dict"), g.key()) },
		func() { g.line("%s = %s", g.name("int"), g.expr("int", 2)) },
		func() {
			g.line("%s, *%s = [%s, *%s]", g.fresh("str"), g.fresh("list"), g.expr("str", 1), g.name("list"))
		},
		func() { g.line("globals()[%q] = %s", g.fresh("int"), g.expr("int", 1)) },
		func() { g.line("globals().update({%q: %s})", g.fresh("str"), g.expr("str", 1)) },
		func() { g.line("%s = %s = %s", g.fresh("list"), g.fresh("list"), g.expr("list", 1)) },
		func() { g.line("os.environ.setdefault(%q, %s)", g.variable(), g.expr("str", 1)) },
		func() { g.line("os.environ[%q] = %s", g.variable(), g.expr("str", 1)) },
		func() {
			g.line("%s = %s if (n := %s) else (n, 1)", g.fresh("mix"), g.expr("str", 1), g.expr("list", 1))
		},
	}
	compound := []func(int){g.ifStatement, g.forStatement, g.tryStatement, g.function, g.class, g.match, g.while,
		g.ifStatement, g.loops, g.inPlace, g.whiles, g.casts, g.effects, g.optional, g.manager, g.executed, g.namespaces, g.unbound, g.exhausted, g.state, g.state, g.state, g.state}
	switch {
	case depth > 0 && g.r.IntN(3) == 0:
		compound[g.r.IntN(len(compound))](depth)
	case g.r.IntN(2) == 0:
		g.wild()
	default:
		simple[g.r.IntN(len(simple))]()
	}
}

func (g *generator) ifStatement(depth int) {
	g.line("if %s:", g.expr("bool", 2))
	g.block(depth)
	if g.r.IntN(2) == 0 {
		g.line("elif %s:", g.expr("bool", 1))
		g.block(depth)
	}
	if g.r.IntN(2) == 0 {
		g.line("else:")
		g.block(depth)
	}
}

func (g *generator) forStatement(depth int) {
	g.line("for x in %s[:4]:", g.name("list"))
	g.line("    if %s: %s", g.pick("x == 'a'", "not x", g.expr("bool", 1)), g.pick("continue", "break", "pass"))
	g.block(depth)
	if g.r.IntN(3) == 0 {
		g.line("else:")
		g.block(depth)
	}
}

func (g *generator) while(int) {
	g.line("w = 0")
	g.line("while w < %d:", g.r.IntN(4))
	g.line("    w += 1")
	g.line("    if %s: %s", g.expr("bool", 1), g.pick("continue", "break"))
	g.line("    %s.append(w)", g.name("list"))
}

func (g *generator) tryStatement(depth int) {
	g.line("try:")
	g.block(depth)
	g.line("    %s = %s", g.fresh("mix"), g.risky())
	if g.r.IntN(4) > 0 {
		g.line("except %s as e:", g.pick("KeyError", "(ValueError, TypeError)", "Exception", "LookupError", "ZeroDivisionError"))
		g.block(depth)
		g.line("    %s = type(e).__name__", g.fresh("str"))
		g.line("except Exception:")
		g.block(depth)
		if g.r.IntN(2) == 0 {
			g.line("else:")
			g.block(depth)
		}
	} else {
		g.line("except: pass")
	}
	if g.r.IntN(2) == 0 {
		g.line("finally:")
		g.block(depth)
	}
}

func (g *generator) function(int) {
	g.count++
	name, kind := fmt.Sprintf("f%d", g.count), g.pick("str", "int", "list", "dict")
	g.line("def %s(a, b=%s, *rest, **named):", name, g.expr(kind, 1))
	g.line("    if %s: return %s", g.pick("a", "not a", "rest", "b == a", g.expr("bool", 1)), g.expr(kind, 1))
	g.line("    c = %s", g.expr("int", 1))
	g.line("    inner = lambda d=c: (d, c, a)")
	g.line("    return %s", g.pick("b", "inner()", "(a, b, rest, named)", "[x for x in rest]", g.expr(kind, 1)))
	g.line("%s = %s(%s%s)", g.fresh("mix"), name, g.expr("bool", 1), g.pick("", ", "+g.expr(kind, 1), ", 1, 2, x=3", ", *[1, 2], **{'k': 2}"))
}

func (g *generator) class(int) {
	g.count++
	name := fmt.Sprintf("C%d", g.count)
	g.line("class %s(Defaults):", name)
	g.line("    HOST = %s", g.expr("str", 1))
	g.line("    def __init__(self, name):")
	g.line("        super().__init__(name + %s)", g.expr("str", 1))
	g.line("%s = %s(%s).url", g.fresh("str"), name, g.expr("str", 1))
	g.line("%s = %s.PORTS + %s", g.fresh("list"), name, g.name("list"))
}

func (g *generator) match(depth int) {
	subject := g.expr(g.pick("str", "int", "list", "dict"), 1)
	inner := fmt.Sprintf("os.environ.get(%q, '')", g.pick(variableNames...))
	g.line("match %s:", g.pick(subject, subject, "["+inner+"]", "{'k': "+subject+", 'b': ["+inner+"]}"))
	set := "'a' | 'k' | '1' | 'INFO' | 'True'"
	for _, p := range []string{"'a' | 'x'", "int(n) if n > 2", "[" + set + "]", "{'b': [" + set + "]}", "[_] if " + inner + " != ''",
		"[first, *others]", "{'k': [] | {}}", "{'k': v}", "str()"} {
		if g.r.IntN(2) == 0 {
			g.line("    case %s:", p)
			outer := g.indent
			g.indent += "    "
			g.block(depth)
			g.indent = outer
		}
	}
	g.line("    case _: pass")
}
