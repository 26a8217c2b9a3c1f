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

// play is the beginning of an entry of a playbook's list, or one of its first keys.
var play = pattern.New(`(?m)^(?:- +|  )hosts:`)

// playbooks lists those that have to do with Django, one for each folder.
func (f *finder) playbooks() {
	homes := ansibleHomes(f.plan.files)
	named := map[string]bool{}
	for _, file := range f.plan.files {
		dir := path.Dir(file)
		if named[dir] || !isYAML(file) || !homes[dir] && !namesAnsible(file) || aside(file) || template(file) || strings.HasPrefix(file, ".") {
			continue
		}
		if text, ok := f.text(file); ok && play.MatchString(text) && f.deploysDjango(file) {
			named[dir] = true
			f.unread("Ansible", "what its playbooks run is not read", document.Location{File: file, Line: 1, Column: 1}, true)
		}
	}
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
	return slices.ContainsFunc(words(file), func(w string) bool { return w == "ansible" || w == "playbook" || w == "playbooks" })
}

// deploysDjango tells whether a playbook, or a role beside it, speaks of what runs Django.
func (f *finder) deploysDjango(playbook string) bool {
	dir := path.Dir(playbook)
	roles := []string{path.Join(dir, "roles"), path.Join(dir, "..", "roles")}
	return slices.ContainsFunc(f.plan.files, func(file string) bool {
		own := file == playbook || slices.ContainsFunc(roles, func(r string) bool { return under(file, r) })
		if !own || !isYAML(file) && path.Ext(file) != ".j2" {
			return false
		}
		text, ok := f.text(file)
		return ok && slices.ContainsFunc([]string{"django", "gunicorn", "uwsgi", "wsgi", "manage.py"}, func(w string) bool { return strings.Contains(text, w) })
	})
}

func isYAML(file string) bool {
	ext := path.Ext(file)
	return ext == ".yml" || ext == ".yaml"
}

func (f *finder) text(file string) (string, bool) {
	text, err := tree.ReadText(f.fsys, file, maxConfig)
	return text, err == nil
}
