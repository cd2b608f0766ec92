#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The first inputs of libFuzzer's programs, from the examples of all pages, and a dictionary.

Usage: seeds.py SOURCE FOLDER: makes FOLDER/<program>/ and FOLDER/words.
"""
import hashlib
import pathlib
import re
import sys

EXAMPLE = re.compile(r"^```[^\n]* file=(\S+)[^\n]*\n(.*?)^```", re.S | re.M)
FAMILY = re.compile(r"^family\((\w+) ([^)]*)\)", re.M)
WORD = re.compile(r"[A-Za-z_][A-Za-z_0-9.:-]{4,40}")


def examples(source):
    for top in ("rules", "rulesets/languages", "parsers/formats"):
        for page in sorted((source / top).rglob("*.md")):
            yield from EXAMPLE.findall(page.read_text(encoding="utf-8"))


def families(source):
    text = (source / "tests/fuzz/targets/CMakeLists.txt").read_text(encoding="utf-8")
    return {name: files.split() for name, files in FAMILY.findall(text)}


def is_like(name, known):
    return name.endswith(known.rsplit("/", 1)[-1]) or pathlib.PurePath(name).suffix == (
        pathlib.PurePath(known).suffix or None)


def write(folder, data):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha1(data).hexdigest()[:16]).write_bytes(data)


def main(source, folder):
    words = set()
    programs = families(source)
    for name, text in examples(source):
        words.update(WORD.findall(text))
        data = text.encode()
        for program, files in programs.items():
            for pick, known in enumerate(files):
                if is_like(name, known):
                    write(folder / program, bytes([pick]) + data)
        write(folder / "matcher", data)
        write(folder / "reports", bytes([len(data) % 4]) + data)
        if ".aws/" in name:
            write(folder / "resolver", b"\0AWS_PROFILE=dev\n\n" + data)
    for kind, text in enumerate((
            "ignore = ['expiry']\nexclude = ['vendor/']\nfail-on = 'error'\n[per-file-ignores]\n'docs/**' = ['leak']\n",
            "*.py\n!a/b/\n**/x?[a-z]/**\n/c d\\ \n", "# credlint baseline 1\n")):
        write(folder / "configuration", bytes([kind]) + text.encode())
    (folder / "words").write_text("".join(f'"{word}"\n' for word in sorted(words)[::7]), encoding="utf-8")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
