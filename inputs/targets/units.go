package targets

import (
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/systemd"
)

// units makes a deployment of the systemd units of each folder: services that
// share it are deployed together.
func (f *finder) units() []deployment {
	var dirs []string
	for _, p := range f.plan.Projects {
		dirs = append(dirs, p.Dir)
	}
	var out []deployment
	for _, file := range f.plan.files {
		if !strings.HasSuffix(file, ".service") || template(file) {
			continue
		}
		u, diags := systemd.Read(f.fsys, file, dirs)
		f.plan.Diagnostics = append(f.plan.Diagnostics, diags...)
		if len(u.Workloads) == 0 {
			continue
		}
		dir := path.Dir(file)
		i := slices.IndexFunc(out, func(d deployment) bool { return path.Dir(d.files[0]) == dir })
		if i < 0 {
			i = len(out)
			out = append(out, inFolder("systemd", file, "systemd runs the units of "+dir))
		}
		out[i].files, out[i].workloads = append(out[i].files, u.Files...), append(out[i].workloads, u.Workloads...)
	}
	return out
}

// inFolder is a deployment whose environment the folders of a file name.
func inFolder(kind, file, because string) deployment {
	d := deployment{kind: kind, because: because}
	d.class, d.name = folderClass(file)
	return d
}
