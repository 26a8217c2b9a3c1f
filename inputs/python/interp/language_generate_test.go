package interp

// Programs made at random of what the language has beyond settings: classes with
// their own methods, generators that are resumed, closures, match, formatting.
// CPython says what each name is.

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// program writes one program. Every value that it makes is an int, a str or a
// list of such, and log holds the order in which things happen.
type program struct {
	r     *rand.Rand
	out   strings.Builder
	count int
	names []string
}

func generateProgram(seed uint64) oracleCase {
	p := &program{r: rand.New(rand.NewPCG(seed, 2))}
	p.line("LOG = []")
	parts := []func(){p.closure, p.generator, p.class, p.metaclass, p.matching, p.formatting, p.unwinding, p.arguments, p.changing, p.descriptor, p.delegation, p.scoping, p.derived}
	for range 6 {
		parts[p.r.IntN(len(parts))]()
	}
	return oracleCase{Files: map[string]string{"s.py": p.out.String()}, Env: map[string]string{}}
}

func (p *program) line(format string, args ...any) { fmt.Fprintf(&p.out, format+"\n", args...) }

func (p *program) pick(of ...string) string { return of[p.r.IntN(len(of))] }

func (p *program) fresh(kind string) string {
	p.count++
	return fmt.Sprintf("%s%d", kind, p.count)
}

// keep binds an expression to a name that is compared, and that later ones may use.
func (p *program) keep(format string, args ...any) {
	name := p.fresh("V")
	p.line(name+" = "+format, args...)
	p.names = append(p.names, name)
}

// atom is a small value, or one that was made before.
func (p *program) atom() string {
	if len(p.names) > 0 && p.r.IntN(4) == 0 {
		return p.pick(p.names...)
	}
	return p.pick("0", "1", "-3", "7", "'a'", "'bc'", "''", "[1, 2]", "['x']", "(1, 'y')", "None", "True", "2.5", "{'k': 1}")
}

func (p *program) number() string { return p.pick("0", "1", "2", "3", "5", "-1") }

func (p *program) closure() {
	f := p.fresh("f")
	p.line("def %s(n):", f)
	p.line("    held = [n, %s]", p.atom())
	p.line("    def step(by=%s, *more, last=%s):", p.number(), p.number())
	p.line("        nonlocal n")
	p.line("        n %s by", p.pick("+=", "-=", "*="))
	p.line("        held.append(%s)", p.pick("n", "more", "last", "(by, last)"))
	p.line("        return n")
	p.line("    return step, lambda: (n, held)")
	p.line("step, show = %s(%s)", f, p.number())
	for range 1 + p.r.IntN(3) {
		p.line("step(%s)", p.pick("", p.number(), p.number()+", 9", "last=4", "*[1, 2, 3]", "**{'by': 2}"))
	}
	p.keep("show()")
	p.keep("[g() for g in [lambda i=i: i %s %s for i in range(3)]]", p.pick("+", "*", "-"), p.number())
}

func (p *program) generator() {
	f := p.fresh("g")
	p.line("def %s(n):", f)
	p.line("    got = None")
	p.line("    try:")
	p.line("        while n < %s:", p.pick("3", "6", "100"))
	p.line("            LOG.append(('y', n))")
	p.line("            got = yield %s", p.pick("n", "(n, got)", "[n] * 2"))
	p.line("            if got: n += %s", p.pick("got", "1", "2"))
	p.line("            n += 1")
	p.line("        return 'end'")
	p.line("    except ValueError as e:")
	p.line("        yield str(e)")
	p.line("    finally:")
	p.line("        LOG.append('f') if n < 0 else None")
	p.line("it = %s(%s)", f, p.pick("0", "1", "2"))
	for range 1 + p.r.IntN(4) {
		p.keep("%s", p.pick("next(it, 'over')", "next(it, None)", "[x for _, x in zip(range(2), it)]", "any(x for x in it)"))
	}
	switch p.r.IntN(4) {
	case 0:
		p.line("try: %s = it.send(%s)", p.fresh("V"), p.pick("1", "2"))
		p.line("except (StopIteration, TypeError) as e: LOG.append(type(e).__name__)")
	case 1:
		p.line("try: %s = it.throw(ValueError('t'))", p.fresh("V"))
		p.line("except (StopIteration, ValueError) as e: LOG.append(repr(e))")
	case 2:
		p.line("it.close()")
	}
	p.line("for x in %s(0):", f)
	p.line("    LOG.append(x)")
	p.line("    if len(LOG) > %d: break", 10+p.r.IntN(30))
	p.keep("LOG[-5:]")
}

