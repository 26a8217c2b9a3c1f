package models

import (
	"testing"

	"github.com/djgate/djgate/inputs/python/value"
)

// TestLibrariesKeepSecrets: whatever a library makes of a secret text is secret.
func TestLibrariesKeepSecrets(t *testing.T) {
	for _, expr := range []string{
		`hashlib.sha256(os.environ["API_KEY"].encode()).hexdigest()`,
		`hmac.new(os.environ["API_KEY"].encode(), b"x", "sha256").hexdigest()`,
		`base64.b64encode(os.environ["API_KEY"].encode())`,
		`base64.urlsafe_b64decode(os.environ["API_KEY"])`,
		`binascii.hexlify(os.environ["API_KEY"].encode())`,
		`string.Template("a$x").substitute(x=os.environ["API_KEY"])`,
		`string.capwords(os.environ["API_KEY"])`,
		`textwrap.dedent(os.environ["API_KEY"])`,
		`textwrap.indent(os.environ["API_KEY"], " ")`,
		`shlex.split(os.environ["API_KEY"])[0]`,
		`shlex.quote(os.environ["API_KEY"])`,
		`shlex.join(["a", os.environ["API_KEY"]])`,
		`html.escape(os.environ["API_KEY"])`,
		`re.sub("a", "b", os.environ["API_KEY"])`,
		`re.sub("x", os.environ["API_KEY"], "axa")`,
		`re.search("[a-z]+", os.environ["API_KEY"]).group()`,
		`re.split("b", os.environ["API_KEY"])[0]`,
		`json.loads(json.dumps([os.environ["API_KEY"]]))[0]`,
		`json.dumps({"a": os.environ["API_KEY"]})`,
		`list(csv.reader([os.environ["API_KEY"]]))[0][0]`,
		`io.StringIO(os.environ["API_KEY"]).read()`,
		`email.utils.formataddr((os.environ["API_KEY"], "a@b.c"))`,
		`functools.reduce(operator.add, ["a", os.environ["API_KEY"]])`,
		`list(itertools.chain(["a"], [os.environ["API_KEY"]]))[1]`,
		`copy.deepcopy([os.environ["API_KEY"]])[0]`,
		`list(collections.deque([os.environ["API_KEY"]]))[0]`,
		`collections.ChainMap({}, {"a": os.environ["API_KEY"]})["a"]`,
		`[p := configparser.ConfigParser(), p.read_dict({"s": {"a": os.environ["API_KEY"], "b": "x%(a)s"}}), p.get("s", "b")][2]`,
		`uuid.uuid5(uuid.NAMESPACE_DNS, os.environ["API_KEY"])`,
		`yaml.safe_load("a: " + os.environ["API_KEY"])["a"]`,
		`yaml.load("[0" + os.environ["API_NUMBER_KEY"] + "]", yaml.Loader)[0]`,
		`tomllib.loads("a = \x27" + os.environ["API_KEY"] + "\x27")["a"]`,
		`tomllib.loads("a = 2020-01-" + os.environ["API_NUMBER_KEY"])["a"]`,
	} {
		th := newThread(&host{vars: map[string]string{"API_KEY": "canarycanary", "API_NUMBER_KEY": "12"}})
		v, err := newEvaluator(th).source(expr)
		if err != nil {
			t.Errorf("%s: %v", expr, err)
			continue
		}
		if !value.IsSecret(v) {
			t.Errorf("%s is no secret", expr)
		}
	}
}

// TestLibrariesAreUndone: what a branch does to an object of a library is put back.
func TestLibrariesAreUndone(t *testing.T) {
	for _, c := range []struct{ make, change, show string }{
		{`configparser.ConfigParser()`, `x.read_string("[a]\nb=1")`, `x.sections()`},
		{`collections.deque([1])`, `x.append(2)`, `list(x)`},
		{`collections.Counter("a")`, `x.update("a")`, `dict(x)`},
		{`collections.ChainMap({})`, `x.update(a=1)`, `dict(x)`},
		{`collections.defaultdict(list)`, `x["a"].append(1)`, `dict(x)`},
		{`io.StringIO("ab")`, `x.read()`, `x.read()`},
		{`io.StringIO()`, `x.write("a")`, `x.getvalue()`},
		{`hashlib.md5(b"a")`, `x.update(b"b")`, `x.hexdigest()`},
		{`itertools.count()`, `next(x)`, `next(x)`},
		{`types.SimpleNamespace(a=1)`, `setattr(x, "a", 2)`, `x.a`},
	} {
		th := newThread(&host{})
		plain := python(t, th, "[x := "+c.make+", "+c.show+"][1]")
		e := newEvaluator(th)
		run := func(src string) value.Value {
			v, err := e.source(src)
			if err != nil {
				t.Fatalf("%s: %v", src, err)
			}
			return v
		}
		run("[x := " + c.make + "]")
		branch := th.Begin()
		run(c.change)
		th.End(branch)
		if got := show(t, th, run(c.show)); got != plain {
			t.Errorf("%s; %s, undone: %s gives %s, want %s", c.make, c.change, c.show, got, plain)
		}
	}
}
