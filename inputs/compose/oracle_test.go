package compose

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	composedotenv "github.com/compose-spec/compose-go/v2/dotenv"
	composeloader "github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/template"
	"github.com/compose-spec/compose-go/v2/types"
	"github.com/docker/cli/pkg/kvfile"
	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/mattn/go-shellwords"
	"github.com/sirupsen/logrus"
	"golang.org/x/tools/txtar"

	"github.com/djgate/djgate/inputs/document"
)

// This file holds the reader against compose-go: the loader of docker compose
// itself. What it refuses is not compared.

// service is what both sides are compared by.
type service struct {
	Image               string
	Entrypoint, Command []string
	Env                 map[string]string
	Ports               []string
	Labels              map[string]string
	Mounts              []string
	DependsOn, Networks map[string]bool
	Profiles            []string
	Build               string
	BuildArgs           map[string]string
	Files               map[string]string
	Container           document.Container
}

// raw is the format that the docker command adds to compose-go.
func raw(r io.Reader, _ string, vars map[string]string, lookup func(string) (string, bool)) error {
	lines, err := kvfile.ParseFromReader(r, lookup)
	for _, line := range lines {
		name, value, _ := strings.Cut(line, "=")
		vars[name] = value
	}
	return err
}

// loaded returns the services that compose-go makes of the files in dir.
func loaded(dir string, names []string) (map[string]service, error) {
	logrus.SetOutput(io.Discard)
	composedotenv.RegisterFormat("raw", raw)
	env := map[string]string{}
	home := filepath.Join(dir, filepath.Dir(names[0]))
	if _, err := os.Stat(filepath.Join(home, ".env")); err == nil {
		if env, err = composedotenv.GetEnvFromFile(nil, []string{filepath.Join(home, ".env")}); err != nil {
			return nil, err
		}
	}
	details := types.ConfigDetails{WorkingDir: home, Environment: env}
	for _, name := range names {
		details.ConfigFiles = append(details.ConfigFiles, types.ConfigFile{Filename: filepath.Join(dir, name)})
	}
	p, err := composeloader.LoadWithContext(context.Background(), details, func(o *composeloader.Options) {
		name, given := env["COMPOSE_PROJECT_NAME"]
		if !given {
			name = composeloader.NormalizeProjectName(filepath.Base(home))
		}
		o.SetProjectName(name, given)
		o.SkipConsistencyCheck = true
		o.Profiles = []string{"*"}
	})
	if err != nil {
		return nil, err
	}
	out := map[string]service{}
	for name, s := range p.Services {
		out[name] = ofOracle(dir, p, s)
	}
	return out, nil
}

// relative returns a path below dir as one of the root, others as they are.
func relative(dir, name string) string {
	if rel, err := filepath.Rel(dir, name); err == nil && filepath.IsAbs(name) && rel != ".." && !strings.HasPrefix(rel, "../") {
		return rel
	}
	return name
}

