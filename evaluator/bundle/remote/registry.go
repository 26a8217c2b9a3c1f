package remote

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"path"
	"slices"
	"sync"

	"github.com/opencontainers/go-digest"
	"github.com/opencontainers/image-spec/specs-go"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
	"oras.land/oras-go/v2/content"
	"oras.land/oras-go/v2/errdef"
	"oras.land/oras-go/v2/registry/remote"
	"oras.land/oras-go/v2/registry/remote/auth"
	"oras.land/oras-go/v2/registry/remote/credentials"

	"github.com/djgate/djgate/evaluator/bundle"
)

// The types of layers and of the configuration. But for that of signatures, they are conftest's.
const (
	policyLayer    = "application/vnd.cncf.openpolicyagent.policy.layer.v1+rego"
	dataLayer      = "application/vnd.cncf.openpolicyagent.data.layer.v1+json"
	manifestLayer  = "application/vnd.cncf.openpolicyagent.manifest.layer.v1+json"
	signatureLayer = "application/vnd.cncf.openpolicyagent.signatures.layer.v1+json"
	unknownConfig  = "application/vnd.unknown.config.v1+json"
)

const (
	maxManifest = 4 << 20
	maxLayers   = 5000
	atOnce      = 8 // requests
)

// repository is where a source is; logins are those of Docker.
func repository(s Source) (*remote.Repository, error) {
	repo, err := remote.NewRepository(s.reference.Registry + "/" + s.reference.Repository)
	if err != nil {
		return nil, err
	}
	logins, err := credentials.NewStoreFromDocker(credentials.StoreOptions{})
	if err != nil {
		return nil, refuse("the logins of Docker (its config.json) cannot be read")
	}
	repo.PlainHTTP = isLoopback(s.reference.Registry)
	client := &auth.Client{Client: web(), Credential: credentials.Credential(logins), Cache: auth.NewCache()}
	client.SetUserAgent("djgate")
	repo.Client = client
	return repo, nil
}

// pullLayers brings a bundle from a registry, and packs it.
func (c Client) pullLayers(ctx context.Context, s Source) ([]byte, string, error) {
	repo, err := repository(s)
	if err != nil {
		return nil, "", err
	}
	raw, wanted, err := c.manifest(ctx, repo, s)
	if err != nil {
		return nil, "", err
	}
	layers, err := layersOf(raw)
	if err != nil {
		return nil, "", err
	}
	files := make([][]byte, len(layers))
	err = each(ctx, layers, func(ctx context.Context, i int, layer ocispec.Descriptor) (err error) {
		files[i], err = c.fetch(ctx, repo.Blobs(), layer)
		return err
	})
	if err != nil {
		return nil, "", err
	}
	byName := map[string][]byte{}
	for i, layer := range layers {
		byName[layer.Annotations[ocispec.AnnotationTitle]] = files[i]
	}
	packed, err := bundle.Pack(byName)
	return packed, wanted, err
}

// manifest brings the manifest that a source names, and its digest.
func (c Client) manifest(ctx context.Context, repo *remote.Repository, s Source) ([]byte, string, error) {
	if raw := c.Cache.get(s.Digest); raw != nil {
		return raw, s.Digest, nil
	}
	if c.Offline {
		return nil, "", errOffline
	}
	reference := s.reference.Reference
	if s.Digest != "" {
		reference = s.Digest
	}
	found, err := repo.Resolve(ctx, reference)
	switch {
	case err != nil && s.Digest != "" && errors.Is(err, errdef.ErrInvalidDigest):
		return nil, "", content.ErrMismatchedDigest
	case err != nil:
		return nil, "", err
	case s.Digest != "" && found.Digest.String() != s.Digest:
		return nil, "", content.ErrMismatchedDigest
	case found.Size > maxManifest:
		return nil, "", refuse("the manifest is larger than %d MiB", maxManifest>>20)
	case found.MediaType != ocispec.MediaTypeImageManifest:
		return nil, "", refuse("is no bundle of policies: its manifest is of the type %q", found.MediaType)
	}
	raw, err := c.fetch(ctx, repo.Manifests(), found)
	return raw, found.Digest.String(), err
}

// fetch brings what a descriptor names: from the cache, else from the registry.
func (c Client) fetch(ctx context.Context, from content.Fetcher, what ocispec.Descriptor) ([]byte, error) {
	wanted := what.Digest.String()
	if !IsDigest(wanted) {
		return nil, refuse("a digest in it is not sha256")
	}
	if raw := c.Cache.get(wanted); raw != nil {
		return raw, nil
	}
	if c.Offline {
		return nil, errOffline
	}
	raw, err := content.FetchAll(ctx, from, what)
	if err == nil {
		c.Cache.put(wanted, raw)
	}
	return raw, err
}

