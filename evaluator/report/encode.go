package report

import (
	"encoding/json"
	"encoding/xml"
	"io"
)

// WriteJSON writes a value as djgate writes all JSON: indented, and characters as
// they are.
func WriteJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// writeXML writes a document: its declaration, what else comes before the root, and
// the value.
func writeXML(w io.Writer, prolog string, v any) error {
	if _, err := io.WriteString(w, xml.Header+prolog); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