func ofOracle(dir string, p *types.Project, s types.ServiceConfig) service {
	out := service{Image: s.Image, Entrypoint: s.Entrypoint, Command: s.Command, Env: map[string]string{},
		Labels: s.Labels, DependsOn: map[string]bool{}, Networks: map[string]bool{}, Profiles: s.Profiles, Files: map[string]string{}}
	for name, value := range s.Environment {
		if value != nil {
			out.Env[name] = *value
		}
	}
	for _, p := range s.Ports {
		ip := p.HostIP
		if ip == "0.0.0.0" || ip == "::" {
			ip = ""
		}
		port := fmt.Sprintf("%s:%s:%d", ip, p.Published, p.Target)
		if !slices.Contains(out.Ports, port) { // one of TCP, one of UDP
			out.Ports = append(out.Ports, port)
		}
	}
	for _, v := range s.Volumes {
		out.Mounts = append(out.Mounts, fmt.Sprintf("%s %s %v %v", strings.Replace(relative(dir, v.Source), os.Getenv("HOME"), "~", 1), v.Target, v.Type == "bind", v.Type == "tmpfs"))
	}
	for _, target := range s.Tmpfs {
		target, _, _ = strings.Cut(target, ":")
		out.Mounts = append(out.Mounts, fmt.Sprintf(" %s false true", target))
	}
	for name := range s.DependsOn {
		out.DependsOn[name] = true
	}
	for name := range s.Networks {
		out.Networks[name] = true
	}
	delete(out.Networks, "default") // which every service has that names no other
	if s.Build != nil {
		out.Build = fmt.Sprint(relative(dir, s.Build.Context), " ", filepath.Clean(s.Build.Dockerfile), " ", s.Build.Target)
		out.BuildArgs = map[string]string{}
		for name, value := range s.Build.Args {
			if value != nil {
				out.BuildArgs[name] = *value
			}
		}
	}
	for _, secret := range s.Secrets {
		out.file(dir, "/run/secrets", types.FileReferenceConfig(secret), types.FileObjectConfig(p.Secrets[secret.Source]))
	}
	for _, config := range s.Configs {
		out.file(dir, "/", types.FileReferenceConfig(config), types.FileObjectConfig(p.Configs[config.Source]))
	}
	out.Container = containerOf(s)
	return out
}

// file adds a secret or config.
func (s *service) file(dir, folder string, ref types.FileReferenceConfig, object types.FileObjectConfig) {
	target := cmp.Or(ref.Target, ref.Source)
	if !filepath.IsAbs(target) {
		target = filepath.Join(folder, target)
	}
	s.Files[target] = ""
	if rel := relative(dir, object.File); rel != object.File {
		s.Files[target] = rel
	}
	if object.Content != "" {
		s.Files[target] = "content " + object.Content
	}
}

func containerOf(s types.ServiceConfig) document.Container {
	c := document.Container{User: s.User, ReadOnly: s.ReadOnly, Privileged: s.Privileged, CapAdd: s.CapAdd, CapDrop: s.CapDrop,
		SecurityOpt: s.SecurityOpt, Expose: s.Expose, NetworkMode: s.NetworkMode, Restart: s.Restart, Replicas: s.Scale}
	if c.Replicas == nil && s.Deploy != nil {
		c.Replicas = s.Deploy.Replicas
	}
	if h := s.HealthCheck; h != nil {
		c.Healthcheck = &document.Healthcheck{Disabled: h.Disable}
		switch {
		case len(h.Test) == 0:
		case h.Test[0] == "NONE":
			c.Healthcheck.Disabled = true
		case h.Test[0] == "CMD-SHELL":
			c.Healthcheck.Test = append([]string{"/bin/sh", "-c"}, h.Test[1:]...)
		default:
			c.Healthcheck.Test = h.Test[1:]
		}
		c.Healthcheck.Test = document.HideArguments(c.Healthcheck.Test)
	}
	return c
}

