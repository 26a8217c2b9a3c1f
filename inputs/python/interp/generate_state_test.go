package interp

// State that outlives the statement that makes it: functions that are defined, or
// called, in one arm alone, mutable defaults, counters, iterators that are consumed
// in part, objects with their own operators, and exits out of nested blocks.

import "fmt"

const statePrelude = `
REGISTRY = {}
ORDER = []

class Custom(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code

class Bag:
    total = 0
    shared = []

    def __init__(self, *items):
        self.items = list(items)

    def __iadd__(self, other):
        self.items.extend(other)
        Bag.total += 1
        return self

    def __contains__(self, x):
        ORDER.append("in")
        return x in self.items

    def __len__(self):
        return len(self.items)

    def __bool__(self):
        return bool(self.items)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return name.upper()

    def __getitem__(self, n):
        return self.items[n]

    def __eq__(self, other):
        return isinstance(other, Bag) and self.items == other.items

def register(name=None):
    def wrap(fn):
        REGISTRY[name or fn.__name__] = len(REGISTRY)
        return fn
    return wrap

def remember(x, seen=[]):
    seen.append(x)
    return list(seen)

def counter():
    n = 0
    def more(by=1):
        nonlocal n
        n += by
        return n
    return more

def numbers(upto):
    n = 0
    try:
        while n < upto:
            got = yield n
            n += 1 if got is None else got
    finally:
        ORDER.append(n)

def use(x, *args):
    try:
        if callable(x):
            return x(*args)
        return next(x) if hasattr(x, "__next__") else x
    except (TypeError, StopIteration, AttributeError) as e:
        return type(e).__name__

count = counter()
bag = Bag("a")
SET = {"a"}
`

// state is one of the statements whose effect is not where it stands.
func (g *generator) state(depth int) {
	kinds := []func(int){g.defaults, g.counters, g.consumed, g.bags, g.sets, g.redefined, g.leaving, g.raising, g.nested, g.unpacked, g.decorated, g.inserted, g.local, g.accumulated, g.keyed, g.unreturned, g.recursive, g.coinciding, g.outliving}
	kinds[g.r.IntN(len(kinds))](depth)
}

func (g *generator) test() string { return g.expr("bool", 1) }

func (g *generator) defaults(int) {
	g.line("if %s: remember(%s)", g.test(), g.expr("str", 1))
	g.line("%s = remember(%s)", g.fresh("mix"), g.read())
}

func (g *generator) counters(int) {
	g.line("%s", g.pick(
		"count() if "+g.test()+" else None", fmt.Sprintf("%s = %s and count(2)", g.fresh("mix"), g.test()),
		fmt.Sprintf("%s = [count() for x in %s if %s]", g.fresh("mix"), g.name("list"), g.test()), "count("+g.name("int")+" % 5)",
		fmt.Sprintf("%s = (count() > 3 or %s) and count() < 7", g.fresh("mix"), g.test()),
	))
	g.line("%s = count(0)", g.fresh("mix"))
}

func (g *generator) consumed(depth int) {
	g.count++
	it := fmt.Sprintf("it%d", g.count)
	g.line("%s = %s", it, g.pick("iter("+g.oneOf("list")+"[:4])", "numbers(3)", "(x for x in "+g.name("list")+"[:3])", "iter(dict("+g.oneOf("dict")+"))", "enumerate("+g.name("list")+"[:4])", "zip("+g.name("list")+"[:3], range(2))"))
	g.line("if %s: next(%s, None)", g.test(), it)
	if g.r.IntN(2) == 0 {
		g.line("for x in %s:", it)
		g.line("    if %s: %s", g.test(), g.pick("break", "continue", "next("+it+", 0)"))
		g.block(depth)
	}
	g.line("%s = %s", g.fresh("mix"), g.pick("list("+it+")", "next("+it+", 'none')", "[*"+it+"]", "sum(1 for _ in "+it+")"))
}

