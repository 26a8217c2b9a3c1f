package evaluator

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/metrics"
	"slices"
	"sync/atomic"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// This file is what a user's policy may not do: it reaches neither network nor
// environment nor clock, and ends.

// oversized are the builtins that make something as large as a number that the
// policy chooses, in one step that nothing can stop.
func oversized() []string { return []string{"bits.lsh", "net.cidr_expand"} }

// Capabilities are the builtins and features that policies may use.
type Capabilities = ast.Capabilities

// Sandbox returns the capabilities that user policies have unless others are
// given: no builtin whose answer is not in its arguments (network, environment,
// clock, chance), and none that may take all memory at once.
func Sandbox() *Capabilities {
	c := ast.CapabilitiesForThisVersion()
	c.Builtins = slices.DeleteFunc(c.Builtins, func(b *ast.Builtin) bool {
		return b.Nondeterministic || slices.Contains(oversized(), b.Name)
	})
	c.AllowNet = []string{}
	return c
}

func capabilitiesOf(o Options) *Capabilities {
	if o.Capabilities != nil {
		return o.Capabilities
	}
	return Sandbox()
}

// ReadCapabilities reads capabilities as `opa capabilities` prints them.
func ReadCapabilities(r io.Reader) (*Capabilities, error) {
	c, err := ast.LoadCapabilitiesJSON(r)
	if err != nil {
		return nil, errors.New("not capabilities of OPA in JSON")
	}
	return c, nil
}

// Limits bound what a policy may take on one document, and all of the bundle's
// together. Zero is the default.
type Limits struct {
	Time time.Duration // 10 seconds
	Heap uint64        // bytes of the whole process; 2 GiB
}

func (l Limits) orDefault() Limits {
	if l.Time == 0 {
		l.Time = 10 * time.Second
	}
	if l.Heap == 0 {
		l.Heap = 2 << 30
	}
	return l
}

// guard cancels what one policy evaluates, and remembers why.
type guard struct {
	cancel topdown.Cancel
	reason atomic.Pointer[string]
	stop   []func() bool
}

// watch begins to bound an evaluation; the caller ends it with release.
func (l Limits) watch(ctx context.Context, heap bool) *guard {
	g := &guard{cancel: topdown.NewCancel()}
	late := time.AfterFunc(l.Time, func() { g.end(fmt.Sprintf("the policy did not end within %s", l.Time)) })
	g.stop = []func() bool{late.Stop, context.AfterFunc(ctx, g.cancel.Cancel)}
	if heap {
		g.stop = append(g.stop, l.watchHeap(g))
	}
	return g
}

func (g *guard) end(reason string) {
	g.reason.CompareAndSwap(nil, &reason)
	g.cancel.Cancel()
}

func (g *guard) release() {
	for _, stop := range g.stop {
		stop()
	}
}

// watchHeap looks at the heap every few milliseconds until it is stopped.
func (l Limits) watchHeap(g *guard) (stop func() bool) {
	done := make(chan struct{})
	ticker := time.NewTicker(5 * time.Millisecond)
	go func() {
		defer ticker.Stop()
		for {
			select {
			case <-done:
				return
			case <-ticker.C:
				if heapSize() > l.Heap {
					g.end(fmt.Sprintf("the policy took more than %d MiB", l.Heap>>20))
					return
				}
			}
		}
	}()
	return func() bool { close(done); return true }
}

func heapSize() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
