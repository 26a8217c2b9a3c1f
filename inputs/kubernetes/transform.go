package kubernetes

import (
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// This file does what a kustomization does to all of its objects: names, labels,
// images, replicas (kustomize, api/internal/konfig/builtinpluginconsts).

// clusterWide are the kinds that are in no namespace, as far as Django is deployed by them.
var clusterWide = []string{
	"APIService", "ClusterIssuer", "ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition", "GatewayClass", "IngressClass",
	"MutatingWebhookConfiguration", "Namespace", "Node", "PersistentVolume", "PriorityClass", "StorageClass", "ValidatingWebhookConfiguration",
}

func (k *kustomization) namespace() {
	n := get(k.node, "namespace")
	if textOf(n) == "" {
		return
	}
	for _, o := range k.objects {
		if !slices.Contains(clusterWide, o.kind) {
			o.remember()
			o.namespace = textOf(n)
			o.node = k.set(o.node, k.instead(n, o.namespace), "metadata", "namespace")
		}
	}
}

// rename puts a prefix and a suffix to names.
func (k *kustomization) rename() {
	prefix, suffix := textOf(get(k.node, "namePrefix")), textOf(get(k.node, "nameSuffix"))
	for _, o := range k.objects {
		if slices.Contains([]string{"CustomResourceDefinition", "APIService", "Namespace"}, o.kind) || prefix+suffix == "" {
			continue
		}
		o.remember()
		if prefix != "" {
			o.prefixes = append(slices.Clone(o.prefixes), prefix)
		}
		if suffix != "" {
			o.suffixes = append(slices.Clone(o.suffixes), suffix)
		}
		o.name = prefix + o.name + suffix
		o.node = k.set(o.node, k.instead(get(o.node, "metadata", "name"), o.name), "metadata", "name")
	}
}

// label adds labels, to the pods of objects and to what selects them where they are
// for selectors too.
func (k *kustomization) label() {
	for n := range k.entries("labels") {
		selectors := isTrue(get(n, "includeSelectors"))
		k.labelAll(get(n, "pairs"), selectors || isTrue(get(n, "includeTemplates")), selectors)
	}
	k.labelAll(get(k.node, "commonLabels"), true, true)
}

func (k *kustomization) labelAll(labels *yaml.Node, templates, selectors bool) {
	pairs(labels, func(key, value *yaml.Node) {
		for _, o := range k.objects {
			if k.spent() {
				return
			}
			o.node = k.set(o.node, value, "metadata", "labels", key.Value)
			where, runs := podSpecs[o.kind]
			if templates && runs && len(where.path) > 0 && get(o.node, where.path...) != nil {
				o.node = k.set(o.node, value, append(slices.Clone(where.path), "metadata", "labels", key.Value)...)
			}
			if selectors && o.kind == "Service" && o.apiVersion() == "v1" {
				o.node = k.set(o.node, value, "spec", "selector", key.Value)
			}
		}
	})
}

func (k *kustomization) annotate() {
	pairs(get(k.node, "commonAnnotations"), func(key, value *yaml.Node) {
		for _, o := range k.objects {
			if k.spent() {
				return
			}
			o.node = k.set(o.node, value, "metadata", "annotations", key.Value)
		}
	})
}

// replicas sets how many pods the objects of a name have.
func (k *kustomization) replicas() {
	for n := range k.entries("replicas") {
		name, count := textOf(get(n, "name")), get(n, "count")
		for _, o := range k.objects {
			counted := slices.Contains([]string{"Deployment", "ReplicationController", "ReplicaSet", "StatefulSet"}, o.kind)
			called := o.name == name || slices.ContainsFunc(o.former, func(id identity) bool { return id.name == name })
			if counted && called && count != nil {
				o.node = k.set(o.node, count, "spec", "replicas")
			}
		}
	}
}

// images changes the names, tags and digests of images.
func (k *kustomization) images() {
	for n := range k.entries("images") {
		i := image{name: textOf(get(n, "name")), newName: textOf(get(n, "newName")), newTag: textOf(get(n, "newTag")),
			digest: textOf(get(n, "digest")), suffix: textOf(get(n, "tagSuffix"))}
		for _, o := range k.objects {
			where, runs := podSpecs[o.kind]
			for _, list := range []string{"containers", "initContainers"} {
				if runs {
					o.node = k.each(o.node, append(slices.Clone(where.path), "spec", list, "image"), func(have *yaml.Node) *yaml.Node {
						if k.isOpen(have) || have.Kind != yaml.ScalarNode {
							return have
						}
						return k.instead(have, i.replace(have.Value))
					})
				}
			}
		}
	}
}

// image is an entry of images (kustomize, api/filters/imagetag).
type image struct{ name, newName, newTag, digest, suffix string }

func (i image) replace(whole string) string {
	if !i.isFor(whole) {
		return whole
	}
	name, tag, digest := splitImage(whole)
	if i.newName != "" {
		name = i.newName
	}
	switch {
	case i.newTag != "" || i.digest != "":
		tag, digest = i.newTag, i.digest
	case i.suffix != "":
		tag, digest = tag+i.suffix, ""
	}
	if tag != "" {
		name += ":" + tag
	}
	if digest != "" {
		name += "@" + digest
	}
	return name
}

// isFor tells whether an image has the name, which may be a pattern.
func (i image) isFor(whole string) bool {
	if i.name == "" || !strings.ContainsAny(i.name, `\.+*?()|[]{}^$`) && !strings.HasPrefix(whole, i.name) {
		return false
	}
	p, err := regexp.Compile("^" + i.name + `(:[a-zA-Z0-9_.{}-]*)?(@[a-zA-Z0-9]+([.+_-][a-zA-Z0-9]+)*:[a-zA-Z0-9_.{}-]*)?$`)
	return err == nil && p.MatchString(whole)
}

// splitImage takes a reference to an image apart. A colon before the first slash is
// of a port.
func splitImage(whole string) (name, tag, digest string) {
	name, digest, _ = strings.Cut(whole, "@")
	if i := strings.IndexByte(name, ':'); i > 0 {
		if slash := strings.IndexByte(name, '/'); slash > i {
			i = strings.IndexByte(name[slash:], ':') + slash
			if i < slash {
				return name, "", digest
			}
		}
		name, tag = name[:i], name[i+1:]
	}
	return name, tag, digest
}
