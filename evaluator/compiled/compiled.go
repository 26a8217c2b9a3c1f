// Package compiled writes policies down as OPA's compiler leaves them, and reads
// them back into a compiler that need not compile: parsing and compiling the
// bundle takes longer than judging a deployment by it.
//
// What is written holds for one version of OPA, which it names. It goes through
// OPA's public API alone, so whatever that does not show is not kept: comments,
// annotations, imports, the places of terms, and the indices of comprehensions.
package compiled

import (
	"errors"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/version"
)

// magic opens what Encode writes. Its number changes with the format.
const magic = "djgate compiled policies 1\n"

// ErrOther is the error for what another version of djgate or OPA wrote.
var ErrOther = errors.New("compiled policies: written by another version")

var errDamaged = errors.New("compiled policies: damaged")

// Compiler returns a compiler that holds the modules as they are: they were
// compiled before. The caller leaves them alone from then on.
func Compiler(modules map[string]*ast.Module) (*ast.Compiler, error) {
	c := ast.NewCompiler().WithDefaultRegoVersion(ast.RegoV1)
	c.WithSkipStages(everyStageBut(ast.StageCheckUnusedImports, ast.StageSetModuleTree, ast.StageSetRuleTree, ast.StageBuildRuleIndices)...)
	c.WithStageAfterID(ast.StageCheckUnusedImports, ast.CompilerStageDefinition{
		Name: "Load", MetricName: "compile_stage_load",
		Stage: func(c *ast.Compiler) *ast.Error {
			c.Modules = modules
			return nil
		},
	})
	if c.Compile(nil); c.Failed() {
		return nil, errDamaged
	}
	return c, nil
}

func everyStageBut(kept ...ast.StageID) []ast.StageID {
	var skipped []ast.StageID
	for _, stage := range ast.AllStages() {
		keep := false
		for _, k := range kept {
			keep = keep || k == stage
		}
		if !keep {
			skipped = append(skipped, stage)
		}
	}
	return skipped
}

// header is what tells whose work it is.
func header() string { return magic + version.Version + "\n" }
