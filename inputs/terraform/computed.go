package terraform

import (
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// connect makes the handle of an instance.
func (s *scope) connect(b *block, i *instance) {
	if b.kind == "module" {
		s.connectModule(b, i)
		return
	}
	attribute := func(name string) cty.Value { return s.attributeOf(b, *i, name) }
	i.handle = cty.DynamicVal.Mark(&handle{attribute}).Mark(blur{s.reason(rootOf(b))})
}

// rootOf is the first word of the address of a block.
func rootOf(b *block) string {
	root, _, _ := strings.Cut(b.name(), ".")
	return root
}

// attributeOf is an attribute of an instance as other expressions see it: as the
// module gives it, else what its provider computes.
func (s *scope) attributeOf(b *block, i instance, name string) cty.Value {
	if b.attributes[name] != nil && !isMeta(name) {
		if v := s.argument(b, i, name); !isNull(v) {
			return v
		}
	}
	if name == "metadata" && strings.HasPrefix(b.labels[0], "kubernetes_") {
		return s.metadata(b, i)
	}
	if compute := computed[b.kind+"."+b.labels[0]+"."+name]; compute != nil {
		return s.once(b.name()+i.index()+"#"+name, func() cty.Value { return compute(s, b, i) })
	}
	v := unknown(s.reason(rootOf(b))).Mark(giver{s.address + b.name() + i.index()})
	if generatesSecret(b, name) {
		v = v.Mark(sensitive{})
	}
	if neverEmpty[name] {
		v = v.Mark(filled{})
	}
	return v
}

// neverEmpty are the attributes that providers give text whenever the thing is there: what
// names it, and where it is reached.
var neverEmpty = map[string]bool{
	"arn": true, "id": true, "self_link": true, "connection_name": true, "dns_name": true, "fqdn": true,
	"address": true, "endpoint": true, "primary_endpoint_address": true, "private_ip_address": true,
	"bucket_domain_name": true, "bucket_regional_domain_name": true, "repository_url": true, "result": true,
}

// argument is an argument that the module gives to an instance.
func (s *scope) argument(b *block, i instance, name string) cty.Value {
	v := s.once(b.name()+i.index()+"."+name, func() cty.Value { return s.valueWith(i.more, s.prepared(b, name)) })
	return hidden(name, v)
}

// computed are the attributes that need no provider to be computed.
var computed = map[string]func(s *scope, b *block, i instance) cty.Value{
	"data.template_file.rendered":    (*scope).templateFile,
	"data.local_file.content":        (*scope).localFile,
	"resource.terraform_data.output": func(s *scope, b *block, i instance) cty.Value { return s.givenArgument(b, i, "input") },
}

// givenArgument is an argument, or null.
func (s *scope) givenArgument(b *block, i instance, name string) cty.Value {
	if b.attributes[name] == nil {
		return cty.NullVal(cty.DynamicPseudoType)
	}
	return s.argument(b, i, name)
}

// templateFile is the text of a template_file: what its template says with its vars.
func (s *scope) templateFile(b *block, i instance) cty.Value {
	template := s.givenArgument(b, i, "template")
	source, ok := textOf(template)
	if !ok {
		return withoutIdentity(template)
	}
	file := ""
	for m := range template.Marks() {
		if f, ok := m.(fileText); ok {
			file = f.name
		}
	}
	vars := cty.EmptyObjectVal
	if b.attributes["vars"] != nil {
		vars = s.argument(b, i, "vars")
	}
	return s.rendered(file, []byte(source), vars).WithMarks(secrecy(template))
}

func (s *scope) localFile(b *block, i instance) cty.Value {
	v := s.givenArgument(b, i, "filename")
	if name, ok := textOf(v); ok {
		return s.fileText(name).WithMarks(v.Marks())
	}
	return withoutIdentity(v)
}

// generatesSecret tells whether a provider makes or fetches a secret there.
func generatesSecret(b *block, name string) bool {
	for _, n := range secretAttributes[b.labels[0]] {
		if n == name {
			return true
		}
	}
	return secretName(name)
}

// secretAttributes are attributes that hold a secret and whose names do not say so.
var secretAttributes = map[string][]string{
	"random_password":                      {"result", "bcrypt_hash"},
	"aws_ssm_parameter":                    {"value"},
	"aws_secretsmanager_secret_version":    {"secret_string", "secret_binary"},
	"google_secret_manager_secret_version": {"secret_data"},
	"azurerm_key_vault_secret":             {"value"},
	"vault_generic_secret":                 {"data", "data_json"},
	"vault_kv_secret_v2":                   {"data", "data_json"},
	"tls_private_key":                      {"private_key_pem", "private_key_openssh", "private_key_pem_pkcs8"},
	"aws_iam_access_key":                   {"secret", "ses_smtp_password_v4"},
	"google_service_account_key":           {"private_key"},
	"digitalocean_database_cluster":        {"uri", "private_uri"},
	"heroku_addon":                         {"config_var_values"},
}
