#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Which targets of the build the tests need whose names match a regular expression, one a line; none: it cannot be told.

    needed_targets.py BUILD REGEX

What is built already is asked for its tests; what is not, or is older than its sources, is read as text."""
import json
import pathlib
import re
import subprocess
import sys

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parents[1]
TEST = re.compile(r"^TEST(?:_F|_P)?\(\s*(\w+),\s*(\w+)\)", re.MULTILINE)


def by_ctest(build, regex):
    """The programs in the commands of tests that ctest knows."""
    done = subprocess.run(["ctest", "--test-dir", str(build), "-N", "-R", regex, "--show-only=json-v1"],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        tests = json.loads(done.stdout)["tests"]
    except ValueError:
        return set()
    words = {word for test in tests for word in test.get("command", [])}
    return {word[len(str(build)) + 1:] for word in words if word.startswith(str(build) + "/")}


def by_sources(regex):
    """GoogleTest programs of which a source holds a test of such a name. Those of pages are named after the pages."""
    pages = list((ROOT / "rules").glob("*/*.md")) + list((ROOT / "rulesets" / "keys").glob("*.md"))
    found = {"credlint_test_rules" for page in pages if re.search(regex, page.stem.replace("-", "_"))}
    for source in sorted((ROOT / "tests").glob("*/**/*.cpp")):
        folder = source.relative_to(ROOT / "tests").parts[0]
        names = ["%s.%s.%s" % (folder, *pair) for pair in TEST.findall(source.read_text(encoding="utf-8"))]
        if any(re.search(regex, name) for name in names):
            found.add("credlint_test_" + folder)
    return found


def known_targets(build):
    done = subprocess.run(["ninja", "-C", str(build), "-t", "targets", "all"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return {line.rpartition(": ")[0] for line in done.stdout.decode().splitlines()}


def main():
    build, regex = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
    try:
        needed = by_ctest(build, regex) | by_sources(regex)
    except re.error:
        return  # ctest's own kind of expression, which it will judge itself
    known = known_targets(build)
    for target in sorted(needed & known):
        print(target)


if __name__ == "__main__":
    main()
