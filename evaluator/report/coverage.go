package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/djgate/djgate/evaluator"
)

// CoverageFormat writes which lines of policies were evaluated.
type CoverageFormat func(w io.Writer, files []evaluator.FileCoverage) error

// CoverageFormats are the formats by name.
func CoverageFormats() map[string]CoverageFormat {
	return map[string]CoverageFormat{"text": coverageText, "json": coverageJSON, "lcov": coverageLCOV, "cobertura": coverageCobertura}
}

// FindCoverage returns a format by its name; the error lists those there are.
func FindCoverage(name string) (CoverageFormat, error) {
	return find(CoverageFormats(), "no format of coverage", name)
}

func coverageText(w io.Writer, files []evaluator.FileCoverage) error {
	for _, f := range files {
		missed := ""
		if len(f.Missed) > 0 {
			missed = "   not evaluated: " + lineRanges(f.Missed)
		}
		if _, err := fmt.Fprintf(w, "%5.1f%%  %s%s\n", evaluator.Percent([]evaluator.FileCoverage{f}), Clean(f.File), missed); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "%5.1f%%  of all lines\n", evaluator.Percent(files))
	return err
}

// lineRanges writes 3, 4, 5, 9 as "3-5, 9".
func lineRanges(lines []int) string {
	var parts []string
	for i := 0; i < len(lines); {
		j := i
		for j+1 < len(lines) && lines[j+1] == lines[j]+1 {
			j++
		}
		if i == j {
			parts = append(parts, fmt.Sprint(lines[i]))
		} else {
			parts = append(parts, fmt.Sprintf("%d-%d", lines[i], lines[j]))
		}
		i = j + 1
	}
	return strings.Join(parts, ", ")
}

func coverageJSON(w io.Writer, files []evaluator.FileCoverage) error {
	type row struct {
		File     string  `json:"file"`
		Coverage float64 `json:"coverage"`
		Lines    []int   `json:"lines"`
		Missed   []int   `json:"missed"`
	}
	rows := []row{}
	for _, f := range files {
		rows = append(rows, row{f.File, evaluator.Percent([]evaluator.FileCoverage{f}), append([]int{}, f.Lines...), append([]int{}, f.Missed...)})
	}
	return WriteJSON(w, map[string]any{"schema": 1, "coverage": evaluator.Percent(files), "files": rows})
}

// hits is 1 for a line that was evaluated: how often is not counted.
func hits(f evaluator.FileCoverage, line int) int {
	if slices.Contains(f.Missed, line) {
		return 0
	}
	return 1
}

// coverageLCOV writes the tracefile format of geninfo(1).
func coverageLCOV(w io.Writer, files []evaluator.FileCoverage) error {
	var b strings.Builder
	for _, f := range files {
		fmt.Fprintf(&b, "TN:\nSF:%s\n", Clean(f.File))
		for _, line := range f.Lines {
			fmt.Fprintf(&b, "DA:%d,%d\n", line, hits(f, line))
		}
		fmt.Fprintf(&b, "LF:%d\nLH:%d\nend_of_record\n", len(f.Lines), len(f.Lines)-len(f.Missed))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// The elements of Cobertura's coverage-04.dtd.
type (
	coberturaReport struct {
		XMLName      xml.Name           `xml:"coverage"`
		LineRate     string             `xml:"line-rate,attr"`
		BranchRate   string             `xml:"branch-rate,attr"`
		LinesCovered int                `xml:"lines-covered,attr"`
		LinesValid   int                `xml:"lines-valid,attr"`
		Branches     int                `xml:"branches-covered,attr"`
		BranchValid  int                `xml:"branches-valid,attr"`
		Complexity   string             `xml:"complexity,attr"`
		Version      string             `xml:"version,attr"`
		Timestamp    int                `xml:"timestamp,attr"`
		Packages     []coberturaPackage `xml:"packages>package"`
	}
	coberturaPackage struct {
		Name       string           `xml:"name,attr"`
		LineRate   string           `xml:"line-rate,attr"`
		BranchRate string           `xml:"branch-rate,attr"`
		Complexity string           `xml:"complexity,attr"`
		Classes    []coberturaClass `xml:"classes>class"`
	}
	coberturaClass struct {
		Name       string          `xml:"name,attr"`
		File       string          `xml:"filename,attr"`
		LineRate   string          `xml:"line-rate,attr"`
		BranchRate string          `xml:"branch-rate,attr"`
		Complexity string          `xml:"complexity,attr"`
		Methods    struct{}        `xml:"methods"`
		Lines      []coberturaLine `xml:"lines>line"`
	}
	coberturaLine struct {
		Number int `xml:"number,attr"`
		Hits   int `xml:"hits,attr"`
	}
)

func coverageCobertura(w io.Writer, files []evaluator.FileCoverage) error {
	rate := func(files ...evaluator.FileCoverage) string { return fmt.Sprintf("%.4f", evaluator.Percent(files)/100) }
	whole := coberturaPackage{Name: "policies", LineRate: rate(files...), BranchRate: "0", Complexity: "0"}
	out := coberturaReport{LineRate: whole.LineRate, BranchRate: "0", Complexity: "0", Version: "djgate"}
	for _, f := range files {
		class := coberturaClass{Name: strings.TrimSuffix(f.File, ".rego"), File: f.File, LineRate: rate(f), BranchRate: "0", Complexity: "0"}
		for _, line := range f.Lines {
			class.Lines = append(class.Lines, coberturaLine{line, hits(f, line)})
		}
		whole.Classes = append(whole.Classes, class)
		out.LinesValid += len(f.Lines)
		out.LinesCovered += len(f.Lines) - len(f.Missed)
	}
	out.Packages = []coberturaPackage{whole}
	return writeXML(w, "<!DOCTYPE coverage SYSTEM \"http://cobertura.sourceforge.net/xml/coverage-04.dtd\">\n", out)
}
