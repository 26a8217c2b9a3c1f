package versions

import (
	"cmp"
	"strconv"
	"strings"
)

// bounds are the versions that may be installed: exact, or [min, below), where
// an empty end is open.
type bounds struct{ exact, min, below string }

func (b bounds) free() bool { return b == bounds{} }

// low and high are the ends, also of an exact version.
func (b bounds) low() string { return cmp.Or(b.exact, b.min) }

func (b bounds) high() string {
	if b.exact != "" {
		return after(b.exact)
	}
	return b.below
}

// both returns the versions that a and b allow; where there are none, the files
// that say so are not for the same environment, and either may hold.
func both(a, b bounds) bounds {
	low, high := a.low(), a.high()
	if low == "" || b.low() != "" && compare(b.low(), low) > 0 {
		low = b.low()
	}
	if high == "" || b.high() != "" && compare(b.high(), high) < 0 {
		high = b.high()
	}
	switch {
	case low != "" && high != "" && compare(low, high) >= 0:
		return either([]bounds{a, b})
	case a.exact != "":
		return a
	case b.exact != "":
		return b
	}
	return bounds{min: low, below: high}
}

// either returns the least bounds that hold all of the list.
func either(list []bounds) bounds {
	out := list[0]
	for _, b := range list[1:] {
		if b == out {
			continue
		}
		low, high := out.low(), out.high()
		if low != "" && (b.low() == "" || compare(b.low(), low) < 0) {
			low = b.low()
		}
		if high != "" && (b.high() == "" || compare(b.high(), high) > 0) {
			high = b.high()
		}
		out = bounds{min: low, below: high}
	}
	return out
}

// after returns the next version that could be released after one: 5.2.3 ->
// 5.2.4, 5.2 -> 5.2.1.
func after(version string) string {
	v := release(version)
	if len(v) < 3 {
		return write([]int{v[0], part(v, 1), 1})
	}
	return raise(v, len(v)-1)
}

// raise adds one to the part at i and drops those after it.
func raise(v []int, i int) string {
	out := append([]int(nil), v[:i+1]...)
	out[i]++
	return write(out)
}

// write joins the parts of a version, at least two.
func write(v []int) string {
	if len(v) == 1 {
		v = append(v, 0)
	}
	parts := make([]string, len(v))
	for i, n := range v {
		parts[i] = strconv.Itoa(n)
	}
	return strings.Join(parts, ".")
}

// release returns the numbers at the start of a version, at least one.
func release(version string) []int {
	var out []int
	rest := strings.TrimPrefix(version, "v")
	if _, after, epoch := strings.Cut(rest, "!"); epoch {
		rest = after
	}
	for len(out) < 8 {
		n, size := number(rest)
		if size == 0 {
			break
		}
		out = append(out, n)
		rest = rest[size:]
		if !strings.HasPrefix(rest, ".") {
			break
		}
		rest = rest[1:]
	}
	if out == nil {
		return []int{0}
	}
	return out
}

// number returns the decimal number that s begins with, and its length.
func number(s string) (n, size int) {
	size = len(s) - len(strings.TrimLeft(s, "0123456789"))
	n, err := strconv.Atoi(s[:size])
	if err != nil && size > 0 {
		return 1 << 30, size // beyond any version
	}
	return n, size
}

// compare orders versions: by their numbers, then by PEP 440's phases.
func compare(a, b string) int {
	x, y := release(a), release(b)
	for i := range max(len(x), len(y)) {
		if c := cmp.Compare(part(x, i), part(y, i)); c != 0 {
			return c
		}
	}
	p, m := phase(a)
	q, n := phase(b)
	return cmp.Or(cmp.Compare(p, q), cmp.Compare(m, n))
}

func part(v []int, i int) int {
	if i < len(v) {
		return v[i]
	}
	return 0
}

// phase returns the rank of dev, alpha, beta, candidate, final and post
// releases, and the number after it.
func phase(version string) (rank, n int) {
	version, _, _ = strings.Cut(strings.ToLower(version), "+")
	suffix := strings.TrimLeft(version, "v!0123456789.-_")
	for i, words := range [][]string{{"dev"}, {"alpha", "a"}, {"beta", "b"}, {"rc", "c", "preview", "pre"}, {}, {"post", "rev", "r"}} {
		for _, word := range words {
			if rest, ok := strings.CutPrefix(suffix, word); ok {
				n, _ = number(strings.TrimLeft(rest, ".-_"))
				return i, n
			}
		}
	}
	return 4, 0
}
