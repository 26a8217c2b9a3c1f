package systemd

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/tree"
)

// Listens returns the addresses that the socket unit of a service opens for it
// (systemd.socket(5)), as "unix:/run/shop.sock" or "127.0.0.1:8000": of the file
// NAME.socket beside the unit, of one that names it by Service=, or none. files are
// those of the project.
func Listens(fsys fs.FS, files []string, w *document.Workload) []string {
	dir := strings.TrimSuffix(path.Dir(w.At.File), "/"+w.Name+".service.d")
	var out []string
	for _, file := range files {
		if path.Dir(file) != dir || path.Ext(file) != ".socket" {
			continue
		}
		src, err := tree.ReadText(fsys, file, maxFile)
		if err != nil {
			continue
		}
		addresses, service := sockets(parse(file, src))
		if service == "" {
			service = strings.TrimSuffix(path.Base(file), ".socket") + ".service"
		}
		if service == w.Name+".service" {
			out = append(out, addresses...)
		}
	}
	return out
}

// sockets reads ListenStream= and Service=. An empty ListenStream= resets.
func sockets(all []directive) (addresses []string, service string) {
	for _, d := range all {
		switch v := d.value.s; {
		case d.section != "Socket":
		case d.name == "Service":
			service = v
		case d.name == "ListenStream" && v == "":
			addresses = nil
		case d.name == "ListenStream":
			addresses = append(addresses, address(v))
		}
	}
	return slices.Compact(addresses), service
}

func address(v string) string {
	switch {
	case strings.HasPrefix(v, "/"):
		return "unix:" + v
	case strings.Contains(v, ":"):
		return v
	}
	return "0.0.0.0:" + v // a port alone
}
