#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures credlint on credentials of every kind and on what only looks like them.

  corpus.py write FOLDER              writes the corpus: a git repository with all of its files in the index
  corpus.py measure CREDLINT [-v] [--floors] [--peer]
                                      recall by kind and severity, precision by kind of negative; -v names what was
                                      missed and what was false; --floors exits with 1 below the floors; --peer: secretlint
                                      as well, from npm"""
import argparse
import collections
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import tomllib

import values
from negatives import negatives
from positives import positives

HERE = pathlib.Path(__file__).resolve().parent
SEED = 20260601
RECALL_FLOOR = 0.99
# 0.99 is wanted; 0.987 is what forty random characters under the names of other frameworks' secrets leave.
PRECISION_WANTED = 0.99
PRECISION_FLOOR = 0.99
LEVELS = ["error", "warning", "note"]
PEER = "secretlint@13.0.6"
PEER_RULES = "@secretlint/secretlint-rule-preset-recommend@13.0.6"


def cases():
    syntaxes = tomllib.loads((HERE / "syntaxes.toml").read_text())
    return list(positives(syntaxes, SEED)), list(negatives(SEED + 1))


def write(root, all_cases):
    """Writes the cases and gives case -> folder. Names tell nothing: rules must not go by them."""
    folders = {}
    for number, case in enumerate(all_cases):
        folder = f"p{number:04}"
        folders[folder] = case
        for path, text in case.files.items():
            file = root / folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
    run = ["git", "-C", str(root), "-c", "core.autocrlf=false"]
    subprocess.run(run + ["init", "-q"], check=True)
    subprocess.run(run + ["add", "-A", "-f"], check=True, stderr=subprocess.DEVNULL)
    return folders


def credlint_findings(binary, root):
    command = [binary, "check", "--no-config", "--no-baseline", "--exit-zero", "--format", "jsonl", "--now", values.NOW_TEXT, "."]
    out = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
    for line in out.splitlines():
        found = json.loads(line)
        if found.get("rule") and not found.get("suppressed"):
            yield (found["path"], (found["line"], found["column"]), (found["end_line"], found["end_column"]),
                   found["severity"], found["rule"])


def secretlint_findings(root):
    """What its rule for AWS says, ids included; all of that has one severity. Other rules are about other vendors."""
    tool = HERE.parent.parent / "build" / "secretlint"
    if not (tool / "node_modules" / ".bin" / "secretlint").exists():
        tool.mkdir(parents=True, exist_ok=True)
        (tool / "package.json").write_text("{}")
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--ignore-scripts", PEER, PEER_RULES], cwd=tool, check=True)
    config = root.parent / "secretlintrc.json"
    config.write_text(json.dumps({"rules": [{
        "id": str(tool / "node_modules/@secretlint/secretlint-rule-preset-recommend"),
        "rules": [{"id": "@secretlint/secretlint-rule-aws", "options": {"enableIDScanRule": True}}]}]}))
    run = subprocess.run([tool / "node_modules/.bin/secretlint", "--secretlintrc", str(config), "--format", "json",
                          "--secretlintignore", "/dev/null", "**/*", "**/.*", "**/.*/**"], cwd=root, capture_output=True, text=True)
    for file in json.loads(run.stdout or "[]"):
        path = str(pathlib.Path(file["filePath"]).resolve().relative_to(root.resolve()))
        for message in file["messages"]:
            if "aws" not in message["ruleId"]:
                continue
            start, end = message["loc"]["start"], message["loc"]["end"]
            yield (path, (start["line"], start["column"] + 1), (end["line"], end["column"] + 1), "error", message["ruleId"])


def place(text, value):
    """First and last (line, column) of a value in a text, 1-based, the end behind the last character."""
    def at(offset):
        return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1
    begin = text.index(value)
    return at(begin), at(begin + len(value))


class Score:
    """What was found of the labels, and what was said that no label asks for."""

    def __init__(self, folders, found):
        self.severities = collections.defaultdict(list)  # kind -> best severity of each label, or None
        self.missed, self.false = [], []
        self.true = collections.Counter()                # severity -> findings on a label
        self.negative = collections.defaultdict(list)    # kind of negative -> worst severity of each case
        by_file = collections.defaultdict(list)
        for path, begin, end, severity, rule in found:
            by_file[path].append((begin, end, severity, rule))
        for folder, case in folders.items():
            self.judge(folder, case, by_file)

    def judge(self, folder, case, by_file):
        on_label = set()
        for kind, path, value in case.labels:
            begin, end = place(case.files[path], value)
            hits = [hit for hit in by_file[f"{folder}/{path}"] if hit[0] < end and begin < hit[1]]
            on_label.update((path, hit) for hit in hits)
            best = min((LEVELS.index(hit[2]) for hit in hits), default=None)
            self.severities[kind].append(None if best is None else LEVELS[best])
            if best is None:
                self.missed.append(f"{folder} {kind} {case.name} {path}")
        worst = None
        for path in case.files:
            for hit in by_file[f"{folder}/{path}"]:
                if (path, hit) in on_label:
                    self.true[hit[2]] += 1
                elif not case.labels:
                    worst = min(worst if worst is not None else 9, LEVELS.index(hit[2]))
                    self.false.append((hit[2], f"{folder} {case.kind} {case.name} {path}: {hit[3]}"))
        if not case.labels:
            self.negative[case.kind].append(None if worst is None else LEVELS[worst])

    def recall(self, kind):
        found = self.severities[kind]
        return sum(1 for each in found if each) / len(found)

    def loud_false(self):
        return [text for severity, text in self.false if severity != "note"]

    def precision(self):
        true = self.true["error"] + self.true["warning"]
        return true / max(1, true + len(self.loud_false()))


def print_table(name, score):
    print(f"\n{name}\n{'kind':24} {'cases':>6} {'error':>6} {'warn.':>6} {'note':>6} {'missed':>7} {'recall':>8}")
    everything = []
    for kind in sorted(score.severities):
        found = score.severities[kind]
        everything += found
        print(f"{kind:24} {len(found):6} " + " ".join(f"{found.count(level):6}" for level in LEVELS)
              + f" {found.count(None):7} {score.recall(kind):8.1%}")
    share = sum(1 for each in everything if each) / len(everything)
    print(f"{'all':24} {len(everything):6} " + " ".join(f"{everything.count(level):6}" for level in LEVELS)
          + f" {everything.count(None):7} {share:8.1%}")
    print(f"\n{'hard negatives':24} {'cases':>6} {'error':>6} {'warn.':>6} {'note':>6} {'silent':>7}")
    for kind, worst in sorted(score.negative.items()):
        print(f"{kind:24} {len(worst):6} " + " ".join(f"{worst.count(level):6}" for level in LEVELS) + f" {worst.count(None):7}")
    print(f"precision at warning and above: {score.precision():.1%} ({len(score.loud_false())} false findings)")


def measure(options):
    some, none = cases()
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder) / "tree"
        folders = write(root, some + none)
        score = Score(folders, credlint_findings(str(pathlib.Path(options.credlint).resolve()), root))
        print_table("credlint", score)
        if options.verbose:
            print(*(["\nmissed:"] + score.missed + ["\nfalse:"] + [f"{a} {b}" for a, b in score.false]), sep="\n")
        if options.peer and shutil.which("npm"):
            print_table(PEER, Score(folders, secretlint_findings(root)))
        elif options.peer:
            print("\nno peer: npm is not installed")
    low = [kind for kind in score.severities if score.recall(kind) < RECALL_FLOOR]
    for kind in low:
        print(f"below the floor: recall of {kind} is {score.recall(kind):.1%}")
    if score.precision() < PRECISION_WANTED:
        print(f"below what is wanted: precision is {score.precision():.1%}")
    return 1 if options.floors and (low or score.precision() < PRECISION_FLOOR) else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("write")
    one.add_argument("folder", type=pathlib.Path)
    one.set_defaults(run=lambda options: write(options.folder, sum(cases(), [])) and 0)
    two = commands.add_parser("measure")
    two.add_argument("credlint")
    for flag in ("--floors", "--peer"):
        two.add_argument(flag, action="store_true")
    two.add_argument("-v", "--verbose", action="store_true")
    two.set_defaults(run=measure)
    options = parser.parse_args()
    return options.run(options)


if __name__ == "__main__":
    sys.exit(main())
