package value

import (
	"math/rand/v2"
	"os"
	"reflect"
	"strconv"
	"testing"
)

// What is said where operands are unknown must hold for what they are: each
// expression is evaluated with some operands veiled, and again with all known.

func TestUnknownsAreSound(t *testing.T) {
	seed, cases := uint64(7), 20000
	if s := os.Getenv("DJGATE_ORACLE_SEED"); s != "" {
		seed, _ = strconv.ParseUint(s, 10, 64)
		cases = 200000
	}
	g := &generator{Rand: rand.New(rand.NewPCG(seed, seed)), builtins: Builtins(), mist: true}
	known, wrong := 0, 0
	for range cases {
		c := g.next()
		g.veiled = true
		th := newTestThread()
		said, errSaid := c.run(th)
		g.veiled = false
		real := newTestThread()
		is, errIs := c.run(real)
		if errSaid == nil && !isUnknown(said) {
			known++
		}
		if !sound(th, said, errSaid, is, errIs) {
			if wrong++; wrong <= 30 {
				t.Errorf("%s\n is said to be %s\n and is %s", c.text, th.result(said, errSaid), real.result(is, errIs))
			}
		}
	}
	t.Logf("seed %d: %d expressions, %d with a known result, %d wrong", seed, cases, known, wrong)
}

func sound(t *Thread, said Value, errSaid error, is Value, errIs error) bool {
	switch {
	case errSaid != nil:
		return errIs != nil
	case errIs != nil: // the program does not get there
		return true
	}
	return describes(t, said, is)
}

// describes tells whether is can be what said describes.
func describes(t *Thread, said, is Value) bool {
	switch said := said.(type) {
	case *Unknown:
		if said.Type != nil && len(said.Choices) == 0 && !is.Class().Is(said.Type) {
			return false
		}
		for _, c := range said.Choices {
			if describes(t, c.V, is) {
				return true
			}
		}
		return len(said.Choices) == 0
	case *DictView:
		if other, ok := is.(*DictView); ok && said.Dict.more != nil { // the order of later keys is not known
			return describes(t, said.Dict, other.Dict)
		}
	}
	switch said := said.(type) {
	case *List, Tuple, *Iterator, *DictView:
		if said.Class() != is.Class() {
			return false
		}
		a, errA := Items(t, said)
		b, errB := Items(t, is)
		return errA != nil || errB != nil || coversItems(t, a, b)
	case *Set:
		other, ok := is.(*Set)
		return ok && coversSet(said, other)
	case *Dict:
		other, ok := is.(*Dict)
		return ok && coversDict(t, said, other)
	}
	return reflect.DeepEqual(t.dump(said, nil), t.dump(is, nil))
}

// coversItems matches items in order; one that stands for any number matches any number.
func coversItems(t *Thread, said, is []Value) bool {
	if len(said) == 0 {
		return len(is) == 0
	}
	u, unknown := said[0].(*Unknown)
	if unknown && (u.Many || perhapsAbsent(u)) && coversItems(t, said[1:], is) {
		return true
	}
	if len(is) == 0 || !describes(t, said[0], is[0]) {
		return false
	}
	if unknown && u.Many {
		return coversItems(t, said, is[1:])
	}
	return coversItems(t, said[1:], is[1:])
}

func coversSet(said, is *Set) bool {
	if !subset(said, is) {
		return false
	}
	return said.more != nil || subset(is, said)
}

func coversDict(t *Thread, said, is *Dict) bool {
	for _, e := range said.list {
		v, ok := is.Get(e.Key)
		if !ok && !perhapsAbsent(e.Value) && said.more == nil || ok && !describes(t, e.Value, v) {
			return false
		}
	}
	for _, e := range is.list {
		if _, ok := said.Get(e.Key); !ok && said.more == nil {
			return false
		}
	}
	return true
}
