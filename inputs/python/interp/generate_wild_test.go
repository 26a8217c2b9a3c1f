package interp

// What settings modules do beyond plain assignments: containers that grow through
// aliases, flags that a loop carries, functions with effects, optional modules,
// and names and keys that come from the environment.

import "fmt"

const wildPrelude = `
class Guarded:
    def __init__(self, into, swallow):
        self.into, self.swallow = into, swallow

    def __enter__(self):
        self.into.append("in")
        return self

    def __exit__(self, kind, value, trace):
        self.into.append("out")
        return bool(self.swallow)

def choice(name, allowed):
    v = os.environ.get(name, "")
    for n, a in enumerate(allowed):
        if a == v:
            return n
        if not v:
            break
    else:
        raise ValueError(v)
    return -1

def record(into, value=None):
    global STATE
    if value is None:
        return into
    into.append(value)
    STATE = len(into)
    return into

STATE = 0
`

// extra is a module that changes what base has when it is imported.
func (g *generator) extra() string {
	g.out.Reset()
	g.line("from base import *")
	for range 3 {
		g.statement(1)
	}
	return g.out.String()
}

// env reads a variable, with or without a default.
func (g *generator) read() string {
	return fmt.Sprintf(g.pick("os.environ.get(%q, 'a')", "os.environ.get(%q, '')", "(os.getenv(%q) or 'k')", "os.environ.get(%q, 'HOST')"), g.variable())
}

// oneOf is one of several containers, by what the environment says.
func (g *generator) oneOf(kind string) string {
	a, b := g.name(kind), g.name(kind)
	return g.pick(
		fmt.Sprintf("(%s if %s else %s)", a, g.expr("bool", 1), b),
		fmt.Sprintf("[%s, %s][%s]", a, b, g.expr("bool", 1)),
		fmt.Sprintf("{'a': %s, 'k': %s}.get(%s, %s)", a, b, g.read(), g.name(kind)),
		fmt.Sprintf("(%s and %s or %s)", g.expr("bool", 1), a, b), a,
	)
}

func (g *generator) mutateList() {
	l := g.oneOf("list")
	if g.r.IntN(3) == 0 {
		l = g.name("list")
	}
	s := func() string { return g.expr(g.pick("str", "str", "int"), 1) }
	g.line("%s", g.pick(
		l+".append("+s()+")", l+".extend("+g.expr("list", 1)+")", l+".insert("+g.pick("0", "1", "-1", g.name("int"))+", "+s()+")",
		l+".extend(x for x in list("+g.name("list")+"))", l+"[:0] = ["+s()+"]", l+"[1:1] = "+g.name("list")+"[:2]", l+".reverse()", l+".sort(key=str)",
		"del "+l+"[:1]", l+".pop() if "+g.name("list")+" else None", l+".insert(0, "+l+".pop()) if len("+g.name("list")+") > 2 else None",
		l+".remove('a') if 'a' in "+g.name("list")+" else None", l+"[-1:] = ["+s()+"]", l+".clear()", l+"[0:2] = ("+s()+",)", "record("+l+", "+s()+")",
		l+".insert("+l+".index('a') + 1, "+s()+") if 'a' in "+g.name("list")+" else None",
	))
}

func (g *generator) mutateDict() {
	d, k := g.oneOf("dict"), g.pick(g.key(), g.read(), `"k"`)
	if g.r.IntN(3) == 0 {
		d = g.name("dict")
	}
	v := g.expr(g.pick("str", "int", "list", "dict"), 1)
	g.line("%s", g.pick(
		d+"["+k+"] = "+v, d+".update("+g.expr("dict", 1)+")", d+".update(HOST="+v+")", d+".setdefault("+k+", {})", d+".setdefault("+k+", []).append("+v+") if "+k+" not in "+d+" else None",
		d+".pop("+k+", None)", d+" and "+d+".popitem()", "del "+g.name("dict")+"["+k+"]", d+".get('default', {}).update(HOST="+v+") if isinstance("+d+".get('default', {}), dict) else 0",
		"dict.update("+d+", k="+v+")", d+".update(zip("+g.name("list")+", 'ab')) if all(isinstance(x, str) for x in "+g.name("list")+") else None", d+".clear()",
		d+".setdefault('default', {}); "+d+"['default'] = {'HOST': "+v+"}; "+d+"['default']['PORT'] = "+g.expr("int", 1),
	))
}

func (g *generator) mutateEnviron() {
	n := g.variable()
	g.line("%s", g.pick(
		fmt.Sprintf("os.environ.pop(%q, None)", n), fmt.Sprintf("os.environ.update({%q: %s})", n, g.expr("str", 1)), fmt.Sprintf("os.environ[%q] = %s", n, g.expr("str", 1)),
		fmt.Sprintf("%s = os.environ.setdefault(%q, %s)", g.fresh("str"), n, g.expr("str", 1)), fmt.Sprintf("if %q in os.environ: del os.environ[%q]", n, n),
	))
}

