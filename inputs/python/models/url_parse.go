package models

import (
	"net/netip"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/djgate/djgate/inputs/python/value"
)

// urllib.parse on text, as CPython 3.13's Lib/urllib/parse.py computes it.

// urlParts is what urlsplit and urlparse give. params is empty for urlsplit.
type urlParts struct{ scheme, netloc, path, params, query, fragment string }

const alnum = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

// splitURL splits a URL; false where every Python raises ValueError for its host.
func splitURL(s string) (u urlParts, ok bool) {
	s = strings.TrimLeftFunc(s, func(r rune) bool { return r <= ' ' })
	s = strings.NewReplacer("\t", "", "\r", "", "\n", "").Replace(s)
	if i := strings.IndexByte(s, ':'); i > 0 && strings.IndexByte(alnum[:52], s[0]) >= 0 && strings.Trim(s[:i], alnum+"+-.") == "" {
		u.scheme, s = strings.ToLower(s[:i]), s[i+1:]
	}
	if strings.HasPrefix(s, "//") {
		end := strings.IndexAny(s[2:], "/?#")
		if end < 0 {
			end = len(s) - 2
		}
		u.netloc, s = s[2:2+end], s[2+end:]
		if strings.Contains(u.netloc, "[") != strings.Contains(u.netloc, "]") || foldsToDelimiter(u.netloc) {
			return u, false
		}
	}
	s, u.fragment, _ = strings.Cut(s, "#")
	u.path, u.query, _ = strings.Cut(s, "?")
	return u, true
}

// readable tells whether Python reads a URL whose brackets come in pairs, if split is set.
// Since 3.12 it does so only if the first ones enclose an IPv6 address; late releases ask
// that of the host, and of older versions too.
func (u urlParts) readable(t *value.Thread, split bool) value.Truth {
	if !split || !strings.Contains(u.netloc, "[") {
		return value.TruthOf(split)
	}
	_, first, _ := strings.Cut(u.netloc, "[")
	first, _, _ = strings.Cut(first, "]")
	before, host, _ := strings.Cut(u.netloc[strings.LastIndexByte(u.netloc, '@')+1:], "[")
	host, after, _ := strings.Cut(host, "]")
	late := before == "" && isBracketed(host) && (after == "" || after[0] == ':')
	switch early := isBracketed(first); {
	case early && late:
		return value.Yes
	case early || late || value.PythonSince(t, 12) != value.Yes:
		return value.Maybe
	}
	return value.No
}

// isBracketed tells whether a host may stand in brackets: an IPv6 address, or one of a later
// version (RFC 3986, section 3.2.2).
func isBracketed(host string) bool {
	if version, named := strings.CutPrefix(host, "v"); named {
		digits := strings.TrimLeft(version, "0123456789abcdefABCDEF")
		return digits != version && len(digits) > 1 && digits[0] == '.'
	}
	a, err := netip.ParseAddr(host)
	return err == nil && a.Is6()
}

func bracketsDoubted(t *value.Thread, url value.Value) error {
	return cannotFollow{unknown(t, "whether a URL may have these brackets depends on the version of Python", openPart(url.Trace()))}
}

// foldsToDelimiter tells whether a host has a letter that normalisation (NFKC) turns
// into one of those that end it, which Python refuses. Only these letters do.
func foldsToDelimiter(netloc string) bool {
	return strings.ContainsAny(netloc, "\u2048\u2047\u2049\u2100\u2101\u2105\u2106\u2a74\ufe13\ufe16\ufe55\ufe56\ufe5f\ufe6b\uff03\uff0f\uff1a\uff1f\uff20")
}

// usesParams are the schemes of which ";" splits parameters off.
var usesParams = map[string]bool{"": true, "ftp": true, "hdl": true, "prospero": true, "http": true, "imap": true, "https": true, "shttp": true,
	"rtsp": true, "rtsps": true, "rtspu": true, "sip": true, "sips": true, "mms": true, "sftp": true, "tel": true}

// parseURL is splitURL with the parameters of the last path segment apart.
func parseURL(s string) (urlParts, bool) {
	u, ok := splitURL(s)
	if ok && usesParams[u.scheme] {
		u = u.withParams()
	}
	return u, ok
}

func (u urlParts) withParams() urlParts {
	last := strings.LastIndexByte(u.path, '/') + 1
	if i := strings.IndexByte(u.path[last:], ';'); i >= 0 {
		u.path, u.params = u.path[:last+i], u.path[last+i+1:]
	}
	return u
}

// name is path[1:], which the libraries take for the name of a database: the path
// without its first character, whatever that is.
func (u urlParts) name() string {
	_, size := utf8.DecodeRuneInString(u.path)
	return u.path[size:]
}

// userinfo gives user and password; false where the URL has none.
func (u urlParts) userinfo() (user string, hasUser bool, password string, hasPassword bool) {
	i := strings.LastIndexByte(u.netloc, '@')
	if i < 0 {
		return "", false, "", false
	}
	user, password, hasPassword = strings.Cut(u.netloc[:i], ":")
	return user, true, password, hasPassword
}

// hostinfo gives the host as written and the port's text.
func (u urlParts) hostinfo() (host, port string) {
	rest := u.netloc[strings.LastIndexByte(u.netloc, '@')+1:]
	if _, after, ok := strings.Cut(rest, "["); ok {
		host, rest, _ = strings.Cut(after, "]")
		_, port, _ = strings.Cut(rest, ":")
		return host, port
	}
	host, port, _ = strings.Cut(rest, ":")
	return host, port
}

