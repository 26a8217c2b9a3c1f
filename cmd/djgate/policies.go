package main

import (
	"fmt"
	"io/fs"
	"maps"
	"os"

	"github.com/djgate/djgate"
	"github.com/djgate/djgate/evaluator/bundle"
)

// policySources opens what -p, --bundle, -d and --capabilities name. A bundle that
// cannot be opened, or is not signed as it must be, makes the run incomplete: it
// would judge by fewer policies than expected.
func (k *checking) policySources(o *djgate.Options) error {
	key, err := k.key.key()
	if err != nil {
		return err
	}
	data := map[string]any{}
	for _, name := range k.policies {
		policies, more, err := openPolicies("--policy", name, key)
		if err != nil {
			return err
		}
		o.Evaluator.Policies = append(o.Evaluator.Policies, policies)
		maps.Copy(data, more)
	}
	if k.bundle != "" {
		policies, more, err := openPolicies("--bundle", k.bundle, key)
		if err != nil {
			return err
		}
		maps.Copy(data, more)
		if _, err := fs.Stat(policies, "django/lib"); err == nil {
			o.Bundle = policies
		} else { // its policies alone, with the library of djgate
			o.Evaluator.Policies, o.Evaluator.Collections = append(o.Evaluator.Policies, policies), []string{"none"}
		}
	}
	more, err := readData(k.data)
	if err != nil {
		return err
	}
	maps.Copy(data, more)
	if len(data) > 0 {
		o.Evaluator.Data = data
	}
	o.Evaluator.Capabilities, err = readCapabilities(k.capabilities)
	return err
}

// openPolicies opens a folder, or a bundle and its data. A folder has no
// signature, so it is refused where a key is given.
func openPolicies(flag, name string, key *bundle.Key) (fs.FS, map[string]any, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, nil, incomplete("%s: %s: no such folder or bundle", flag, name)
	case info.IsDir() && key != nil:
		return nil, nil, incomplete("%s: %s: a folder is not signed, and a key is given to verify policies", flag, name)
	case info.IsDir():
		return os.DirFS(name), nil, nil
	}
	content, err := openBundle(name, key)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", flag, err)
	}
	return content.Policies, content.Data, nil
}
