package syntax

// This file turns the bytes of a file into the text that the scanner reads:
// UTF-8 without a byte order mark, every line ended by one "\n" (PEP 263,
// Parser/tokenizer of CPython).

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// maxSource bounds the size of a file, in bytes.
const maxSource = 4 << 20

// newFile decodes src. On an error the file still has its name and one line.
func newFile(name string, src []byte) (*File, *SyntaxError) {
	f := &File{Name: name, lines: []int32{0}}
	if len(src) > maxSource {
		return f, &SyntaxError{name, 1, 1, fmt.Sprintf("file is larger than %d bytes", maxSource)}
	}
	text, err := decode(name, src)
	if err != nil {
		return f, err
	}
	f.Source = endLines(text)
	f.invalid = !utf8.ValidString(text)
	f.lines = lineStarts(f.Source)
	return f, nil
}

func decode(name string, src []byte) (string, *SyntaxError) {
	if i := bytes.IndexByte(src, 0); i >= 0 {
		return "", &SyntaxError{name, 1 + bytes.Count(src[:i], []byte("\n")), 1, "source code cannot contain null bytes"}
	}
	rest, marked := bytes.CutPrefix(src, []byte("\xef\xbb\xbf"))
	declared, line := declaredEncoding(rest)
	encoding := normalEncoding(declared)
	if marked && encoding != "" && encoding != "utf-8" {
		return "", &SyntaxError{name, line, 0, fmt.Sprintf("encoding problem: %s with BOM", declared)}
	}
	switch canonicalEncoding(encoding) {
	case "", "utf-8":
		return string(rest), nil // what is no UTF-8 may stand in comments: the scanner looks
	case "ascii":
		return decodeASCII(name, rest)
	case "iso-8859-1":
		return decodeLatin1(rest), nil
	}
	return "", &SyntaxError{name, line, 0, "encoding " + declared + " is not supported (utf-8, ascii and latin-1 are)"}
}

// declaredEncoding returns the encoding that a comment on one of the first two
// lines names, and the line. The second line counts only after an empty one or
// a comment.
func declaredEncoding(src []byte) (string, int) {
	for line := 1; line <= 2; line++ {
		end := bytes.IndexFunc(src, func(r rune) bool { return r == '\n' || r == '\r' })
		if end < 0 {
			end = len(src)
		}
		text := bytes.TrimLeft(src[:end], " \t\f")
		if len(text) > 0 && text[0] != '#' {
			break
		}
		if name := codingComment(text); name != "" {
			return name, line
		}
		if end == len(src) {
			break
		}
		if bytes.HasPrefix(src[end:], []byte("\r\n")) {
			end++
		}
		src = src[end+1:]
	}
	return "", 0
}

func codingComment(text []byte) string {
	for {
		i := bytes.Index(text, []byte("coding"))
		if i < 0 {
			return ""
		}
		text = text[i+len("coding"):]
		if len(text) == 0 || text[0] != ':' && text[0] != '=' {
			continue
		}
		rest := bytes.TrimLeft(text[1:], " \t")
		n := 0
		for n < len(rest) && (isIdentifierByte(rest[n]) && rest[n] < utf8.RuneSelf || rest[n] == '-' || rest[n] == '.') {
			n++
		}
		if n > 0 {
			return string(rest[:n])
		}
	}
}

// normalEncoding is CPython's own normalisation, which knows UTF-8 and Latin-1
// by prefix and leaves every other name alone.
func normalEncoding(name string) string {
	short := strings.ReplaceAll(strings.ToLower(name[:min(len(name), 12)]), "_", "-")
	if short == "utf-8" || strings.HasPrefix(short, "utf-8-") {
		return "utf-8"
	}
	for _, latin := range []string{"latin-1", "iso-8859-1", "iso-latin-1"} {
		if short == latin || strings.HasPrefix(short, latin+"-") {
			return "iso-8859-1"
		}
	}
	return name
}

// canonicalEncoding resolves the aliases of Python's codecs that this parser can read.
func canonicalEncoding(name string) string {
	if name == "" {
		return ""
	}
	switch strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(name)) {
	case "":
		return ""
	case "utf8", "u8", "utf", "utf8ucs2", "utf8ucs4", "cp65001", "utf8sig":
		return "utf-8"
	case "ascii", "usascii", "646", "ansix3.41968", "ansix3.41986", "cp367", "csascii", "ibm367", "iso646us", "iso646.irv1991", "isoir6", "us":
		return "ascii"
	case "latin1", "latin", "l1", "8859", "iso88591", "iso8859", "cp819", "ibm819", "csisolatin1", "isoir100", "iso88591:1987":
		return "iso-8859-1"
	}
	return name
}

func decodeASCII(name string, src []byte) (string, *SyntaxError) {
	for i, b := range src {
		if b >= utf8.RuneSelf {
			line := 1 + bytes.Count(src[:i], []byte("\n"))
			return "", &SyntaxError{name, line, 0, fmt.Sprintf("(unicode error) 'ascii' codec can't decode byte 0x%02x in position %d: ordinal not in range(128)", b, i)}
		}
	}
	return string(src), nil
}

func decodeLatin1(src []byte) string {
	var out strings.Builder
	out.Grow(len(src))
	for _, b := range src {
		out.WriteRune(rune(b))
	}
	return out.String()
}

func endLines(text string) string {
	if strings.IndexByte(text, '\r') >= 0 {
		text = strings.ReplaceAll(text, "\r\n", "\n")
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	if text != "" && text[len(text)-1] != '\n' {
		text += "\n"
	}
	return text
}

func lineStarts(text string) []int32 {
	starts := make([]int32, 1, 1+strings.Count(text, "\n"))
	for at := 0; ; {
		i := strings.IndexByte(text[at:], '\n')
		if i < 0 || at+i+1 >= len(text) {
			return starts // the end of the file belongs to its last line
		}
		at += i + 1
		starts = append(starts, int32(at))
	}
}
