package models

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// Abstract base classes: collections.abc and numbers. Which classes count as
// theirs is known of the builtin ones, and of others by the methods that they have.

// iteratorNames are the builtin classes of iterators.
const iteratorNames = "generator map filter zip enumerate reversed iterator list_iterator tuple_iterator str_iterator set_iterator range_iterator dict_keyiterator dict_valueiterator dict_itemiterator callable_iterator"

// abstractClasses are the builtin classes and the methods that make a class one
// of an abstract class (Lib/_collections_abc.py). A class whose methods are not
// written here must derive from it or be registered.
var abstractClasses = map[string]struct{ builtins, methods string }{
	"Hashable":        {"", "__hash__"},
	"Callable":        {"function builtin_function_or_method method type partial staticmethod _lru_cache_wrapper", "__call__"},
	"Iterable":        {"IPv4Network IPv6Network str bytes list tuple dict set frozenset range dict_keys dict_values dict_items deque OrderedDict defaultdict Counter _Environ " + iteratorNames, "__iter__"},
	"Iterator":        {iteratorNames, "__iter__ __next__"},
	"Generator":       {"generator", "send throw close __iter__ __next__"},
	"Reversible":      {"str bytes list tuple dict range deque dict_keys dict_values dict_items", "__reversed__ __iter__"},
	"Sized":           {"str bytes list tuple dict set frozenset range dict_keys dict_values dict_items deque _Environ", "__len__"},
	"Container":       {"str bytes list tuple dict set frozenset range dict_keys dict_values dict_items deque _Environ", "__contains__"},
	"Collection":      {"str bytes list tuple dict set frozenset range dict_keys dict_values dict_items deque _Environ", "__len__ __iter__ __contains__"},
	"Sequence":        {"str bytes list tuple range deque UserList UserString _PathParents", ""},
	"MutableSequence": {"list deque UserList", ""},
	"ByteString":      {"bytes", ""},
	"Set":             {"set frozenset dict_keys dict_items", ""},
	"MutableSet":      {"set", ""},
	"Mapping":         {"dict mappingproxy _Environ ChainMap UserDict", ""},
	"MutableMapping":  {"dict _Environ ChainMap UserDict", ""},
	"MappingView":     {"dict_keys dict_values dict_items", ""},
	"KeysView":        {"dict_keys", ""},
	"ItemsView":       {"dict_items", ""},
	"ValuesView":      {"dict_values", ""},
	"Awaitable":       {"coroutine", "__await__"},
	"Coroutine":       {"coroutine", "send throw close __await__"},
	"AsyncIterable":   {"", "__aiter__"},
	"AsyncIterator":   {"", "__aiter__ __anext__"},
	"AsyncGenerator":  {"", "__aiter__ __anext__ asend athrow aclose"},
	"Number":          {"int float complex Decimal Fraction", ""},
	"Complex":         {"int float complex Fraction", ""},
	"Real":            {"int float Fraction", ""},
	"Rational":        {"int Fraction", ""},
	"Integral":        {"int", ""},
	"PathLike":        {"PurePath", "__fspath__"},
}

// abstractBases are the abstract classes that the abstract classes derive from.
var abstractBases = map[string]string{
	"Iterator": "Iterable", "Generator": "Iterator", "Reversible": "Iterable", "Collection": "Sized Iterable Container",
	"Sequence": "Reversible Collection", "MutableSequence": "Sequence", "ByteString": "Sequence",
	"Set": "Collection", "MutableSet": "Set", "Mapping": "Collection", "MutableMapping": "Mapping",
	"MappingView": "Sized", "KeysView": "MappingView Set", "ItemsView": "MappingView Set", "ValuesView": "MappingView Collection",
	"Coroutine": "Awaitable", "AsyncIterator": "AsyncIterable", "AsyncGenerator": "AsyncIterator",
	"Complex": "Number", "Real": "Complex", "Rational": "Real", "Integral": "Rational",
}

// isAbstract tells whether an abstract class is another or derives from it.
func isAbstract(name, base string) bool {
	return name == base || slices.ContainsFunc(strings.Fields(abstractBases[name]), func(b string) bool { return isAbstract(b, base) })
}

// numberNames are the classes of the module numbers.
const numberNames = " Number Complex Real Rational Integral "

// abstractHome is the module of an abstract class.
func abstractHome(name string) string {
	switch {
	case name == "PathLike":
		return "os"
	case strings.Contains(numberNames, " "+name+" "):
		return "numbers"
	}
	return "collections.abc"
}

// abstractModule makes collections.abc, or numbers.
func abstractModule(module string) maker {
	return func(*value.Thread) value.Value {
		m := value.NewModule(module, "")
		for name := range abstractClasses {
			if abstractHome(name) == module {
				m.Define(name, abstractClass(name, module))
			}
		}
		m.Fallback = notFollowed(module)
		return m
	}
}