func (p *program) delegation() {
	f := p.fresh("d")
	p.line("def inner(n):")
	p.line("    r = yield n")
	p.line("    LOG.append(r)")
	p.line("    yield from %s", p.pick("[n, n]", "'ab'", "range(n)", "(x * 2 for x in [n])", "{'k': 1}"))
	p.line("    return n + %s", p.number())
	p.line("def %s():", f)
	p.line("    a = yield from inner(%s)", p.pick("1", "2"))
	p.line("    b = yield from inner(a)")
	p.line("    return (a, b)")
	p.line("it = %s()", f)
	p.keep("next(it)")
	p.keep("it.send(%s)", p.atom())
	p.keep("list(it)")
}

func (p *program) class() {
	c := p.fresh("C")
	p.line("class %sBase:", strings.ToLower(c))
	p.line("    tags = [%s]", p.atom())
	p.line("    def __init_subclass__(cls, mark=None, **kw): super().__init_subclass__(**kw); LOG.append((cls.__name__, mark))")
	p.line("    def who(self): return ['base']")
	p.line("class %s(%sBase%s):", strings.ToLower(c), strings.ToLower(c), p.pick("", ", mark=1"))
	p.line("    def __init__(self, v): self.v = v")
	p.line("    def who(self): return super().who() + [self.v]")
	methods := []string{
		"__add__(self, o): return ('add', self.v, o)", "__radd__(self, o): return ('radd', o)", "__eq__(self, o): return self.v == getattr(o, 'v', o)",
		"__lt__(self, o): return self.v < o.v", "__len__(self): return 2", "__bool__(self): return self.v == 1", "__contains__(self, x): return x == self.v",
		"__getitem__(self, k): return (k, self.v) if k in ('k', 0, 1) else [][1]", "__call__(self, *a, **k): return (a, sorted(k))", "__getattr__(self, n): return n.upper()",
		"__iter__(self): yield self.v; yield 'i'", "__neg__(self): return -1", "__repr__(self): return f'<{self.v!r}>'", "__str__(self): return 's'",
		"__format__(self, spec): return spec[::-1]", "__hash__(self): return 7", "__int__(self): return 4", "__index__(self): return 1",
		"__enter__(self): return self.v", "__mod__(self, o): return 'mod'", "__ge__(self, o): return 'ge'", "__ne__(self, o): return 'ne'",
	}
	p.r.Shuffle(len(methods), func(i, j int) { methods[i], methods[j] = methods[j], methods[i] })
	for _, m := range methods[:5+p.r.IntN(10)] {
		p.line("    def %s", m)
	}
	p.line("a, b = %s(%s), %s(%s)", strings.ToLower(c), p.number(), strings.ToLower(c), p.number())
	for _, e := range []string{"a + 1", "1 + a", "a == b", "a != b", "a >= b", "len(a)", "bool(a)", "2 in a", "a['k']", "a(1, z=2)", "a.missing", "list(a)", "-a",
		"str(a)", "f'{a:xyz}'", "int(a)", "'abc'[a]", "a % 3", "sorted([b, a])[0].v", "{a: 1}.get(b)", "[a].index(b)", "a.who()", "[k.__name__ for k in type(a).__mro__]",
		"[repr(a)]", "isinstance(a, type(b)), a is b", "sum([a, 1])", "max(a, b).v", "hasattr(a, 'zz')", "a in [b]", "len({a, b})", "(a, 1) == (b, 1)"} {
		if p.r.IntN(3) == 0 {
			p.attempt(e)
		}
	}
}

// attempt keeps the value of an expression, or the name of what it raises.
func (p *program) attempt(e string) {
	name := p.fresh("V")
	p.line("try: %s = %s", name, e)
	p.line("except Exception as e: %s = type(e).__name__", name)
}

func (p *program) metaclass() {
	m := p.fresh("m")
	p.line("class %s(type):", m)
	if p.r.IntN(2) == 0 {
		p.line("    @classmethod")
		p.line("    def __prepare__(mcs, name, bases, **kw): return {'made': name}")
	}
	p.line("    def __new__(mcs, name, bases, ns, **kw):")
	p.line("        ns['extra'] = [k for k in ns if not k.startswith('__')]")
	p.line("        return super().__new__(mcs, name, bases, ns)")
	p.line("    def __init__(cls, name, bases, ns, **kw): LOG.append((name, sorted(kw)))")
	p.line("    def %s", p.pick("__getattr__(cls, n): return n", "__len__(cls): return 5", "__getitem__(cls, k): return k", "__call__(cls, *a): return (cls.__name__, a)"))
	p.line("class %sk(metaclass=%s%s):", m, m, p.pick("", ", opt=1"))
	p.line("    x = %s", p.atom())
	p.line("class %sl(%sk): y = 2", m, m)
	p.keep("%sl.extra", m)
	for _, e := range []string{"%sl.nope", "len(%sl)", "%sl['q']", "type(%sl).__name__", "%sl(1)", "type('t', (%sl,), {'z': 3}).extra"} {
		if v := fmt.Sprintf(e, m); e != "%sl(1)" {
			p.attempt(v)
		}
	}
}

