package git

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
)

// Packs are read as gitformat-pack(5) says: an index of version 2, which is
// searched on disk, and entries that are whole or differences to another one.

// maxChain bounds how many differences lead to an object; git itself makes 50.
const maxChain = 250

var errPack = errors.New("a pack cannot be read")

// pack is an open pack and its index.
type pack struct {
	index, data *os.File
	fanout      [256]uint32 // how many objects there are up to each first byte
}

func (p *pack) close() { p.index.Close(); p.data.Close() }

// openPacks opens all packs of a folder of objects.
func openPacks(objects string) ([]*pack, error) {
	names, err := filepath.Glob(filepath.Join(objects, "pack", "*.idx"))
	if err != nil {
		return nil, err
	}
	var out []*pack
	for _, name := range names {
		p, err := openPack(name)
		if err != nil {
			closeAll(out)
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

func closeAll(packs []*pack) {
	for _, p := range packs {
		p.close()
	}
}

func openPack(name string) (*pack, error) {
	index, err := os.Open(name)
	if err != nil {
		return nil, errPack
	}
	data, err := os.Open(strings.TrimSuffix(name, ".idx") + ".pack")
	if err != nil {
		index.Close()
		return nil, errPack
	}
	p := &pack{index: index, data: data}
	head := make([]byte, headerSize)
	if _, err := index.ReadAt(head, 0); err != nil || !bytes.HasPrefix(head, []byte("\xfftOc\x00\x00\x00\x02")) {
		p.close()
		return nil, errPack
	}
	for i := range p.fanout {
		p.fanout[i] = binary.BigEndian.Uint32(head[8+4*i:])
	}
	if !slices.IsSorted(p.fanout[:]) {
		p.close()
		return nil, errPack
	}
	return p, nil
}

// headerSize is that of an index: its signature, its version and the fan-out table.
const headerSize = 8 + 256*4

// name is the i-th name in the index.
func (p *pack) name(i uint32) (id ID) {
	p.index.ReadAt(id[:], headerSize+int64(i)*idSize) // what is not there is the zero, which no object has
	return id
}

// search returns the number of the first object whose name is not before id.
func (p *pack) search(id ID) uint32 {
	from := uint32(0)
	if id[0] > 0 {
		from = p.fanout[id[0]-1]
	}
	n := p.fanout[id[0]] - from
	return from + uint32(sort.Search(int(n), func(i int) bool {
		name := p.name(from + uint32(i))
		return bytes.Compare(name[:], id[:]) >= 0
	}))
}

// find returns where an object begins in the pack; false where it is not there.
func (p *pack) find(id ID) (offset int64, ok bool) {
	i, total := p.search(id), int64(p.fanout[255])
	if int64(i) >= total || p.name(i) != id {
		return 0, false
	}
	var b [8]byte
	offsets := headerSize + total*(idSize+4)
	if _, err := p.index.ReadAt(b[:4], offsets+int64(i)*4); err != nil {
		return 0, false
	}
	short := binary.BigEndian.Uint32(b[:4])
	if short>>31 == 0 {
		return int64(short), true
	}
	if _, err := p.index.ReadAt(b[:], offsets+total*4+int64(short&^(1<<31))*8); err != nil {
		return 0, false
	}
	return int64(binary.BigEndian.Uint64(b[:]) &^ (1 << 63)), true
}

// The types of entries that are no objects themselves.
const (
	offsetDelta    = 6
	referenceDelta = 7
)

// entry is the head of an entry of a pack.
type entry struct {
	kind   int
	size   int64 // of what is packed, unpacked
	data   int64 // where that begins
	base   int64 // of an offsetDelta
	parent ID    // of a referenceDelta
}

func (p *pack) entry(offset int64) (entry, error) {
	head := make([]byte, 48)
	n, err := p.data.ReadAt(head, offset)
	if err != nil && err != io.EOF || n < 2 || offset < 0 {
		return entry{}, errPack
	}
	r := bytes.NewReader(head[:n])
	first, _ := r.ReadByte()
	e := entry{kind: int(first >> 4 & 7), size: int64(first & 15)}
	for shift, b := 4, first; b&0x80 != 0; shift += 7 {
		if b, err = r.ReadByte(); err != nil || shift > 50 {
			return entry{}, errPack
		}
		e.size |= int64(b&0x7f) << shift
	}
	switch e.kind {
	case offsetDelta:
		back, err := backwards(r)
		if err != nil {
			return entry{}, err
		}
		e.base = offset - back
	case referenceDelta:
		if _, err := io.ReadFull(r, e.parent[:]); err != nil {
			return entry{}, errPack
		}
	}
	e.data = offset + int64(n-r.Len())
	return e, nil
}

// backwards reads how far before an entry its base is, and of a name in an index how
// much of the one before is not in it: both are written so.
func backwards(r io.ByteReader) (int64, error) {
	out := int64(-1)
	for range 9 {
		b, err := r.ReadByte()
		if err != nil {
			break
		}
		out = (out+1)<<7 | int64(b&0x7f)
		if b&0x80 == 0 {
			return out, nil
		}
	}
	return 0, errPack
}

// apply makes an object of its base and a difference to it.
func apply(base, delta []byte, limit int64) ([]byte, error) {
	r := bytes.NewReader(delta)
	from, err1 := binary.ReadUvarint(r)
	size, err2 := binary.ReadUvarint(r)
	switch {
	case err1 != nil || err2 != nil || from != uint64(len(base)):
		return nil, errPack
	case size > uint64(limit):
		return nil, errLarge
	}
	out := make([]byte, 0, size)
	for r.Len() > 0 {
		op, _ := r.ReadByte()
		var piece []byte
		if op&0x80 != 0 {
			piece = copied(r, op, base)
		} else if int(op) <= r.Len() && op > 0 {
			piece = make([]byte, op)
			io.ReadFull(r, piece) // there are as many
		}
		if len(piece) == 0 || uint64(len(out)+len(piece)) > size {
			return nil, errPack
		}
		out = append(out, piece...)
	}
	if uint64(len(out)) != size {
		return nil, errPack
	}
	return out, nil
}

// copied is the piece of the base that an instruction names; nil where there is none.
func copied(r *bytes.Reader, op byte, base []byte) []byte {
	var field [7]byte // four of the offset, three of the size
	for i := range field {
		if op&(1<<i) != 0 {
			b, err := r.ReadByte()
			if err != nil {
				return nil
			}
			field[i] = b
		}
	}
	offset := int64(binary.LittleEndian.Uint32(field[:4]))
	size := int64(field[4]) | int64(field[5])<<8 | int64(field[6])<<16
	if size == 0 {
		size = 0x10000
	}
	if offset+size > int64(len(base)) {
		return nil
	}
	return base[offset : offset+size]
}
