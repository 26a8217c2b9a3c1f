package main

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/djgate/djgate"
	"github.com/djgate/djgate/evaluator/report"
)

// outcome is one test or example for any format.
type outcome struct {
	suite, name, file string
	line              int
	skipped           bool
	failures          []string
	took              time.Duration
}

// outcomes are the tests, the examples and what the policies owe.
func outcomes(v *djgate.Verification) []outcome {
	var all []outcome
	for _, t := range v.Tests {
		o := outcome{suite: t.Package, name: t.Name, file: t.At.File, line: t.At.Line, skipped: t.Skipped, took: t.Took}
		if t.Failure != "" {
			o.failures = []string{t.Failure}
		}
		all = append(all, o)
	}
	for _, x := range v.Examples {
		all = append(all, outcome{suite: x.Policy, name: x.File, file: x.File, failures: x.Failures, took: x.Took})
	}
	for _, p := range v.Problems {
		all = append(all, outcome{suite: "contract", name: fmt.Sprintf("%s:%d", p.At.File, p.At.Line), file: p.At.File, line: p.At.Line, failures: []string{p.Message}})
	}
	return all
}

func verifyText(w io.Writer, v *djgate.Verification) error {
	var b strings.Builder
	failed, skipped := 0, 0
	for _, o := range outcomes(v) {
		where := o.file
		if o.line > 0 {
			where = fmt.Sprintf("%s:%d", o.file, o.line)
		}
		switch {
		case o.skipped:
			skipped++
			fmt.Fprintf(&b, "SKIP  %s   %s.%s\n", report.Clean(where), o.suite, o.name)
		case len(o.failures) > 0:
			failed++
			fmt.Fprintf(&b, "FAIL  %s   %s\n", report.Clean(where), o.suite)
			for _, f := range o.failures {
				fmt.Fprintf(&b, "  %s\n", report.Clean(f))
			}
		}
	}
	fmt.Fprintf(&b, "%d tests, %d examples: %d failed, %d skipped\n", len(v.Tests), len(v.Examples), failed, skipped)
	_, err := io.WriteString(w, b.String())
	return err
}

func verifyJSON(w io.Writer, v *djgate.Verification) error {
	type row struct {
		Suite    string   `json:"suite"`
		Name     string   `json:"name"`
		File     string   `json:"file"`
		Line     int      `json:"line,omitempty"`
		Status   string   `json:"status"`
		Failures []string `json:"failures"`
	}
	rows := []row{}
	for _, o := range outcomes(v) {
		status := "pass"
		switch {
		case o.skipped:
			status = "skipped"
		case len(o.failures) > 0:
			status = "fail"
		}
		rows = append(rows, row{o.suite, o.name, o.file, o.line, status, list(o.failures)})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(map[string]any{"schema": 1, "results": rows, "failed": v.Failed()})
}

// The elements of JUnit's reports, as CI systems read them.
type (
	junitSuite struct {
		XMLName  xml.Name    `xml:"testsuite"`
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Class   string        `xml:"classname,attr"`
		Name    string        `xml:"name,attr"`
		File    string        `xml:"file,attr,omitempty"`
		Line    int           `xml:"line,attr,omitempty"`
		Time    string        `xml:"time,attr"`
		Skipped *struct{}     `xml:"skipped"`
		Failure *junitFailure `xml:"failure"`
	}
	junitFailure struct {
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
)

func verifyJUnit(w io.Writer, v *djgate.Verification) error {
	suite := junitSuite{Name: "djgate verify"}
	for _, o := range outcomes(v) {
		c := junitCase{Class: report.Clean(o.suite), Name: report.Clean(o.name), File: report.Clean(o.file), Line: o.line, Time: fmt.Sprintf("%.3f", o.took.Seconds())}
		switch {
		case o.skipped:
			c.Skipped = &struct{}{}
			suite.Skipped++
		case len(o.failures) > 0:
			c.Failure = &junitFailure{report.Clean(o.failures[0]), report.Clean(strings.Join(o.failures, "; "))}
			suite.Failures++
		}
		suite.Tests++
		suite.Cases = append(suite.Cases, c)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(suite); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
