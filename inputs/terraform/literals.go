package terraform

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/zclconf/go-cty/cty"
)

// literals gives the secrets that stand in clear in the files that were read: in
// the arguments of resources, providers and module calls, in variables' defaults
// and the files of values, and in locals. Each place is named once.
func (s *scope) literals(all []*resource) []document.Literal {
	c := &collector{s: s, seen: map[document.Location]bool{}, replaced: map[document.Location]bool{}}
	for _, m := range s.scopes() {
		c.replacedByHand(m)
	}
	for _, r := range all {
		c.containers(r)
	}
	for _, m := range s.scopes() {
		c.names(m)
	}
	for _, r := range all {
		c.resource(r)
	}
	slices.SortFunc(c.found, func(a, b document.Literal) int {
		return cmp.Or(cmp.Compare(a.At.File, b.At.File), cmp.Compare(a.At.Line, b.At.Line), cmp.Compare(a.At.Column, b.At.Column))
	})
	return c.found
}

type collector struct {
	s     *scope
	found []document.Literal
	seen  map[document.Location]bool
	// replaced are resources whose first values are replaced by hand.
	replaced map[document.Location]bool
}

// replacedByHand finds the resources of a module with ignore_changes.
func (c *collector) replacedByHand(s *scope) {
	for _, b := range s.cfg.resources {
		for _, nested := range b.blocks {
			if nested.Type == "lifecycle" && nested.Body.Attributes["ignore_changes"] != nil {
				c.replaced[s.src.at(b.at)] = true
			}
		}
	}
}

// names looks at what has a name in a module: every default, whether it is
// overridden or not, is in the file all the same.
func (c *collector) names(s *scope) {
	for _, name := range sortedKeys(s.cfg.variables) {
		if b := s.cfg.variables[name]; b.attributes["default"] != nil {
			c.walk(name, s.valueIn(nil, s.prepare(b.attributes["default"], origin{document.StepDefault, "var." + name})), nil)
		}
	}
	for _, a := range s.assigned {
		c.walk(a.name, a.value, nil)
	}
	for _, name := range sortedKeys(s.local) {
		c.walk(name, s.localAsIs(name), nil)
	}
	for _, b := range s.cfg.others {
		c.walk("", s.body(b, instance{}), nil)
	}
}

// containers looks at the texts of JSON that environments stand in, before
// anything else: there a secret has the name of its variable.
func (c *collector) containers(r *resource) {
	for _, name := range encodedArguments {
		if v, ok := member(r.body, name); ok {
			c.walk("", decoded(v), nil)
		}
	}
}

var encodedArguments = []string{"container_definitions", "container_properties"}

func (c *collector) resource(r *resource) {
	members, marks := r.body.Unmark()
	if !members.IsKnown() || !isObject(members) {
		return
	}
	for _, name := range sortedKeys(members.AsValueMap()) {
		v, _ := member(members, name)
		switch {
		case slices.Contains(encodedArguments, name):
		case stores[r.kind] == name && c.storesSecret(r):
			c.stored(r, name, v, marks)
		default:
			c.walk(name, v, marks)
		}
	}
}

// ofVariable is the address of one of several secrets that are called after variables.
var ofVariable = pattern.New(`\["([A-Z][A-Z0-9_]*)"\]$`)

// stored looks at what a secret store is given. One of several by the names of variables
// is called so, and is a secret only where that name or the text says so; one that is
// called after what is no secret (superuser_name), only where the text does.
func (c *collector) stored(r *resource, name string, v cty.Value, marks cty.ValueMarks) {
	if key := ofVariable.FindStringSubmatch(r.address); key != nil {
		c.walk(key[1], v, marks)
		return
	}
	if plain, _ := v.Unmark(); document.PublicName(r.address) && !isSecretText(plain) {
		return
	}
	c.text(r.address+"."+name, v, marks)
}

// isSecretText tells whether a value is a text that is a secret by itself.
func isSecretText(v cty.Value) bool {
	s, ok := textOf(v)
	return ok && secretText(s)
}

// noSecrets are nested blocks whose attributes only name secrets.
var noSecrets = []string{"secret_key_ref", "config_map_key_ref", "value_source", "lifecycle", "secret_ref", "timeouts", "attribute", "metric_transformation"}

// stores are the resources of secret stores, with the attribute that holds the secret.
var stores = map[string]string{
	"aws_ssm_parameter":                    "value",
	"aws_secretsmanager_secret_version":    "secret_string",
	"google_secret_manager_secret_version": "secret_data",
	"azurerm_key_vault_secret":             "value",
	"vault_kv_secret_v2":                   "data_json",
}

// storesSecret is false for a parameter that is not secret, and for a first
// value that is replaced by hand, which ignore_changes is for.
func (c *collector) storesSecret(r *resource) bool {
	if kind, _ := spotOf(r.body, nil).first("type"); r.kind == "aws_ssm_parameter" {
		if s, ok := kind.text(); ok && s != "SecureString" {
			return false
		}
	}
	return !c.replaced[r.at]
}

