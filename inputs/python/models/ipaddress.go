package models

import (
	"fmt"
	"math/big"
	"net/netip"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// ipLib are the kinds of the module ipaddress, by version.
type ipLib struct {
	address map[int]*kind[netip.Addr]
	network map[int]*kind[netip.Prefix]

	addressError, netmaskError *value.Class
}

func ipaddressModule(*value.Thread) value.Value {
	m := value.NewModule("ipaddress", "")
	lib := &ipLib{
		address: map[int]*kind[netip.Addr]{}, network: map[int]*kind[netip.Prefix]{},
		addressError: value.NewClass("AddressValueError", "ipaddress", value.Exceptions()["ValueError"]),
		netmaskError: value.NewClass("NetmaskValueError", "ipaddress", value.Exceptions()["ValueError"]),
	}
	for _, version := range []int{4, 6} {
		name := "IPv" + strconv.Itoa(version)
		lib.address[version] = lib.addressKind(value.NewClass(name+"Address", "ipaddress"))
		lib.network[version] = lib.networkKind(value.NewClass(name+"Network", "ipaddress"))
		m.Define(name+"Address", lib.maker(lib.address[version].class, version, lib.newAddress))
		m.Define(name+"Network", lib.maker(lib.network[version].class, version, lib.newNetwork))
	}
	m.Define("AddressValueError", lib.addressError)
	m.Define("NetmaskValueError", lib.netmaskError)
	m.Func("ip_address", strict("ip_address", "address", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		return lib.newAddress(t, a, 0, tr)
	}))
	m.Func("ip_network", strict("ip_network", "address, strict=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		return lib.newNetwork(t, a, 0, tr)
	}))
	m.Fallback = notFollowed("ipaddress")
	return m
}

