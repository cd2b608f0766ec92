# SPDX-License-Identifier: MIT
"""The HTML report in a browser: its script runs under its own policy, and nothing is loaded."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SKIPPED = 77


def main(binary):
    if not BROWSER:
        print("no Chromium here")
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        tree = pathlib.Path(folder) / "tree"
        tree.mkdir()
        (tree / "<b>.py").write_text("import boto3\nboto3.client('s3', region_name='eu-west-1a')\n")
        page = pathlib.Path(folder) / "report.html"
        subprocess.run([binary, "check", "-q", "--exit-zero", "--format", "html", "--output", page],
                       cwd=tree, check=True, env={"HOME": "/nonexistent", "PATH": "/usr/bin:/bin"})
        run = subprocess.run(
            [BROWSER, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
             f"--user-data-dir={folder}/profile", "--enable-logging=stderr", "--dump-dom", page.as_uri()],
            capture_output=True, text=True, timeout=300, check=True, env={**os.environ, "HOME": folder})
    assert "1 of 1 shown" in run.stdout, "the filters did not run"
    assert "<mark>eu-west-1a</mark>" in run.stdout
    assert "<h2>&lt;b&gt;.py</h2>" in run.stdout
    for complaint in ("Content Security Policy", "Uncaught"):
        assert complaint not in run.stderr, run.stderr
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
