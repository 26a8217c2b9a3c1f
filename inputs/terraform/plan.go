package terraform

import (
	"bytes"
	"errors"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/zclconf/go-cty/cty"
)

// A plan as `terraform show -json PLAN` and `tofu show -json PLAN` write it
// (their documentation's "JSON output format"; format_version 1).
//
// It holds sensitive values in clear, five times over. Of planned_values,
// prior_state, resource_drift, output_changes and configuration nothing is kept;
// of each resource's change only what its masks let through, and that only of
// resources that somebody reads. Variables have no mask: the files say which are
// sensitive, and only a variable that they declare is looked at.

// Plan is what a plan changes, and the resources before and after it.
type Plan struct {
	Name    string // of its file, as diagnostics have it
	Changes []Change
	// Diagnostics say what could not be read; the plan holds what came before it.
	Diagnostics []document.Diagnostic
	changed     []*changedResource
	variables   map[string]cty.Value // of the root module
}

// Change is what a plan does to one resource.
type Change struct {
	Address  string
	Previous string // its address before, where it was moved
	Action   string // no-op, create, read, update, delete, replace, forget, move
}

// changedResource is a resource on both sides of a plan; nil where it is not there.
type changedResource struct{ before, after *resource }

// The bounds of a plan. What is beyond them is not read, and said so.
const (
	maxPlan     = 200 << 20 // bytes
	maxChange   = 8 << 20   // bytes of one resource
	maxKept     = 48 << 20  // bytes of JSON of all resources that are read
	maxChanges  = 100_000
	maxPlanText = 1 << 20 // bytes of a text that holds JSON
)

// The codes of the diagnostics of plans.
const (
	codePlan         = "terraform-plan"          // a plan that cannot be read, or not to its end
	codePlanProvider = "terraform-plan-provider" // resources of a provider that is not known
)

// ReadPlan reads a plan; name is for places in it.
func ReadPlan(name string, r io.Reader) *Plan {
	p := &planReader{stream: newStream(name, io.LimitReader(r, maxPlan+1)), plan: &Plan{Name: name}, providers: map[string]bool{}}
	p.document()
	return p.plan
}

type planReader struct {
	*stream
	plan      *Plan
	kept      int // bytes of JSON
	version   bool
	kinds     []string // names at the top level, which tell what the file is
	providers map[string]bool
}

func (p *planReader) note(severity, code, message string, at document.Location) {
	p.plan.Diagnostics = append(p.plan.Diagnostics, document.Diagnostic{Severity: severity, Code: code, Message: message, At: at})
}

func (p *planReader) document() {
	if message := p.otherFile(); message != "" {
		p.note("error", codePlan, message, document.Location{File: p.name})
		return
	}
	err := p.members(p.member)
	switch {
	case err == nil && !p.ended():
		err = errNoJSON
	case err == nil && !p.version:
		err = errVersion
	}
	if err == nil || errors.Is(err, errSaid) {
		return
	}
	message := "the plan cannot be read: " + reasonOf(err).Error()
	if p.read > maxPlan-1 {
		message = "the plan is larger than 200 MiB"
	}
	if wrong := p.wrongKind(); wrong != "" {
		message = wrong
	}
	p.note("error", codePlan, message, p.at())
}

// errSaid stands for what a diagnostic says already.
var errSaid = errors.New("said")

var errVersion = errors.New("it names no format_version")

// reasonOf is the first reason of ours; no text of others is ever shown.
func reasonOf(err error) error {
	for _, ours := range []error{errTooLong, errNoJSON, errVersion} {
		if errors.Is(err, ours) {
			return ours
		}
	}
	return errCut
}

const showJSON = "give what `terraform show -json PLAN` prints"

// otherFile tells by its first bytes what is no JSON at all.
func (p *planReader) otherFile() string {
	head, _ := p.r.Peek(4)
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return "this is a plan as Terraform saves it: " + showJSON
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}), bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		return "the plan is UTF-16, not UTF-8"
	case bytes.HasPrefix(head, []byte{0xEF, 0xBB, 0xBF}):
		p.r.Discard(3)
	}
	return ""
}

// wrongKind tells by its names what is JSON of another kind.
func (p *planReader) wrongKind() string {
	switch {
	case slices.Contains(p.kinds, "@level"):
		return "these are the messages of `terraform plan -json`: " + showJSON
	case slices.Contains(p.kinds, "serial") && slices.Contains(p.kinds, "lineage"), slices.Contains(p.kinds, "values"):
		return "this is a state, not a plan: " + showJSON
	}
	return ""
}

