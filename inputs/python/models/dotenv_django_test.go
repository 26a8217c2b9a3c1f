package models

import "testing"

// TestDjangoDotenv is about django-dotenv, whose module has the name of python-dotenv's; what
// is wanted is what each release says.
func TestDjangoDotenv(t *testing.T) {
	const source = `import os, dotenv
` + asksFor + `here = os.path.dirname(__file__)
A = [f(lambda: dotenv.read_dotenv(here)), f(lambda: dotenv.read_dotenv(os.path.join(here, 'sub'))), os.environ.get('X')]
B = f(lambda: dotenv.read_dotenv(os.path.join(here, '.env'), override=True))
C = [hasattr(dotenv, name) for name in ('read_dotenv', 'load_dotenv')]
`
	const read = "[None, 'IsADirectoryError', '1']"
	for name, c := range map[string]struct{ packages, want map[string]string }{
		"1.4.1":  {map[string]string{"django_dotenv": "1.4.1", "python_dotenv": "-"}, map[string]string{"A": read, "B": "'TypeError'", "C": "[True, False]"}},
		"1.4.2":  {map[string]string{"django_dotenv": "1.4.2", "python_dotenv": "-"}, map[string]string{"A": read, "B": "None", "C": "[True, False]"}},
		"python": {map[string]string{"python_dotenv": "1.0.0", "dotenv": "1.0.0"}, map[string]string{"A": "['AttributeError', 'AttributeError', None]", "B": "'AttributeError'", "C": "[False, True]"}},
		"either": {nil, map[string]string{"A": read, "B": "None", "C": "[True, True]"}},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"/app/s.py": source, "/app/.env": "X=1\n", "/app/sub/a": ""}
			expectNames(t, &host{packages: c.packages, files: files}, c.want)
		})
	}
}
