package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/djgate/djgate/evaluator/bundle"
	"github.com/djgate/djgate/evaluator/bundle/remote"
)

// projectOpener is an opener by the configuration and the lock file of a folder.
func projectOpener(c *cobra.Command, k *keyFlags, dir string) (*opener, error) {
	conf, err := readConfig("", dir)
	if err != nil {
		return nil, err
	}
	if err := settle(c.Flags(), conf); err != nil {
		return nil, err
	}
	return newOpener(c.Context(), *k, conf, dir)
}

func newBundlePush() *cobra.Command {
	var k keyFlags
	var timeout time.Duration
	c := &cobra.Command{
		Use:   "push BUNDLE oci://HOST/REPOSITORY:TAG",
		Short: "Push a bundle to a registry, as conftest does",
		Long: `push puts a bundle into a registry: a layer for each file, so that conftest pull
brings its policies too. Logins are those of Docker. Where a key is configured, only
what it signed is pushed. The digest that is printed names the bundle for good.`,
		Args: cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			to, err := remote.Parse(args[1])
			if err != nil {
				return err
			}
			open, err := projectOpener(c, &k, ".")
			if err != nil {
				return err
			}
			raw, err := open.raw(args[0])
			if err != nil {
				return err
			}
			if _, err := openRaw(args[0], raw, open.key); err != nil {
				return err
			}
			open.client.Timeout = timeout
			digest, err := open.client.Push(c.Context(), to, raw)
			if err != nil {
				return incomplete("%w", err)
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "%s\n", to.At(digest))
			return err
		},
	}
	k.flags(c.Flags(), "verification-key", "a `FILE` with the key that the bundle must be signed by")
	c.Flags().DurationVar(&timeout, "timeout", time.Minute, "how long (`DURATION`) the registry has for all of it")
	return c
}

// pulling are the flags of bundle pull.
type pulling struct {
	key               keyFlags
	dir, name, output string
	timeout           time.Duration
}

func newBundlePull() *cobra.Command {
	var p pulling
	c := &cobra.Command{
		Use:   "pull [SOURCE]",
		Short: "Fetch a bundle, and lock what was fetched",
		Long: `pull fetches the bundle that is at SOURCE now (oci://HOST/REPOSITORY:TAG,
https://HOST/FILE, or a file), verifies it where a key is configured, keeps it in the
cache and writes its digest to ` + lockName + `. From then on djgate check -p SOURCE (or
-p NAME) takes this bundle and no other, and needs no network for it.

Without SOURCE it fetches what ` + lockName + ` names, each at its digest.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return p.run(c, args) },
	}
	f := c.Flags()
	p.key.flags(f, "verification-key", "a `FILE` with the key that the bundle must be signed by")
	f.StringVar(&p.dir, "dir", ".", "the `DIR` of the project, whose "+lockName+" is written")
	f.StringVar(&p.name, "name", "", "a `NAME` for the bundle in "+lockName+" (default: the last part of SOURCE)")
	f.StringVarP(&p.output, "output", "o", "", "write the bundle to this `FILE` too, and lock that")
	f.DurationVar(&p.timeout, "timeout", time.Minute, "how long (`DURATION`) a registry has for all of it")
	return c
}

func (p *pulling) run(c *cobra.Command, args []string) error {
	open, err := projectOpener(c, &p.key, p.dir)
	if err != nil {
		return err
	}
	open.client.Timeout = p.timeout
	if len(args) == 0 {
		return p.all(c, open)
	}
	b, raw, err := p.fetch(c.Context(), open, args[0])
	if err != nil {
		return err
	}
	content, err := openRaw(b.Source, raw, open.key)
	if err != nil {
		return err
	}
	if err := open.lock.set(b); err != nil {
		return err
	}
	list := []rendering{open.lock.rendering()}
	if p.output != "" {
		list = append(list, rendering{p.output, func(w io.Writer) error { _, err := w.Write(raw); return err }})
		source := open.lock.fileSource(p.output)
		if err := open.lock.set(locked{source, source, remote.Digest(raw)}); err != nil {
			return err
		}
	}
	if err := writeAll(nil, list); err != nil {
		return err
	}
	return told(c.OutOrStdout(), b, content)
}

// fetch brings what is at a source now, whatever the lock file says of it.
func (p *pulling) fetch(ctx context.Context, open *opener, source string) (locked, []byte, error) {
	if b := open.lock.find(source); b != nil {
		source = b.Source
	}
	if !remote.Is(source) {
		raw, err := readBundle(source)
		name, _, _ := strings.Cut(filepath.Base(source), ".")
		return locked{p.named(name), open.lock.fileSource(source), remote.Digest(raw)}, raw, err
	}
	s, err := remote.Parse(source)
	if err != nil {
		return locked{}, nil, err
	}
	raw, digest, err := open.client.Pull(ctx, s)
	if err != nil {
		return locked{}, nil, incomplete("%w", err)
	}
	return locked{p.named(s.Short()), s.Name, digest}, raw, nil
}

func (p *pulling) named(fallback string) string {
	if p.name != "" {
		return p.name
	}
	return fallback
}

// all fetches what is locked, where the cache does not hold it.
func (p *pulling) all(c *cobra.Command, open *opener) error {
	if len(open.lock.Bundles) == 0 {
		return fmt.Errorf("%s names no bundle (djgate bundle pull SOURCE)", open.lock.file())
	}
	for _, b := range open.lock.Bundles {
		content, err := open.content(b.Name)
		if err != nil {
			return err
		}
		if err := told(c.OutOrStdout(), b, content); err != nil {
			return err
		}
	}
	return nil
}

func told(w io.Writer, b locked, content *bundle.Content) error {
	verified := "not verified"
	if content.Verified {
		verified = "signature verified"
	}
	_, err := fmt.Fprintf(w, "%s  %s@%s  %d files, %s\n", b.Name, b.Source, b.Digest, len(content.Files), verified)
	return err
}

// openRaw opens a packed bundle; what is wrong with it is an incomplete run.
func openRaw(name string, raw []byte, key *bundle.Key) (*bundle.Content, error) {
	content, err := bundle.Open(bytes.NewReader(raw), key)
	if err != nil {
		return nil, incomplete("%s: %w", filepath.ToSlash(name), err)
	}
	return content, nil
}
