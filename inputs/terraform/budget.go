package terraform

import (
	"math/big"

	"github.com/zclconf/go-cty/cty"
)

// A few lines of HCL can ask for more memory than there is: locals that double,
// ranges of ranges, widths of format. So every evaluated part spends from one
// budget, in proportion to the size of its value, and no value may grow past a limit.

const (
	maxWork     = 400_000 // members and, by the byteShare, bytes that are looked at for one module
	byteShare   = 64
	maxMembers  = 20_000  // of one value, counted at every depth
	maxText     = 1 << 20 // bytes of text in one value
	maxExponent = 4096    // bits of a number: in full it may be written as text
)

// tooMuch is why a value is unknown that is over the limits.
const tooMuch = "the expression asks for more work than is allowed"

type budget struct {
	work     int
	exceeded bool
}

// step spends for one evaluated part; false where nothing is left.
func (b *budget) step() bool {
	b.work++
	if b.work > maxWork {
		b.exceeded = true
	}
	return b.work <= maxWork
}

// text spends for parsing a text of that length.
func (b *budget) text(length int) { b.work += length / byteShare }

// fits tells whether a value is within the limits, and spends for looking at it.
func (b *budget) fits(v cty.Value) bool {
	m := measure{members: maxMembers, text: maxText}
	ok := m.fits(v)
	b.work += maxMembers - m.members + (maxText-max(m.text, 0))/byteShare
	if !ok {
		b.exceeded = true
	}
	return ok
}

// measure holds what may still be in a value.
type measure struct{ members, text int }

func (m *measure) fits(v cty.Value) bool {
	m.members--
	if m.members < 0 {
		return false
	}
	v, _ = v.Unmark()
	if !v.IsKnown() || v.IsNull() {
		return true
	}
	ty := v.Type()
	switch {
	case ty == cty.String:
		m.text -= len(v.AsString())
		return m.text >= 0
	case ty == cty.Number:
		return shortNumber(v.AsBigFloat())
	case ty.IsObjectType(): // whose iterator would sort the names
		for name := range ty.AttributeTypes() {
			m.members--
			m.text -= len(name)
			if m.members < 0 || m.text < 0 || !m.fits(v.GetAttr(name)) {
				return false
			}
		}
	case v.CanIterateElements():
		for it := v.ElementIterator(); it.Next(); {
			k, e := it.Element()
			if !m.fits(k) || !m.fits(e) {
				return false
			}
		}
	}
	return true
}

// shortNumber tells whether the digits of a number are few enough to be written.
func shortNumber(f *big.Float) bool {
	exponent := f.MantExp(nil)
	return exponent < maxExponent && exponent > -maxExponent
}
