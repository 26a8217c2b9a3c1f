package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/value"
)

func osModules() map[string]maker {
	return map[string]maker{
		"os": osModule, "os.path": osPathModule, "posixpath": osPathModule, "sys": sysModule, "platform": platformModule,
	}
}

func osModule(t *value.Thread) value.Value {
	m := osFunctions()
	m.Define("environ", t.Environ)
	m.Define("environb", unknown(t, "os.environb is not followed"))
	m.Define("PathLike", abstractClass("PathLike", "os"))
	m.Define("path", osPathModule(t)) // importing it would import os, its package, first
	return m
}

var osFunctions = shared(func() *value.Module {
	m := value.NewModule("os", "")
	m.Func("getenv", loose("getenv", "key, default=", func(t *value.Thread, a args) (value.Value, error) {
		if mapping := attribute(t, "os", "environ"); mapping != nil && mapping != value.Value(t.Environ) {
			return methodCall(t, mapping, "get", a[0], orNone(a[1]))
		}
		return t.Environ.Get(t, a[0], orNone(a[1]), "os.getenv")
	}))
	m.Func("putenv", inert)
	m.Func("unsetenv", inert)
	constants(m, "sep", "/", "pathsep", ":", "linesep", "\n", "curdir", ".", "pardir", "..", "extsep", ".", "devnull", "/dev/null", "name", "posix")
	m.Define("altsep", value.None())
	m.Define("error", value.Exceptions()["OSError"])
	for i, name := range []string{"F_OK", "X_OK", "W_OK"} {
		m.Define(name, value.NewInt(int64(i), nil))
	}
	m.Define("R_OK", value.NewInt(4, nil))
	osFiles(m)
	forPaths(m, "fspath", "listdir", "scandir", "walk", "access", "mkdir", "makedirs")
	osMachine(m)
	m.Fallback = osAttribute
	return m
})

// osFiles are the functions that look at files or change them. djgate changes none.
func osFiles(m *value.Module) {
	m.Func("fspath", strict("fspath", "path", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		p, err := wantPath(t, a[0])
		return value.NewStr(p, tr), err
	}))
	m.Func("listdir", strict("listdir", "path=", listDir))
	m.Func("access", strict("access", "path, mode", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		return pathTest(t, a[0], tr, func(kind string) bool { return kind != "" })
	}))
	m.Func("fsdecode", strict("fsdecode", "filename", fsDecode))
	m.Func("scandir", strict("scandir", "path=", scanDir))
	m.Func("walk", strict("walk", "top, topdown=, onerror=, followlinks=", walk))
	for _, name := range []string{"stat", "lstat", "statvfs", "readlink", "get_terminal_size"} {
		m.Func(name, unknownCall("the state of a file is not known"))
	}
	m.Func("mkdir", strict("mkdir", "path, mode=, *, dir_fd=", makeDir))
	m.Func("makedirs", strict("makedirs", "name, mode=, exist_ok=", makeDir))
	for _, name := range strings.Fields(`chmod chown lchown link remove removedirs rename renames replace rmdir
		symlink truncate unlink utime mkfifo nice kill killpg setuid setgid setpgid setsid`) {
		m.Func(name, inert)
	}
	m.Func("chdir", move)
	m.Func("fchdir", move)
	m.Func("umask", unknownOf("the umask of the process is not known", value.IntClass))
}

// osMachine are the functions that tell of the running machine.
func osMachine(m *value.Module) {
	m.Func("urandom", randomCall("os.urandom", value.BytesClass))
	m.Func("getcwd", strict("getcwd", "", func(t *value.Thread, _ args, _ *value.Trace) (value.Value, error) {
		return absPath(t, args{value.NewStr("", nil)}, nil)
	}))
	for _, name := range strings.Fields("getpid getppid getpgrp getuid geteuid getgid getegid") {
		m.Func(name, unknownOf("os."+name+" is known only when the process runs", value.IntClass))
	}
	m.Func("cpu_count", unknownCall("the number of processors is not known"))
	m.Func("sched_getaffinity", unknownCall("the number of processors is not known"))
	m.Func("getloadavg", unknownCall("the load of the machine is not known"))
	m.Func("process_cpu_count", unknownCall("the number of processors is not known"))
	m.Func("uname", unknownCall("the running machine is not known"))
	m.Func("getlogin", unknownOf("the user is not known", value.StrClass))
	for _, name := range strings.Fields("popen system spawnl spawnv execl execle execlp execv execve execvp execvpe fork posix_spawn waitpid") {
		m.Func(name, unknownCall("os."+name+" runs a program"))
	}
}

// move leaves the directory in which the process started, for one that is not followed.
func move(t *value.Thread, _ *value.Call) (value.Value, error) {
	t.Moved = true
	return value.None(), nil
}

// directory is the folder that is meant: the one at work, where none is given.
func directory(t *value.Thread, v value.Value) (string, error) {
	if isNone(v) {
		return ".", nil
	}
	return wantPath(t, v)
}

func listDir(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	p, err := directory(t, a[0])
	if err != nil {
		return nil, err
	}
	p, u := absolute(t, p, tr)
	if u != nil {
		return u, nil
	}
	names, ok := t.Host.ReadDir(normPath(p))
	if !ok {
		return unknown(t, "the directory cannot be listed", tr), nil
	}
	return value.InAnyOrder(t, t.NewList(strs(names, nil), tr), true), nil
}

// makeDir makes no folder, but says with Python that none has an empty name.
func makeDir(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	if p, err := wantPath(t, a[0]); err != nil || p != "" {
		return value.None(), err
	}
	return nil, t.RaiseClass(value.Exceptions()["FileNotFoundError"], noSuchFile, tr)
}

// inert does nothing that settings could see, and gives None. What it writes into a
// buffer that it is handed is not followed.
func inert(t *value.Thread, c *value.Call) (value.Value, error) {
	for _, v := range c.Args[min(1, len(c.Args)):] { // the first is the object itself, or what is written
		handBuffer(t, v)
	}
	for _, k := range c.Keywords {
		handBuffer(t, k.Value)
	}
	return value.None(), nil
}

// unknownCall makes a function whose result is not known.
func unknownCall(because string) function { return unknownOf(because, nil) }

// unknownOf is unknownCall with the type of the result.
func unknownOf(because string, class *value.Class) function {
	return func(t *value.Thread, c *value.Call) (value.Value, error) {
		u := unknown(t, because, traceOf(c.Args))
		u.Type = class
		return u, nil
	}
}

// randomCall makes a function whose result is another at each start of the process.
func randomCall(name string, class *value.Class) function {
	return func(t *value.Thread, _ *value.Call) (value.Value, error) {
		u := randomUnknown(t, name+" gives another value at each start")
		u.Type = class
		return u, nil
	}
}

// randomUnknown is a value that is another at each start of the process.
func randomUnknown(t *value.Thread, because string) *value.Unknown {
	return value.NewUnknown(because, t.At, &value.Trace{At: t.At, Origin: document.OriginRandom})
}
