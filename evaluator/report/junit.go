package report

import (
	"encoding/xml"
	"io"
	"strings"

	"github.com/djgate/djgate/evaluator"
)

// JUnit writes one suite a target and one case a policy, and a suite for what could
// not be read. A case fails where it fails the run; what is below the threshold is
// its output, what is accepted or undetermined is skipped.
func JUnit(w io.Writer, r *evaluator.Report, o Options) error {
	out := junitSuites{Name: "djgate"}
	for _, s := range suites(r, o) {
		suite := junitSuite{Name: Clean(s.target)}
		for _, c := range s.cases {
			suite.add(junitCaseOf(c, o))
		}
		out.add(suite)
	}
	if inputs := junitInputs(r, o); len(inputs.Cases) > 0 {
		out.add(inputs)
	}
	return writeXML(w, "", out)
}

type junitCounts struct {
	Tests    int `xml:"tests,attr"`
	Failures int `xml:"failures,attr"`
	Errors   int `xml:"errors,attr"`
	Skipped  int `xml:"skipped,attr"`
}

type junitSuites struct {
	XMLName xml.Name `xml:"testsuites"`
	Name    string   `xml:"name,attr"`
	junitCounts
	Suites []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name string `xml:"name,attr"`
	junitCounts
	Cases []junitCase `xml:"testcase"`
}

type junitCase struct {
	Class   string        `xml:"classname,attr"`
	Name    string        `xml:"name,attr"`
	File    string        `xml:"file,attr,omitempty"`
	Line    int           `xml:"line,attr,omitempty"`
	Time    string        `xml:"time,attr,omitempty"` // seconds
	Failure *junitProblem `xml:"failure"`
	Error   *junitProblem `xml:"error"`
	Skipped *junitProblem `xml:"skipped"`
	Output  string        `xml:"system-out,omitempty"`
}

type junitProblem struct {
	Type    string `xml:"type,attr,omitempty"`
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

func (s *junitSuites) add(suite junitSuite) {
	s.Suites = append(s.Suites, suite)
	s.Tests += suite.Tests
	s.Failures += suite.Failures
	s.Errors += suite.Errors
	s.Skipped += suite.Skipped
}

func (s *junitSuite) add(c junitCase) {
	s.Cases = append(s.Cases, c)
	s.Tests++
	switch {
	case c.Failure != nil:
		s.Failures++
	case c.Error != nil:
		s.Errors++
	case c.Skipped != nil:
		s.Skipped++
	}
}

func junitCaseOf(c testCase, o Options) junitCase {
	out := junitCase{Class: "djgate." + c.policy.Area, Name: c.policy.ID}
	if c.at.File != "" {
		out.File, out.Line = o.path(c.at.File), c.at.Line
	}
	text := strings.Join(c.details, "\n")
	switch c.outcome {
	case failed:
		severity, _, _ := strings.Cut(c.summary, " ")
		out.Failure = &junitProblem{severity, c.summary, text}
	case erred:
		out.Error = &junitProblem{"", c.summary, text}
	case skipped:
		out.Skipped = &junitProblem{"", c.summary, ""}
	case noted:
		out.Output = text
	}
	return out
}

// junitInputs is a suite of what could not be read; warnings are its output.
func junitInputs(r *evaluator.Report, o Options) junitSuite {
	suite := junitSuite{Name: "inputs"}
	for _, d := range troubles(r) {
		c := junitCase{Class: "djgate.inputs", Name: d.Code + suffixOf(" ", Clean(d.At.File))}
		if inProject(d.At.File) {
			c.File, c.Line = o.path(d.At.File), d.At.Line
		}
		if d.Severity == "error" {
			c.Error = &junitProblem{d.Code, Clean(d.Message), Clean(place(d.At))}
		} else {
			c.Output = Clean(d.Message)
		}
		suite.add(c)
	}
	return suite
}
