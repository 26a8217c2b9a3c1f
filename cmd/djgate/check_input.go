package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing/fstest"

	"github.com/pelletier/go-toml/v2"
	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate"
	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/targets"
)

// This file judges plain configuration files by the user's own policies, as conftest
// test does: what policies see as input is the file.

// maxInput bounds a file of --input.
const maxInput = 16 << 20

// parsed is one document of a file, which may hold several.
type parsed struct {
	file, name string
	value      any
}

func (k *checking) runInputs(c *cobra.Command, path string) error {
	if len(k.policies) == 0 && k.bundle == "" {
		return errors.New("--input is judged by policies of your own alone: name them with -p")
	}
	s, err := k.open(c, path)
	if err != nil {
		return err
	}
	defer s.Close()
	all, err := readInputs(c.InOrStdin(), k.inputs)
	if err != nil {
		return err
	}
	return k.report(c, s, func(ctx context.Context, o djgate.Options) (*djgate.Report, error) { return judgeInputs(ctx, all, o) })
}

// judgeInputs judges by the policies that the options name, and none of djgate's.
func judgeInputs(ctx context.Context, all []parsed, o djgate.Options) (*djgate.Report, error) {
	o.Evaluator.AnyInput = true
	if o.Bundle != nil {
		return nil, errors.New("--bundle: the policies of djgate ask of its documents, not of --input")
	}
	in := &inputs.Result{Plan: &targets.Plan{}}
	var results []*evaluator.Result
	for _, input := range all {
		result, err := input.judge(ctx, o.Evaluator)
		if err != nil {
			return nil, err
		}
		results, in.Documents = append(results, result), append(in.Documents, &document.Document{Target: result.Target})
	}
	merged := evaluator.Merge(results, evaluator.MergeOptions{Suppressions: o.Suppressions, Enforcement: o.Enforcement, AsOf: o.Inputs.AsOf})
	return &djgate.Report{Report: merged, Inputs: in}, nil
}

// judge compiles the policies for one file, since the file's name is data to them:
// data.conftest.file, as in conftest.
func (p parsed) judge(ctx context.Context, o evaluator.Options) (*evaluator.Result, error) {
	data := maps.Clone(o.Data)
	if data == nil {
		data = map[string]any{}
	}
	data["conftest"] = map[string]any{"file": map[string]any{"name": filepath.Base(p.file), "dir": filepath.Dir(p.file)}}
	o.Data = data
	e, err := evaluator.New(ctx, fstest.MapFS{}, o)
	if err != nil {
		return nil, err
	}
	return e.EvaluateInput(ctx, p.name, p.value)
}

func readInputs(stdin io.Reader, files []string) ([]parsed, error) {
	var all []parsed
	for _, file := range files {
		documents, err := readInput(stdin, file)
		if err != nil {
			return nil, incomplete("--input: %s: %w", file, err)
		}
		if list, ok := documents[0].([]any); ok && len(documents) == 1 && len(list) > 0 {
			documents = list // each is judged alone, as in conftest
		}
		for i, d := range documents {
			name := filepath.ToSlash(file)
			if len(documents) > 1 {
				name = fmt.Sprintf("%s#%d", name, i+1)
			}
			all = append(all, parsed{file, name, d})
		}
	}
	return all, nil
}

// readInput parses a file by its ending; standard input (-) is JSON or YAML.
func readInput(stdin io.Reader, file string) ([]any, error) {
	in := stdin
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return nil, errors.New("cannot be read")
		}
		defer f.Close()
		in = f
	}
	src, err := io.ReadAll(io.LimitReader(in, maxInput+1))
	switch {
	case err != nil:
		return nil, errors.New("cannot be read")
	case len(src) > maxInput:
		return nil, fmt.Errorf("is larger than %d MiB", maxInput>>20)
	}
	switch ext := strings.ToLower(filepath.Ext(file)); {
	case ext == ".json":
		var v any
		in := json.NewDecoder(bytes.NewReader(src))
		in.UseNumber()
		if in.Decode(&v) != nil || in.Decode(new(any)) != io.EOF {
			return nil, errors.New("not valid JSON")
		}
		return []any{v}, nil
	case ext == ".toml":
		var v map[string]any
		if toml.Unmarshal(src, &v) != nil {
			return nil, errors.New("not valid TOML")
		}
		return []any{v}, nil
	case file == "-", ext == ".yaml", ext == ".yml":
		return yamlDocuments(src)
	}
	return nil, errors.New("no kind of file that --input reads (json, yaml, yml, toml; conftest parse FILE | djgate check --input - for the others)")
}

func yamlDocuments(src []byte) ([]any, error) {
	var all []any
	for in := yaml.NewDecoder(bytes.NewReader(src)); ; {
		var v any
		err := in.Decode(&v)
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("not valid YAML%s", yamlLine(err))
		}
		all = append(all, v)
	}
	if len(all) == 0 {
		return nil, errors.New("is empty")
	}
	return all, nil
}
