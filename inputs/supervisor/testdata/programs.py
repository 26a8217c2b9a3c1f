"""What supervisord itself makes of configurations.

    programs.py < CASES

Reads a JSON list of {"config": text, "env": {name: value}} and prints, as a JSON list,
the programs of each: {name: {"command": words, "directory": text or null,
"environment": {name: value}}}; null where supervisord refuses the configuration.
"""
import json
import os
import shlex
import sys
import tempfile

from supervisor.options import ServerOptions


def programs(case):
    os.environ.clear()
    os.environ.update(case["env"])
    with tempfile.TemporaryDirectory() as folder:
        name = os.path.join(folder, "supervisord.conf")
        with open(name, "w") as config:
            config.write(case["config"])
        try:
            options = ServerOptions()
            options.here = folder
            section = options.read_config(name)
            return {
                process.name: {
                    "command": shlex.split(process.command),
                    "directory": process.directory,
                    "environment": process.environment,
                }
                for group in section.process_group_configs
                for process in group.process_configs
            }
        except ValueError:
            return None


json.dump([programs(case) for case in json.load(sys.stdin)], sys.stdout)