// observe makes a value that shows the order and the length of containers.
func (g *generator) observe() {
	l, d := g.oneOf("list"), g.oneOf("dict")
	g.line("%s = %s", g.fresh("mix"), g.pick(
		"str("+d+")", "list("+d+")", "list("+d+".items())", "len("+d+")", "len("+l+")", "str("+l+")", "next(iter("+d+"), None)", "next((x for x in "+l+" if x), None)",
		l+"[:2]", l+"[-1:]", "sorted("+l+", key=str)", "[k for k, v in "+d+".items() if v]", "tuple("+l+")", l+"[0] if "+l+" else None", l+".count('a')",
		"'a' in "+l, l+" == "+g.name("list"), d+".get("+g.read()+")", "{**"+d+"}", "dict(sorted("+d+".items(), key=str))", "{str(x): n for n, x in enumerate("+l+")}",
		"'%(a)s-%(b)r' % {'a': "+l+", 'b': "+d+"}", "'{!r:.9}'.format("+l+")", "bool("+l+")", "[*"+d+".values()]", "max("+l+", key=str, default=0)", "{x for x in map(str, "+l+")}",
		l+" is "+g.name("list"), "STATE", "choice("+fmt.Sprintf("%q", g.variable())+", ('a', 'k', 'yes')) if "+g.expr("bool", 1)+" else 3", "os.environ.get("+fmt.Sprintf("%q", g.variable())+")",
		"[x for x in "+l+" if x != "+g.read()+"]", "[y for x in "+l+" if (y := str(x)) != "+g.read()+"]", "("+l+" or ["+g.read()+"])[0]", "int("+g.read()+" or 3) if "+g.expr("bool", 1)+" else 4",
		"list(dict.fromkeys(map(str, "+l+")))", "{"+g.read()+": 1, 'k': 2}", "{'k': 2, "+g.read()+": 1, 'a': 3}",
	))
}

func (g *generator) loops(depth int) {
	l, into, flag := g.pick(g.name("list")+"[:4]", fmt.Sprintf("items(%q)", g.variable()), g.oneOf("list"), "list("+g.oneOf("dict")+")"), g.name("list"), g.name("int")
	g.count++
	last, seen := fmt.Sprintf("last%d", g.count), fmt.Sprintf("seen%d", g.count)
	g.line("%s, %s = None, False", last, seen)
	g.line("for x in list(%s):", l)
	switch g.r.IntN(6) {
	case 0:
		g.line("    if %s: %s.append(%s)", seen, into, last)
		g.line("    %s = %s", seen, g.pick("True", "not "+seen, "x == 'a'", g.expr("bool", 1)))
	case 1:
		g.line("    if %s is not None: %s[str(x)] = %s", last, g.name("dict"), last)
	case 2:
		g.line("    %s += 1", flag)
		g.line("    if %s %s 2: %s", flag, g.pick(">", "==", "<"), g.pick("break", "continue"))
		g.block(depth)
	case 3:
		g.line("    %s = %s or x == %s", seen, seen, g.pick("'a'", g.read()))
		g.line("    if not %s: continue", seen)
		g.block(depth)
	case 4:
		g.line("    for y in (1, 2):")
		g.line("        if %s: %s", g.expr("bool", 1), g.pick("break", "continue"))
		g.line("        %s.append((x, y))", into)
		g.line("    else: %s = True", seen)
	default:
		g.line("    if %s: %s", g.expr("bool", 1), g.pick("break", "continue", seen+" = True"))
		g.block(depth)
	}
	g.line("    %s = x", last)
	if g.r.IntN(3) == 0 {
		g.line("else:")
		g.block(depth)
	}
	g.line("%s = (%s, %s)", g.fresh("mix"), last, seen)
}

func (g *generator) inPlace(int) {
	d := g.oneOf("dict")
	g.line("%s", g.pick("for k, v in list("+d+".items()):", "for k, v in sorted("+d+".items(), key=str):"))
	g.line("    if isinstance(v, dict): v[%s] = %s", g.key(), g.expr("str", 1))
	g.line("    elif isinstance(v, list): v.append(%s)", g.pick("k", g.expr("int", 1)))
	g.line("    %s", g.name("dict")+g.pick("[k] = 1", ".pop(k, 0)", ".setdefault(str(k), v)"))
}

