package treetest

import "errors"

// FIFO fails: no file of Windows is one.
func FIFO(string) error { return errors.ErrUnsupported }
