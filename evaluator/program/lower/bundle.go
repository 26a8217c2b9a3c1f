package lower

import (
	"io/fs"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/evaluator/program"
)

// Bundle returns the program for a bundle of policies, as evaluator.Options take it.
func Bundle(bundle fs.FS) ([]byte, error) {
	modules, rules, err := evaluator.Sources(bundle)
	if err != nil {
		return nil, err
	}
	source, err := Program(modules, rules)
	if err != nil {
		return nil, err
	}
	return program.Encode(source), nil
}