func (g *generator) whiles(depth int) {
	g.count++
	l, n, todo := g.name("list"), fmt.Sprintf("n%d", g.count), fmt.Sprintf("todo%d", g.count)
	g.line("%s, %s = 0, list(%s)", n, todo, g.oneOf("list"))
	g.line("while %s:", g.pick(todo, n+" < 3 and "+g.expr("bool", 1), n+" < "+g.pick("2", g.name("int"))+" and "+n+" < 5", todo+" and not "+g.expr("bool", 0)))
	g.line("    %s += 1", n)
	g.line("    if %s: %s", todo, g.pick(todo+".pop()", todo+".pop(0)", l+".append("+todo+".pop())", todo+" = "+todo+"[1:]"))
	g.line("    if %s > %d: break", n, 2+g.r.IntN(3))
	g.block(depth)
	g.line("%s = (%s, %s)", g.fresh("mix"), n, todo)
}

func (g *generator) casts(depth int) {
	g.line("try:")
	g.line("    %s = %s", g.name("int"), fmt.Sprintf(g.pick("int(os.environ[%q])", "int(os.environ.get(%q, '5'))", "len(os.environ[%q])", "choice(%q, ('a', 'k'))"), g.variable()))
	g.block(depth)
	g.line("except (%s)%s:", g.pick("KeyError, ValueError", "ValueError,", "KeyError,", "Exception,", "LookupError, TypeError, ValueError"), g.pick("", " as e"))
	g.block(depth)
	if g.r.IntN(2) == 0 {
		g.line("except Exception: pass")
	}
	if g.r.IntN(3) == 0 {
		g.line("else:")
		g.block(depth)
	}
	if g.r.IntN(3) == 0 {
		g.line("finally:")
		g.block(depth)
	}
}

func (g *generator) effects(int) {
	g.count++
	name, l, d := fmt.Sprintf("do%d", g.count), g.name("list"), g.name("dict")
	own := g.fresh("str")
	g.line("%s = %s", own, g.expr("str", 1))
	g.line("def %s(n, m=%s):", name, g.expr("int", 1))
	g.line("    global %s", own)
	g.line("    held = [n]")
	g.line("    kept = n")
	g.line("    def inner(x):")
	g.line("        nonlocal kept")
	g.line("        if %s: return kept", g.expr("bool", 1))
	g.line("        kept = (kept, x)[:2] if len(str(kept)) < 30 else x")
	g.line("        held.append(x)")
	g.line("        return x")
	g.line("    if %s: %s", g.expr("bool", 1), g.pick("return", "return held", "raise ValueError(n)", l+".append(n)", own+" = 'early'"))
	g.line("    for x in %s:", g.pick("range(2)", l+"[:3]", fmt.Sprintf("items(%q)", g.variable())))
	g.line("        if x == %s: %s", g.pick("1", "'a'", "n"), g.pick("return held", "break", "continue"))
	g.line("        inner(x)")
	g.line("    %s", g.pick(l+".append('f')", d+"['k'] = str(n)", own+" = str(n)", fmt.Sprintf("os.environ.setdefault(%q, 'set')", g.variable()), "inner(m)"))
	g.line("    return %s", g.pick("held", "kept", "(kept, len(held))", "inner(n)"))
	call := fmt.Sprintf("%s(%s)", name, g.pick("1", g.expr("bool", 1), g.read()))
	switch g.r.IntN(5) {
	case 0:
		g.line("if %s: %s", g.expr("bool", 1), call)
	case 1:
		g.line("try: %s = %s", g.fresh("mix"), call)
		g.line("except ValueError: pass")
	case 2:
		g.line("%s = %s and %s", g.fresh("mix"), g.expr("bool", 1), call)
	case 3:
		g.line("%s = [%s for q in %s[:2] if %s]", g.fresh("mix"), call, l, g.expr("bool", 1))
	default:
		g.line("%s = %s", g.fresh("mix"), call)
	}
}

func (g *generator) optional(depth int) {
	switch g.r.IntN(4) {
	case 0:
		g.line("try:")
		g.line("    from %s import *", g.pick("extra", "absent_module"))
		g.block(depth)
		g.line("except ImportError:")
		g.block(depth)
	case 1:
		g.line("if %s:", g.expr("bool", 1))
		g.line("    %s", g.pick("import extra", "from extra import *"))
	case 2:
		g.line("from extra import *")
	default:
		g.line("import base")
		g.line("%s", g.pick("base."+g.name("list")+".append('b')", fmt.Sprintf("%s = getattr(base, %q, None)", g.fresh("mix"), g.name("str")), "base.STATE = 7"))
	}
}

func (g *generator) manager(depth int) {
	g.line("with Guarded(%s, %s) as w:", g.oneOf("list"), g.expr("bool", 1))
	g.block(depth)
	if g.r.IntN(2) == 0 {
		g.line("    %s = %s", g.name("int"), g.pick("int("+g.read()+")", "len("+g.read()+")"))
	}
	g.line("%s = w.into", g.fresh("list"))
}

