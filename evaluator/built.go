package evaluator

import (
	"github.com/djgate/djgate/evaluator/packed"
	"github.com/djgate/djgate/evaluator/program"
)

// This file is what a bundle is when it is built: its catalog, which takes longer
// to read from JSON than to judge a deployment by, and its program.

// Built puts a program and the catalog of its policies into one, for Options.Program.
func Built(policies []*Policy, s program.Source) []byte {
	var catalog packed.Writer
	packed.List(&catalog, policies, func(w *packed.Writer, p *Policy) {
		writePolicy(w, p)
		for _, name := range judgedRules {
			writeNumber(w, s.Rules[p.Package+"."+name])
		}
	})
	var out packed.Writer
	out.Text(string(catalog))
	return append(out, program.Encode(s)...)
}

// readBuilt reads the catalog of what Built made, and leaves the program encoded; ok
// is false for what another version made.
func readBuilt(text string) (policies []*Policy, encoded string, ok bool) {
	r := packed.NewReader(text)
	catalog := packed.NewReader(r.Text())
	if encoded = r.Rest(); !program.IsOurs(encoded) {
		return nil, "", false
	}
	policies = packed.ReadList(catalog, readPolicy)
	return policies, encoded, catalog.Whole()
}

func writePolicy(w *packed.Writer, p *Policy) {
	for _, text := range p.packedTexts() {
		w.Text(*text)
	}
	for _, list := range p.packedLists() {
		w.Texts(*list)
	}
	writeNumber(w, p.Severity)
	packed.List(w, p.Severities, writeNumber)
	packed.List(w, p.CWE, writeNumber)
	packed.List(w, p.Django, func(w *packed.Writer, i Interval) {
		packed.List(w, i.Min, writeNumber)
		packed.List(w, i.Below, writeNumber)
	})
	judges := 0
	if p.JudgesFallback {
		judges = 1
	}
	w.Number(judges)
}

func readPolicy(r *packed.Reader) *Policy {
	p := &Policy{}
	for _, text := range p.packedTexts() {
		*text = r.Text()
	}
	for _, list := range p.packedLists() {
		*list = r.Texts()
	}
	p.Severity = readNumber[Severity](r)
	p.Severities = packed.ReadList(r, readNumber[Severity])
	p.CWE = packed.ReadList(r, readNumber[int])
	p.Django = packed.ReadList(r, func(r *packed.Reader) Interval {
		return Interval{packed.ReadList(r, readNumber[int]), packed.ReadList(r, readNumber[int])}
	})
	p.JudgesFallback = r.Number() == 1
	for i := range p.judged {
		p.judged[i] = readNumber[program.Rule](r)
	}
	return p
}

func (p *Policy) packedTexts() []*string {
	return []*string{&p.ID, &p.Area, &p.Title, &p.Description, &p.Remediation, &p.Collection, &p.Package, &p.File, &p.DjangoCheck, &p.Unmapped}
}

func (p *Policy) packedLists() []*[]string {
	return []*[]string{&p.Reads, &p.Inputs, &p.Covers, &p.Aliases, &p.OWASP, &p.References}
}

func writeNumber[N ~int](w *packed.Writer, n N) { w.Number(int(n)) }

func readNumber[N ~int](r *packed.Reader) N { return N(r.Number()) }