func ofWorkload(w *document.Workload) service {
	out := service{Image: w.Image, Entrypoint: w.Entrypoint, Command: w.Command, Env: map[string]string{},
		Labels: w.Labels, DependsOn: map[string]bool{}, Networks: map[string]bool{}, Profiles: w.Profiles, Files: map[string]string{}, Container: w.Container}
	for _, p := range w.Placed {
		if out.Files[p.Target] = p.Source; p.Inset != nil {
			out.Files[p.Target] = "content " + p.Inset.Text.Reveal()
		}
	}
	for _, v := range w.Env {
		switch v.State {
		case document.Known:
			out.Env[v.Name] = v.Text.Reveal()
		case document.Unknown:
			out.Env[v.Name] = "UNKNOWN " + v.Because
		}
	}
	for _, p := range w.Ports {
		out.Ports = append(out.Ports, fmt.Sprintf("%s:%s:%s", p.HostIP, p.Published, p.Container))
	}
	for _, m := range w.Mounts {
		out.Mounts = append(out.Mounts, fmt.Sprintf("%s %s %v %v", m.Source, m.Target, m.Bind, m.Tmpfs))
	}
	for _, name := range w.DependsOn {
		out.DependsOn[name] = true
	}
	for _, name := range w.Networks {
		out.Networks[name] = true
	}
	delete(out.Networks, "default")
	out.Container.Networks = nil
	if h := w.Healthcheck; h != nil {
		out.Container.Healthcheck = &document.Healthcheck{Test: h.Test, Disabled: h.Disabled}
	}
	if b := w.Build; b != nil {
		file, err := filepath.Rel(b.Context, b.Dockerfile)
		if err != nil {
			file = b.Dockerfile
		}
		if b.Dockerfile == "" {
			file = "."
		}
		out.Build = fmt.Sprint(b.Context, " ", file, " ", b.Target)
		out.BuildArgs = b.Args
	}
	return out
}

// compare reads an archive both ways. It is false where compose-go refuses it.
func compare(t *testing.T, archive string) bool {
	t.Helper()
	fsys, names := files(t, archive)
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := loaded(dir, names)
	if err != nil {
		t.Logf("compose-go refuses it: %v", err)
		return false
	}
	if diff := differences(want, dir, fsys, names); diff != "" {
		t.Errorf("%s\nof\n%s", diff, archive)
	}
	return true
}

// differences compares what compose-go loaded in dir with what Read gives.
func differences(want map[string]service, dir string, fsys fs.FS, names []string) string {
	folder := map[string]string{}
	if p, _ := Read(fsys, names, Options{Closed: true}); p.Name == "" {
		folder["COMPOSE_PROJECT_NAME"] = composeloader.NormalizeProjectName(filepath.Base(dir))
	}
	p, diagnostics := Read(fsys, names, Options{Closed: true, Lookup: supplied(folder)})
	got := map[string]service{}
	for _, w := range p.Workloads {
		got[w.Name] = ofWorkload(w)
	}
	if diff := gocmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		return fmt.Sprintf("(-compose-go +got)\n%s\ndiagnostics %v", diff, diagnostics)
	}
	return ""
}

func TestOracle(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, name := range archives {
		t.Run(filepath.Base(name), func(t *testing.T) {
			archive, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if !compare(t, string(archive)) {
				t.Error("compose-go refuses the example")
			}
		})
	}
}

// TestOracleTrees compares every Compose file below the folders that
// DJGATE_COMPOSE_TREES lists, as a path list does; env files that are not there
// are made empty in a copy.
func TestOracleTrees(t *testing.T) {
	compared, refused := 0, 0
	for _, tree := range filepath.SplitList(os.Getenv("DJGATE_COMPOSE_TREES")) {
		for _, file := range composeFiles(t, tree) {
			if compareCopy(t, tree, file) {
				compared++
			} else {
				refused++
			}
		}
	}
	t.Logf("%d files compared, %d refused by compose-go", compared, refused)
}

