# SPDX-License-Identifier: MIT
"""A small tree with findings of all kinds and hostile names, and runs of credlint over it."""

import contextlib
import os
import pathlib
import subprocess
import tempfile

NOW = "2026-01-01T00:00:00Z"
SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ"
KEY = "ASIARZPUZDIKAEXAMPLE"
PAIR = f"aws_access_key_id = {KEY}\naws_secret_access_key = {SECRET}\n"

FILES = {
    b".aws/credentials": f"[default]\n{PAIR}",
    b".aws/config": "[profile dev]\nregion = eu-west-1\n",
    b"app.py": "import boto3\n# \u00e9\u9375\U0001f600\n"
    "s = '\u9375'; boto3.Session(profile_name='dve')\n",
    b"ignored.sh": f"export AWS_SECRET_ACCESS_KEY={SECRET} # credlint: ignore[all] an example\n",
    b"many.env": "".join(f"A{i}_AWS_SECRET_ACCESS_KEY={SECRET}\n" for i in range(30)),
    b"a\n::error::x|`]]><i>&\x1b[31m\xff,b:c%##[y].env": f"AWS_SECRET_ACCESS_KEY={SECRET}\n",
}


@contextlib.contextmanager
def tree():
    with tempfile.TemporaryDirectory() as folder:
        for name, text in FILES.items():
            path = os.path.join(os.fsencode(folder), name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(text.encode())
            os.chmod(path, 0o600)
        os.mkfifo(os.path.join(folder, "fifo"))  # named below: cannot be checked
        empty = pathlib.Path(folder, "clean")
        empty.mkdir()
        empty.joinpath("a.txt").write_text("nothing here\n")
        yield folder


def report(program, folder, format_name, *arguments, exit_codes=(1,)):
    """The bytes of a report; everything of the tree when no arguments say otherwise."""
    command = [program, "check", "--no-config", "--quiet", "--now", NOW, "--format", format_name,
               "--min-confidence", "low", *(arguments or (".", "fifo"))]
    run = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert run.returncode in exit_codes, (command, run.returncode, run.stderr)
    assert SECRET[:8].encode() not in run.stdout + run.stderr, f"{format_name} shows a secret"
    assert b"\x1b" not in run.stdout, f"{format_name} lets an escape through"
    run.stdout.decode("utf-8")  # strict
    return run.stdout