func (g *generator) bags(int) {
	n := g.fresh("mix")
	g.line("%s", g.pick(
		"bag += "+g.expr("list", 1), "if "+g.test()+": bag += ['x']", "bag.shared.append("+g.expr("str", 1)+")", "if "+g.test()+": bag = Bag(*"+g.name("list")+"[:2])",
		"(bag if "+g.test()+" else Bag()).items.append(1)", "setattr(bag, "+g.pick("'more'", "'items'", g.read()+" + 'x'")+", ["+g.expr("str", 1)+"])", "bag.items[:1] = "+g.name("list")+"[:1]",
		"Bag.total = "+g.expr("int", 1), "if "+g.test()+": Bag.__len__ = lambda self: 9", "if "+g.test()+": Bag.shared = list("+g.name("list")+")",
	))
	g.line("%s = %s", n, g.pick("len(bag)", "list(bag.items)", "bag.items[:1]", "bag.more", "Bag.total", "'a' in bag", "bag == Bag('a')", "list(Bag.shared)", "bool(bag)", "list(ORDER)", "getattr(bag, '_x', 3)", "sorted(vars(bag))", "[x for x in bag]"))
}

func (g *generator) sets(int) {
	g.line("%s", g.pick(
		"SET.add("+g.expr("str", 1)+")", "SET.discard("+g.read()+")", "SET |= {"+g.read()+", 'k'}", "SET -= {"+g.expr("str", 1)+"}", "SET = SET & {'a', "+g.read()+"}", "SET.update(map(str, "+g.name("list")+"))",
		"if "+g.test()+": SET.clear()", "SET = SET ^ {'a'}", "SET.remove('a') if 'a' in SET else SET.add('z')",
	))
	g.line("%s = %s", g.fresh("mix"), g.pick("sorted(SET)", "len(SET)", "'a' in SET", "SET <= {'a', 'k'}", "frozenset(SET) == {'a'}", "{x: 1 for x in sorted(SET)}", "','.join(sorted(SET))", "set(SET)"))
}

func (g *generator) redefined(depth int) {
	g.count++
	f := fmt.Sprintf("re%d", g.count)
	g.line("def %s(x=%s): return (x, 1)", f, g.expr("str", 1))
	g.line("if %s:", g.test())
	g.line("    def %s(x=%s):", f, g.expr("int", 1))
	g.line("        %s.append(x)", g.name("list"))
	g.line("        return [x]")
	if g.r.IntN(2) == 0 {
		g.line("elif %s:", g.test())
		g.line("    %s = lambda x=3: %s.setdefault('k', x)", f, g.name("dict"))
	}
	g.block(depth)
	g.line("%s = %s(%s)", g.fresh("mix"), f, g.pick("", g.expr("str", 1)))
}

func (g *generator) leaving(int) {
	g.count++
	f, l := fmt.Sprintf("le%d", g.count), g.name("list")
	g.line("def %s(n):", f)
	g.line("    out = []")
	g.line("    for i in range(3):")
	g.line("        try:")
	g.line("            if %s: %s", g.pick("i == n", g.test(), "out"), g.pick("continue", "break", "return out", "raise Custom(i)"))
	g.line("            out.append(%s)", g.pick("i", g.read(), l+"[i]", "1 // i"))
	g.line("        except %s as e:", g.pick("Custom", "(IndexError, ZeroDivisionError)", "Exception"))
	g.line("            %s", g.pick("out.append(type(e).__name__)", "return e.args", "raise ValueError(i) from e", "pass", "break"))
	g.line("        else:")
	g.line("            %s", g.pick("out.append('e')", "pass", "if "+g.test()+": break"))
	g.line("        finally:")
	g.line("            %s", g.pick("ORDER.append(i)", "out.append('f')", l+".append(i)", "if "+g.test()+": out = ['cut']"))
	g.line("    else:")
	g.line("        return 'all'")
	g.line("    return out")
	g.line("try: %s = %s(%s)", g.fresh("mix"), f, g.pick("1", "len("+g.read()+")", g.expr("int", 1)))
	g.line("except Exception as e: %s = type(e).__name__", g.fresh("mix"))
	g.line("%s = ORDER[-2:]", g.fresh("mix"))
}

