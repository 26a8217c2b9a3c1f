package models

import "testing"

// TestPaths compares with what CPython prints; testdata/oracle.py prints the same table.
func TestPaths(t *testing.T) {
	h := &host{files: map[string]string{"/app/VERSION": "1.2\r\n", "/app/config/a.py": "", "/app/config/b.py": "", "/app/config/.hidden": ""}}
	for _, row := range lines(`
		os.path.join("/a", "b", "/c", "d") -> '/c/d'
		os.path.exists("/app/VERSION") -> True
		os.path.isdir("/app/config") -> True
		os.path.isfile("/app/config") -> False
		os.path.exists("/app/none") -> False
		os.path.exists("/etc/secret") -> unknown: it cannot be known whether /etc/secret is there
		os.path.isdir("/var/tmp/") -> True
		os.path.isfile("/tmp") -> False
		os.path.isdir("/var/run") -> unknown: it cannot be known whether /var/run is there
		os.path.exists("relative") -> unknown: the working directory is not known
		os.path.abspath("relative") -> unknown: the working directory is not known
		pathlib.Path("/app") / "VERSION" -> PosixPath('/app/VERSION')
		pathlib.Path("/app", "VERSION").read_text() -> '1.2\n'
		pathlib.Path("/app/none").read_text() -> raises FileNotFoundError: [Errno 2] No such file or directory: ...
		pathlib.Path("/run/secrets/x").read_text() -> unknown: the content of /run/secrets/x is not known
		pathlib.Path("/app/config/../x").resolve() -> PosixPath('/app/x')
		str(pathlib.Path("/app/config").parent) -> '/app'
		isinstance(pathlib.Path("/app"), pathlib.Path) -> True
		sorted(pathlib.Path("/app/config").glob("*.py")) -> [PosixPath('/app/config/a.py'), PosixPath('/app/config/b.py')]
		sorted(pathlib.Path("/app/config").glob("*")) -> [PosixPath('/app/config/.hidden'), PosixPath('/app/config/a.py'), PosixPath('/app/config/b.py')]
		sorted(glob.glob("/app/config/*")) -> ['/app/config/a.py', '/app/config/b.py']
		os.mkdir("/app/new", 0o750) -> None
		os.makedirs("/app/new", exist_ok=True) -> None
		os.makedirs("", exist_ok=True) -> raises FileNotFoundError: [Errno 2] No such file or directory: ...
		os.mkdir("") -> raises FileNotFoundError: [Errno 2] No such file or directory: ...
		sorted(os.listdir("/app/config")) -> ['.hidden', 'a.py', 'b.py']
		environ.Path("/app/config/x.py") - 2 -> <Path:/app>
		environ.Path("/app")("static", "css") -> '/app/static/css'
		environ.Path("/app", required=True) -> <Path:/app>
		environ.Path("/app/none", required=True) -> raises ImproperlyConfigured: Create required path: ...
	`) {
		if got := python(t, newThread(h), row[0]); got != row[1] {
			t.Errorf("%s\n got %s\nwant %s", row[0], got, row[1])
		}
	}
}

// TestWorkingDirectory: relative paths begin where the process starts, until the program leaves it.
func TestWorkingDirectory(t *testing.T) {
	h := &host{dir: "/app", files: map[string]string{"/app/VERSION": "1.2", "/app/conf/a.py": "", "/app/conf/.env": "A=1", "/app/b.ini": "[x]\ny = 1"}}
	for _, row := range lines(`
		os.getcwd() -> '/app'
		pathlib.Path.cwd() -> PosixPath('/app')
		pathlib.Path(".").resolve() / "data" -> PosixPath('/app/data')
		pathlib.Path().absolute() -> PosixPath('/app')
		pathlib.Path("conf/../VERSION").read_text() -> '1.2'
		io.open("VERSION").read() -> '1.2'
		os.path.abspath("conf") -> '/app/conf'
		os.path.exists("conf/a.py") -> True
		os.path.exists("none") -> False
		os.path.relpath("/app/conf") -> 'conf'
		os.path.relpath("conf/a", "conf") -> 'a'
		os.path.relpath("/srv", "x") -> '../../srv'
		sorted(os.listdir()) -> ['VERSION', 'b.ini', 'conf']
		sorted(os.listdir("conf")) -> ['.env', 'a.py']
		next(os.scandir("conf")).path -> unknown: the order of its items is not known
		next(os.scandir("conf"), None) is None -> False
		sorted(pathlib.Path("conf").iterdir()) -> [PosixPath('conf/.env'), PosixPath('conf/a.py')]
		glob.glob("conf/*") -> ['conf/a.py']
		dict(dotenv.dotenv_values("conf/.env")) -> {'A': '1'}
		configparser.ConfigParser().read(["b.ini", "c.ini"]) -> ['b.ini']
		[os.chdir("conf"), os.getcwd()][1] -> unknown: the working directory is not known
	`) {
		if got := python(t, newThread(h), row[0]); got != row[1] {
			t.Errorf("%s\n got %s\nwant %s", row[0], got, row[1])
		}
	}
}
