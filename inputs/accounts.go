package inputs

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/settings"
)

// accounts says of the databases beside Django which users and database their image
// makes (the official images of PostgreSQL, MySQL and MariaDB, "Environment
// Variables"), and of other services whether they let in everybody. Passwords are compared
// with those of the settings by their group.
func accounts(d *document.Document, workloads []*document.Workload, secrets *settings.Secrets) {
	if d.Service == nil {
		return
	}
	for i := range d.Service.Peers {
		peer := &d.Service.Peers[i]
		at := slices.IndexFunc(workloads, func(w *document.Workload) bool { return w.Name == peer.Name && w.At == peer.At })
		if at < 0 {
			continue
		}
		b := image{workloads[at], secrets}
		if g := guards[officialName(peer.Image)]; g != nil {
			found := g(b)
			peer.Unguarded, peer.GuardUntold = found.unguarded, found.untold
		}
		switch image := officialName(peer.Image); image {
		case "postgres", "postgis/postgis", "pgvector/pgvector", "timescale/timescaledb":
			peer.Accounts = b.postgres()
		case "mysql", "mariadb":
			peer.Accounts = b.mysql(image == "mariadb")
		}
	}
}

// officialName is the name of an image without registry, tag and digest.
func officialName(image string) string {
	name, _, _ := strings.Cut(image, "@")
	name, _, _ = strings.Cut(name, ":")
	return strings.TrimPrefix(strings.TrimPrefix(name, "docker.io/"), "library/")
}

// image is a database and the variables that it is given.
type image struct {
	w       *document.Workload
	secrets *settings.Secrets
}

func (i image) postgres() *document.Accounts {
	a := &document.Accounts{Scripts: i.hasScripts()}
	user := document.Account{User: i.text("POSTGRES_USER", "postgres")}
	if _, ok := i.variable("POSTGRES_HOST_AUTH_METHOD"); !ok {
		user.Password = i.password("POSTGRES_PASSWORD")
	}
	a.Users = []document.Account{user}
	name, _ := user.User.Value.(string)
	if a.Database = i.text("POSTGRES_DB", name); user.User.State != document.Known && !a.Database.Set {
		a.Database = user.User
	}
	return a
}

func (i image) mysql(maria bool) *document.Accounts {
	prefix := "MYSQL_"
	if _, ok := i.variable("MARIADB_DATABASE"); maria && ok {
		prefix = "MARIADB_"
	}
	a := &document.Accounts{Scripts: i.hasScripts(), Database: i.text(prefix+"DATABASE", "")}
	a.Users = []document.Account{
		{User: i.text(prefix+"USER", ""), Password: i.password(prefix + "PASSWORD")},
		{User: document.Told("root", i.w.At), Password: i.password(prefix + "ROOT_PASSWORD")},
	}
	return a
}

func (i image) hasScripts() bool {
	return slices.ContainsFunc(i.w.Mounts, func(m document.Mount) bool {
		return strings.HasPrefix(m.Target, "/docker-entrypoint-initdb.d")
	})
}

func (i image) variable(name string) (document.Variable, bool) {
	at := slices.IndexFunc(i.w.Env, func(v document.Variable) bool { return v.Name == name })
	if at < 0 || i.w.Env[at].State == document.Unset {
		return document.Variable{}, false
	}
	return i.w.Env[at], true
}

// text is what a variable holds, or what the image takes where it is empty; not
// known where another source may set it.
func (i image) text(name, otherwise string) *document.Node {
	v, ok := i.variable(name)
	switch {
	case ok && (v.State != document.Known || len(v.Assumes) > 0):
		return document.Untold("what "+name+" holds is not known", v.At)
	case ok && v.Text.Reveal() != "":
		return i.secrets.Hide(name, document.Told(v.Text.Reveal(), v.At))
	case !ok && !i.closed():
		return document.Untold("another file may set "+name, i.w.At)
	}
	n := document.Told(otherwise, i.w.At)
	n.Set = false
	return n
}

func (i image) password(name string) *document.Facts {
	v, ok := i.variable(name)
	if !ok || v.State != document.Known || len(v.Assumes) > 0 || v.Text.Reveal() == "" {
		return nil
	}
	return i.secrets.Facts("PASSWORD", v.Text.Reveal())
}

func (i image) closed() bool {
	return i.w.OpenBecause == "" && !slices.ContainsFunc(i.w.EnvFiles, func(e document.EnvFile) bool { return e.State != "read" })
}