func (g *generator) raising(depth int) {
	g.line("try:")
	g.line("    try:")
	g.line("        if %s: raise %s", g.test(), g.pick("Custom("+g.read()+")", "KeyError('k')", "Custom(3) from None"))
	g.line("        %s = %s", g.fresh("mix"), g.risky())
	g.line("    except %s as e:", g.pick("Custom", "LookupError", "(KeyError, TypeError)"))
	g.line("        %s", g.pick("raise", "STATE = 1", "raise ValueError('v')", "pass", g.name("list")+".append('r')"))
	g.line("    finally:")
	g.line("        %s.append('fin')", g.name("list"))
	g.line("except Custom as e:")
	g.line("    %s = e.code", g.fresh("mix"))
	g.line("except Exception as e:")
	g.line("    %s = (type(e).__name__, isinstance(e, ValueError))", g.fresh("mix"))
	g.block(depth)
}

func (g *generator) nested(int) {
	d, n := g.oneOf("dict"), g.fresh("dict")
	g.line("%s = {'a': %s, 'b': %s, 'c': [%s, {}]}", n, g.oneOf("list"), d, g.oneOf("dict"))
	g.line("%s", g.pick(
		n+"['a'].append("+g.read()+")", n+"["+g.pick("'a'", "'c'", "'a' if "+g.test()+" else 'c'")+"] += ['+']", n+"['b']['k'] = "+g.expr("str", 1), n+"['c'][0].update(z=1)", n+"['c'][-1]['x'] = "+n+"['a']",
		n+".pop('a' if "+g.test()+" else 'b')", n+"["+g.read()+"] = 0", n+"['c'][int("+g.test()+")]['y'] = 1", "del "+n+"['c'][0 if "+g.test()+" else 1]", n+"['b'] = "+n+".pop('b')",
	))
	g.line("%s = %s", g.fresh("mix"), g.pick("list("+n+")", "len("+n+")", "[type(v).__name__ for v in "+n+".values()]", n+".get('c')", "'a' in "+n, n+".get('a') is "+g.name("list"), "str("+n+")"))
	g.line("%s = %s", g.fresh("mix"), "len("+g.name("list")+")")
}

func (g *generator) unpacked(int) {
	l := g.oneOf("list")
	a, b := g.fresh("mix"), g.fresh("mix")
	g.line("try:")
	g.line("    %s", g.pick(
		a+", "+b+" = "+l, a+", *"+b+" = "+l, "*"+a+", "+b+" = "+l+" + ["+g.expr("str", 1)+"]", "("+a+", "+b+"), *_ = list("+g.oneOf("dict")+".items())",
		a+", "+b+" = "+g.read()+".split(',')[:2]", a+" = "+b+" = "+l+"[::-1]", a+", _, "+b+" = "+g.read()+".partition(',')", "for "+a+", "+b+" in "+g.oneOf("dict")+".items(): pass",
		a+" = "+b+" = [*"+l+", *("+g.read()+",)][-1]", a+" = "+b+" = "+l+"[-2:"+g.name("int")+"]", a+", "+b+" = divmod("+g.expr("int", 1)+", "+g.expr("int", 1)+")",
	))
	g.line("except (ValueError, TypeError, ZeroDivisionError): pass")
}

func (g *generator) decorated(int) {
	g.count++
	g.line("if %s:", g.test())
	g.line("    @register(%s)", g.pick("", "'named'", g.read()))
	g.line("    def dec%d(): return %s", g.count, g.expr("int", 1))
	g.line("%s = %s", g.fresh("mix"), g.pick("len(REGISTRY)", "list(REGISTRY)", "dict(REGISTRY)", "REGISTRY.get('named')", "next(iter(REGISTRY), None)", "max(REGISTRY.values(), default=-1)"))
}