// member reads one member of the plan.
func (p *planReader) member(key string) error {
	if len(p.kinds) < 100 {
		p.kinds = append(p.kinds, key)
	}
	switch key {
	case "format_version":
		return p.formatVersion()
	case "resource_changes":
		if b, err := p.next(); err != nil || b == 'n' {
			return errors.Join(err, p.skip())
		}
		return p.elements(p.change)
	case "variables":
		return p.variables()
	case "errored", "complete":
		return p.whole(key)
	}
	return p.skip()
}

var versionText = pattern.New(`^"\d{1,5}\.\d{1,5}"$`)

func (p *planReader) formatVersion() error {
	at := p.at()
	src, err := p.value(true, maxKey)
	if err != nil {
		return err
	}
	p.version = true
	if versionText.Match(src) && bytes.HasPrefix(src, []byte(`"1.`)) {
		return nil
	}
	found := "another format_version"
	if versionText.Match(src) {
		found = "format_version " + strings.Trim(string(src), `"`)
	}
	p.note("error", codePlan, "the plan has "+found+"; 1.x is read", at)
	return errSaid
}

// whole says so where the plan itself is not: planning failed, or left changes for another run.
func (p *planReader) whole(key string) error {
	at := p.at()
	src, err := p.value(true, maxKey)
	switch {
	case err != nil:
		return err
	case key == "errored" && string(src) == "true":
		p.note("error", codePlan, "planning ended with an error, so the plan is not whole", at)
	case key == "complete" && string(src) == "false":
		p.note("warning", codePlan, "the plan leaves changes for another run: what they do is not judged", at)
	}
	return nil
}

// change reads one element of resource_changes.
func (p *planReader) change() error {
	at := p.at()
	c, ok, err := p.planned()
	if err != nil {
		return err
	}
	if !ok || c.Address == "" || c.Type == "" {
		p.note("error", codePlan, "a resource of the plan has not the shape of one", at)
		return nil
	}
	if c.Deposed != "" { // what is left of an earlier replacement, and is no part of the result
		return nil
	}
	action, ok := c.action()
	if !ok {
		p.note("error", codePlan, "the plan does with a resource what is not known: only create, read, update, delete, forget and no-op are", at)
		return nil
	}
	if action == "no-op" && c.Previous != "" {
		action = "move"
	}
	if len(p.plan.Changes) == maxChanges {
		p.note("error", codePlan, "the plan holds more resources than are read", at)
		return errSaid
	}
	p.plan.Changes = append(p.plan.Changes, Change{c.Address, c.Previous, action})
	p.provider(c.Provider, at)
	return p.keep(c, at)
}

// keep takes up the two sides of a resource that is read.
func (p *planReader) keep(c planned, at document.Location) error {
	if !c.isRead() {
		return nil
	}
	if p.kept += c.size; p.kept > maxKept {
		p.note("error", codePlan, "the plan holds more of what is read than is looked at", at)
		return errSaid
	}
	out := &changedResource{}
	if out.after = c.side(c.After, c.AfterUnknown, c.AfterSensitive, at); out.after != nil {
		out.after.address = c.Address
	}
	if c.unchanged() && out.after != nil {
		same := *out.after
		out.before = &same
	} else {
		out.before = c.side(c.Before, nil, c.BeforeSensitive, at)
	}
	if out.before != nil && c.Previous != "" {
		out.before.address = c.Previous
	}
	p.plan.changed = append(p.plan.changed, out)
	return nil
}

var providerName = pattern.New(`^[a-z0-9][a-z0-9_-]{0,63}$`)

// provider notes once each provider of which nothing is known.
func (p *planReader) provider(source string, at document.Location) {
	name := path.Base(source)
	if source == "" || slices.Contains(knownProviders, name) || p.providers[name] || len(p.providers) > 100 {
		return
	}
	p.providers[name] = true
	if !providerName.MatchString(name) {
		name = "of another name"
	}
	p.note("note", codePlanProvider, "the provider "+name+" is not known: what its resources run is not judged", at)
}

// knownProviders are those of the resources that are read, and those that run nothing.
var knownProviders = []string{
	"aws", "awscc", "google", "google-beta", "azurerm", "heroku", "digitalocean", "kubernetes", "helm", "docker", "render", "railway", "fly",
	"scaleway", "vercel", "vault", "random", "tls", "null", "local", "time", "archive", "template", "external", "http", "terraform", "cloudflare",
}
