package proxy

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
)

// What a deployment puts into a folder of its proxy is all that is there, unless the
// folder may hold more.
func TestFolderThatIsFilled(t *testing.T) {
	for open, want := range map[bool]string{
		false: "complete: /etc/nginx/conf.d/shop.conf; shop.conf known, default.conf unset",
		true:  "incomplete: /etc/nginx/conf.d/shop.conf; shop.conf known, default.conf unknown",
	} {
		c := &Container{Stock: true, Files: &container.Files{FS: fstest.MapFS{"shop.conf": {Data: []byte("server {}")}},
			Placed: []document.Placed{{Target: "/etc/nginx/conf.d/shop.conf", Source: "shop.conf"}, {Target: "/etc/nginx/nginx.conf"}},
			Filled: []document.Filled{{Target: "/etc/nginx/conf.d", Open: open}}}}
		names, complete := c.Glob("/etc/nginx/conf.d/*.conf")
		got := map[bool]string{true: "complete: ", false: "incomplete: "}[complete] + strings.Join(names, " ") + ";"
		for _, name := range []string{"shop.conf", "default.conf"} {
			_, _, state := c.Read("/etc/nginx/conf.d/" + name)
			got += " " + name + " " + string(state) + ","
		}
		if got = strings.TrimSuffix(got, ","); got != want {
			t.Errorf("%s, want %s", got, want)
		}
		if _, _, state := c.Read("/etc/nginx/nginx.conf"); state != document.Unknown {
			t.Error(state)
		}
	}
}
