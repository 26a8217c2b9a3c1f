package document

import (
	"bytes"
	"encoding/json"
)

// This file writes the document as JSON: the same bytes for the same document,
// and empty lists rather than null, so that schema.json holds.

// JSON returns the document in one line. It fails only for a Value that JSON
// does not have (an infinite float, a type that Node does not allow).
func (d *Document) JSON() ([]byte, error) { return encode(d) }

// encode is json.Marshal without the escapes that only HTML needs.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// MarshalJSON writes Value as value where there is one; an absent value and
// None (null) differ.
func (n *Node) MarshalJSON() ([]byte, error) {
	type plain Node
	if !n.HasValue {
		return encode((*plain)(n))
	}
	return encode(struct {
		*plain
		Value any `json:"value"`
	}{(*plain)(n), n.Value})
}

// MarshalJSON writes what is missing as empty.
func (d *Document) MarshalJSON() ([]byte, error) {
	type plain Document
	full := plain(*d)
	full.Settings = orEmpty(d.Settings)
	full.Env = orEmpty(d.Env)
	full.Deps = orEmpty(d.Deps)
	full.Files = orNone(d.Files)
	full.Peers = orNone(d.Peers)
	full.Diagnostics = orNone(d.Diagnostics)
	full.Target.Services = orNone(d.Target.Services)
	full.Target.Sources = orNone(d.Target.Sources)
	full.Django.Notices = orNone(d.Django.Notices)
	full.Django.Requires = orEmpty(d.Django.Requires)
	return encode(&full)
}

// MarshalJSON writes what is missing as empty.
func (s Source) MarshalJSON() ([]byte, error) {
	type plain Source
	s.Required = orNone(s.Required)
	s.Overrides = orNone(s.Overrides)
	s.EmptyInterpolations = orNone(s.EmptyInterpolations)
	s.Literals = orNone(s.Literals)
	s.Hazards, s.Lookalikes = orNone(s.Hazards), orNone(s.Lookalikes)
	s.Reads = orNone(s.Reads)
	s.Calls = orNone(s.Calls)
	s.Folders = orEmpty(s.Folders)
	s.Places = orEmpty(s.Places)
	s.RemoteUsers = orNone(s.RemoteUsers)
	s.Exposed = orNone(s.Exposed)
	s.Defaults, s.Modules, s.Work = orNone(s.Defaults), orNone(s.Modules), orNone(s.Work)
	s.Disclosed, s.Forwarded = orNone(s.Disclosed), orNone(s.Forwarded)
	s.Documented, s.Baked, s.Unmasked = orNone(s.Documented), orNone(s.Baked), orNone(s.Unmasked)
	return encode(plain(s))
}

// MarshalJSON writes what is missing as empty.
func (s Service) MarshalJSON() ([]byte, error) {
	type plain Service
	s.Ports, s.Mounts, s.Peers = orNone(s.Ports), orNone(s.Mounts), orNone(s.Peers)
	s.CapAdd, s.CapDrop, s.SecurityOpt = orNone(s.CapAdd), orNone(s.CapDrop), orNone(s.SecurityOpt)
	s.Expose, s.Networks = orNone(s.Expose), orNone(s.Networks)
	return encode(plain(s))
}

// MarshalJSON writes what is missing as empty.
func (h Healthcheck) MarshalJSON() ([]byte, error) {
	type plain Healthcheck
	h.Test = orNone(h.Test)
	return encode(plain(h))
}

// MarshalJSON writes what is missing as empty.
func (b Backing) MarshalJSON() ([]byte, error) {
	type plain Backing
	b.Ports = orNone(b.Ports)
	return encode(plain(b))
}

// MarshalJSON writes what is missing as empty.
func (c Call) MarshalJSON() ([]byte, error) {
	type plain Call
	c.Args = orEmpty(c.Args)
	return encode(plain(c))
}

// MarshalJSON writes what is missing as empty.
func (h Hazard) MarshalJSON() ([]byte, error) {
	type plain Hazard
	h.Readers = orNone(h.Readers)
	return encode(plain(h))
}

// MarshalJSON writes what is missing as empty.
func (p Peer) MarshalJSON() ([]byte, error) {
	type plain Peer
	p.Services = orNone(p.Services)
	return encode(plain(p))
}

// MarshalJSON writes what is missing as empty.
func (f Facts) MarshalJSON() ([]byte, error) {
	type plain Facts
	f.Classes = orNone(f.Classes)
	return encode(plain(f))
}

func orNone[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func orEmpty[T any](m map[string]T) map[string]T {
	if m == nil {
		return map[string]T{}
	}
	return m
}