func (g *generator) inserted(int) {
	l, x := g.name("list"), g.pick("'a'", "'b'", g.read())
	g.line("try: %s", g.pick(
		l+".insert("+l+".index("+x+"), 'before')", l+".insert("+l+".index("+x+") + 1, 'after')", l+".remove("+x+")", l+"["+l+".index("+x+")] = 'instead'", "del "+l+"["+l+".index("+x+"):]",
		l+".insert("+g.name("int")+" if "+g.test()+" else 0, 'n')", l+"[len("+l+") // 2:] = ["+x+"]", l+".extend(["+x+"] * ("+g.name("int")+" % 3))",
	))
	g.line("except ValueError: %s.append('none')", l)
}

func (g *generator) local(int) {
	name := g.fresh("mix")
	g.line("if %s: %s = %s", g.test(), name, g.expr("str", 1))
	g.line("%s = %s", g.fresh("mix"), g.pick(
		fmt.Sprintf("%q in globals()", name), fmt.Sprintf("globals().get(%q, 'no')", name), fmt.Sprintf("sum(k == %q for k in dir())", name),
		fmt.Sprintf("[k for k in list(globals()) if k == %q]", name), fmt.Sprintf("globals().setdefault(%q, 'set')", name), fmt.Sprintf("globals().pop(%q, 0)", name),
	))
}

func (g *generator) accumulated(int) {
	g.count++
	s, d := fmt.Sprintf("s%d", g.count), fmt.Sprintf("acc%d", g.count)
	g.line("%s, %s = '', {}", s, d)
	g.line("for n, x in enumerate(%s):", g.pick("items("+fmt.Sprintf("%q", g.variable())+")", g.oneOf("list")+"[:5]", g.read(), "sorted(map(str, "+g.oneOf("dict")+"))"))
	g.line("    if %s: %s", g.pick(s, "n > 1", "x == 'a'", g.test(), "str(x) in "+d), g.pick("break", "continue", s+" = '<' + "+s, d+".clear()", d+".pop(next(iter("+d+"), 0), 0)"))
	g.line("    %s += str(x)[:2]", s)
	g.line("    %s", g.pick(d+"[str(x)] = n", d+".setdefault(len("+s+"), []).append(n)", d+"["+s+"] = "+d, d+"[n % 2] = "+d+".get(n % 2, 0) + 1"))
	g.line("%s = (%s, list(%s), %s)", g.fresh("mix"), s, d, g.pick("len("+d+")", "n if 'n' in globals() else 0", "bool("+s+")"))
}

func (g *generator) keyed(int) {
	d := g.oneOf("dict")
	g.line("%s", g.pick(
		fmt.Sprintf("%s = min(%s, key=lambda x: (count(0), str(x)), default=0)", g.fresh("mix"), g.oneOf("list")), fmt.Sprintf("%s = sorted(%s, key=lambda k: (str(k) == %s, str(k)))", g.fresh("mix"), d, g.read()),
		fmt.Sprintf("%s = {**%s, **{%s: 1}}", g.fresh("dict"), d, g.read()), fmt.Sprintf("%s = list({k: v for k, v in %s.items() if k != %s})", g.fresh("mix"), d, g.read()), fmt.Sprintf("%s = list(reversed(%s))", g.fresh("mix"), d),
		fmt.Sprintf("%s |= {%s: 2}", g.name("dict"), g.read()), fmt.Sprintf("%s = dict.fromkeys([%s, 'k', 'a'], %s)", g.fresh("dict"), g.read(), g.expr("int", 1)), fmt.Sprintf("%s = {k: list(v) for k, v in [('a', %s), (%s, 'x')]}", g.fresh("dict"), g.oneOf("list"), g.read()),
		fmt.Sprintf("%s = %s == %s", g.fresh("mix"), d, g.name("dict")), fmt.Sprintf("%s = [list(x) if isinstance(x, (list, dict)) else x for x in %s.values()]", g.fresh("mix"), d),
	))
}

