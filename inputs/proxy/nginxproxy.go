package proxy

import (
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/proxy/nginxproxy"
	"github.com/djgate/djgate/inputs/proxy/source"
)

// This file gives nginx-proxy the services that it finds by their variables.

const certs = "/etc/nginx/certs"

func (j *joiner) readNginxProxy(s *Service) *source.Config {
	_, tag := nameAndTag(s.From)
	in := nginxproxy.Input{Files: j.filled(s), Tag: tag, Other: s.otherThanNginxProxy(), Env: s.Env, Missing: s.Missing, At: s.At, Companion: j.hasCompanion(s)}
	in.Certificates = s.keeps(certs) && !(in.Companion && j.isForCompanion(s, certs))
	for i := range j.all {
		o := &j.all[i]
		if o.Unnamed {
			continue
		}
		in.Containers = append(in.Containers, nginxproxy.Container{Name: o.Name, Env: slices.Concat(o.Env, o.Workload.Env), Port: o.onlyPort(),
			Missing: o.Missing, Own: o == s || o.Kind == companion, Serves: o.Kind != "" && o.Kind != companion && o != s || j.isJudged(o.Workload), At: o.At})
	}
	return nginxproxy.Read(in)
}

// otherThanNginxProxy says what keeps nginx-proxy from writing its configuration; "" for
// nothing. It cannot replace a file that is mounted.
func (s *Service) otherThanNginxProxy() string {
	switch {
	case s.Files.Mounted("/etc/nginx/conf.d/default.conf"):
		return "something is mounted at its conf.d/default.conf, which it would write itself"
	case len(s.Command) > 0 && !strings.Contains(strings.Join(s.Command, " "), "forego start"):
		return "its command is another than that of its image"
	}
	return ""
}

// hasCompanion tells whether acme-companion puts certificates where nginx-proxy looks for
// them: what is mounted there both have.
func (j *joiner) hasCompanion(s *Service) bool {
	m, _ := s.Files.Mount(certs)
	return m != nil && m.Source != "" && slices.ContainsFunc(j.all, func(o Service) bool {
		return o.Kind == companion && slices.ContainsFunc(o.Mounts, func(other document.Mount) bool { return other.Source == m.Source && other.Bind == m.Bind })
	})
}

// keeps tells whether something is mounted at a folder.
func (s *Service) keeps(folder string) bool {
	m, _ := s.Files.Mount(folder)
	return m != nil
}

// filled are the files of nginx-proxy: a volume begins with what the image has there, and
// its companion writes nothing to one but answers to challenges, and certificates.
func (j *joiner) filled(s *Service) *Container {
	files, out := *s.Files.Files, *s.Files
	files.Mounts = slices.DeleteFunc(slices.Clone(files.Mounts), func(m document.Mount) bool {
		target := path.Clean(m.Target)
		return (target == "/etc/nginx/vhost.d" || target == "/etc/nginx/conf.d") && j.isForCompanion(s, target)
	})
	out.Files = &files
	return &out
}

// isForCompanion tells whether a folder of nginx-proxy is a volume that no other service has.
func (j *joiner) isForCompanion(s *Service, folder string) bool {
	m, _ := s.Files.Mount(folder)
	if m == nil || m.Bind || m.Tmpfs || path.Clean(m.Target) != folder {
		return false
	}
	return m.Source == "" || !slices.ContainsFunc(j.all, func(o Service) bool {
		return o.Workload != s.Workload && o.Kind != companion && slices.ContainsFunc(o.Mounts, func(other document.Mount) bool { return other.Source == m.Source && !other.Bind })
	})
}
