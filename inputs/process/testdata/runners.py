"""Writes what the real programs start behind the arrows of testdata/runners/*.txtar:
the folder, the variables V_* and the arguments of the last gunicorn, which is a
program that only tells them. PATH must find the runners."""
import json, os, re, shlex, subprocess, sys, tempfile

TELL = """#!%s
import json, os, sys
with open(os.environ["TOLD"], "a") as f:
    print(json.dumps([os.getcwd(), {k: v for k, v in sorted(os.environ.items()) if k.startswith("V_")}, sys.argv[1:]]), file=f)
"""

def started(files, line):
    with tempfile.TemporaryDirectory() as top:
        root, tools = os.path.join(top, "root"), os.path.join(top, "tools")
        os.makedirs(tools)
        for name, text in files:
            os.makedirs(os.path.dirname(os.path.join(root, name)), exist_ok=True)
            with open(os.path.join(root, name), "w") as f:
                f.write(text)
        with open(os.path.join(tools, "gunicorn"), "w") as f:
            f.write(TELL % sys.executable)
        os.chmod(f.name, 0o755)
        told = os.path.join(top, "told")
        env = {"PATH": tools + ":" + os.environ["PATH"], "HOME": top, "TOLD": told, "V_BASE": "base", "LANG": "C.UTF-8", **{k: v for k, v in os.environ.items() if k.startswith(("PDM_", "PIPENV_", "HATCH_", "VIRTUAL_ENV", "UV_"))}}
        r = subprocess.run(["bash", "-c", line], cwd=root, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
        if os.environ.get("SHOW"):
            print(line, r.returncode, r.stdout.decode()[-2000:])
        if not os.path.exists(told):
            return "nothing"
        cwd, variables, argv = json.loads(open(told).read().splitlines()[-1])
        variables = [k + "=" + shlex.quote(v) for k, v in variables.items() if (k, v) != ("V_BASE", "base")]
        return " ".join([os.path.relpath(cwd, os.path.realpath(root)), *variables, "gunicorn", shlex.join(argv)]).strip()

def rewrite(name):
    text = open(name).read()
    head, *parts = re.split(r"(?m)^-- (.*) --\n", text)
    files = list(zip(parts[::2], parts[1::2]))
    want = dict(files).pop("want")
    files = [(n, t) for n, t in files if n != "want"]
    lines = []
    for line in want.splitlines():
        command, arrow, _ = re.match(r"(.*?)(?: (=>|~>)(.*))?$", line).groups()
        lines.append(f"{command} {arrow or '=>'} {started(files, command)}")
    with open(name, "w") as f:
        f.write(text[:text.index("-- want --\n")] + "-- want --\n" + "\n".join(lines) + "\n")

for name in sys.argv[1:]:
    rewrite(name)
