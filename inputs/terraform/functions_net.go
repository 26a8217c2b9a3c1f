package terraform

import (
	"math/big"
	"net/netip"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/gocty"
)

// Functions on IP networks, as Terraform documents them.

var cidrHostFunc = own(cty.String, []function.Parameter{param("prefix", cty.String), param("hostnum", cty.Number)},
	func(args []cty.Value) (cty.Value, error) {
		network, err := network(args[0])
		if err != nil {
			return cty.NilVal, err
		}
		n, accuracy := args[1].AsBigFloat().Int(nil)
		if accuracy != big.Exact {
			return cty.NilVal, errNone
		}
		size := new(big.Int).Lsh(big.NewInt(1), uint(network.Addr().BitLen()-network.Bits()))
		if n.Sign() < 0 {
			n.Add(n, size)
		}
		if n.Sign() < 0 || n.Cmp(size) >= 0 {
			return cty.NilVal, errNone
		}
		return cty.StringVal(offset(network.Addr(), n).String()), nil
	})

var cidrNetmaskFunc = own(cty.String, []function.Parameter{param("prefix", cty.String)},
	func(args []cty.Value) (cty.Value, error) {
		network, err := network(args[0])
		if err != nil || !network.Addr().Is4() {
			return cty.NilVal, errNone
		}
		all := netip.AddrFrom4([4]byte{255, 255, 255, 255})
		masked, err := all.Prefix(network.Bits())
		return cty.StringVal(masked.Addr().String()), err
	})

var cidrSubnetFunc = own(cty.String,
	[]function.Parameter{param("prefix", cty.String), param("newbits", cty.Number), param("netnum", cty.Number)},
	func(args []cty.Value) (cty.Value, error) {
		network, err := network(args[0])
		var bits int
		if err == nil {
			err = gocty.FromCtyValue(args[1], &bits)
		}
		n, accuracy := args[2].AsBigFloat().Int(nil)
		if err != nil || accuracy != big.Exact {
			return cty.NilVal, errNone
		}
		return subnet(network, bits, n)
	})

// subnet is the n-th network of so many more bits.
func subnet(network netip.Prefix, bits int, n *big.Int) (cty.Value, error) {
	length := network.Bits() + bits
	if bits < 0 || length > network.Addr().BitLen() || n.Sign() < 0 || n.BitLen() > bits {
		return cty.NilVal, errNone
	}
	step := new(big.Int).Lsh(n, uint(network.Addr().BitLen()-length))
	return cty.StringVal(netip.PrefixFrom(offset(network.Addr(), step), length).String()), nil
}

// cidrSubnetsFunc gives networks one after the other, each aligned to its size.
var cidrSubnetsFunc = function.New(&function.Spec{
	Params:   []function.Parameter{param("prefix", cty.String)},
	VarParam: &function.Parameter{Name: "newbits", Type: cty.Number},
	Type:     function.StaticReturnType(cty.List(cty.String)),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		network, err := network(args[0])
		if err != nil || len(args) < 2 {
			return cty.ListValEmpty(cty.String), err
		}
		next := new(big.Int)
		var out []cty.Value
		for _, arg := range args[1:] {
			var bits int
			if err := gocty.FromCtyValue(arg, &bits); err != nil || bits < 1 {
				return cty.NilVal, errNone
			}
			rest := network.Addr().BitLen() - network.Bits() - bits
			if rest < 0 {
				return cty.NilVal, errNone
			}
			size := new(big.Int).Lsh(big.NewInt(1), uint(rest))
			// Round up to a whole number of networks of this size.
			n := new(big.Int).Div(new(big.Int).Add(next, new(big.Int).Sub(size, big.NewInt(1))), size)
			made, err := subnet(network, bits, n)
			if err != nil {
				return cty.NilVal, err
			}
			out = append(out, made)
			next.Mul(new(big.Int).Add(n, big.NewInt(1)), size)
		}
		return cty.ListVal(out), nil
	},
})

// network reads a prefix, and drops the bits of its hosts.
func network(v cty.Value) (netip.Prefix, error) {
	p, err := netip.ParsePrefix(v.AsString())
	if err != nil {
		return netip.Prefix{}, errNone
	}
	return p.Masked(), nil
}

// offset is the address so many after another.
func offset(from netip.Addr, n *big.Int) netip.Addr {
	sum := new(big.Int).SetBytes(from.AsSlice())
	raw := make([]byte, from.BitLen()/8)
	sum.Add(sum, n).FillBytes(raw)
	out, _ := netip.AddrFromSlice(raw)
	return out
}
