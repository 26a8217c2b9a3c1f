package targets

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/git"
	"github.com/djgate/djgate/inputs/tree"
	"github.com/djgate/djgate/inputs/tree/treetest"
)

// Whatever kind of file an input is, nothing outside the project is opened, no
// FIFO or device is waited for, and the rest is read.
func TestHostileFiles(t *testing.T) {
	const canary = "c4n4ry"
	outside := filepath.Join(t.TempDir(), "outside")
	if err := os.WriteFile(outside, []byte("services: {web: {environment: [OUT="+canary+"]}}\nweb: OUT="+canary+" gunicorn shop.wsgi\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	makers := map[string]func(file string) error{
		"link out":    func(file string) error { return os.Symlink(outside, file) },
		"link itself": func(file string) error { return os.Symlink(filepath.Base(file), file) },
		"device":      func(file string) error { return os.Symlink("/dev/zero", file) },
		"FIFO":        treetest.FIFO,
		"100 MB": func(file string) error {
			if err := os.WriteFile(file, nil, 0o600); err != nil {
				return err
			}
			return os.Truncate(file, 100<<20)
		},
		"folder":  func(file string) error { return os.Mkdir(file, 0o700) },
		"no text": func(file string) error { return os.WriteFile(file, []byte("\xff\xfe\x00"+canary+"\x00{{ [[ "), 0o600) },
		"deep":    func(file string) error { return os.WriteFile(file, []byte(strings.Repeat("{[(", 10_000)), 0o600) },
		"blocks": func(file string) error {
			return os.WriteFile(file, []byte("server "+strings.Repeat("a { ", 100_000)), 0o600)
		},
	}
	for _, name := range []string{"docker-compose.prod.yml", ".env", "Dockerfile", ".dockerignore", "Procfile", "shop.service", "entrypoint.sh", "main.tf",
		"prod.tfvars", "requirements.txt", "pyproject.toml", "uv.lock", "Pipfile.lock", "setup.cfg", "setup.py", "environment.yml", "gunicorn.conf.py", "supervisord.conf",
		"Makefile", "deploy.sh", "shop/settings_prod.py", "web.yaml", "kustomization.yaml", "Chart.yaml", "fly.toml", "render.yaml", "app.json", "manifest.yml", "zappa_settings.json",
		"shop.socket", "nginx.conf", "Caddyfile", "caddy.json", ".gitlab-ci.yml"} {
		for kind, make := range makers {
			t.Run(kind+" "+name, func(t *testing.T) {
				root := t.TempDir()
				write(t, root, "manage.py", "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n")
				write(t, root, "shop/wsgi.py", "")
				write(t, root, "shop/__init__.py", "")
				write(t, root, "shop/settings.py", "INSTALLED_APPS = []\n")
				write(t, root, "compose.yaml", "services:\n  web:\n    image: registry/shop\n    entrypoint: ./entrypoint.sh\n    command: gunicorn -c gunicorn.conf.py shop.wsgi\n")
				if err := make(filepath.Join(root, name)); err != nil {
					t.Fatal(err)
				}
				fsys, err := tree.Open(root)
				if err != nil {
					t.Fatal(err)
				}
				defer fsys.Close()
				plan := Find(fsys, Options{Root: root, Git: func() *git.State { return nil }})
				if !strings.Contains(outline(plan), "shop.settings | web") {
					t.Errorf("the rest is not read:\n%s", outline(plan))
				}
				if text := fmt.Sprint(plan.Diagnostics) + reasons(plan); strings.Contains(text, canary) {
					t.Errorf("it shows the file: %s", text)
				}
			})
		}
	}
}

func write(t *testing.T, root, name, text string) {
	t.Helper()
	file := filepath.Join(root, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
