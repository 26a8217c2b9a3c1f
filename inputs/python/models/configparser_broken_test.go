package models

import "testing"

// TestBrokenLinesAreSaidAtTheEnd: what is twice in a text is refused before a line that is
// none, and what was read stays.
func TestBrokenLinesAreSaidAtTheEnd(t *testing.T) {
	const source = `import configparser
def f(text):
    cp = configparser.ConfigParser()
    try:
        cp.read_string(text)
        return 'read'
    except configparser.Error as e:
        return [type(e).__name__, type(e) is configparser.ParsingError and cp.get('S', 'a')]
A = [f('[S]\nnone\n[S]'), f('[S]\nnone\na = 1\na = 2'), f('[S]\nnone\na = 1'), f('[S]\n= x\na = 1')]
def g(get):
    try:
        return get()
    except TypeError:
        return 'TypeError'
B = [g(lambda: int(base=2)), g(lambda: int('10', base=2)), g(int)]
C = list(enumerate('a', 10**20))
`
	expectNames(t, &host{files: map[string]string{"/app/s.py": source}}, map[string]string{
		"A": "[['DuplicateSectionError', False], ['DuplicateOptionError', False], ['ParsingError', '1'], ['ParsingError', '1']]",
		"B": "['TypeError', 2, 0]",
		"C": "[(100000000000000000000, 'a')]",
	})
}
