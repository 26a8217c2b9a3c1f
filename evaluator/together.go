package evaluator

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/djgate/djgate/inputs/document"
)

// EvaluateAll judges documents, by so many workers at once; the results are in the
// order of the documents and do not depend on the number of workers. See Evaluate.
func (e *Evaluator) EvaluateAll(ctx context.Context, docs []*document.Document, workers int) ([]*Result, error) {
	return newJudging(e, docs).run(ctx, max(workers, 1))
}

// judging is what is left to do of some documents. A worker takes a batch that nobody
// has begun, and where there is none it helps with another.
type judging struct {
	policies []*Policy
	open     func(context.Context, []*document.Document) *sessions
	docs     []*document.Document
	results  []*Result

	lock sync.Mutex
	left []batch
}

// batch are documents that are judged together, and what nobody has asked yet of the
// policies, each of which is asked of all of them at once.
type batch struct {
	first, end int // of the documents
	begun      bool
	from, to   int // of the policies
}

// together is how many documents a batch has at most: targets of one project have most
// of their answers in common, and what a session keeps takes memory.
const together = 8

func newJudging(e *Evaluator, docs []*document.Document) *judging {
	j := &judging{policies: e.policies, open: e.engine.open, docs: docs, results: make([]*Result, len(docs))}
	for i, d := range docs {
		j.results[i] = &Result{Target: d.Target, Django: d.Django, Diagnostics: d.Diagnostics, Verdicts: make([]Verdict, len(e.policies))}
	}
	for first := 0; first < len(docs); first += together {
		j.left = append(j.left, batch{first: first, end: min(first+together, len(docs)), to: len(e.policies)})
	}
	return j
}

func (j *judging) run(ctx context.Context, workers int) ([]*Result, error) {
	group, ctx := errgroup.WithContext(ctx)
	for n := range workers {
		group.Go(func() error { return j.work(ctx, n%2 == 1) })
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	for i, d := range j.docs {
		verdicts := j.results[i].Verdicts
		silence(verdicts, d)
		cover(verdicts)
		number(verdicts)
	}
	return j.results, nil
}

// work judges documents until nothing is left. Half of the workers go backward: two
// that begin at once then read different parts of the program, which is decoded as it
// is met, and those that share a batch meet in it.
func (j *judging) work(ctx context.Context, backward bool) error {
	for b := j.batch(); b != nil; b = j.batch() {
		if err := j.some(ctx, b, backward); err != nil {
			return err
		}
	}
	return nil
}

// some asks policies of a batch, as long as some are left.
func (j *judging) some(ctx context.Context, b *batch, backward bool) error {
	opened := j.open(ctx, j.docs[b.first:b.end])
	defer opened.close()
	for p, ok := j.policy(b, backward); ok; p, ok = j.policy(b, backward) {
		for i, s := range opened.all {
			d := b.first + i
			j.results[d].Verdicts[p] = judge(j.policies[p], j.docs[d], s)
			if err := ctx.Err(); err != nil {
				return err
			}
		}
	}
	return nil
}

// worthHelp is the number of policies above which a second worker is of use, which has
// to ask anew what they ask in common.
const worthHelp = 40

// batch chooses one to work on; nil where none is left.
func (j *judging) batch() *batch {
	j.lock.Lock()
	defer j.lock.Unlock()
	for i := range j.left {
		if b := &j.left[i]; !b.begun {
			b.begun = true
			return b
		}
	}
	for i := range j.left {
		if b := &j.left[i]; b.to-b.from > worthHelp {
			return b
		}
	}
	return nil
}

// policy takes one that is left, of either end.
func (j *judging) policy(b *batch, backward bool) (int, bool) {
	j.lock.Lock()
	defer j.lock.Unlock()
	switch {
	case b.from == b.to:
		return 0, false
	case backward:
		b.to--
		return b.to, true
	}
	b.from++
	return b.from - 1, true
}