func (g *generator) executed(int) {
	g.line("exec(%q)", fmt.Sprintf("%s = %s", g.pick(g.fresh("int"), g.name("int")), g.expr("int", 1)))
	g.line("exec('if %s: %s = 1', globals())", "flag(\"DEBUG\")", g.fresh("mix"))
}

func (g *generator) namespaces(int) {
	g.count++
	name := fmt.Sprintf("N%d", g.count)
	g.line("class %s(Defaults):", name)
	g.line("    HOST = %s", g.expr("str", 1))
	g.line("    if %s: MORE = %s", g.expr("bool", 1), g.expr("int", 1))
	g.line("    ALL = %s", g.oneOf("list"))
	g.line("    @property")
	g.line("    def port(self):")
	g.line("        if %s: return %s", g.expr("bool", 1), g.expr("int", 1))
	g.line("        return len(self.ALL)")
	g.line("o = %s('x')", name)
	g.line("if %s: %s", g.expr("bool", 1), g.pick("o.HOST = 'own'", name+".HOST = 'class'", "setattr(o, 'HOST', 'set')", "o.ALL.append('o')", "Defaults.HOST = 'base'"))
	g.line("%s = (o.HOST, o.port, o.url, getattr(o, 'MORE', None), hasattr(%s, 'MORE'))", g.fresh("mix"), g.pick("o", name))
	g.line("%s = {k: v for k, v in vars(%s).items() if k.isupper()}", g.fresh("mix"), name)
}

// unbound reads names of a function and of a class's body that only a condition binds.
func (g *generator) unbound(int) {
	g.count++
	name, cond := fmt.Sprintf("may%d", g.count), g.expr("bool", 1)
	g.line("def %s(x=%s):", name, g.expr("str", 1))
	g.line("    if %s: v = %s", cond, g.expr("int", 1))
	g.line("    class Inner:")
	g.line("        if %s: %s", g.expr("bool", 1), g.pick("HOST = x", "DEBUG = x", "y = x"))
	g.line("        z = %s", g.pick("x", "DEBUG", "HOST if 'HOST' in vars() else x"))
	g.line("    return %s", g.pick("v", "(Inner.z, v)", "Inner.z", "[v for _ in (1, 2)]"))
	g.line("try: %s = %s()", g.fresh("mix"), name)
	g.line("except NameError: %s = 'none'", g.fresh("mix"))
}

// exhausted asks a generator that a condition may end for more than it has.
func (g *generator) exhausted(int) {
	g.count++
	name := fmt.Sprintf("some%d", g.count)
	g.line("def %s():", name)
	g.line("    for x in %s:", g.pick("range(3)", g.name("list")+"[:3]"))
	g.line("        if %s: return", g.expr("bool", 1))
	g.line("        yield x")
	g.line("try: %s = %s", g.fresh("mix"), fmt.Sprintf(g.pick("next(%s())", "max(%s(), key=str)", "min(map(str, %s()))", "[*%s()][0]", "(lambda a, *b: a)(*%s())"), name))
	g.line("except (StopIteration, ValueError, IndexError, TypeError): %s = 'none'", g.fresh("mix"))
}

// wild is one of the statements that change containers, or that show them.
func (g *generator) wild() {
	kinds := []func(){g.mutateList, g.mutateDict, g.mutateEnviron, g.observe, g.observe, g.alias, g.rebind, g.remove, g.mutateList, g.mutateDict}
	run := kinds[g.r.IntN(len(kinds))]
	if g.r.IntN(4) > 0 {
		run()
		return
	}
	outer := g.indent
	g.line("try:")
	g.indent += "    "
	run()
	g.indent = outer
	g.line("except %s: pass", g.pick("Exception", "KeyError", "(KeyError, IndexError)", "ValueError"))
}

// alias gives a container a second name.
func (g *generator) alias() {
	kind := g.pick("list", "dict")
	name, from := g.fresh(kind), g.oneOf(kind)
	g.line("%s = %s", name, from)
	if g.indent == "" {
		g.names[kind] = append(g.names[kind], name)
	}
}

func (g *generator) rebind() {
	kind := g.pick("str", "int", "bool", "list", "dict", "list")
	if kind == "list" && g.r.IntN(2) == 0 {
		g.line("%s = %s", g.name(kind), g.pick(g.oneOf(kind), "["+g.name("list")+"]", "list("+g.name(kind)+")"))
		return
	}
	g.line("%s = %s", g.name(kind), g.expr(kind, 1))
}

func (g *generator) remove() {
	name := g.fresh("mix")
	g.line("%s = %s", name, g.expr("str", 1))
	g.line("if %s: del %s", g.expr("bool", 1), name)
}
