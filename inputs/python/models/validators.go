package models

import (
	"net/netip"
	"strings"

	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/python/value"
)

// Texts that every validator takes, Django's and marshmallow's. What else they
// take or refuse is not followed.

var (
	plainHostRE  = pattern.New(`^(?:localhost|(?:[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?\.)+[a-z]{2,20})$`)
	plainLocalRE = pattern.New(`^[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*$`)
	plainPathRE  = pattern.New(`^(?:[/?#][A-Za-z0-9_.~%/?=&-]*)?$`)
)

// plainEmail tells whether a text is plainly the address of a mailbox.
func plainEmail(s string) bool {
	local, host, ok := strings.Cut(s, "@")
	return ok && len(s) < 200 && plainLocalRE.MatchString(local) && plainHostRE.MatchString(host)
}

// plainURL tells whether a text is plainly a URL of the web.
func plainURL(s string) bool {
	rest, ok := strings.CutPrefix(s, "http://")
	if !ok {
		rest, ok = strings.CutPrefix(s, "https://")
	}
	if !ok || len(s) > 1000 {
		return false
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	host, port, hasPort := strings.Cut(rest[:end], ":")
	if hasPort && (!isDigits(port) || len(port) < 2 || len(port) > 4) {
		return false
	}
	return plainHostRE.MatchString(host) && plainPathRE.MatchString(rest[end:])
}

// plainIP tells whether a text is an address of IPv4 or IPv6.
func plainIP(s string) bool {
	a, err := netip.ParseAddr(s)
	return err == nil && a.Zone() == ""
}

// validEmail tells whether Django takes a text for the address of a mailbox; Maybe where
// that is not plain.
func validEmail(s string) value.Truth { return validity(plainEmail(s), !strings.Contains(s, "@")) }

// validURL is validEmail for URLs.
func validURL(s string) value.Truth {
	scheme, _, _ := strings.Cut(s, "://")
	switch strings.ToLower(scheme) {
	case "http", "https", "ftp", "ftps":
		return validity(plainURL(s), false)
	}
	return value.No
}

// validIP is validEmail for addresses of IPv4 and IPv6; those with a zone are not followed.
func validIP(s string) value.Truth { return validity(plainIP(s), !strings.Contains(s, "%")) }

func validity(taken, refused bool) value.Truth {
	switch {
	case taken:
		return value.Yes
	case refused:
		return value.No
	}
	return value.Maybe
}
