package value

import "testing"

// Arms that add to the same list do not see each other's items, nor does the
// list that was before.
func TestAppendInArms(t *testing.T) {
	th := NewThread(nil, DefaultLimits)
	number := func(n int64) Value { return NewInt(n, nil) }
	l := th.NewList(nil, nil)
	for i := range int64(5) {
		l.Append(th, number(i))
	}
	held := l.Elems()
	first := th.Begin()
	l.Append(th, number(10))
	l.Append(th, number(11))
	th.End(first)
	second := th.Begin()
	l.Append(th, number(20))
	th.End(second)
	l.Append(th, number(30))
	last := l.Elems()
	th.Commit(first)
	l.Append(th, number(12))
	for _, tt := range []struct {
		items []Value
		want  string
	}{
		{held, "[0, 1, 2, 3, 4]"},
		{last, "[0, 1, 2, 3, 4, 30]"},
		{l.Elems(), "[0, 1, 2, 3, 4, 10, 11, 12]"},
	} {
		got, _ := ToRepr(th, th.NewList(tt.items, nil))
		if text := got.(Str).Text(); text != tt.want {
			t.Errorf("%s, want %s", text, tt.want)
		}
	}
}
