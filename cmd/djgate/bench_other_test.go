//go:build !linux

package main

import "os"

// maxResident is 0: only Linux gives it in known units.
func maxResident(*os.ProcessState) int64 { return 0 }
