//go:build !windows

package treetest

import "syscall"

// FIFO makes a FIFO, which a program waits for that opens it.
func FIFO(file string) error { return syscall.Mkfifo(file, 0o600) }
