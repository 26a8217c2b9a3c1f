package main

import (
	"os"
	"syscall"
	"unsafe"
)

// room is what the heap grows by in most runs.
type room [15 << 20]byte

// makeRoom has the memory ready that most runs need, in huge pages. A run touches three
// thousand pages of memory for the first time, and with small ones each is a fault of the
// kernel: a tenth of the processor time. The runtime takes memory as it needs it, 4 MB at
// once, and asks for no huge pages, which most kernels give to those alone who ask.
//
// It is lent as a stack, the one large piece of memory that the heap has back without a
// collection: when its goroutine ends. Nothing of it is touched before.
func makeRoom() { go advise(false) }

// advise has a room in its frame, for the result of a call that is never made.
//
//go:noinline
func advise(called bool) {
	if called {
		fillRoom()
	}
	var above byte
	end := uintptr(unsafe.Pointer(&above)) &^ uintptr(os.Getpagesize()-1)
	// It is advice: where the kernel does not take it, memory is as it always was.
	syscall.Syscall(syscall.SYS_MADVISE, end-unsafe.Sizeof(room{}), unsafe.Sizeof(room{}), syscall.MADV_HUGEPAGE)
}

//go:noinline
func fillRoom() (r room) { return r }
