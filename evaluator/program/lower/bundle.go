package lower

import (
	"io/fs"

	"github.com/djgate/djgate/evaluator"
)

// Bundle returns the program for a bundle of policies, as evaluator.Options take it.
func Bundle(bundle fs.FS) ([]byte, error) {
	modules, policies, rules, err := evaluator.Sources(bundle)
	if err != nil {
		return nil, err
	}
	program, err := Program(modules, rules)
	if err != nil {
		return nil, err
	}
	return evaluator.Built(policies, program), nil
}