func (p *program) descriptor() {
	p.line("class field:")
	p.line("    def __set_name__(self, owner, name): self.name = '_' + name")
	p.line("    def __get__(self, obj, owner): return 'class' if obj is None else obj.__dict__.get(self.name, %s)", p.atom())
	if p.r.IntN(2) == 0 {
		p.line("    def __set__(self, obj, v): obj.__dict__[self.name] = [v]")
	}
	p.line("class owner:")
	if p.r.IntN(2) == 0 {
		p.line("    kind = property(lambda self: 'k')")
	}
	p.line("    a, b = field(), field()")
	p.line("o = owner()")
	p.keep("(owner.a, o.a, o.b)")
	p.line("o.a = %s", p.atom())
	p.attempt("(o.a, sorted(vars(o)))")
	p.attempt("setattr(o, 'kind', 1)")
	p.attempt("o.kind")
}

// scoping rebinds in the body of a class what lies around it, which it then asks the module for.
func (p *program) scoping() {
	f := p.fresh("s")
	p.line("x = %s", p.atom())
	p.line("def %s(x, z=%s):", f, p.number())
	p.line("    class inner:")
	p.line("        %s", p.pick("a = x", "x = x", "if z: x = 2"))
	p.line("        b = [%s]", p.pick("x", "z", "(lambda: x)()", "*(x for _ in (1, 2))"))
	p.line("        def get(self): return x, self.b")
	p.line("    return inner().get()")
	p.attempt(f + "(" + p.atom() + ")")
	p.line("del x")
	p.attempt(f + "(" + p.atom() + ")")
}

// derived formats objects of classes that derive from builtin types.
func (p *program) derived() {
	c := p.fresh("d")
	p.line("class %s(%s):", c, p.pick("int", "str", "float", "list"))
	p.line("    def %s(self): return 'own'", p.pick("__str__", "__repr__"))
	p.line("d = %s(%s)", c, p.pick("", "3", "'7'", "[1]"))
	for _, e := range []string{"f'{d}'", "f'{d:>5}'", "f'{d!r}'", "'%s %r' % (d, d)", "'{:}|{:8}'.format(d, d)", "str(d)", "format(d, '')", "[d]", "d == 3"} {
		p.attempt(e)
	}
}

func (p *program) matching() {
	p.line("class point:")
	p.line("    __match_args__ = ('x', 'y')")
	p.line("    def __init__(self, x, y): self.x, self.y = x, y")
	p.line("def m(v):")
	p.line("    match v:")
	patterns := []string{
		"None: return 'none'", "True | False as b: return ('bool', b)", "int(n) if n > 2: return ('int', n)", "str() as s if s: return s * 2",
		"[]: return 'empty'", "[x]: return ('one', x)", "[1, *rest]: return rest", "[*_, 'x' | 'y' as last]: return last", "{'k': int(q), **kw}: return (q, kw)",
		"{'z': [a, b]}: return a", "point(0, y): return ('p', y)", "point(x=x, y=1 | 2): return ('q', x)", "point(x, y) if x == y: return 'diag'", "point(): return 'point'",
		"float() | tuple(): return 'f'", "{}: return 'map'", "2.5: return 'half'", "'a' | 'bc': return 'text'", "-3: return 'neg'",
	}
	p.r.Shuffle(len(patterns), func(i, j int) { patterns[i], patterns[j] = patterns[j], patterns[i] })
	for _, c := range patterns[:6+p.r.IntN(8)] {
		p.line("        case %s", c)
	}
	p.line("        case _: return 'other'")
	p.keep("[m(v) for v in [%s, %s, %s, point(0, 1), point(%s, 2), point(2, 2), {'k': 1, 'l': 2}, {'z': [1, 2]}, [], [1, 'y']]]", p.atom(), p.atom(), p.atom(), p.number())
}

