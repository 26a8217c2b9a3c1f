package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/djgate/djgate"
	"github.com/djgate/djgate/evaluator/bundle"
)

func newBundle() *cobra.Command {
	c := &cobra.Command{Use: "bundle", Short: "Build, inspect, sign, verify, push and pull bundles of policies", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() }}
	c.AddCommand(newBundleBuild(), newBundleInspect(), newBundleSign(), newBundleVerify(), newBundlePush(), newBundlePull())
	return c
}

// keyFlags name a key; its text comes from a file and is never printed.
type keyFlags struct{ file, algorithm, id, scope string }

func (k *keyFlags) flags(f *pflag.FlagSet, name, usage string) {
	f.StringVar(&k.file, name, "", usage)
	f.StringVar(&k.algorithm, "signing-alg", "RS256", "the `ALGORITHM`: RS256, RS384, RS512, PS256 and so on, ES256 and so on, HS256 and so on")
	f.StringVar(&k.id, name+"-id", "default", "the `ID` of the key, which the signature names")
	f.StringVar(&k.scope, "scope", "", "the `SCOPE` that the signature must have")
}

// key is nil where no file is named.
func (k *keyFlags) key() (*bundle.Key, error) {
	if k.file == "" {
		return nil, nil
	}
	text, err := os.ReadFile(k.file)
	if err != nil {
		return nil, fmt.Errorf("%s: the key cannot be read", k.file)
	}
	return &bundle.Key{Text: string(text), Algorithm: k.algorithm, ID: k.id, Scope: k.scope}, nil
}

// requireKey is key where one must be named.
func (k *keyFlags) requireKey(flag string) (*bundle.Key, error) {
	key, err := k.key()
	if err == nil && key == nil {
		err = fmt.Errorf("--%s names no key", flag)
	}
	return key, err
}

func newBundleBuild() *cobra.Command {
	var folder, manifest, revision, output string
	var k keyFlags
	c := &cobra.Command{
		Use:   "build",
		Short: "Pack policies as a bundle for djgate and any OPA",
		Long:  "Pack the shipped policies, or those of -p, as a bundle: the same files give the same bytes.",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			key, err := k.key()
			if err != nil {
				return err
			}
			policies, text, err := bundleSource(folder, manifest)
			if err != nil {
				return err
			}
			return writeAll(c.OutOrStdout(), []rendering{{output, func(w io.Writer) error {
				if err := bundle.Build(w, policies, text, revision, key); err != nil {
					return incomplete("bundle: %w", err)
				}
				return nil
			}}})
		},
	}
	f := c.Flags()
	f.StringVarP(&folder, "policy", "p", "", "a `DIR` of policies (default: the shipped ones)")
	f.StringVar(&manifest, "manifest", "", "a `FILE` with an OPA manifest in JSON (default: .manifest of the folder)")
	f.StringVar(&revision, "revision", "", "the `REVISION` that the manifest names")
	f.StringVarP(&output, "output", "o", "bundle.tar.gz", "the `FILE` to write")
	k.flags(f, "signing-key", "a `FILE` with the key to sign with")
	return c
}

// bundleSource is what is packed, and its manifest; nil where the folder's own holds.
func bundleSource(folder, manifest string) (fs.FS, []byte, error) {
	policies, text := djgate.Bundle(), djgate.Manifest()
	if folder != "" {
		if info, err := os.Stat(folder); err != nil || !info.IsDir() {
			return nil, nil, fmt.Errorf("-p %s: no such folder", folder)
		}
		policies, text = os.DirFS(folder), nil
	}
	if manifest != "" {
		var err error
		if text, err = os.ReadFile(manifest); err != nil {
			return nil, nil, fmt.Errorf("--manifest: %s: cannot be read", manifest)
		}
	}
	return policies, text, nil
}

func newBundleInspect() *cobra.Command {
	var output string
	var k keyFlags
	c := &cobra.Command{
		Use:   "inspect BUNDLE",
		Short: "Show what a bundle holds",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			content, err := openBundle(c, &k, args[0])
			if err != nil {
				return err
			}
			return formatted(output, func() error { return inspectBundle(c.OutOrStdout(), content) }, func() error {
				return writeJSON(c, map[string]any{"schema": 1, "digest": content.Digest, "revision": content.Revision, "roots": list(content.Roots),
					"metadata": content.Metadata, "signed": content.Signed, "verified": content.Verified, "files": list(content.Files)})
			})
		},
	}
	k.flags(c.Flags(), "verification-key", "a `FILE` with the key that the bundle must be signed by")
	c.Flags().StringVarP(&output, "output", "o", "text", "the `FORMAT`: text, json")
	return c
}

func inspectBundle(w io.Writer, c *bundle.Content) error {
	signed := "no"
	switch {
	case c.Verified:
		signed = "yes, and verified"
	case c.Signed:
		signed = "yes (bundle verify holds it against a key)"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "digest    %s\nrevision  %s\nroots     %s\nsigned    %s\n", c.Digest, orNone(c.Revision), orNone(strings.Join(c.Roots, ", ")), signed)
	for _, file := range c.Files {
		fmt.Fprintf(&b, "  %s\n", file)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

func newBundleSign() *cobra.Command {
	var k keyFlags
	var output string
	c := &cobra.Command{
		Use:   "sign FILE",
		Short: "Sign a bundle, in OPA's format",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			key, err := k.requireKey("signing-key")
			if err != nil {
				return err
			}
			raw, err := readBundle(args[0])
			if err != nil {
				return err
			}
			if output == "" {
				output = args[0]
			}
			return writeAll(c.OutOrStdout(), []rendering{{output, func(w io.Writer) error {
				if err := bundle.Sign(w, bytes.NewReader(raw), *key); err != nil {
					return incomplete("%s: %w", args[0], err)
				}
				return nil
			}}})
		},
	}
	k.flags(c.Flags(), "signing-key", "a `FILE` with the private key, or the secret of HS256 and its like")
	c.Flags().StringVarP(&output, "output", "o", "", "the `FILE` to write (default: FILE itself)")
	return c
}

func newBundleVerify() *cobra.Command {
	var k keyFlags
	c := &cobra.Command{
		Use:   "verify BUNDLE",
		Short: "Tell whether a bundle is what the holder of a key signed",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			content, err := openBundle(c, &k, args[0])
			if err == nil && !content.Verified {
				_, err = k.requireKey("verification-key")
			}
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "%s: signed by the key %q: %d files, revision %s\n", args[0], k.id, len(content.Files), orNone(content.Revision))
			return err
		},
	}
	k.flags(c.Flags(), "verification-key", "a `FILE` with the public key, or the secret of HS256 and its like")
	return c
}

func readBundle(file string) ([]byte, error) {
	raw, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: no such file", file)
	}
	if err != nil {
		return nil, incomplete("%s: cannot be read", file)
	}
	return raw, nil
}

// openBundle opens a bundle by its file, its source or its name in the lock file.
func openBundle(c *cobra.Command, k *keyFlags, name string) (*bundle.Content, error) {
	open, err := projectOpener(c, k, ".")
	if err != nil {
		return nil, err
	}
	return open.content(name)
}
