#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes the history of a made-up repository for `git fast-import`: files of a tree, and then commits that each change
some lines of a few of them.
  make_history.py TREE [COMMITS]"""
import pathlib
import random
import sys

FILES = 4000
CHANGED_PER_COMMIT = 4


def text_files(tree):
    paths = sorted(path for path in tree.rglob("*") if path.is_file() and not path.is_symlink() and path.stat().st_size < 100_000)
    chosen = paths[:: max(1, len(paths) // FILES)][:FILES]
    return {str(path.relative_to(tree)): path.read_bytes().split(b"\n") for path in chosen if '"' not in str(path)}


def main():
    tree = pathlib.Path(sys.argv[1])
    commits = int(sys.argv[2]) if len(sys.argv) > 2 else 3000
    choose = random.Random(1)
    files = text_files(tree)
    out = sys.stdout.buffer

    def commit(number, paths):
        out.write(b"commit refs/heads/main\ncommitter a <a@example.org> %d +0000\ndata 1\nx\n" % (1_600_000_000 + number * 3600))
        for path in paths:
            content = b"\n".join(files[path])
            out.write(b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(content), content))

    names = sorted(files)
    commit(0, names)
    for number in range(1, commits):
        changed = choose.sample(names, CHANGED_PER_COMMIT)
        for path in changed:
            lines = files[path]
            at = choose.randrange(len(lines))
            lines[at : at + choose.randrange(3)] = [b"changed %d in commit %d" % (i, number) for i in range(choose.randrange(1, 6))]
        commit(number, changed)


if __name__ == "__main__":
    main()
