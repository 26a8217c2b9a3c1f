package targets

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// This file weighs what speaks for an image of a deployment of which no build tells: names
// alone never decide.

// seemsProjects tells whether two things speak for a workload's image being the project's:
// variables that the settings read, the name of Django on it or on such a variable, the
// port on which the project's only Dockerfile listens.
func (f *finder) seemsProjects(c *candidate) (bool, string) {
	if !inCloud(c.w.Kind) || !containerised(c.w) || c.w.Job {
		return false, ""
	}
	var because []string
	if f.variablesRead(c) > 0 {
		because = append(because, "the settings read its variables")
	}
	if f.namesDjango(c) {
		because = append(because, "it has the name of Django")
	}
	if port, file := f.portOfOnly(c); port != "" {
		because = append(because, file+" listens on its port "+port)
	}
	return len(because) > 1, strings.Join(because, ", and ")
}

// namesDjango tells whether the workload, its image, or a variable that the settings read
// is called after Django.
func (f *finder) namesDjango(c *candidate) bool {
	names := f.names(c.project)
	return slices.Contains(Words(imageName(c.w.Image)+" "+c.w.Name), "django") || slices.ContainsFunc(c.w.Env, func(v document.Variable) bool {
		return names[v.Name] && (slices.Contains(Words(v.Name), "django") || slices.Contains(ofDjango, v.Name))
	})
}

// ofDjango are variables that no other framework has.
var ofDjango = []string{"ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS"}

// portOfOnly is a port of a workload that is also one of the only Dockerfile that could
// make its image.
func (f *finder) portOfOnly(c *candidate) (port, file string) {
	img := f.fitting(c.w, c.project)
	if img == nil || img.guessed {
		return "", ""
	}
	ports := slices.Clone(c.w.Expose)
	for _, p := range c.w.Ports {
		ports = append(ports, p.Container)
	}
	for _, p := range ports {
		if p != "" && slices.Contains(img.image.Expose, p) {
			return p, img.file
		}
	}
	return "", ""
}

// tellUntold names the containers of Compose, a cluster or a cloud that may be the project's
// for all that is known, where none of their deployment is known to run it; and where what
// runs it answers no visitors, those that listen.
func (f *finder) tellUntold(d deployment, cs []*candidate) {
	if d.class == Development || d.class == Test || slices.ContainsFunc(cs, (*candidate).serves) {
		return
	}
	behind := slices.ContainsFunc(cs, func(c *candidate) bool { return c.runs })
	for _, c := range cs {
		if c.runs || behind && len(c.w.Ports)+len(c.w.Expose) == 0 || c.project == nil || !containerised(c.w) || c.w.Job || !c.imageUntold() || !f.mayBeOurs(c) {
			continue
		}
		because := "no file says what its image holds; if that runs Django, name it as service: in .djgate.yaml"
		f.unread("service "+c.w.Name, because, c.w.At, false)
		f.diagnose("service-not-followed", "warning", c.w.Name+" is not judged: "+because, c.w.At)
	}
}

// mayBeOurs tells whether anything speaks for a container being the project's. In Compose
// databases and their tools have variables of the settings, too.
func (f *finder) mayBeOurs(c *candidate) bool {
	return f.namesDjango(c) && (inCloud(c.w.Kind) || c.w.Kind == "compose") || inCloud(c.w.Kind) && f.variablesRead(c) > 0
}
