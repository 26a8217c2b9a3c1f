package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestRoomIsInHugePages asks the kernel what it knows of the memory that a stack was.
func TestRoomIsInHugePages(t *testing.T) {
	if _, err := os.Stat("/sys/kernel/mm/transparent_hugepage"); err != nil {
		t.Skip("the kernel has no huge pages")
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		advise(false)
	}()
	<-done
	maps, err := os.ReadFile("/proc/self/smaps")
	if err != nil {
		t.Skip(err)
	}
	advised := regexp.MustCompile(`(?m)^VmFlags:.* hg\b`)
	if !advised.Match(maps) {
		t.Errorf("no memory is advised to be in huge pages: %d mappings", strings.Count(string(maps), "VmFlags:"))
	}
}
