package targets

import (
	"slices"
	"testing"

	"golang.org/x/tools/txtar"
)

// What the only settings of a project are like says nothing of why a process runs them.
func TestOnlySettingsAreAssumed(t *testing.T) {
	fsys, err := txtar.FS(txtar.Parse([]byte("-- manage.py --\nimport os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n" +
		"-- shop/settings.py --\nimport os\nDEBUG = True\nSECRET_KEY = os.environ['KEY']\nINSTALLED_APPS = [os.environ['A'], os.environ['B']]\n" +
		"-- main.tf --\nresource \"aws_ecs_task_definition\" \"app\" {\n  family = \"app\"\n  container_definitions = jsonencode([{ name = \"api\", image = \"shop\", environment = [" +
		"{ name = \"KEY\", value = \"k\" }, { name = \"A\", value = \"a\" }, { name = \"B\", value = \"b\" }] }])\n}\n")))
	if err != nil {
		t.Fatal(err)
	}
	plan := Find(fsys, Options{Root: t.TempDir()})
	want := Reason{"module shop.settings", "assumed: nothing names a module for this process, and the project has no other"}
	if len(plan.Targets) != 1 || !slices.Contains(plan.Targets[0].Reasons, want) {
		t.Errorf("%s", reasons(plan))
	}
}