func (lib *ipLib) maker(c *value.Class, version int, f func(t *value.Thread, a args, version int, tr *value.Trace) (value.Value, error)) *value.Class {
	c.New = func(t *value.Thread, _ *value.Class, call *value.Call) (value.Value, error) {
		return strict(c.Name, "address, strict=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) { return f(t, a, version, tr) })(t, call)
	}
	return c
}

func versionOf(a netip.Addr) int {
	if a.Is4() {
		return 4
	}
	return 6
}

// readAddress reads a text as ipaddress does; a zone is not followed.
func readAddress(s string) (netip.Addr, bool) {
	a, err := netip.ParseAddr(s)
	return a, err == nil && a.Zone() == ""
}

// wrong raises what the classes of one version do; the functions, which try both,
// raise a plain ValueError.
func wrong(t *value.Thread, ofVersion *value.Class, version int, tr *value.Trace) error {
	if version == 0 {
		ofVersion = value.Exceptions()["ValueError"]
	}
	return t.RaiseClass(ofVersion, "... does not appear to be an IPv4 or IPv6 address", tr)
}

func (lib *ipLib) newAddress(t *value.Thread, a args, version int, tr *value.Trace) (value.Value, error) {
	s, ok := text(a[0])
	if own, same := a[0].(*immutable[netip.Addr]); same {
		return own, nil
	}
	if !ok || strings.Contains(s, "%") {
		return unknown(t, "this form of an address is not followed", tr), nil
	}
	addr, ok := readAddress(s)
	if !ok || version != 0 && versionOf(addr) != version {
		return nil, wrong(t, lib.addressError, version, tr)
	}
	return lib.address[versionOf(addr)].make(addr, tr), nil
}

func (lib *ipLib) newNetwork(t *value.Thread, a args, version int, tr *value.Trace) (value.Value, error) {
	s, ok := text(a[0])
	if own, same := a[0].(*immutable[netip.Prefix]); same {
		return own, nil
	}
	host, bits, hasBits := strings.Cut(s, "/")
	if !ok || strings.Contains(s, "%") || hasBits && !isDigits(bits) {
		return unknown(t, "this form of a network is not followed", tr), nil
	}
	addr, ok := readAddress(host)
	if !ok || version != 0 && versionOf(addr) != version {
		return nil, wrong(t, lib.addressError, version, tr)
	}
	n := addr.BitLen()
	if hasBits {
		n, _ = strconv.Atoi(bits)
	}
	if n > addr.BitLen() || len(bits) > 4 {
		return nil, wrong(t, lib.netmaskError, version, tr)
	}
	whole, err := isOn(t, a[1], true)
	if err != nil {
		return nil, err
	}
	prefix := netip.PrefixFrom(addr, n)
	if whole != value.No && prefix.Masked().Addr() != addr {
		return nil, t.RaiseClass(value.Exceptions()["ValueError"], "... has host bits set", tr)
	}
	return lib.network[versionOf(addr)].make(prefix.Masked(), tr), nil
}

func (lib *ipLib) addressKind(class *value.Class) *kind[netip.Addr] {
	k := &kind[netip.Addr]{class: class,
		text: func(t *value.Thread, a netip.Addr, repr bool) string {
			s := a.String()
			if a.Is4In6() && value.PythonSince(t, 13) != value.Yes { // its end is written as an IPv4 address since
				b := a.As16()
				s = fmt.Sprintf("::ffff:%x:%x", uint(b[12])<<8|uint(b[13]), uint(b[14])<<8|uint(b[15]))
			}
			if repr {
				return class.Name + "('" + s + "')"
			}
			return s
		},
		order: func(a, b netip.Addr) (int, value.Truth) { return a.Compare(b), value.Yes },
		number: func(a netip.Addr) (*big.Rat, bool) {
			return new(big.Rat).SetInt(new(big.Int).SetBytes(a.AsSlice())), true
		},
		integral: true,
		format:   formatIPAddress,
	}
	k.binary = func(t *value.Thread, v *immutable[netip.Addr], op value.BinaryOp, other value.Value, right bool) (value.Value, bool, error) {
		n, number := other.(value.Int)
		if right || !number || op != value.Add && op != value.Sub {
			return nil, false, nil
		}
		by := n.Big()
		if op == value.Sub {
			by = new(big.Int).Neg(by)
		}
		tr := value.Merge(v.trace, other.Trace())
		if a := nthAddress(v.data, by); a.IsValid() {
			return v.kind.make(a, tr), true, nil
		}
		return nil, true, t.RaiseClass(lib.addressError, "... is not permitted as an IP address", tr)
	}
	k.attr = func(t *value.Thread, v *immutable[netip.Addr], name string) (value.Value, error) {
		switch name {
		case "version":
			return value.NewInt(int64(versionOf(v.data)), v.trace), nil
		case "compressed":
			return v.Text(t, false)
		case "is_loopback":
			return value.NewBool(v.data.IsLoopback(), v.trace), nil
		case "is_multicast":
			return value.NewBool(v.data.IsMulticast(), v.trace), nil
		case "is_unspecified":
			return value.NewBool(v.data.IsUnspecified(), v.trace), nil
		case "max_prefixlen":
			return value.NewInt(int64(v.data.BitLen()), v.trace), nil
		case "packed":
			return value.NewBytes(string(v.data.AsSlice()), v.trace), nil
		case "is_private", "is_global", "is_reserved", "is_link_local", "exploded", "reverse_pointer", "ipv4_mapped", "is_site_local":
			return unknown(t, "this attribute of an address is not followed", v.trace), nil
		}
		return nil, nil
	}
	return k
}

// formatIPAddress is format(address, spec), which has numbers and, with "s", the text.
func formatIPAddress(t *value.Thread, v *immutable[netip.Addr], spec string) (value.Value, error) {
	if kind, ok := strings.CutSuffix(spec, "s"); ok {
		s, err := v.Text(t, false)
		if err != nil {
			return nil, err
		}
		return value.Format(t, s, kind+"s")
	}
	if strings.TrimLeft(strings.TrimRight(spec, "bnxX"), "#_") == "" {
		return typed(unknown(t, "an address as a number is not followed", v.trace), value.StrClass), nil
	}
	return nil, t.Raise("TypeError", "unsupported format string passed to "+v.kind.class.Name+".__format__")
}

func (lib *ipLib) networkKind(class *value.Class) *kind[netip.Prefix] {
	k := &kind[netip.Prefix]{class: class,
		text: func(_ *value.Thread, p netip.Prefix, repr bool) string {
			s := p.Addr().String() + "/" + strconv.Itoa(p.Bits())
			if repr {
				return class.Name + "('" + s + "')"
			}
			return s
		},
		order: func(a, b netip.Prefix) (int, value.Truth) {
			if c := a.Addr().Compare(b.Addr()); c != 0 {
				return c, value.Yes
			}
			return a.Bits() - b.Bits(), value.Yes
		},
	}
	k.attr = lib.networkAttr
	k.has = func(t *value.Thread, p netip.Prefix, item value.Value) value.Truth {
		if a, ok := item.(*immutable[netip.Addr]); ok {
			return value.TruthOf(versionOf(a.data) == versionOf(p.Addr()) && p.Contains(a.data))
		}
		if _, network := item.(*immutable[netip.Prefix]); network {
			return value.No
		}
		return value.Maybe // a text has no version, so that Python raises
	}
	k.item = lib.addressAt
	k.items = func(t *value.Thread, v *immutable[netip.Prefix]) ([]value.Value, error) {
		return lib.hosts(t, v, false)
	}
	return k
}

func (lib *ipLib) networkAttr(t *value.Thread, v *immutable[netip.Prefix], name string) (value.Value, error) {
	p := v.data
	address := lib.address[versionOf(p.Addr())]
	free := uint(p.Addr().BitLen() - p.Bits())
	switch name {
	case "version":
		return value.NewInt(int64(versionOf(p.Addr())), v.trace), nil
	case "network_address":
		return address.make(p.Addr(), v.trace), nil
	case "broadcast_address":
		return address.make(lastAddress(p), v.trace), nil
	case "prefixlen":
		return value.NewInt(int64(p.Bits()), v.trace), nil
	case "num_addresses":
		return value.NewBigInt(new(big.Int).Lsh(big.NewInt(1), free), v.trace), nil
	case "with_prefixlen", "compressed":
		return value.NewStr(lib.network[versionOf(p.Addr())].text(t, p, false), v.trace), nil
	case "hosts":
		return pure(name, "", v, func(t *value.Thread, _ args, tr *value.Trace) (value.Value, error) {
			items, err := lib.hosts(t, v, true)
			if free == 0 {
				return t.NewList(items, tr), err
			}
			return value.NewIterator(value.GeneratorClass, items, tr), err
		}), nil
	case "overlaps":
		return pure(name, "other", v, func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			o, ok := a[0].(*immutable[netip.Prefix])
			if !ok {
				return unknown(t, "this part of a network is not followed", tr), nil
			}
			return value.NewBool(p.Overlaps(o.data), tr), nil
		}), nil
	case "netmask", "hostmask", "is_private", "is_global", "is_loopback", "is_multicast", "is_link_local", "exploded", "with_netmask":
		return unknown(t, "this part of a network is not followed", v.trace), nil
	case "subnets", "supernet", "subnet_of", "supernet_of", "address_exclude":
		return value.NewBuiltin(name, unknownCall("this part of a network is not followed")), nil
	}
	return nil, nil
}