func (g *generator) unreturned(int) {
	g.count++
	f := fmt.Sprintf("un%d", g.count)
	g.line("def %s(name, n=%s):", f, g.expr("int", 1))
	switch g.r.IntN(4) {
	case 0:
		g.line("    try: return os.environ[name]")
		g.line("    except KeyError: %s", g.pick("pass", "n += 1", "ORDER.append(n)"))
	case 1:
		g.line("    for i in range(2):")
		g.line("        if %s: return os.environ.get(name)", g.pick("name in os.environ", "os.environ.get(name) or i > n", g.test()))
	default:
		g.line("    if %s: return %s", g.pick("name in os.environ", "os.getenv(name)", g.test()), g.pick("n", "name", g.read()))
		g.line("    %s", g.pick("n += 1", "return", "if n > 1: return [n]"))
	}
	g.line("%s = %s(%q)", g.fresh("mix"), f, g.variable())
}

// recursive functions change what is around them before, between and after their calls.
func (g *generator) recursive(int) {
	g.count++
	f, n, l := fmt.Sprintf("rec%d", g.count), fmt.Sprintf("n%d", g.count), g.name("list")
	text := g.read()
	g.line("%s = 0", n)
	change := func(indent string) {
		g.line("%s%s", indent, g.pick(n+" = i", n+" += 1", l+".append(i)", "if "+n+" > 1: ORDER.append(i)", "if i > 4: "+n+" = 9", "if i > 3: out.append("+g.read()+")", "out.append(i)", "pass", "out = out + [i]"))
	}
	g.line("def %s(i, out):", f)
	g.line("    global %s", n)
	g.line("    if i > %s: %s", g.pick("6", "8"), g.pick("return i", "return out", "return "+l, "raise Custom(i)"))
	change("    ")
	g.line("    if %s:", g.pick("i < len("+text+")", text+"[i:]", "len("+text+") % 7 > i", g.test(), "i % 3 or "+g.test()))
	g.line("        %s", g.pick(f+"(i + 1, out)", "got = "+f+"(i + 1, [])", "return "+f+"(i + 1, out)", "for x in "+f+"(i + 1, out) or (): out.append(x)"))
	change("        ")
	change("    ")
	g.line("    return %s", g.pick("out", n, "[i]", "len(out)"))
	g.line("try: %s = %s(0, %s)", g.fresh("mix"), f, g.pick("[]", l))
	g.line("except (Custom, TypeError) as e: %s = type(e).__name__", g.fresh("mix"))
	g.line("%s = (%s, len(ORDER))", g.fresh("mix"), n)
}

// coinciding is the same statement whichever way tests of one variable, a loop, an
// exception or a return go, with others around it, or another instead of it.
func (g *generator) coinciding(depth int) {
	v := fmt.Sprintf("os.environ.get(%q", g.variable())
	test := func() string { return g.testOf(v) }
	a := g.pick("bool", "str", "list", "dict")
	name := g.name(a)
	same, instead := name+" = "+g.leaf(a), name+" = "+g.leaf(a)
	if g.r.IntN(2) == 0 {
		same = g.pick(
			"SAME = "+g.name("list"), "import extra as SAME", "from extra import *", "SAME = remember('a')", "SAME = count()", "bag += ['a']", "SET.add('b')", "SAME = next(iter("+g.name("list")+"), 0)",
			"SAME = "+v+", 'a')", "SAME = "+g.expr("str", 1), "if "+test()+": SAME = 'a'", g.name("list")+".append('a')", g.name("list")+" += ['b']", g.name("dict")+"['k'] = 'a'",
			g.name("dict")+".setdefault('k', [])", g.name("dict")+".pop('k', None)", fmt.Sprintf("os.environ[%q] = 'a'", g.variable()), "del "+g.name("list")+"[1:]",
		)
	}
	arm := func() { g.nest(func() { g.coincidingArm(depth, v, test, same, g.pick(same, instead)) }) }
	switch g.r.IntN(5) {
	case 0:
		g.line("%s", same)
		g.line("if %s:", test())
		arm()
	case 1:
		g.line("try:")
		g.line("    %s = %s", g.fresh("mix"), g.risky())
		arm()
		g.line("except Exception:")
		arm()
	case 2:
		g.count++
		gives := func() string {
			return g.pick("True", "'a'", "['a']", v+")", g.read(), fmt.Sprintf("os.environ.get(%q, 'a')", g.variable()))
		}
		g.line("def same%d():", g.count)
		g.line("    if %s:", test())
		g.line("        %s.append('s')", name)
		g.line("        return %s", gives())
		g.line("    %s.append('s')", name)
		g.line("    return %s", gives())
		g.line("try: SAME = same%d()", g.count)
		g.line("except AttributeError: pass")
	default:
		g.line("if %s:", test())
		arm()
		g.line("else:")
		arm()
	}
	g.line("%s = %s", g.fresh("mix"), g.pick("str(globals().get('SAME'))", "getattr(globals().get('SAME'), '"+name+"', 0)", "vars(globals().get('SAME', os)).get('"+name+"')", name, "len(str("+name+"))", g.name("list")+"[-1:]", "bool("+g.name("dict")+")", v+")"))
}

