#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks many repositories: one JSON line for each, with what credlint said of it, in the order of the list.

    repositories.py [--engine threads|spark|ray] [-j N] LIST      LIST: one git address a line, # begins a comment

Each is cloned without its history, checked and removed. Spark and Ray do nothing here but hand out the list; all that a
worker needs is git and credlint on its PATH. Exit status: the worst of all repositories, as credlint counts."""
import argparse
import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile

SECONDS = 3600


def check_repository(address):
    """Returns {"repository", "exit_code", "report": [...], "error"}; never raises for what a repository does."""
    answer = {"repository": address, "exit_code": 3, "report": [], "error": None}
    # What a repository names as a filter or a hook must not run here, and nothing may ask for a password.
    environment = dict(os.environ, GIT_TERMINAL_PROMPT="0", GIT_LFS_SKIP_SMUDGE="1")
    with tempfile.TemporaryDirectory(prefix="credlint-") as folder:
        clone = ["git", "-c", "core.hooksPath=/dev/null", "clone", "--quiet", "--depth=1", "--no-tags", "--", address, folder]
        check = ["credlint", "check", "--quiet", "--format", "jsonl", "."]
        try:
            subprocess.run(clone, env=environment, check=True, capture_output=True, timeout=SECONDS)
            done = subprocess.run(check, cwd=folder, capture_output=True, timeout=SECONDS)
            answer["report"] = [json.loads(line) for line in done.stdout.splitlines() if line.strip()]
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            said = getattr(error, "stderr", None) or str(error).encode()
            answer["error"] = said.decode(errors="replace").strip()
            return answer
    answer["exit_code"] = done.returncode
    answer["error"] = done.stderr.decode(errors="replace").strip() or None
    return answer


def with_threads(addresses, jobs):
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(check_repository, addresses)


def with_spark(addresses, jobs):
    from pyspark.sql import SparkSession
    context = SparkSession.builder.appName("credlint").getOrCreate().sparkContext
    # One repository a task: they differ a lot in size.
    return context.parallelize(addresses, len(addresses)).map(check_repository).toLocalIterator()


def with_ray(addresses, jobs):
    import ray
    ray.init(ignore_reinit_error=True)
    return ray.get([ray.remote(check_repository).remote(address) for address in addresses])


ENGINES = {"threads": with_threads, "spark": with_spark, "ray": with_ray}


def worst(codes):
    """1 wins over 3, and 2 over both: nothing was checked then."""
    return next((code for code in (2, 1, 3) if code in codes), 0)


def main():
    parser = argparse.ArgumentParser(description="Checks many repositories.")
    parser.add_argument("--engine", choices=sorted(ENGINES), default="threads")
    parser.add_argument("-j", "--jobs", type=int, default=4)
    parser.add_argument("list", type=argparse.FileType(encoding="utf-8"))
    arguments = parser.parse_args()
    addresses = [line.strip() for line in arguments.list if line.strip() and not line.startswith("#")]
    codes = set()
    for answer in ENGINES[arguments.engine](addresses, arguments.jobs) if addresses else []:
        print(json.dumps(answer, ensure_ascii=False, sort_keys=True), flush=True)
        codes.add(answer["exit_code"])
    return worst(codes)


if __name__ == "__main__":
    sys.exit(main())
