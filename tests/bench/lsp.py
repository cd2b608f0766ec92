#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How soon `credlint lsp` answers a change: from the message of one typed letter to the findings of the file as it is then.
Nothing passes or fails here; 50 ms is what nobody notices.
    lsp.py CREDLINT [LINES]     LINES defaults to 2,000"""
import pathlib
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lsp"))
from client import Client  # noqa: E402

CHANGES = 31


def repeated(head, block, lines):
    """So many lines: `head`, then `block` again and again, with a number of its own each time."""
    text = head
    count = head.count("\n")
    for i in range(lines):
        if count >= lines:
            break
        text += block.format(i=i)
        count += block.count("\n")
    return text


def files(lines):
    """What people have open: each with something to judge in every block, and one without."""
    return {
        "app.py": repeated("import boto3\n", "def f{i}():\n    return boto3.client('s3', region_name='eu-west-1')\n", lines),
        "app.ts": repeated("import {{ S3Client }} from '@aws-sdk/client-s3';\n".format(),
                           "export const c{i} = new S3Client({{ region: 'eu-west-1' }});\n", lines),
        "main.tf": repeated("", "provider \"aws\" {{\n  alias = \"a{i}\"\n  region = \"eu-west-1\"\n}}\n", lines),
        ".aws/config": repeated("", "[profile p{i}]\nregion = eu-west-1\nsource_profile = p0\nrole_arn = "
                                "arn:aws:iam::123456789012:role/r{i}\n", lines),
        "compose.yaml": repeated("services:\n", "  s{i}:\n    environment:\n      AWS_REGION: eu-west-1\n", lines),
        ".env": repeated("", "A{i}_AWS_REGION=eu-west-1\nAWS_PROFILE=p{i}\n", lines),
        "plain.md": repeated("", "Line {i} says nothing of interest at all.\n", lines),
    }


def milliseconds(client, path, version):
    begin = time.perf_counter()
    place = {"line": 0, "character": 0}
    letter = "" if version % 2 else "#"
    end = dict(place, character=0 if letter else 1)
    client.edit(path, {"range": {"start": place, "end": end}, "text": letter}, version=version)
    return (time.perf_counter() - begin) * 1000


def processor_milliseconds(client):
    """What the server has used so far: other load does not change it."""
    tasks = pathlib.Path("/proc/%d/task" % client.process.pid)
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks.iterdir()) / 1e6


def measure(binary, path, text):
    """Sorted times of changes (a # comes and goes before the first line), and processor time of one."""
    with tempfile.TemporaryDirectory() as folder:
        client = Client(binary, pathlib.Path(folder).resolve())
        client.start()
        client.open(path, text)
        used = processor_milliseconds(client)
        times = [milliseconds(client, path, version) for version in range(2, 2 + CHANGES)]
        used = processor_milliseconds(client) - used
        client.close()
        return sorted(times), used / CHANGES


def main():
    lines = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    for path, text in files(lines).items():
        times, used = measure(binary, path, text)
        print("%-14s %6d lines %6.0f kB   median %6.1f ms   worst %6.1f ms   processor %6.1f ms" % (
            path, text.count("\n"), len(text) / 1000, times[len(times) // 2], times[-1], used))


main()