// coincidingArm does the same as another arm does, perhaps in one case alone.
func (g *generator) coincidingArm(depth int, v string, test func() string, same, instead string) {
	if g.r.IntN(3) == 0 {
		g.statement(depth - 1)
	}
	switch g.r.IntN(6) {
	case 0, 1:
		g.line("if %s:", test())
		g.line("    %s", same)
		g.line("else:")
		g.line("    %s", instead)
	case 2:
		g.line("for x in (%s, '') or '')[:2]:", v)
		g.line("    %s", same)
	case 3:
		g.line("try: %s = %s", g.fresh("mix"), g.risky())
		g.line("except Exception:")
		g.line("    %s", g.pick("pass", same))
		g.line("%s", same)
	default:
		g.line("%s", same)
	}
	if g.r.IntN(3) == 0 {
		g.statement(depth - 1)
	}
}

// testOf is a test of what the variable is that v, the beginning of a call, asks for.
func (g *generator) testOf(v string) string {
	return g.pick(v+")", v+") is None", v+", '') == ''", v+", 'a') in ('a', 'k')", "len("+v+", 'no')) > 2", g.test())
}

// outliving makes what does something later in the arm of a test, and uses it behind that.
func (g *generator) outliving(depth int) {
	g.count++
	name, v := fmt.Sprintf("late%d", g.count), fmt.Sprintf("os.environ.get(%q", g.variable())
	make := func() {
		g.nest(func() {
			g.doer(name)
			for range g.r.IntN(3) {
				g.usage(name)
			}
			if g.r.IntN(4) == 0 {
				g.statement(depth - 1)
			}
		})
	}
	g.line("%s = %s", name, g.pick("None", "count", g.name("list")+".append", "iter("+g.name("list")+")"))
	switch g.r.IntN(5) {
	case 0:
		g.line("for x in (%s, 'a') or '')[:2]:", v)
		make()
	case 1:
		g.line("try:")
		g.line("    %s = %s", g.fresh("mix"), g.risky())
		make()
		g.line("except Exception:")
		make()
	case 2:
		g.count++
		g.line("def making%d(x=%s):", g.count, g.leaf("str"))
		g.line("    if %s:", g.testOf(v))
		g.nest(func() { make(); g.line("    return %s", name) })
		g.line("    %s = %s", name, g.pick("count", "None", g.name("dict")+".setdefault"))
		g.line("    return %s", name)
		g.line("%s = making%d()", name, g.count)
	default:
		g.line("if %s:", g.testOf(v))
		make()
		if g.r.IntN(2) == 0 {
			g.line("else:")
			make()
		}
	}
	if g.r.IntN(2) == 0 {
		g.line("%s", g.pick("kept = ["+name+"]", "kept = {'k': "+name+"}", "class Kept: it = "+name, "kept = lambda: use("+name+")", "bag.it = "+name, name+" = [use, "+name+"][1]"))
	}
	for range 1 + g.r.IntN(3) {
		if g.r.IntN(3) == 0 {
			g.line("if %s:", g.testOf(v))
			g.nest(func() { g.usage(name) })
		} else {
			g.usage(name)
		}
	}
	g.line("%s = %s", g.fresh("mix"), g.pick(g.name("list")+"[-2:]", "len(str("+g.name("dict")+"))", "count(0)", "sorted(map(str, SET))", "ORDER[-2:]", "len(bag.items)", "str(globals().get('kept', 0))[:4]", "bool("+g.name("dict")+")"))
}

