# SPDX-License-Identifier: MIT
"""Usage: schema.py CREDLINT. Holds json and jsonl against their schema. Exit 77 without a validator."""

import copy
import json
import pathlib
import subprocess
import sys

import sample

try:
    import jsonschema
except ImportError:
    print("no Python module jsonschema (Debian: python3-jsonschema)")
    sys.exit(77)

SCHEMA = json.loads(pathlib.Path(__file__).parents[2].joinpath("cli/schemas/report.schema.json").read_text())
REPORT = jsonschema.Draft202012Validator(SCHEMA)
LINE = jsonschema.Draft202012Validator({"$defs": SCHEMA["$defs"], "$ref": "#/$defs/line"})


def check_run(program, folder, *arguments, exit_codes=(1,)):
    report = json.loads(sample.report(program, folder, "json", *arguments, exit_codes=exit_codes))
    REPORT.validate(report)
    for line in sample.report(program, folder, "jsonl", *arguments, exit_codes=exit_codes).splitlines():
        LINE.validate(json.loads(line))
    return report


def check_that_it_can_fail(report):
    """Every member that it asks for is missed, and wrong values are seen."""
    for name in list(report):
        broken = {key: value for key, value in report.items() if key != name}
        assert not REPORT.is_valid(broken), name
    for name in SCHEMA["$defs"]["finding"]["required"] + SCHEMA["$defs"]["place"]["required"]:
        broken = copy.deepcopy(report)
        del broken["findings"][0][name]
        assert not REPORT.is_valid(broken), name
    for name, value in (("severity", "fatal"), ("line", 0), ("uri", "a b"), ("fingerprint", "x")):
        broken = copy.deepcopy(report)
        broken["findings"][0][name] = value
        assert not REPORT.is_valid(broken), name


def commit(folder):
    for command in (["init", "-q"], ["add", "-A", "--", "app.py", ".aws"], ["commit", "-q", "-m", "x"]):
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *command], cwd=folder, check=True)


def main():
    program = sys.argv[1]
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    with sample.tree() as folder:
        report = check_run(program, folder)
        assert any(finding["suppressed"] for finding in report["findings"])
        check_that_it_can_fail(report)
        check_run(program, folder, "clean", exit_codes=(0,))
        check_run(program, folder, "clean", "fifo", exit_codes=(3,))
        commit(folder)
        history = check_run(program, folder, "--history")
        assert history["findings"] and all("introduced" in finding for finding in history["findings"])


main()
