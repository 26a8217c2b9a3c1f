package targets

import (
	"bytes"
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/compose"
	"github.com/djgate/djgate/inputs/pattern"
)

// This file decides which Compose files are read together (rule 5).

// set is Compose files that are read together, in -f order.
type set struct {
	files    []string
	name     string // of the environment; "" where the files' names say nothing
	class    string
	because  string
	envFiles []string // of --env-file, for interpolation; none for the .env beside the files
	over     string   // the file that production reads over their base instead; "" for none
}

// bases and overrides are the names of default discovery, first wins (Compose file reference, "The Compose file").
var (
	bases     = []string{"compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"}
	overrides = []string{"compose.override.yml", "compose.override.yaml", "docker-compose.override.yml", "docker-compose.override.yaml"}
)

// composeSets finds the sets of the whole root.
func (f *finder) composeSets() []set {
	if len(f.o.Compose) > 0 {
		return []set{f.named(f.o.Compose, "--compose")}
	}
	byDir := map[string][]string{}
	var dirs []string
	for _, file := range f.plan.files {
		if f.composeName(file) {
			dir := path.Dir(file)
			if byDir[dir] == nil {
				dirs = append(dirs, dir)
			}
			byDir[dir] = append(byDir[dir], file)
		}
	}
	listed := append(f.listedByEnvFiles(), f.listed()...)
	parts := f.extended(byDir)
	var out []set
	for _, dir := range dirs {
		out = append(out, f.setsOf(byDir[dir], listed, parts, baseAbove(byDir, dir))...)
	}
	return out
}

// baseAbove is the base of the nearest folder above one, among the Compose files by
// folder; "" for none.
func baseAbove(byDir map[string][]string, dir string) string {
	for dir != "." {
		dir = path.Dir(dir)
		if base := pick(byDir[dir], bases); base != "" {
			return base
		}
	}
	return ""
}

// extended are the Compose files that services of others extend: parts, which
// nobody starts by themselves.
func (f *finder) extended(byDir map[string][]string) map[string]bool {
	out := map[string]bool{}
	for _, files := range byDir {
		for _, file := range files {
			o, err := f.compose.Overview(file)
			if err != nil {
				continue
			}
			for _, s := range o.Services {
				if s.ExtendsFile != "" && s.ExtendsFile != file {
					out[s.ExtendsFile] = true
				}
			}
		}
	}
	return out
}

// composeName tells whether a file is a Compose file by its name, or by a
// mapping of services in a YAML file whose name is only an environment's, or has the
// word compose or override somewhere. One of another name has to be a whole Compose file.
func (f *finder) composeName(file string) bool {
	base := strings.ToLower(path.Base(file))
	if ext := path.Ext(base); ext != ".yml" && ext != ".yaml" {
		return false
	}
	stem := strings.TrimSuffix(base, path.Ext(base))
	if strings.HasPrefix(stem, "compose") || strings.Contains(stem, "docker-compose") || strings.HasSuffix(stem, ".compose") {
		return true
	}
	if src, err := fs.ReadFile(f.fsys, file); err != nil || !bytes.Contains(src, []byte("services")) || !servicesKey.Match(src) {
		return false // most are large files of other programs
	}
	o, err := f.compose.Overview(file)
	words := Words(stem)
	named := slices.Contains(words, "compose") || slices.Contains(words, "override") || wordClass(stem) != "" && len(words) <= 2
	return err == nil && (named && o.HasServices || o.Whole && !strings.HasPrefix(stem, "values")) // of a Helm chart
}

// servicesKey is in every file that has services.
var servicesKey = pattern.New(`services["']?\s*:`)

// setsOf makes the sets of the Compose files of one folder; above is the base of one above
// it. Those that are parts of others make none alone.
func (f *finder) setsOf(files []string, listed []set, parts map[string]bool, above string) []set {
	base, override := pick(files, bases), pick(files, overrides)
	common := base
	if common == "" {
		common = cmp.Or(f.changedByOthers(files), above)
	}
	var out []set
	used := map[string]bool{}
	for _, s := range listed {
		last := s.files[len(s.files)-1]
		if path.Dir(last) == path.Dir(files[0]) && !s.within(out) && !(len(s.envFiles) == 0 && s.withEnvFile(listed)) {
			out = append(out, s)
			for _, file := range s.files {
				used[file] = true
			}
		}
	}
	byDefault := -1
	if base != "" && !used[base] || base != "" && override != "" && !used[override] {
		list := []string{base}
		if override != "" {
			list = append(list, override)
		}
		byDefault, out = len(out), append(out, f.named(list, "docker compose reads them by default"))
	}
	for _, file := range files {
		if file == override || used[file] && !f.isProductionBelow(file, out) || parts[file] || slices.Contains(bases, path.Base(file)) {
			continue
		}
		if common != "" && f.overlays(file, common) {
			out = append(out, f.named([]string{common, file}, file+" changes services of "+common))
			continue
		}
		out = append(out, f.named([]string{file}, file+" stands alone"))
	}
	if byDefault >= 0 {
		out[byDefault].over = overInProduction(base, out)
	}
	return out
}

