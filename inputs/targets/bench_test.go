package targets

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/git"
	"github.com/djgate/djgate/inputs/tree"
)

// BenchmarkFind goes from a folder with three Compose files and ten services,
// each with twenty variables and an env file of fifty lines, to the environments.
func BenchmarkFind(b *testing.B) {
	root := b.TempDir()
	for name, text := range composeProject() {
		file := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		t, err := tree.Open(root)
		if err != nil {
			b.Fatal(err)
		}
		plan := Find(t, Options{Root: root, Git: func() *git.State { return nil }})
		if n := len(plan.Targets); n != 30 {
			b.Fatalf("%d targets: %s", n, outline(plan))
		}
		t.Close()
	}
}

func composeProject() map[string]string {
	var base, prod, stage, env strings.Builder
	base.WriteString("x-env: &env\n")
	for i := range 20 {
		fmt.Fprintf(&base, "  VARIABLE_%d: \"${PREFIX:-shop}-${VALUE_%d:-%d}\"\n", i, i, i)
		fmt.Fprintf(&env, "KEY_%d=\"value %d\"\nMORE_%d=x\n", i, i, i)
	}
	for _, b := range []*strings.Builder{&base, &prod, &stage} {
		b.WriteString("services:\n")
	}
	for i := range 10 {
		fmt.Fprintf(&base, "  s%d:\n    build: .\n    env_file: shop.env\n    environment: {<<: *env, NAME: s%d}\n", i, i)
		fmt.Fprintf(&prod, "  s%d: {environment: {DEBUG: 0}, restart: always}\n", i)
		fmt.Fprintf(&stage, "  s%d: {environment: {DEBUG: 1}}\n", i)
	}
	return map[string]string{
		"manage.py":        "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
		"shop/__init__.py": "", "shop/wsgi.py": "", "shop/settings.py": "INSTALLED_APPS = []\n",
		"Dockerfile": "FROM python:3.12\nCOPY . /app\nWORKDIR /app\nCMD gunicorn shop.wsgi\n", "shop.env": env.String(),
		"compose.yaml": base.String(), "compose.prod.yaml": prod.String(), "compose.staging.yaml": stage.String(),
	}
}
