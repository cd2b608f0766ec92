#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Whether two programs find the same: a machine beside another, a version beside another.
    same_findings.py PROGRAM OTHER TREE…
Each program may be words, "qemu-aarch64 build/release-arm64/credlint". Ends with 1 where reports differ, and says in what;
prints how many findings there are and how long both took, in seconds of processor time."""
import json
import resource
import shlex
import subprocess
import sys

CHECK = ["check", "--no-config", "--no-baseline", "--quiet", "--exit-zero", "--min-confidence", "low", "--now",
         "2026-01-01T00:00:00Z", "--format", "json"]


def processor_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def report(program, tree):
    """The report of a tree, but for the version, and the seconds that it took."""
    start = processor_seconds()
    done = subprocess.run(shlex.split(program) + CHECK + ["."], cwd=tree, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    if done.returncode not in (0, 3):  # 3: something could not be read
        sys.exit("%s: exit code %d" % (program, done.returncode))
    said = json.loads(done.stdout)
    # Engines let different files through that hold nothing that a rule speaks of.
    del said["version"], said["summary"]["files_with_facts"]
    return said, processor_seconds() - start


def differences(one, other):
    """A line for each finding that only one of them has; for the first member in which they differ else."""
    places = [{json.dumps(finding, sort_keys=True): "%(path)s:%(line)s: %(rule)s" % finding for finding in said["findings"]}
              for said in (one, other)]
    lines = []
    for sign, have, lack in (("-", *places), ("+", *reversed(places))):
        lines += ["%s %s" % (sign, place) for key, place in have.items() if key not in lack]
    return lines or ["%s: %s, %s" % (name, one[name], other[name]) for name in one if one[name] != other[name]]


def main():
    program, other, *trees = sys.argv[1:]
    failed = False
    for tree in trees:
        (one, took), (two, other_took) = report(program, tree), report(other, tree)
        lines = [] if one == two else differences(one, two)
        failed = failed or bool(lines)
        print("%s: %d findings, %d files; %s; %.2f s, %.2f s, ratio %.2f" % (
            tree, len(one["findings"]), one["summary"]["files_read"], "DIFFERENT" if lines else "the same", took, other_took,
            other_took / took))
        print("".join("  %s\n" % line for line in lines[:20]), end="")
    sys.exit(1 if failed else 0)


main()