// changedByOthers is the whole Compose file of a folder that another one there changes, and
// with which that is whole; "" for none.
func (f *finder) changedByOthers(files []string) string {
	for _, file := range files {
		o, err := f.compose.Overview(file)
		if err == nil && o.Whole && slices.ContainsFunc(files, func(other string) bool { return f.overlays(other, file) && f.completes(o, other) }) {
			return file
		}
	}
	return ""
}

// completes tells whether each service of a file that gives no image itself is in a base.
func (f *finder) completes(base *compose.Outline, file string) bool {
	o, err := f.compose.Overview(file)
	return err == nil && !slices.ContainsFunc(o.Services, func(s compose.ServiceOutline) bool {
		return !s.HasImage && !s.HasBuild && !s.Extends && !has(base, s.Name)
	})
}

// isProductionBelow tells whether a file is named for production, and the lists that begin
// with it, each for another environment, are all that name it: production reads it alone.
func (f *finder) isProductionBelow(file string, sets []set) bool {
	if f.named([]string{file}, "").class != Production {
		return false
	}
	for _, s := range sets {
		if slices.Contains(s.files, file) && (s.files[0] != file || s.class == Production || len(s.files) == 1) {
			return false
		}
	}
	return true
}

// overInProduction is the file named for production that a set reads over a base, which
// then holds what all environments share (Docker's "Use Compose in production"); "" for none.
func overInProduction(base string, sets []set) string {
	for _, s := range sets {
		if last := s.files[len(s.files)-1]; s.files[0] == base && last != base && s.class == Production {
			return last
		}
	}
	return ""
}

// within tells whether a set is in a list.
func (s set) within(list []set) bool {
	return slices.ContainsFunc(list, func(have set) bool {
		return slices.Equal(have.files, s.files) && slices.Equal(have.envFiles, s.envFiles)
	})
}

// withEnvFile tells whether another command of a list gives the same files an env
// file: those that give none only look at what runs.
func (s set) withEnvFile(list []set) bool {
	return slices.ContainsFunc(list, func(have set) bool { return slices.Equal(have.files, s.files) && len(have.envFiles) > 0 })
}

func pick(files, names []string) string {
	for _, name := range names {
		for _, file := range files {
			if path.Base(file) == name {
				return file
			}
		}
	}
	return ""
}

// named makes a set and reads its environment's name and class off the file that comes last.
func (f *finder) named(files []string, because string) set {
	s := set{files: files, because: because}
	for i := len(files) - 1; i >= 0; i-- {
		w := fileWords(files[i])
		if s.class == "" {
			s.class = wordClass(strings.Join(w, " "))
		}
		if s.name == "" && len(w) > 0 {
			s.name = strings.Join(w, "-")
		}
	}
	if class, word := folderClass(files[0]); s.class == "" && s.name == "" && class != "" {
		s.class, s.name = class, word
	}
	return s
}

// overlays tells whether a file with a suffix changes the base rather than
// stands alone: a service that it shares with the base has neither image nor
// build there, or a build without context, or it depends on a service that only
// the base has. One that is called an override changes whatever it shares.
func (f *finder) overlays(file, base string) bool {
	o, err := f.compose.Overview(file)
	b, baseErr := f.compose.Overview(base)
	if err != nil || baseErr != nil {
		return false
	}
	for _, s := range o.Services {
		shared := has(b, s.Name) && file != base
		if shared && slices.Contains(Words(path.Base(file)), "override") || shared && !s.Extends && !s.HasImage && (!s.HasBuild || !s.BuildContext) {
			return true
		}
		for _, dep := range s.DependsOn {
			if !has(o, dep) && has(b, dep) {
				return true
			}
		}
	}
	return false
}

func has(o *compose.Outline, service string) bool {
	return slices.ContainsFunc(o.Services, func(s compose.ServiceOutline) bool { return s.Name == service })
}

var (
	fileFlag    = pattern.New(`(?:-f|--file)[= ]\s*["']?([\w./-]+\.ya?ml)`)
	composeWord = pattern.New(`\b(?:docker|podman)[ -]compose\s`)
	upWord      = pattern.New(`\sup(?:\s|$|[^\w.-])`)
	envFileFlag = pattern.New(`--env-file[= ]\s*["']?([\w./-]+)`)
)