// doer binds the name to what does something when it is used.
func (g *generator) doer(name string) {
	l, d := g.name("list"), g.name("dict")
	switch g.r.IntN(5) {
	case 0:
		g.line("def %s(x=%s):", name, g.leaf("str"))
		g.line("    %s", g.pick(l+".append(x)", d+"[str(x)] = 1", "nonlocal_ = count()", "global STATE; STATE = x", "if x: "+l+".append('if')", "bag.items.append(x)"))
		g.line("    %s", g.pick("return x", "return "+l, "yield x", "return count()", "pass", "return lambda: "+l+".append('in')"))
	case 1:
		g.line("class %s:", name)
		g.line("    %s = %s", g.pick("a", "__doc__", "items"), g.leaf("list"))
		g.line("    def __init__(self, x=%s): %s", g.leaf("str"), g.pick(l+".append(x)", "self.items = "+l, "count()"))
		g.line("    def __call__(self, x=1): %s", g.pick(l+".append(x)", "return self.a", "self.items.append(x)", "return "+name+"()"))
		if g.r.IntN(2) == 0 {
			g.line("%s = %s()", name, name)
		}
	case 2:
		g.line("%s = %s", name, g.pick(l+".append", l+".pop", d+".setdefault", d+".update", "bag.items.append", "SET.add", "bag.__iadd__", "remember", "count", "counter()", "ORDER.append", l+".__len__"))
	case 3:
		g.line("%s = %s", name, g.pick("lambda x='l': "+l+".append(x)", "lambda *x: count()", "lambda x=1, l=list("+l+"): l.append(x) or l", "(lambda l: lambda x=0: l.append(x) or len(l))("+l+")"))
	default:
		g.line("%s = %s", name, g.pick(
			"map(remember, "+l+"[:3])", "filter(lambda x: count() > 2, "+l+"[:3])", "zip("+l+"[:3], numbers(2))", "enumerate("+l+"[:3])", "("+l+".append(x) for x in 'ab')", "numbers(3)", "iter("+l+"[:3])", "(x for x in "+l+"[:3] if count())",
			"reversed("+l+"[:3])", "iter("+d+".copy())", "iter(lambda: count() % 4, 0)",
		))
	}
}

// usage uses what the name is bound to.
func (g *generator) usage(name string) {
	arg := g.pick("", "", ", 'u'", ", "+g.leaf("str"))
	g.line("%s", g.pick(
		"use("+name+arg+")", fmt.Sprintf("%s = use(%s%s)", g.fresh("mix"), name, arg), fmt.Sprintf("%s = str(use(use(%s)))[:3]", g.fresh("mix"), name), "use(globals().get('kept', "+name+")"+arg+")",
		fmt.Sprintf("%s = [use(x) for x in [%s] * 2]", g.fresh("mix"), name), "for u in range(2): use("+name+arg+")", fmt.Sprintf("%s = [x for x in %s] if hasattr(%s, '__next__') else 0", g.fresh("mix"), name, name),
	))
}

// nest runs write one level deeper.
func (g *generator) nest(write func()) {
	outer := g.indent
	g.indent += "    "
	write()
	g.indent = outer
}
