package evaluator

import (
	"fmt"
	"strings"
)

// Severity orders findings: info < low < medium < high < critical. The zero
// value is no severity.
type Severity int

// The severities, from the least.
const (
	Info     Severity = iota + 1 // advice
	Low                          // hygiene
	Medium                       // weakens
	High                         // a likely incident
	Critical                     // exploitable, or down
)

// Severities returns all severities, the worst first.
func Severities() []Severity { return []Severity{Critical, High, Medium, Low, Info} }

// String returns the word that policies, flags and reports use.
func (s Severity) String() string {
	switch s {
	case Critical:
		return "critical"
	case High:
		return "high"
	case Medium:
		return "medium"
	case Low:
		return "low"
	case Info:
		return "info"
	}
	return "none"
}

// MarshalText writes the word.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the word.
func (s *Severity) UnmarshalText(text []byte) error {
	parsed, err := ParseSeverity(string(text))
	*s = parsed
	return err
}

// ParseSeverity returns the severity that a word names. The error lists those allowed.
func ParseSeverity(word string) (Severity, error) {
	var allowed []string
	for _, s := range Severities() {
		if s.String() == word {
			return s, nil
		}
		allowed = append(allowed, s.String())
	}
	return 0, fmt.Errorf("no severity is called %q (%s)", word, strings.Join(allowed, ", "))
}
