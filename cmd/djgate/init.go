package main

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/term"

	"github.com/djgate/djgate/inputs"
)

const initHelp = `Look at the repository, say which files would help it and why, and write them:
.djgate.yaml, a job for the CI that is there, and a pre-commit entry.

With --settings: a settings module for production, on top of the settings that are
there. With --proxy: the configuration of a proxy before them. Both pass the
checklist; they fit the project's modules, its static files and uploads, its server,
and the library by which it reads its environment.

What would be written is shown first, and on a terminal init asks; --dry-run prints
the files and writes none. A file that is there is never changed: with any of them
there, nothing is written.`

// initFile is a file that init writes, and why. dir is the folder that name is below:
// PATH, or the root of its repository.
type initFile struct{ dir, name, text, why string }

// initiation are the flags of init beyond those of reading.
type initiation struct {
	reading
	dry, yes    bool
	name, proxy string // of the settings module's last word; of the proxy
	hosts       []string
}

func newInit() *cobra.Command {
	i := &initiation{}
	c := &cobra.Command{
		Use:     "init [PATH]",
		Short:   "Write .djgate.yaml and a CI workflow, or production settings and a proxy's configuration",
		Long:    initHelp,
		Example: "  djgate init --dry-run\n  djgate init --settings --proxy nginx --host shop.example.org",
		Args:    cobra.MaximumNArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return i.run(c, pathOf(args)) },
	}
	i.flags(c.Flags())
	if err := c.RegisterFlagCompletionFunc("proxy", cobra.FixedCompletions(proxyNames(), cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // the flag is of this command
	}
	return c
}

// flags are those of reading, but for --settings, which here says what to write.
func (i *initiation) flags(f *pflag.FlagSet) {
	read := pflag.NewFlagSet("", pflag.ContinueOnError)
	i.reading.flags(read)
	read.VisitAll(func(flag *pflag.Flag) {
		if flag.Name != "settings" {
			f.AddFlag(flag)
		}
	})
	f.StringVar(&i.name, "settings", "", "write a settings module; `NAME` is the last word of its name")
	f.Lookup("settings").NoOptDefVal = "production"
	f.StringVar(&i.proxy, "proxy", "", "write the configuration of this `PROXY`: "+strings.Join(proxyNames(), ", "))
	f.StringArrayVar(&i.hosts, "host", nil, "a `NAME` of the site, for the proxy (repeatable; default: those of ALLOWED_HOSTS)")
	f.BoolVar(&i.dry, "dry-run", false, "print what would be written")
	f.BoolVarP(&i.yes, "yes", "y", false, "do not ask")
}

func (i *initiation) run(c *cobra.Command, path string) error {
	asked := c.Flags().Changed("settings") // DJGATE_SETTINGS is the module that other commands judge
	i.all = len(i.environments) == 0
	s, err := i.open(c, path)
	if err != nil {
		return err
	}
	defer s.Close()
	if !asked {
		i.name = ""
	}
	in, err := inputs.Read(c.Context(), s.tree, s.opts)
	if err != nil {
		return incomplete("%w", err)
	}
	if in.Plan.Ask != "" {
		return nothing(in)
	}
	files, next, err := i.files(s, in)
	if err != nil {
		return err
	}
	return i.offer(c, s.tree.Path(), files, next)
}

// offer shows the files, and writes them where nobody says no.
func (i *initiation) offer(c *cobra.Command, root string, files []initFile, next []string) error {
	out := c.OutOrStdout()
	if i.dry {
		return printFiles(out, root, files)
	}
	for _, f := range files {
		fmt.Fprintf(out, "%-40s %s\n", f.shown(root), f.why)
	}
	if !i.yes && isTerminal(c.InOrStdin()) && !agreed(c, root, files) {
		return nil
	}
	if err := writeFiles(out, root, files); err != nil {
		return err
	}
	for _, line := range next {
		fmt.Fprintf(out, "next: %s\n", line)
	}
	return nil
}

// shown is the file's name as seen from PATH.
func (f initFile) shown(root string) string {
	rel, err := filepath.Rel(root, filepath.Join(f.dir, filepath.FromSlash(f.name)))
	if err != nil {
		return f.name
	}
	return filepath.ToSlash(rel)
}

func isTerminal(r io.Reader) bool {
	f, ok := r.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// agreed asks whether to write, and shows the files to whoever wants to see them first.
func agreed(c *cobra.Command, root string, files []initFile) bool {
	in := bufio.NewReader(c.InOrStdin())
	for {
		fmt.Fprint(c.OutOrStdout(), "write these files? [y/N, s shows them] ")
		answer, err := in.ReadString('\n')
		switch answer = strings.ToLower(strings.TrimSpace(answer)); {
		case answer != "" && strings.HasPrefix("yes", answer):
			return true
		case err != nil || answer == "" || !strings.HasPrefix("show", answer):
			return false
		}
		if printFiles(c.OutOrStdout(), root, files) != nil {
			return false
		}
	}
}

func printFiles(w io.Writer, root string, files []initFile) error {
	for _, f := range files {
		if _, err := fmt.Fprintf(w, "--- %s   (%s)\n%s", f.shown(root), f.why, f.text); err != nil {
			return err
		}
	}
	return nil
}

// writeFiles writes all of them or, where one is there already, none. Links that lead
// out of their folder are not followed.
func writeFiles(w io.Writer, root string, files []initFile) error {
	for _, f := range files {
		if _, err := os.Lstat(filepath.Join(f.dir, filepath.FromSlash(f.name))); !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s is there already; --dry-run prints what init would write", f.shown(root))
		}
	}
	for _, f := range files {
		if err := f.write(); err != nil {
			return fmt.Errorf("%s: %w", f.shown(root), plain(err))
		}
		fmt.Fprintf(w, "wrote %s\n", f.shown(root))
	}
	return nil
}

func (f initFile) write() error {
	dir, err := os.OpenRoot(f.dir)
	if err != nil {
		return err
	}
	defer dir.Close()
	if err := dir.MkdirAll(path.Dir(f.name), 0o755); err != nil {
		return err
	}
	out, err := dir.OpenFile(f.name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = io.WriteString(out, f.text)
	return cmp.Or(err, out.Close())
}
