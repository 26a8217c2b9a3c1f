package models

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// osNames are the names of os that begin with a small letter, of Python 2.7 to 3.14 on
// all systems (docs.python.org/3/library/os.html). Without the constants, what is not
// among them no os has: os.env is a slip, and what reads it does not load.
const osNames = `
abc abort access add_dll_directory altsep chdir chflags chmod chown chroot close closerange confstr confstr_names copy_file_range cpu_count ctermid
curdir defpath device_encoding devnull dup dup2 environ environb errno error eventfd eventfd_read eventfd_write execl execle execlp execlpe execv
execve execvp execvpe extsep fchdir fchmod fchown fcopyfile fdatasync fdopen fork forkpty fpathconf fsdecode fsencode fspath fstat fstatvfs fsync
ftruncate fwalk get_blocking get_exec_path get_handle_inheritable get_inheritable get_terminal_size getcwd getcwdb getcwdu getegid getenv getenvb
geteuid getgid getgrouplist getgroups getloadavg getlogin getpgid getpgrp getpid getppid getpriority getrandom getresgid getresuid getsid getuid
getxattr grantpt initgroups isatty kill killpg lchflags lchmod lchown linesep link listdir listdrives listmounts listvolumes listxattr lockf login_tty
lseek lstat major makedev makedirs memfd_create minor mkdir mkfifo mknod name nice open openpty pardir path pathconf pathconf_names pathsep pidfd_open
pipe pipe2 plock popen popen2 popen3 popen4 posix_fadvise posix_fallocate posix_openpt posix_spawn posix_spawnp pread preadv process_cpu_count ptsname
putenv pwrite pwritev read readinto readlink readv register_at_fork reload_environ remove removedirs removexattr rename renames replace rmdir scandir
sched_get_priority_max sched_get_priority_min sched_getaffinity sched_getparam sched_getscheduler sched_param sched_rr_get_interval sched_setaffinity
sched_setparam sched_setscheduler sched_yield sendfile sep set_blocking set_handle_inheritable set_inheritable setegid seteuid setgid setgroups setns
setpgid setpgrp setpriority setregid setresgid setresuid setreuid setsid setuid setxattr spawnl spawnle spawnlp spawnlpe spawnv spawnve spawnvp
spawnvpe splice st startfile stat stat_float_times stat_result statvfs statvfs_result strerror supports_bytes_environ supports_dir_fd
supports_effective_ids supports_fd supports_follow_symlinks symlink sync sys sysconf sysconf_names system tcgetpgrp tcsetpgrp tempnam terminal_size
timerfd_create timerfd_gettime timerfd_gettime_ns timerfd_settime timerfd_settime_ns times times_result tmpfile tmpnam truncate ttyname umask uname
uname_result unlink unlockpt unsetenv unshare urandom utime wait wait3 wait4 waitid waitid_result waitpid waitstatus_to_exitcode walk write writev
`

// osAttribute gives what the model of os lacks: unknown where some os has it.
func osAttribute(t *value.Thread, name string) (value.Value, error) {
	small := name != "" && 'a' <= name[0] && name[0] <= 'z'
	if small && !slices.Contains(strings.Fields(osNames), name) {
		return nil, nil
	}
	return unknown(t, "os."+name+" is not followed"), nil
}
