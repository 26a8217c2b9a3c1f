package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// errnoNames are the errors of Linux, numbered from 1 on.
const errnoNames = "EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES EFAULT ENOTBLK EBUSY EEXIST EXDEV ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE"

// errnoModule has the numbers of errors of Linux.
func errnoModule(t *value.Thread) value.Value {
	m := value.NewModule("errno", "")
	codes := t.NewDict(nil)
	for i, name := range strings.Fields(errnoNames) {
		number := value.NewInt(int64(i+1), nil)
		m.Define(name, number)
		codes.Set(t, number, value.NewStr(name, nil))
	}
	codes.Open(t, unknown(t, "errno.errorcode is followed in part"))
	m.Define("errorcode", codes)
	m.Fallback = notFollowed("errno")
	return m
}
