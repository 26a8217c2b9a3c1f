"""Reads env files with the libraries that dotenv follows.

    oracle.py install DIR   install the versions of older.txt, each in a folder of DIR
    oracle.py read NAME     read files with NAME: "django-environ", "python-dotenv",
                            "python-decouple", "systemd", or "django-environ-0.4.5"
                            and the like from $DJGATE_ORACLES

`read` takes {"env": {...}, "files": [base64, ...]} and answers {"version": "...",
"results": [...]}, one result a file: {name: value or null}, or null where the
library refuses the file. It exits with 3 where the library is not there.
"""
import base64
import ctypes
import glob
import json
import logging
import os
import pathlib
import subprocess
import sys
import tempfile


def main():
    if sys.argv[1] == "install":
        return install(pathlib.Path(sys.argv[2]))
    name, _, version = sys.argv[2].partition("@")
    if version:
        folder = pathlib.Path(os.environ.get("DJGATE_ORACLES", "/nonexistent"), f"{name}-{version}")
        if not folder.is_dir():
            print(f"{folder} is not there", file=sys.stderr)
            return 3
        sys.path.insert(0, str(folder))
    try:
        read = READERS[name]()
    except ImportError as error:
        print(error, file=sys.stderr)
        return 3
    logging.disable(logging.CRITICAL)
    task = json.load(sys.stdin)
    os.environ.clear()
    os.environ.update(task["env"])
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "file")
        results = [one(read, path, base64.b64decode(data)) for data in task["files"]]
    json.dump({"version": found(name), "results": results}, sys.stdout)
    return 0


def found(name):
    if name == "systemd":
        return systemd_library().rpartition("-")[2]
    from importlib.metadata import version

    return version(name)


def install(folder):
    for line in pathlib.Path(__file__).with_name("older.txt").read_text().split():
        target = folder / line.replace("==", "-")
        if not target.is_dir():
            subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", target, line], check=True)
    return 0


def one(read, path, data):
    with open(path, "wb") as file:
        file.write(data)
    try:
        return read(path)
    except (ValueError, OSError):
        return None


def environ_reader():
    import environ

    def read(path):
        environ.Env.ENVIRON = {}
        # 0.4.5 opens with the encoding of the locale; the file object serves all.
        with open(path, encoding="utf-8") as file:
            environ.Env.read_env(file)
        return environ.Env.ENVIRON

    return read


def dotenv_reader():
    from dotenv.main import DotEnv

    return lambda path: dict(DotEnv(path, override=False, encoding="utf-8").dict())


def django_dotenv_reader():
    from dotenv import parse_dotenv

    def read(path):
        with open(path, encoding="utf-8") as file:
            return parse_dotenv(file.read())

    return read


def decouple_reader():
    from decouple import RepositoryEnv

    return lambda path: RepositoryEnv(path, encoding="utf-8").data


def systemd_library():
    # Before 254 a backslash at the end of a comment carries it on.
    for path in sorted(glob.glob("/usr/lib/*/systemd/libsystemd-shared-25[23].so")):
        return path.removesuffix(".so")
    raise ImportError("libsystemd-shared 252 or 253 is not there")


def systemd_reader():
    lib = ctypes.CDLL(systemd_library() + ".so")
    libc = ctypes.CDLL(None)
    libc.fopen.restype = ctypes.c_void_p
    libc.fclose.argtypes = [ctypes.c_void_p]
    lib.load_env_file.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
    lib.strv_env_clean_with_callback.restype = ctypes.c_void_p
    lib.strv_env_clean_with_callback.argtypes = [ctypes.c_void_p] * 3

    def read(path):
        stream = libc.fopen(path.encode(), b"r")
        out = ctypes.POINTER(ctypes.c_char_p)()
        status = lib.load_env_file(stream, b"file", ctypes.byref(out))
        libc.fclose(stream)
        if status < 0:
            return None
        lib.strv_env_clean_with_callback(out, None, None)
        result = {}
        for i in range(1 << 20):
            if not out or out[i] is None:
                return result
            name, _, value = out[i].decode().partition("=")
            result[name] = value

    return read


READERS = {
    "django-environ": environ_reader,
    "python-dotenv": dotenv_reader,
    "django-dotenv": django_dotenv_reader,
    "python-decouple": decouple_reader,
    "systemd": systemd_reader,
}

if __name__ == "__main__":
    sys.exit(main())