// listed finds the "-f a -f b" lists of docker compose in Makefiles, scripts, CI
// files and comments, as paths of the root. A list of one file says nothing
// without an --env-file, or an override that it leaves out.
func (f *finder) listed() []set {
	var out []set
	for _, file := range f.plan.files {
		if !scriptLike(file) {
			continue
		}
		src, err := fs.ReadFile(f.fsys, file)
		if err != nil || len(src) > 256<<10 || !strings.Contains(string(src), "compose") {
			continue
		}
		for _, line := range strings.Split(strings.ReplaceAll(string(src), "\\\n", " "), "\n") {
			for _, command := range composeCommands(line) {
				if s, ok := f.command(file, command); ok {
					out = append(out, s)
				}
			}
		}
	}
	return out
}

// listedByEnvFiles finds the lists of COMPOSE_FILE in env files that git tracks;
// others say what one machine starts.
func (f *finder) listedByEnvFiles() []set {
	var out []set
	for _, file := range f.plan.files {
		if path.Base(file) != ".env" {
			continue
		}
		if tracked := f.plan.Git.Tracked(file); tracked != nil && !*tracked {
			continue
		}
		if list, at := compose.Listed(f.fsys, file); len(list) > 0 {
			out = append(out, f.named(list, at.String()+" names these files (COMPOSE_FILE)"))
		}
	}
	return out
}

// composeCommands cuts a line of a script or a document into the commands of Compose in
// it: each has its own files.
func composeCommands(line string) []string {
	at := composeWord.FindAllStringSubmatchIndex(line, -1)
	if len(at) < 2 {
		return []string{line}
	}
	commands := []string{line[:at[1][0]]}
	for i, m := range at[1:] {
		end := len(line)
		if i+2 < len(at) {
			end = at[i+2][0]
		}
		commands = append(commands, line[m[0]:end])
	}
	return commands
}

// command reads a command of a script that runs docker compose. A sample of an env
// file is to be filled in first. Of several env files, of which one is not here,
// none is taken: what that sets is on top.
func (f *finder) command(file, line string) (set, bool) {
	if !strings.Contains(line, "compose") || !strings.Contains(line, "-f") { // nor --file or --env-file
		return set{}, false
	}
	list := f.files(file, fileFlag, line)
	var envFiles []string
	if n := strings.Count(line, "--env-file"); n > 0 {
		envFiles = slices.DeleteFunc(f.files(file, envFileFlag, line), isSample)
		if n > 1 && len(envFiles) < n {
			envFiles = nil
		}
	}
	list = slices.Compact(list)
	if len(list) == 0 || len(list) == 1 && len(envFiles) == 0 && !f.leavesOverride(list[0], file, line) {
		return set{}, false
	}
	s := f.named(list, "a script or comment names these files together")
	if len(list) == 1 {
		s.because = file + " starts it without the override"
	}
	if s.envFiles = envFiles; len(envFiles) > 0 {
		s.because = file + " reads them with --env-file " + strings.Join(envFiles, ", ")
	}
	for _, name := range slices.Backward(envFiles) {
		if s.class == "" && s.name == "" {
			s.class, s.name = fileClass(name), strings.Join(fileWords(name), "-")
		}
	}
	return s, true
}

// leavesOverride tells whether a command starts the usual file alone, beside which is an
// override: docker compose reads that by default only. What tells developers how to begin
// says nothing of it.
func (f *finder) leavesOverride(file, script, line string) bool {
	if class := fileClass(script); class == Development || class == Test {
		return false
	}
	beside := func(name string) bool { return slices.Contains(f.plan.files, path.Join(path.Dir(file), name)) }
	return slices.Contains(bases, path.Base(file)) && slices.ContainsFunc(overrides, beside) && upWord.MatchString(line)
}

// files are the files of the root that a flag names in a line of a script.
func (f *finder) files(file string, flag *pattern.Pattern, line string) []string {
	var list []string
	for _, m := range flag.FindAllStringSubmatch(line, -1) {
		for _, dir := range []string{path.Dir(file), "."} {
			at := path.Join(dir, m[1])
			if slices.Contains(f.plan.files, at) {
				list = append(list, at)
				break
			}
		}
	}
	return list
}

func scriptLike(file string) bool {
	base := strings.ToLower(path.Base(file))
	switch path.Ext(base) {
	case ".sh", ".yml", ".yaml", ".mk", ".toml", ".md":
		return true
	}
	return base == "makefile" || base == "justfile" || base == "taskfile"
}