// composeFiles lists the YAML files below a folder that have services.
func composeFiles(t *testing.T, tree string) []string {
	var out []string
	err := filepath.WalkDir(tree, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".yml" && filepath.Ext(name) != ".yaml" {
			return err
		}
		rel, _ := filepath.Rel(tree, name)
		if o, err := Overview(os.DirFS(tree), rel); err == nil && o.HasServices {
			out = append(out, rel)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

var absent = regexp.MustCompile(`(?:env|label) file (\S+) not found`)

// compareCopy compares one file of a tree, in a copy of the YAML and env files.
func compareCopy(t *testing.T, tree, file string) bool {
	t.Helper()
	dir := t.TempDir()
	err := filepath.WalkDir(tree, func(name string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(tree, name)
		if err != nil || !d.Type().IsRegular() || !strings.Contains(rel, "env") && filepath.Ext(rel) != ".yml" && filepath.Ext(rel) != ".yaml" {
			return err
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return errors.Join(os.MkdirAll(filepath.Dir(filepath.Join(dir, rel)), 0o700), os.WriteFile(filepath.Join(dir, rel), src, 0o600))
	})
	if err != nil {
		t.Fatal(err)
	}
	want, err := loaded(dir, []string{file})
	for range 20 {
		if err == nil {
			break
		}
		missing := absent.FindStringSubmatch(err.Error())
		if missing == nil || relative(dir, missing[1]) == missing[1] {
			t.Logf("%s/%s: compose-go refuses it: %v", tree, file, err)
			return false
		}
		if err := errors.Join(os.MkdirAll(filepath.Dir(missing[1]), 0o700), os.WriteFile(missing[1], nil, 0o600)); err != nil {
			t.Fatal(err)
		}
		want, err = loaded(dir, []string{file})
	}
	if diff := differences(want, dir, os.DirFS(dir), []string{file}); diff != "" {
		t.Errorf("%s/%s: %s", tree, file, strings.ReplaceAll(diff, dir, "DIR"))
	}
	return err == nil
}

// TestOracleRandom compares random projects. DJGATE_SEEDS sets how many.
func TestOracleRandom(t *testing.T) {
	seeds := 1000
	if testing.Short() {
		seeds = 100
	}
	if n := os.Getenv("DJGATE_SEEDS"); n != "" {
		if _, err := fmt.Sscan(n, &seeds); err != nil {
			t.Fatalf("DJGATE_SEEDS: %v", err)
		}
	}
	compared := 0
	placed := 0
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			project := newGenerator(uint64(seed), 1).project()
			if compare(t, project) {
				compared++
			}
			placed += checkPlaces(t, project)
		})
	}
	t.Logf("%d projects compared, %d values at their place", compared, placed)
	if compared < seeds/2 || placed < seeds {
		t.Errorf("compose-go accepts only %d of %d projects, and %d values were looked up", compared, seeds, placed)
	}
}

// TestTemplateOracle compares random texts with compose-go's own replacement.
func TestTemplateOracle(t *testing.T) {
	g := newGenerator(7, 7)
	vars := map[string]string{"A": "1", "B": "", "DEBUG": "x y"}
	for range 20000 {
		checkTemplate(t, g.template(0)+g.pick("", "${", "}", "$", "${A:-", "\n", "${B:?m}", "${1}", "${a b}", "{", "$}"), vars)
	}
}

// checkTemplate compares one text.
func checkTemplate(t *testing.T, text string, vars map[string]string) {
	t.Helper()
	want, err := template.SubstituteWithOptions(text, func(name string) (string, bool) { v, ok := vars[name]; return v, ok }, template.WithoutLogging)
	sc := &scope{closed: true, lookup: supplied(vars)}
	x := expand(&node{kind: scalar, text: text, str: true, src: &source{scope: sc}})
	if known := x.known(); known != (err == nil) || known && x.text != want {
		t.Errorf("%q: got %q (known %v), want %q (%v)", text, x.text, known, want, err)
	}
}

// TestWordsOracle compares the splitting of commands.
func TestWordsOracle(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	const alphabet = "ab1 \t\n'\"\\`$()|;&<>é"
	runes := []rune(alphabet)
	for range 50000 {
		var b strings.Builder
		for range r.IntN(12) {
			b.WriteRune(runes[r.IntN(len(runes))])
		}
		checkWords(t, b.String())
	}
}

// checkWords compares one command.
func checkWords(t *testing.T, command string) {
	t.Helper()
	want, err := shellwords.Parse(command)
	got, ok := split(command)
	if ok != (err == nil) || ok && strings.Join(got, "\x00") != strings.Join(want, "\x00") || ok && len(got) != len(want) {
		t.Errorf("%q: got %q, %v; want %q, %v", command, got, ok, want, err)
	}
}