func abstractClass(name, module string) *value.Class {
	c := value.NewClass(name, module)
	c.Subclass = func(sub *value.Class) value.Truth { return countsAs(sub, name) }
	c.Method("__class_getitem__", func(*value.Thread, *value.Call) (value.Value, error) { return c, nil })
	c.Meta = value.ABCMetaClass
	mixins(c, name)
	if name == "Mapping" || name == "MutableMapping" || strings.HasSuffix(name, "Sequence") || strings.HasSuffix(name, "Set") {
		c.Method("__getattr__", unknownCall("what "+name+" adds to a class is not followed"))
	}
	return c
}

// comparesAsMapping gives a class the equality of collections.abc.Mapping: that of dicts
// of the items.
func comparesAsMapping(c *value.Class) {
	c.NS.Set(nil, "__hash__", value.None(), value.Place{})
	method(c, "__eq__", "other", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		if i, ok := a[0].(*value.Instance); ok && i == self {
			return value.NewBool(true, nil), nil
		}
		items := func(v value.Value) (value.Value, error) {
			f, err := value.Attr(t, v, "items")
			if err == nil {
				f, err = call(t, f)
			}
			if err != nil {
				return nil, err
			}
			return call(t, value.DictClass, f)
		}
		if u, ok := value.IsUnknown(a[0]); ok {
			return typed(u, value.BoolClass), nil
		}
		if countsAs(a[0].Class(), "Mapping") != value.Yes && a[0].Class().Module != c.Module {
			return value.NotImplementedValue{}, nil
		}
		own, err := items(self)
		if err != nil {
			return nil, err
		}
		other, err := items(a[0])
		if err != nil {
			return nil, err
		}
		return value.CompareValue(t, value.Eq, own, other)
	})
}

// countsAs tells whether a class is one of an abstract class without deriving from it.
func countsAs(sub *value.Class, name string) value.Truth {
	known := abstractClasses[name]
	builtin := false
	for _, k := range sub.MRO() {
		if strings.Contains(" "+known.builtins+" ", " "+k.Name+" ") {
			return value.Yes
		}
		if k.Module == abstractHome(k.Name) && isAbstract(k.Name, name) {
			return value.Yes
		}
		builtin = builtin || k.NS == nil && k != value.ObjectClass
	}
	if name == "Hashable" {
		return hashableClass(sub)
	}
	if name == "Iterable" || name == "Iterator" {
		if slices.ContainsFunc(sub.MRO(), func(k *value.Class) bool { return k.Module == "itertools" }) {
			return value.Yes
		}
	}
	if known.methods == "" || builtin {
		return value.No
	}
	for _, method := range strings.Fields(known.methods) {
		if !defines(sub, method) {
			return value.No
		}
	}
	return value.Yes
}

// defines tells whether a class or one of its bases but object defines a method, and not as None.
func defines(c *value.Class, method string) bool {
	b, k, ok := c.Lookup(method)
	return ok && k != value.ObjectClass && !isNone(b.V)
}

func hashableClass(c *value.Class) value.Truth {
	for _, k := range c.MRO() {
		switch k {
		case value.ListClass, value.DictClass, value.SetClass:
			return value.No
		case value.ObjectClass:
			continue
		}
		if k.NS == nil {
			return value.TruthOf(k.Name != "dict_keys" && k.Name != "dict_items" && k.Name != "_Environ")
		}
		if b, ok := k.NS.Get("__hash__"); ok {
			return value.TruthOf(!isNone(b.V))
		}
		if _, ok := k.NS.Get("__eq__"); ok {
			return value.No
		}
	}
	return value.Yes
}

// markAbstract is abc.abstractmethod (CPython, Lib/abc.py).
func markAbstract(t *value.Thread, c *value.Call) (value.Value, error) {
	v, err := same(t, c)
	if err != nil || v.Class() != value.FunctionClass {
		return v, err
	}
	return v, value.SetAttr(t, v, "__isabstractmethod__", value.NewBool(true, nil))
}

func abcModule(*value.Thread) value.Value {
	m := value.NewModule("abc", "")
	abc := value.NewClass("ABC", "abc")
	abc.Meta = value.ABCMetaClass
	m.Define("ABC", abc)
	m.Define("ABCMeta", abc.Meta)
	m.Func("abstractmethod", markAbstract)
	property := loose("abstractproperty", "fget=, fset=, fdel=, doc=", func(_ *value.Thread, a args) (value.Value, error) {
		return &value.Property{Getter: a[0], Setter: a[1], Deleter: a[2]}, nil
	})
	m.Func("abstractproperty", property)
	m.Func("abstractclassmethod", loose("abstractclassmethod", "callable", func(_ *value.Thread, a args) (value.Value, error) {
		return &value.ClassMethod{Func: a[0]}, nil
	}))
	m.Func("abstractstaticmethod", loose("abstractstaticmethod", "callable", func(_ *value.Thread, a args) (value.Value, error) {
		return &value.StaticMethod{Func: a[0]}, nil
	}))
	m.Func("update_abstractmethods", same)
	m.Func("get_cache_token", unknownCall("abc.get_cache_token is not followed"))
	return m
}
