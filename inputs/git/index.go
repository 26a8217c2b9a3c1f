package git

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
)

// This file reads the names in an index, as gitformat-index(5) says. What else
// stands there is passed over, so it is not decoded.

const (
	entryHeader   = 62 // bytes before the name: times, numbers, the object's id, flags
	entryExtended = 0x4000
	entryLength   = 0xfff // of the name, in the flags; all set where it is as long or longer
	checksum      = 20    // bytes at the end

	maxName  = 4096     // bytes of a path
	maxNames = 64 << 20 // bytes of all paths that are kept
)

// indexReader reads the entries of one index, in order.
type indexReader struct {
	*bufio.Reader
	version uint32
	name    []byte // of the last entry
}

// readNames gives the files below a prefix that an index tracks, without it; false
// where the index is not understood.
func readNames(src io.Reader, prefix string) (map[string]bool, bool) {
	r := &indexReader{Reader: bufio.NewReaderSize(src, 32<<10)}
	var head [12]byte
	if _, err := io.ReadFull(r, head[:]); err != nil || string(head[:4]) != "DIRC" {
		return nil, false
	}
	if r.version = binary.BigEndian.Uint32(head[4:]); r.version < 2 || r.version > 4 {
		return nil, false
	}
	names, size := map[string]bool{}, 0
	for range binary.BigEndian.Uint32(head[8:]) {
		if !r.next() {
			return nil, false
		}
		if below, ok := bytes.CutPrefix(r.name, []byte(prefix)); ok {
			if size += len(below); size > maxNames {
				return nil, false
			}
			names[string(below)] = true
		}
	}
	if !r.optional() {
		return nil, false
	}
	return names, true
}

// next reads one entry.
func (r *indexReader) next() bool {
	head, err := r.Peek(entryHeader)
	if err != nil {
		return false
	}
	flags, size := binary.BigEndian.Uint16(head[entryHeader-2:]), entryHeader
	if flags&entryExtended != 0 {
		size += 2
	}
	if _, err := r.Discard(size); err != nil {
		return false
	}
	kept := 0
	if r.version == 4 { // the name is told by how it differs from the one before
		dropped, err := backwards(r)
		if err != nil || dropped > int64(len(r.name)) {
			return false
		}
		kept = len(r.name) - int(dropped)
	}
	rest, err := r.ReadSlice(0)
	if err != nil || kept+len(rest) > maxName {
		return false
	}
	r.name = append(r.name[:kept], rest[:len(rest)-1]...)
	if long := flags&entryLength == entryLength; !long && len(r.name) != int(flags&entryLength) {
		return false
	}
	return r.version == 4 || r.pad(size+len(rest))
}

// pad passes over what fills an entry of so many bytes up to a multiple of eight.
func (r *indexReader) pad(size int) bool {
	_, err := r.Discard(-size & 7)
	return err == nil
}

// optional passes over the extensions. It is false where one may change what the
// entries say: such have a name in lower case.
func (r *indexReader) optional() bool {
	for {
		head, err := r.Peek(8 + checksum)
		if err != nil {
			return len(head) >= checksum
		}
		if head[0] < 'A' || head[0] > 'Z' {
			return false
		}
		if _, err := r.Discard(8 + int(binary.BigEndian.Uint32(head[4:]))); err != nil {
			return false
		}
	}
}
