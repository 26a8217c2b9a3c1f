package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/evaluator"
)

// readData merges the files of -d into one object: JSON and YAML, a folder's files under the names of its folders, as OPA does.
func readData(paths []string) (map[string]any, error) {
	out := map[string]any{}
	for _, p := range paths {
		err := filepath.WalkDir(p, func(file string, d fs.DirEntry, err error) error {
			if err != nil {
				return incomplete("--data: %s: cannot be read", file)
			}
			switch ext := filepath.Ext(file); {
			case d.IsDir(), ext != ".json" && ext != ".yaml" && ext != ".yml":
				return nil
			}
			return readDataFile(out, p, file)
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func readDataFile(out map[string]any, root, file string) error {
	src, err := os.ReadFile(file)
	if err != nil {
		return incomplete("--data: %s: cannot be read", file)
	}
	var v map[string]any
	if err := yaml.Unmarshal(src, &v); err != nil {
		return incomplete("--data: %s: not an object in JSON or YAML%s", file, yamlLine(err))
	}
	into := out
	if rel, err := filepath.Rel(root, filepath.Dir(file)); err == nil && rel != "." && !strings.HasPrefix(rel, "..") {
		for _, part := range strings.Split(filepath.ToSlash(rel), "/") {
			next, ok := into[part].(map[string]any)
			if !ok {
				next = map[string]any{}
				into[part] = next
			}
			into = next
		}
	}
	for key, value := range v {
		into[key] = value
	}
	return nil
}

// readCapabilities reads the file of --capabilities; nil where there is none.
func readCapabilities(file string) (*evaluator.Capabilities, error) {
	if file == "" {
		return nil, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, incomplete("--capabilities: %s: cannot be read", file)
	}
	defer f.Close()
	c, err := evaluator.ReadCapabilities(f)
	if err != nil {
		return nil, incomplete("--capabilities: %s: %w", file, err)
	}
	return c, nil
}
