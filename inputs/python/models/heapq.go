package models

import "github.com/djgate/djgate/inputs/python/value"

// heapqModule is heapq, without merge. The layout of a heap is that of CPython
// (Lib/heapq.py); where an order is not known, so is what the list holds.
func heapqModule(*value.Thread) value.Value {
	m := value.NewModule("heapq", "")
	m.Func("heapify", onHeap("heapify", "x", func(h *heap, _ value.Value) (value.Value, error) {
		for i := len(h.items)/2 - 1; i >= 0 && h.err == nil; i-- {
			h.down(i)
		}
		return value.None(), h.err
	}))
	m.Func("heappush", onHeap("heappush", "heap, item", func(h *heap, item value.Value) (value.Value, error) {
		h.items = append(h.items, item)
		h.up(0, len(h.items)-1)
		return value.None(), h.err
	}))
	m.Func("heappop", onHeap("heappop", "heap", func(h *heap, _ value.Value) (value.Value, error) {
		if len(h.items) == 0 {
			return nil, h.t.Raise("IndexError", "index out of range")
		}
		last := h.items[len(h.items)-1]
		h.items = h.items[:len(h.items)-1]
		if len(h.items) == 0 {
			return last, nil
		}
		return h.replace(last)
	}))
	m.Func("heapreplace", onHeap("heapreplace", "heap, item", func(h *heap, item value.Value) (value.Value, error) {
		if len(h.items) == 0 {
			return nil, h.t.Raise("IndexError", "index out of range")
		}
		return h.replace(item)
	}))
	m.Func("heappushpop", onHeap("heappushpop", "heap, item", func(h *heap, item value.Value) (value.Value, error) {
		if len(h.items) == 0 || !h.less(h.items[0], item) {
			return item, h.err
		}
		return h.replace(item)
	}))
	m.Func("nsmallest", best("nsmallest", false))
	m.Func("nlargest", best("nlargest", true))
	m.Fallback = notFollowed("heapq")
	return m
}

// heap is a list at work. unknown says that some order was not known.
type heap struct {
	t       *value.Thread
	items   []value.Value
	unknown bool
	err     error
}

// onHeap makes a function of a list, which it changes, and perhaps of an item.
func onHeap(name, params string, f func(h *heap, item value.Value) (value.Value, error)) function {
	return loose(name, params, func(t *value.Thread, a args) (value.Value, error) {
		list, ok := a[0].(*value.List)
		if !ok {
			if u, is := value.IsUnknown(a[0]); is {
				return spread(u), nil
			}
			return nil, t.Raise("TypeError", name+"() argument must be list, not "+a[0].Class().TypeName())
		}
		h := &heap{t: t, items: append([]value.Value(nil), list.Elems()...)}
		var item value.Value
		if len(a) > 1 {
			item = a[1]
		}
		v, err := f(h, item)
		if err != nil {
			return nil, err
		}
		if h.unknown {
			many := several(t, "the order of a heap is not known")
			list.SetElems(t, []value.Value{many})
			return unknown(t, "the order of a heap is not known", list.Trace()), nil
		}
		list.SetElems(t, h.items)
		return v, nil
	})
}

func (h *heap) less(a, b value.Value) bool {
	if h.err != nil || h.unknown {
		return false
	}
	truth, err := value.Compare(h.t, value.Lt, a, b)
	h.err, h.unknown = err, truth == value.Maybe && err == nil
	return truth == value.Yes
}

// replace puts an item in the place of the least, which it gives.
func (h *heap) replace(item value.Value) (value.Value, error) {
	least := h.items[0]
	h.items[0] = item
	h.down(0)
	return least, h.err
}

// up moves an item towards the start while it is less than its parent.
func (h *heap) up(start, at int) {
	item := h.items[at]
	for at > start {
		parent := (at - 1) / 2
		if !h.less(item, h.items[parent]) {
			break
		}
		h.items[at], at = h.items[parent], parent
	}
	h.items[at] = item
}

// down moves the smaller child up until a leaf is reached, then the item up from there.
func (h *heap) down(at int) {
	start, end, item := at, len(h.items), h.items[at]
	for child := 2*at + 1; child < end; child = 2*at + 1 {
		if right := child + 1; right < end && !h.less(h.items[child], h.items[right]) {
			child = right
		}
		h.items[at], at = h.items[child], child
	}
	h.items[at] = item
	h.up(start, at)
}

// best is nsmallest or nlargest: the first of the sorted items.
func best(name string, reverse bool) function {
	return loose(name, "n, iterable, key=", func(t *value.Thread, a args) (value.Value, error) {
		if i, ok := a[0].(value.Int); ok && i.Big().Sign() <= 0 {
			return t.NewList(nil, traceOf(a)), nil
		}
		sorted, _ := value.Builtins().Get("sorted")
		with := &value.Call{Args: a[1:2], Keywords: []value.Keyword{{Name: "reverse", Value: value.NewBool(reverse, nil)}}, At: t.At}
		if a[2] != nil {
			with.Keywords = append(with.Keywords, value.Keyword{Name: "key", Value: a[2]})
		}
		all, err := value.CallValue(t, sorted.V, with)
		if err != nil {
			return nil, err
		}
		return value.Item(t, all, value.Slice{Lower: value.None(), Upper: a[0], Step: value.None()})
	})
}