// lastAddress is the last address of a network.
func lastAddress(p netip.Prefix) netip.Addr {
	ones := new(big.Int).Lsh(big.NewInt(1), uint(p.Addr().BitLen()-p.Bits()))
	return nthAddress(p.Addr(), ones.Sub(ones, big.NewInt(1)))
}

// nthAddress is the address n after another, of the same version; zero where there is none.
func nthAddress(a netip.Addr, n *big.Int) netip.Addr {
	at := new(big.Int).Add(new(big.Int).SetBytes(a.AsSlice()), n)
	if at.Sign() < 0 || at.BitLen() > a.BitLen() {
		return netip.Addr{}
	}
	out, _ := netip.AddrFromSlice(at.FillBytes(make([]byte, a.BitLen()/8)))
	return out
}

// addressAt is network[n], which counts from the end where n is negative.
func (lib *ipLib) addressAt(t *value.Thread, v *immutable[netip.Prefix], key value.Value) (value.Value, error) {
	n, ok := key.(value.Int)
	if !ok {
		return unknown(t, "this part of a network is not followed", v.trace), nil
	}
	from, i := v.data.Addr(), n.Big()
	if i.Sign() < 0 {
		from, i = lastAddress(v.data), new(big.Int).Add(i, big.NewInt(1))
	}
	if a := nthAddress(from, i); a.IsValid() && v.data.Contains(a) {
		return lib.address[versionOf(a)].make(a, value.Merge(v.trace, key.Trace())), nil
	}
	return nil, t.RaiseClass(value.Exceptions()["IndexError"], "address out of range", value.Merge(v.trace, key.Trace()))
}

// maxHosts bounds the addresses of a network that are listed.
const maxHosts = 4096

// hosts are the addresses of a network; with usable, without the first and the
// last of an IPv4 network and the first of an IPv6 network, where there are more than two.
func (lib *ipLib) hosts(t *value.Thread, v *immutable[netip.Prefix], usable bool) ([]value.Value, error) {
	p := v.data
	free := p.Addr().BitLen() - p.Bits()
	if free > 12 {
		return []value.Value{many(unknown(t, "a network of so many addresses is not listed", v.trace))}, nil
	}
	n := 1 << free
	if err := t.Burn(n); err != nil || n > maxHosts {
		return nil, err
	}
	k, at := lib.address[versionOf(p.Addr())], p.Addr()
	var out []value.Value
	for range n {
		out = append(out, k.make(at, v.trace))
		at = at.Next()
	}
	if usable && n > 2 {
		out = out[1:]
		if versionOf(p.Addr()) == 4 {
			out = out[:len(out)-1]
		}
	}
	return out, nil
}
