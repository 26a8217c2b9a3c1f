//go:build !linux

package main

// makeRoom does nothing: only Linux has to be asked for huge pages.
func makeRoom() {}
