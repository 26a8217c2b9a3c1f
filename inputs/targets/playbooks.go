package targets

import (
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/tree"
)

// This file names the playbooks of Ansible that deploy the project: what their tasks
// run on a machine is not read.

// maxPlaybookFolders bounds the folders of playbooks that are looked at.
const maxPlaybookFolders = 50

// play is the beginning of an entry of a playbook's list, or one of its first keys.
var play = pattern.New(`(?m)^(?:- +|  )hosts:`)

// playbooks lists those that have to do with Django, one for each folder: the first that
// speaks of what runs it or, where a role beside them does, the first of all.
func (f *finder) playbooks() {
	for _, plays := range f.playsByFolder() {
		i := slices.IndexFunc(plays, f.speaksOfDjango)
		if i < 0 && f.rolesSpeak(path.Dir(plays[0])) {
			i = 0
		}
		if i >= 0 {
			f.unread("Ansible", "what its playbooks run is not read", document.Location{File: plays[i], Line: 1, Column: 1}, true)
		}
	}
}

// playsByFolder are the playbooks of each folder.
func (f *finder) playsByFolder() [][]string {
	homes := ansibleHomes(f.plan.files)
	var out [][]string
	for _, file := range f.plan.files {
		dir := path.Dir(file)
		if !homes[dir] && !namesAnsible(file) || !f.isPlaybook(file) {
			continue
		}
		i := slices.IndexFunc(out, func(plays []string) bool { return path.Dir(plays[0]) == dir })
		switch {
		case i >= 0:
			out[i] = append(out[i], file)
		case len(out) < maxPlaybookFolders:
			out = append(out, []string{file})
		}
	}
	return out
}

func (f *finder) isPlaybook(file string) bool {
	return isYAML(file) && !aside(file) && !template(file) && !strings.HasPrefix(file, ".") && play.MatchString(f.text(file))
}

// ansibleHomes are the folders with files that Ansible looks for beside its playbooks.
func ansibleHomes(files []string) map[string]bool {
	homes := map[string]bool{}
	for _, file := range files {
		if path.Base(file) == "ansible.cfg" {
			homes[path.Dir(file)] = true
		}
		for _, folder := range []string{"group_vars/", "host_vars/", "roles/"} {
			if home, _, ok := strings.Cut("/"+file, "/"+folder); ok {
				homes[path.Clean("./"+home)] = true
			}
		}
	}
	return homes
}

// namesAnsible tells whether the path of a file says that it is a playbook.
func namesAnsible(file string) bool {
	return slices.ContainsFunc(Words(file), func(w string) bool { return w == "ansible" || w == "playbook" || w == "playbooks" })
}

// rolesSpeak tells whether a role for the playbooks of a folder speaks of Django.
func (f *finder) rolesSpeak(dir string) bool {
	return slices.ContainsFunc(f.plan.files, func(file string) bool {
		own := under(file, path.Join(dir, "roles")) || under(file, path.Join(dir, "..", "roles"))
		return own && (isYAML(file) || path.Ext(file) == ".j2") && f.speaksOfDjango(file)
	})
}

func (f *finder) speaksOfDjango(file string) bool {
	text := f.text(file)
	return slices.ContainsFunc([]string{"django", "wsgi", "gunicorn", "manage.py"}, func(w string) bool { return strings.Contains(text, w) })
}

func isYAML(file string) bool {
	ext := path.Ext(file)
	return ext == ".yml" || ext == ".yaml"
}

// text is that of a file of the project; "" for one that cannot be read.
func (f *finder) text(file string) string {
	text, _ := tree.ReadText(f.fsys, file, maxSmall)
	return text
}
