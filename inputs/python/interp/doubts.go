package interp

// An operation on what is not known may have raised: int(x), d[k], a + b. In a
// try whose handlers are for such exceptions, they may have run.

import (
	"slices"

	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// doubts counts the operations whose result is not known.
type doubts struct {
	count int
	last  *value.Unknown
}

func (d *doubts) see(v value.Value) {
	if u, ok := value.IsUnknown(v); ok {
		d.count++
		d.last = u
	}
}

// dataErrors are the exceptions that operations on data raise.
var dataErrors = []string{"ValueError", "KeyError", "IndexError", "TypeError", "AttributeError", "ZeroDivisionError", "FileNotFoundError"}

// mayHaveRaised runs, beside what follows the body of a try, each handler for an
// exception that an operation on something unknown may have raised in it.
func (f *frame) mayHaveRaised(s *syntax.Try, fl flow) (flow, error) {
	ret, why := f.ret, f.in.doubts.last
	run := func() (flow, error) {
		f.ret = ret
		if fl == next {
			return f.block(s.Orelse)
		}
		return fl, nil
	}
	for _, h := range s.Handlers {
		raised := f.dataError(h)
		if raised == nil {
			continue
		}
		raised.Exc = value.NewUnknown("the exception is not known", why.At, why.Trace())
		c := f.condition(s, why)
		c.Yes = "no operation from " + placeText(c.At) + " on raises"
		c.No = "an operation from " + placeText(c.At) + " on raises " + raised.Kind.Name
		others := run
		run = func() (flow, error) {
			return f.fork(c, others, func() (flow, error) {
				f.lose(boundBy(s.Body...).order, why.Because, c.At)
				return f.except(s, h, raised)
			})
		}
	}
	return run()
}

// dataError is the exception, of those that operations raise, that a handler is for.
func (f *frame) dataError(h *syntax.ExceptHandler) *value.Raised {
	for _, name := range dataErrors {
		class := value.Exceptions()[name]
		if f.accepts(h, class) == value.Yes || f.narrows(h, class) {
			return f.t.RaiseClass(class, "...", nil).(*value.Raised)
		}
	}
	return nil
}

// narrows tells whether a handler is for a special kind of the exception, such as json.JSONDecodeError.
func (f *frame) narrows(h *syntax.ExceptHandler, class *value.Class) bool {
	v, err := f.eval(h.Type)
	if err != nil {
		return false
	}
	kinds := []value.Value{v}
	if t, ok := v.(value.Tuple); ok {
		kinds = t.Elems
	}
	return slices.ContainsFunc(kinds, func(k value.Value) bool {
		c, ok := k.(*value.Class)
		return ok && c.Is(class)
	})
}
