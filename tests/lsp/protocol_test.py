# SPDX-License-Identifier: MIT
"""`credlint lsp` through vscode-languageserver-protocol, the client library of VS Code and others. Skipped where it cannot be
installed."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "differential"))
import clients  # noqa: E402

SKIPPED = 77
TEXT = 'import boto3\nboto3.client("s3", region_name="us-east-1a")\n'


def main(modules, binary):
    os.makedirs(modules, exist_ok=True)
    try:
        clients.install_packages(modules, HERE / "protocol")
    except clients.Missing as missing:
        print("skipped:", missing)
        return SKIPPED
    environment = dict(os.environ, NODE_PATH=os.path.join(modules, "node_modules"))
    with tempfile.TemporaryDirectory() as root:
        session = ["node", HERE / "protocol" / "session.js", os.path.abspath(binary), os.path.realpath(root), TEXT]
        done = subprocess.run(session, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=100, check=True)
    seen = json.loads(done.stdout)
    assert seen["server"]["name"] == "credlint", seen["server"]
    assert [found["code"] for found in seen["first"]] == ["region-is-az"], seen["first"]
    assert seen["first"][0]["range"]["start"] == {"line": 1, "character": 32}, seen["first"]
    assert seen["hover"] and "us-east-1a" in json.dumps(seen["hover"]), seen["hover"]
    assert any("us-east-1" in title for title in seen["titles"]), seen["titles"]
    assert seen["mended"] == [], seen["mended"]
    assert seen["code"] == 0, seen["code"]
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