// walk looks for secrets in a value, by the names of its members.
func (c *collector) walk(name string, v cty.Value, inherited cty.ValueMarks) {
	plain, own := v.Unmark()
	if !plain.IsKnown() || plain.IsNull() || slices.Contains(noSecrets, name) {
		return
	}
	if plain.Type() == cty.String {
		switch s := plain.AsString(); {
		case secretName(name) && isJSON(s) && json.Valid([]byte(s)): // its members say which of them are secrets
			c.walk("", decoded(v), mergeMarks(own, inherited))
		case secretName(name) && !isRemark(s) && !namesVariable(s) || secretText(s):
			c.text(name, plain, mergeMarks(own, inherited))
		}
		return
	}
	if !plain.CanIterateElements() || !c.s.budget.step() {
		return
	}
	if entry, ok := entryName(plain); ok {
		value, _ := member(plain, "value")
		c.walk(entry, value, own)
		return
	}
	for it := plain.ElementIterator(); it.Next(); {
		k, e := it.Element()
		if key, ok := textOf(k); ok && isObject(plain) {
			c.walk(key, e, own)
		} else if !namesSecret(e) {
			c.walk(name, e, own)
		}
	}
}

// isRemark tells whether a text is a sentence for whoever reads the file.
func isRemark(s string) bool { return strings.Count(strings.TrimSpace(s), " ") > 1 }

// namesVariable tells whether a text is the name of a variable with a secret, in a table of
// which variable another is.
func namesVariable(s string) bool { return variableName.MatchString(s) && document.SecretName(s) }

var variableName = pattern.New(`^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$`)

// namesSecret tells whether a member of a list is the name of a secret in a store, or of
// a variable that holds it: django-secret-key, DATABASE_URL.
func namesSecret(v cty.Value) bool {
	s, ok := textOf(v)
	return ok && secretsName.MatchString(s)
}

var secretsName = pattern.New(`^([A-Z][A-Z0-9]*(_[A-Z0-9]+)*|[a-z][a-z0-9]*([_-][a-z0-9]+)+)$`)

// entryName is the name of an entry {name, value}, as environments are lists of.
func entryName(v cty.Value) (string, bool) {
	name, ok := member(v, "name")
	if _, valued := member(v, "value"); !ok || !valued {
		return "", false
	}
	return textOf(name)
}

// text adds a known text that is secret.
func (c *collector) text(name string, v cty.Value, marks cty.ValueMarks) {
	v, own := v.Unmark()
	s, ok := textOf(v)
	t := trailOf(own, marks)
	at := t.at(document.Location{})
	if !ok || s == "" || c.seen[at] || at.IsZero() || refersToSecret(s) || t.has(document.StepProvided) {
		return
	}
	source := t.source()
	if source.Kind == document.StepDefault && slices.Contains(holders, name[strings.LastIndexByte(name, '.')+1:]) && !secretName(strings.TrimPrefix(source.Name, "var.")) && !secretText(s) {
		return
	}
	c.seen[at] = true
	c.found = append(c.found, document.Literal{
		Kind: "terraform", Name: name, Facts: document.FactsOf(name, s),
		Default: source.Kind == document.StepDefault, At: at,
	})
}

func (t trail) has(kind string) bool {
	return slices.ContainsFunc(t.hops, func(h *hop) bool { return h.Kind == kind })
}

// secretName tells whether the value under a name is a secret. Of names in lower
// case, which providers define, a key is one only if another word says of what:
// most are names of objects, columns or tags. What a last word describes (key_usage) is
// no secret either.
func secretName(name string) bool {
	last := strings.ToLower(name[strings.LastIndexByte(name, '_')+1:])
	if !document.SecretName(name) || slices.Contains(describing, last) || slices.Contains(harmless, name) {
		return false
	}
	rest, isKey := strings.CutSuffix(strings.ToLower(name), "key")
	if !isKey || name == strings.ToUpper(name) {
		return true
	}
	return slices.ContainsFunc(keyWords, func(w string) bool { return strings.Contains(rest, w) })
}

// describing are last words of names that tell something about a secret.
var describing = []string{"description", "exclude", "excluded", "ignore", "ignored", "permissions", "rotation", "spec", "status", "suffix", "usage"}

// harmless are arguments of providers that have the word of a secret in their names: one
// that only makes a request unique, and whether instances ask for sessions.
var harmless = []string{"creation_token", "http_tokens"}

// holders are arguments of modules that put whatever they are given into a secret store: the
// name of a variable says more.
var holders = []string{"secret_data", "secret_string", "secret_value", "value"}

var keyWords = []string{"secret", "access", "private", "api", "signing", "encryption", "master", "auth", "django", "account"}

// secretText tells whether a text is a secret by itself. A program or a policy
// that holds one somewhere is not.
func secretText(s string) bool {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "-----BEGIN") {
		return document.SecretText(s)
	}
	return !strings.ContainsAny(s, "\n{[") && document.SecretText(s)
}

// refersToSecret tells whether a text is the name of a secret in a store, or of its version.
func refersToSecret(s string) bool {
	return s == "latest" || slices.ContainsFunc(references, func(p string) bool { return strings.HasPrefix(s, p) })
}

var references = []string{"arn:", "projects/", "/", "ssm:", "vault:", "op://", "{{resolve:", "@Microsoft.KeyVault(", "https://"}