// hostname is the host in lower case, the zone of an IPv6 address as it is.
func (u urlParts) hostname() string {
	host, _ := u.hostinfo()
	name, zone, ok := strings.Cut(host, "%")
	if ok {
		return strings.ToLower(name) + "%" + zone
	}
	return strings.ToLower(host)
}

// port is the port; ok is false where Python raises ValueError.
func (u urlParts) port() (port int, has, ok bool) {
	_, text := u.hostinfo()
	if text == "" {
		return 0, false, true
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 65535 || strings.Trim(text, "0123456789") != "" {
		return 0, false, false
	}
	return n, true, true
}

// wrongPort says what is wrong with a port that Python refuses.
func (u urlParts) wrongPort() string {
	if _, text := u.hostinfo(); isDigits(text) {
		return "Port out of range 0-65535"
	}
	return "Port could not be cast to integer value as ..."
}

// usesNetloc are the schemes whose URL keeps "//" though the host is empty.
var usesNetloc = map[string]bool{"": true, "ftp": true, "http": true, "gopher": true, "nntp": true, "telnet": true, "imap": true,
	"wais": true, "file": true, "mms": true, "https": true, "shttp": true, "snews": true, "prospero": true, "rtsp": true, "rtsps": true,
	"rtspu": true, "rsync": true, "svn": true, "svn+ssh": true, "sftp": true, "nfs": true, "git": true, "git+ssh": true, "ws": true, "wss": true,
	"itms-services": true}

// usesRelative tells whether a URL of the scheme is a base for relative ones.
func usesRelative(scheme string) bool {
	switch scheme {
	case "git", "git+ssh", "itms-services", "nfs", "rsync", "snews", "telnet":
		return false
	}
	return usesNetloc[scheme]
}

// join is urlunparse.
func (u urlParts) join() string {
	out := u.path
	if u.params != "" {
		out += ";" + u.params
	}
	if u.netloc != "" || u.scheme != "" && usesNetloc[u.scheme] && !strings.HasPrefix(out, "//") && (out == "" || out[0] == '/') {
		if out != "" && out[0] != '/' {
			out = "/" + out
		}
		out = "//" + u.netloc + out
	} else if strings.HasPrefix(out, "//") {
		out = "//" + out
	}
	if u.scheme != "" {
		out = u.scheme + ":" + out
	}
	if u.query != "" {
		out += "?" + u.query
	}
	if u.fragment != "" {
		out += "#" + u.fragment
	}
	return out
}

// text is what urlunparse and geturl give: before Python 3.13, or a late 3.12, they took
// the slashes at the beginning of a path for those of a host, and added "//" to relative paths
// where the scheme has hosts, which urllib may have been taught.
func (u urlParts) text(t *value.Thread, tr *value.Trace, taught bool) value.Value {
	relative := u.scheme != "" && (taught || usesNetloc[u.scheme]) && u.path != "" && u.path[0] != '/'
	if u.netloc == "" && (relative || strings.HasPrefix(u.path, "//")) && value.PythonSince(t, 13) != value.Yes {
		return typed(unknown(t, "how this URL is written depends on the version of Python", tr), value.StrClass)
	}
	return value.NewStr(u.join(), tr)
}

// unquoteURL replaces %XX; bytes that are no UTF-8 become the replacement character.
func unquoteURL(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	var out []byte
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				out = append(out, byte(n))
				i += 2
				continue
			}
		}
		out = append(out, s[i])
	}
	return strings.ToValidUTF8(string(out), "\ufffd")
}

func unquotePlus(s string) string { return unquoteURL(strings.ReplaceAll(s, "+", " ")) }

// quoteURL is quote: letters, digits, "_.-~" and the safe characters stay.
func quoteURL(s, safe string) string {
	const hex = "0123456789ABCDEF"
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < 0x80 && strings.IndexByte(alnum+"_.-~"+safe, c) >= 0 {
			out.WriteByte(c)
			continue
		}
		out.WriteString("%" + string(hex[c>>4]) + string(hex[c&15]))
	}
	return out.String()
}

// queryPair is one name of a query and its values.
type queryPair struct {
	name   string
	values []string
}

// parseQuery is parse_qs: names in order, without those of which the value is
// empty unless blank is set.
func parseQuery(query string, blank bool) []queryPair { return gathered(splitQuery(query, "&", blank)) }

// splitQuery is parse_qsl.
func splitQuery(query, separator string, blank bool) [][2]string {
	var out [][2]string
	for _, field := range strings.Split(query, separator) {
		name, v, hasValue := strings.Cut(field, "=")
		if field == "" || v == "" && !blank || !hasValue && !blank {
			continue
		}
		out = append(out, [2]string{unquotePlus(name), unquotePlus(v)})
	}
	return out
}

// gathered puts the values of each name together.
func gathered(fields [][2]string) []queryPair {
	var out []queryPair
	index := map[string]int{}
	for _, f := range fields {
		i, ok := index[f[0]]
		if !ok {
			i = len(out)
			index[f[0]] = i
			out = append(out, queryPair{name: f[0]})
		}
		out[i].values = append(out[i].values, f[1])
	}
	return out
}
