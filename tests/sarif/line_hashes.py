#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares the primaryLocationLineHash of every result with one that is computed here, from the file as it is on disk.
  line_hashes.py CREDLINT FOLDER…
Source: https://github.com/github/codeql-action/blob/main/src/fingerprints.ts"""
import json
import pathlib
import subprocess
import sys
import urllib.parse

WINDOW = 100
MOD = 37
MASK = (1 << 64) - 1
END = 65535


def line_hashes(data):
    """Hash of each line, by its number from 1."""
    text = data.decode("utf-8", "replace").encode("utf-16-le", "surrogatepass")
    units = [int.from_bytes(text[i : i + 2], "little") for i in range(0, len(text), 2)]
    # Characters that count: blanks do not, and every line end is one line feed.
    kept = []
    after_cr = False
    for unit in units:
        if unit in (9, 32) or (after_cr and unit == 10):
            after_cr = False
            continue
        after_cr = unit == 13
        kept.append(10 if unit == 13 else unit)
    kept.append(END)
    starts = [0] + [i + 1 for i, unit in enumerate(kept) if unit == 10]
    hashes = {}
    counts = {}
    for number, start in enumerate(starts, 1):
        value = 0
        for i in range(start, start + WINDOW):
            value = (value * MOD + (kept[i] if i < len(kept) else 0)) & MASK
        # A line that begins less than a window before the end is hashed with zeros behind it.
        name = "%x" % value
        counts[name] = counts.get(name, 0) + 1
        hashes[number] = "%s:%d" % (name, counts[name])
    return hashes


def main():
    credlint, folders = sys.argv[1], sys.argv[2:]
    compared = wrong = 0
    for folder in folders:
        report = subprocess.run([credlint, "check", "--no-config", "--quiet", "--format", "sarif", "."], cwd=folder, stdout=subprocess.PIPE, check=False)
        for result in json.loads(report.stdout)["runs"][0]["results"]:
            place = result["locations"][0]["physicalLocation"]
            path = pathlib.Path(folder) / urllib.parse.unquote(place["artifactLocation"]["uri"])
            expected = line_hashes(path.read_bytes()).get(place["region"]["startLine"])
            given = result["partialFingerprints"].get("primaryLocationLineHash")
            compared += 1
            if given != expected:
                wrong += 1
                print("%s:%s: %s, computed %s" % (path, place["region"]["startLine"], given, expected))
    print("%d line hashes compared, %d differ" % (compared, wrong))
    return 1 if wrong or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