func (p *program) formatting() {
	values := []string{"3", "-42", "0", "3.14159", "1e20", "-0.5", "123456789", "'text'", "True", "2.0", "1234.5678"}
	for range 3 {
		spec := p.pick("", "<", ">", "^", "*^", "=") + p.pick("", "+", " ") + p.pick("", "#", "0") + p.pick("", "8", "12") + p.pick("", ",", "_") + p.pick("", ".2", ".0", ".5") + p.pick("", "d", "f", "e", "g", "x", "b", "s", "%%", "n", "c")
		p.attempt(fmt.Sprintf("f\"{%s:%s}\"", p.pick(values...), strings.ReplaceAll(spec, "%%", "%")))
	}
	p.attempt(fmt.Sprintf("'%%%s%s%s%s' %% (%s,)", p.pick("", "-", "0", "+", " ", "#"), p.pick("", "7"), p.pick("", ".1", ".3"), p.pick("d", "s", "r", "f", "x", "e", "g", "i", "o", "c"), p.pick(values...)))
	p.attempt(fmt.Sprintf("'{0!%s:>{1}} {k[0]}'.format(%s, 9, k=[%s])", p.pick("r", "s", "a"), p.atom(), p.atom()))
	p.attempt(fmt.Sprintf("f\"{%s!r:>8}|{%s = }\"", p.pick(values...), p.pick("1 + 2", "'q'")))
}

func (p *program) unwinding() {
	f := p.fresh("u")
	p.line("class %scm:", f)
	p.line("    def __init__(self, n, swallow): self.n, self.swallow = n, swallow")
	p.line("    def __enter__(self): LOG.append(self.n); return self.n")
	p.line("    def __exit__(self, kind, e, tb): LOG.append((self.n, kind and kind.__name__)); return self.swallow")
	p.line("def %s(n):", f)
	p.line("    for i in range(3):")
	p.line("        try:")
	p.line("            with %scm('o', %s), %scm('i', %s):", f, p.pick("True", "False"), f, p.pick("True", "False"))
	p.line("                if n == i: raise %s", p.pick("KeyError(n)", "ValueError('v')", "ZeroDivisionError"))
	p.line("                if n > 5: %s", p.pick("continue", "break", "return 'r'"))
	p.line("                [1][n]")
	p.line("        except (KeyError, IndexError) as e: LOG.append(repr(e))")
	p.line("        except ValueError as e: raise RuntimeError('again') from e")
	p.line("        else: LOG.append('else')")
	p.line("        finally: LOG.append('fin')")
	p.line("    else: LOG.append('loop else')")
	p.line("    return n")
	p.attempt(fmt.Sprintf("%s(%s)", f, p.pick("0", "1", "2", "9")))
	p.line("try: %s(%s)", f, p.pick("0", "1", "2"))
	p.line("except Exception as e: LOG.append((repr(e), repr(e.__cause__), repr(e.__context__)))")
	p.keep("LOG[-8:]")
}

func (p *program) arguments() {
	f := p.fresh("a")
	p.line("def %s(a, b=%s, %s*, c=%s, d=4%s): return [a, b, c, d]", f, p.atom(), p.pick("", "/, ", "e=5, "), p.number(), p.pick("", ", **kw"))
	for range 4 {
		p.attempt(fmt.Sprintf("%s(%s)", f, p.pick("", "1", "1, 2", "1, b=2", "1, 2, 3", "a=1", "1, c=2", "1, 2, z=3", "*[1, 2]", "**{'a': 1}", "1, a=2", "1, *[2], **{'d': 5}")))
	}
	p.line("try: %s(%s)", f, p.pick("", "1, 2, 3, 4", "1, a=2", "1, q=2", "b=1"))
	p.line("except TypeError as e: LOG.append(str(e))")
	p.keep("LOG[-1:]")
}

// changing loops over what it changes.
func (p *program) changing() {
	p.line("l, d = [3, 1, 2, %s], {'a': 1, 'b': 2}", p.number())
	p.line("for x in l:")
	p.line("    if x %s 1: l.%s", p.pick("==", ">", "<"), p.pick("remove(x)", "pop()", "pop(0)", "insert(0, 9) if len(l) < 9 else None", "append(0) if len(l) < 9 else None"))
	p.keep("l")
	p.line("try:")
	p.line("    for k in %s: %s", p.pick("d", "d.items()", "list(d)"), p.pick("d['c'] = 1", "d['a'] = 5", "d.pop('b', None)"))
	p.line("except RuntimeError as e: LOG.append(str(e))")
	p.keep("d")
}

func TestLanguageOracle(t *testing.T) {
	n := seeds() * 3
	cases := make([]oracleCase, n)
	for i := range cases {
		cases[i] = generateProgram(uint64(i))
	}
	names, unknown := 0, 0
	for i, a := range askPython(t, cases) {
		if a.recursive() {
			continue
		}
		for _, is := range compareWith(t, i, cases[i], a) {
			names++
			if !is {
				unknown++
			}
		}
	}
	t.Logf("%d names, %d unknown", names, unknown)
	if unknown*20 > names {
		t.Errorf("%d of %d names are unknown", unknown, names)
	}
}