// layersOf are the files that a manifest lists. What no bundle holds is refused
// before any of it is fetched.
func layersOf(raw []byte) ([]ocispec.Descriptor, error) {
	var manifest ocispec.Manifest
	if err := json.Unmarshal(raw, &manifest); err != nil {
		return nil, refuse("the manifest is not one, in JSON")
	}
	if len(manifest.Layers) == 0 || len(manifest.Layers) > maxLayers {
		return nil, refuse("is no bundle of policies: %d layers (1 to %d)", len(manifest.Layers), maxLayers)
	}
	ours := slices.ContainsFunc(manifest.Layers, func(l ocispec.Descriptor) bool { return l.MediaType == manifestLayer })
	var size int64
	seen := map[string]bool{}
	for _, layer := range manifest.Layers {
		name := layer.Annotations[ocispec.AnnotationTitle]
		if layer.Size < 0 || layer.Size > bundle.MaxPacked {
			return nil, refuse("holds %q, which is larger than %d MiB", name, bundle.MaxPacked>>20)
		}
		size += layer.Size
		switch kind, known := layerType(name); {
		case seen[name]:
			return nil, refuse("holds %q twice", name)
		case size > bundle.MaxUnpacked:
			return nil, refuse("holds more than %d MiB", bundle.MaxUnpacked>>20)
		case layer.MediaType == dataLayer && (!ours || !known):
			return nil, refuse("holds %q: where data of conftest belong, only -d says (conftest pull, then djgate check -d)", name)
		case !known || layer.MediaType != kind:
			return nil, refuse("is no bundle of policies: it holds %q of the type %q", name, layer.MediaType)
		}
		seen[name] = true
	}
	return manifest.Layers, nil
}

// layerType is the type of the layer that a file becomes.
func layerType(name string) (kind string, known bool) {
	switch base := path.Base(name); {
	case path.Ext(base) == ".rego":
		return policyLayer, true
	case base == "data.json", base == "data.yaml", base == "data.yml":
		return dataLayer, true
	case name == ".manifest":
		return manifestLayer, true
	case name == ".signatures.json":
		return signatureLayer, true
	}
	return "", false
}

// pushLayers uploads the files of a bundle, then the manifest that lists them.
func (c Client) pushLayers(ctx context.Context, s Source, raw []byte) (string, error) {
	files, err := bundle.Unpack(raw)
	if err != nil {
		return "", err
	}
	repo, err := repository(s)
	if err != nil {
		return "", err
	}
	names := slices.Sorted(maps.Keys(files))
	layers := make([]ocispec.Descriptor, len(names))
	for i, name := range names {
		kind, known := layerType(name)
		if !known {
			return "", refuse("a registry takes policies, data and their manifest; the bundle holds %q", name)
		}
		layers[i] = content.NewDescriptorFromBytes(kind, files[name])
		layers[i].Annotations = map[string]string{ocispec.AnnotationTitle: name}
	}
	config := []byte("{}")
	manifest := ocispec.Manifest{Versioned: specs.Versioned{SchemaVersion: 2}, MediaType: ocispec.MediaTypeImageManifest,
		Config: content.NewDescriptorFromBytes(unknownConfig, config), Layers: layers}
	list, err := json.Marshal(manifest)
	if err != nil {
		return "", err
	}
	err = each(ctx, append([]ocispec.Descriptor{manifest.Config}, distinct(layers)...), func(ctx context.Context, i int, d ocispec.Descriptor) error {
		text := config
		if i > 0 {
			text = files[d.Annotations[ocispec.AnnotationTitle]]
		}
		return upload(ctx, repo.Blobs(), d, text)
	})
	if err != nil {
		return "", err
	}
	d := content.NewDescriptorFromBytes(ocispec.MediaTypeImageManifest, list)
	return d.Digest.String(), repo.PushReference(ctx, d, bytes.NewReader(list), s.reference.Reference)
}

// distinct leaves out files with a text that another has: they are one blob.
func distinct(layers []ocispec.Descriptor) []ocispec.Descriptor {
	seen := map[digest.Digest]bool{}
	return slices.DeleteFunc(slices.Clone(layers), func(d ocispec.Descriptor) bool {
		again := seen[d.Digest]
		seen[d.Digest] = true
		return again
	})
}

func upload(ctx context.Context, to content.Storage, d ocispec.Descriptor, text []byte) error {
	if there, err := to.Exists(ctx, d); err != nil || there {
		return err
	}
	err := to.Push(ctx, d, bytes.NewReader(text))
	if errors.Is(err, errdef.ErrAlreadyExists) {
		return nil
	}
	return err
}

// each works on some at once; the first failure ends all.
func each(ctx context.Context, all []ocispec.Descriptor, work func(ctx context.Context, i int, d ocispec.Descriptor) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var wait sync.WaitGroup
	turn := make(chan struct{}, atOnce)
	for i, d := range all {
		turn <- struct{}{}
		wait.Go(func() {
			defer func() { <-turn }()
			if err := work(ctx, i, d); err != nil {
				cancel(err)
			}
		})
	}
	wait.Wait()
	return context.Cause(ctx)
}
