package inputs

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/targets"
)

// folders tells of the paths that Django wants to be folders whether they are: of
// those in the project, since only it is here. What is not there and git or
// .dockerignore leave out may be made by a build, so it is not told.
func (r *reader) folders(t *targets.Target, settings map[string]*document.Node) map[string]bool {
	out := map[string]bool{}
	for _, name := range []string{"STATICFILES_DIRS", "FILE_UPLOAD_TEMP_DIR"} {
		for _, folder := range namedFolders(settings[name]) {
			if there, told := r.folder(t, folder); told {
				out[folder] = there
			}
		}
	}
	return out
}

func (r *reader) folder(t *targets.Target, folder string) (there, told bool) {
	name, inside := strings.CutPrefix(path.Clean(folder), strings.TrimSuffix(r.o.Root, "/")+"/")
	if !inside || !fs.ValidPath(name) {
		return false, false
	}
	switch info, err := fs.Stat(r.fsys, name); {
	case err == nil:
		return info.IsDir(), true
	case errors.Is(err, fs.ErrNotExist):
		left := r.plan.Git.Ignored(path.Join(name, "x")) || t.Dockerignored(path.Join(name, "x")) // also a rule for folders alone
		return false, !left
	}
	return false, false
}

// namedFolders are a path, or the paths of a list: each alone, or after a prefix.
func namedFolders(n *document.Node) []string {
	if n == nil {
		return nil
	}
	var out []string
	switch v := n.Value.(type) {
	case string:
		out = append(out, v)
	case []any:
		for _, entry := range v {
			if pair, ok := entry.([]any); ok && len(pair) == 2 {
				entry = pair[1]
			}
			if folder, ok := entry.(string); ok {
				out = append(out, folder)
			}
		}
	}
	return out
}

// exposed names the folders for visitors below which a file lies, such as the
// settings module.
func exposed(settings map[string]*document.Node, file string) []string {
	var out []string
	for _, name := range []string{"MEDIA_ROOT", "STATIC_ROOT"} {
		for _, folder := range namedFolders(settings[name]) {
			if path.IsAbs(folder) && strings.HasPrefix(file, strings.TrimSuffix(path.Clean(folder), "/")+"/") {
				out = append(out, name)
			}
		}
	}
	return out
}

// places tells where the folders for visitors, databases in files, logs and the settings
// module lie, by their paths as the settings and the target have them.
func (r *reader) places(t *targets.Target, settings map[string]*document.Node) map[string]document.Place {
	out := map[string]document.Place{}
	for _, name := range slices.Concat(namedFolders(settings["STATIC_ROOT"]), namedFolders(settings["MEDIA_ROOT"]),
		filesOf(settings["DATABASES"], "NAME"), filesOf(settings["LOGGING"], "filename", "handlers")) {
		below, inside := strings.CutPrefix(path.Clean(name), strings.TrimSuffix(r.o.Root, "/")+"/")
		switch {
		case inside:
			out[name] = inContainer(t, below)
		case path.IsAbs(name):
			out[name] = document.Place{Container: path.Clean(name)}
		}
	}
	if t.SettingsFile != "" {
		out[t.SettingsFile] = inContainer(t, t.SettingsFile)
	}
	return out
}

// inContainer is the place of a path of the project.
func inContainer(t *targets.Target, name string) document.Place {
	return document.Place{Project: name, Container: t.Place(name)}
}

// filesOf are the files that the entries of a dict name by one of their keys: of that
// below some keys of the setting.
func filesOf(n *document.Node, key string, below ...string) []string {
	if n == nil {
		return nil
	}
	all, _ := n.Value.(map[string]any)
	for _, name := range below {
		all, _ = all[name].(map[string]any)
	}
	var out []string
	for _, name := range slices.Sorted(maps.Keys(all)) {
		entry, _ := all[name].(map[string]any)
		if file, ok := entry[key].(string); ok && path.IsAbs(file) {
			out = append(out, file)
		}
	}
	return out
}
