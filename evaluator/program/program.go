// Package program holds policies as a program for a register machine, and runs it.
//
// The program is made when djgate is built (package lower), from the plan that
// OPA's own planner makes of the policies; what it says is what OPA's evaluator
// says of the same policies, which tests hold over every example. It is loaded in a
// hundredth of the time that compiling takes, and runs several times as fast. Values
// are OPA's, and so are the builtins.
package program

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"

	"github.com/djgate/djgate/evaluator/packed"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/topdown/cache"
	"github.com/open-policy-agent/opa/v1/version"
)

// magic opens what Encode writes. Its number changes with the format.
const magic = "djgate program 4\n"

// ErrOther is the error for what another version of djgate or OPA wrote.
var ErrOther = errors.New("program: written by another version")

var errDamaged = errors.New("program: damaged")

// header is what tells whose work a program is.
func header() string { return magic + version.Version + "\n" }

// IsOurs tells whether this version of djgate and OPA encoded a program.
func IsOurs(encoded string) bool { return strings.HasPrefix(encoded, header()) }

// Program is what Load returns. It may be shared by many goroutines.
type Program struct {
	constants []*ast.Term
	builtins  []topdown.BuiltinFunc
	files     []string
	functions packed.Words
	bodies    packed.Words
	results   int                      // how many results a machine keeps
	shared    []atomic.Pointer[result] // what rests on constants alone, as it is first made
	regexps   cache.InterQueryValueCache
}

// mostRegexps bounds what is kept of compiled regular expressions, some of which
// come from documents.
const mostRegexps = 1000

func newRegexps() cache.InterQueryValueCache {
	most := mostRegexps
	return cache.NewInterQueryValueCache(context.Background(), &cache.Config{
		InterQueryBuiltinValueCache: cache.InterQueryBuiltinValueCacheConfig{MaxNumEntries: &most},
	})
}

// Rule is one of a program: the number of its function, from 1. The zero Rule is
// defined nowhere.
type Rule int
