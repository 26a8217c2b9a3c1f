package models

import (
	"errors"
	"testing"

	"github.com/djgate/djgate/inputs/python/value"
)

// TestTypesAreNamedAsInMessages: what CPython 3.11 calls a type in a message is its tp_name,
// that of a class which derives from a builtin type its own.
func TestTypesAreNamedAsInMessages(t *testing.T) {
	for expr, want := range map[string]string{
		`decimal.Decimal(1) + None`:           "unsupported operand type(s) for +: 'decimal.Decimal' and 'NoneType'",
		`decimal.Decimal(1)["x"]`:             "'decimal.Decimal' object is not subscriptable",
		`datetime.timedelta(1) < 1`:           "'<' not supported between instances of 'datetime.timedelta' and 'int'",
		`datetime.timedelta(1).nope`:          "'datetime.timedelta' object has no attribute 'nope'",
		`list(datetime.date(2020, 1, 1))`:     "'datetime.date' object is not iterable",
		`"a" in datetime.date(2020, 1, 1)`:    "argument of type 'datetime.date' is not iterable",
		`"a" in types.SimpleNamespace()`:      "argument of type 'types.SimpleNamespace' is not iterable",
		`int(datetime.date(2020, 1, 1))`:      "int() argument must be a string, a bytes-like object or a real number, not 'datetime.date'",
		`reversed(decimal.Decimal(1))`:        "'decimal.Decimal' object is not reversible",
		`[1][collections.deque()]`:            "list indices must be integers or slices, not collections.deque",
		`-collections.OrderedDict()`:          "bad operand type for unary -: 'collections.OrderedDict'",
		`"%d" % collections.defaultdict(int)`: "%d format: a real number is required, not collections.defaultdict",
		`"%f" % collections.OrderedDict()`:    "must be real number, not collections.OrderedDict",
		`abs(collections.OrderedDict())`:      "bad operand type for abs(): 'collections.OrderedDict'",
		`round(collections.OrderedDict())`:    "type collections.OrderedDict doesn't define __round__ method",
		`ord(collections.OrderedDict())`:      "ord() expected string of length 1, but collections.OrderedDict found",
		`hash(collections.OrderedDict())`:     "unhashable type: 'collections.OrderedDict'",
		`re.compile("a")()`:                   "'re.Pattern' object is not callable",
		`functools.partial(int) + 1`:          "unsupported operand type(s) for +: 'functools.partial' and 'int'",
		`uuid.UUID(int=1) + 1`:                "unsupported operand type(s) for +: 'UUID' and 'int'",
		`collections.Counter("a") + 1`:        "unsupported operand type(s) for +: 'Counter' and 'int'",
		`os.environ.items()[0]`:               "'ItemsView' object is not subscriptable",
		`os.environ.values() <= {"a"}`:        "'<=' not supported between instances of 'ValuesView' and 'set'",
		`int(base=2)`:                         "int() missing string argument",
		`dataclasses.fields(1)`:               "must be called with a dataclass type or instance",
	} {
		_, err := newEvaluator(newThread(&host{})).source(expr)
		var raised *value.Raised
		if !errors.As(err, &raised) || raised.Shape != want {
			t.Errorf("%s: %v, want %s", expr, err, want)
		}
	}
}
