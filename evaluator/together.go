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

// judging is what is left to do of some documents. A worker takes one that nobody has
// begun, and where there is none it helps with another.
type judging struct {
	policies []*Policy
	open     func(context.Context, *document.Document) (*session, error)
	docs     []*document.Document
	results  []*Result

	lock sync.Mutex
	left []rest
}

// rest is what nobody has judged yet of the policies of a document.
type rest struct {
	begun    bool
	from, to int
}

func newJudging(e *Evaluator, docs []*document.Document) *judging {
	j := &judging{policies: e.policies, open: e.engine.open, docs: docs, results: make([]*Result, len(docs)), left: make([]rest, len(docs))}
	for i, d := range docs {
		j.results[i] = &Result{Target: d.Target, Django: d.Django, Diagnostics: d.Diagnostics, Verdicts: make([]Verdict, len(e.policies))}
		j.left[i].to = len(e.policies)
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
// is met, and those that share a document meet in it.
func (j *judging) work(ctx context.Context, backward bool) error {
	for i, ok := j.document(); ok; i, ok = j.document() {
		if err := j.some(ctx, i, backward); err != nil {
			return err
		}
	}
	return nil
}

// some asks policies of a document in one session, as long as some are left.
func (j *judging) some(ctx context.Context, i int, backward bool) error {
	session, err := j.open(ctx, j.docs[i])
	if err != nil {
		return err
	}
	defer session.close()
	for p, ok := j.policy(i, backward); ok; p, ok = j.policy(i, backward) {
		j.results[i].Verdicts[p] = judge(j.policies[p], j.docs[i], session)
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// worthHelp is the number of policies above which a second worker is of use, which has
// to ask anew what they ask in common.
const worthHelp = 40

// document chooses one to work on.
func (j *judging) document() (int, bool) {
	j.lock.Lock()
	defer j.lock.Unlock()
	for i := range j.left {
		if l := &j.left[i]; !l.begun {
			l.begun = true
			return i, true
		}
	}
	for i, l := range j.left {
		if l.to-l.from > worthHelp {
			return i, true
		}
	}
	return 0, false
}

// policy takes one that is left, of either end.
func (j *judging) policy(i int, backward bool) (int, bool) {
	j.lock.Lock()
	defer j.lock.Unlock()
	l := &j.left[i]
	switch {
	case l.from == l.to:
		return 0, false
	case backward:
		l.to--
		return l.to, true
	}
	l.from++
	return l.from - 1, true
}
