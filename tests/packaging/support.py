# SPDX-License-Identifier: MIT
"""What the tests of packages and recipes share: a clean environment, git repositories, and one way to run programs."""
import argparse
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "cli" / "packaging"
RECIPES = PACKAGING / "ci"

# Synthetic: a temporary key without its token, and a profile without any fault.
SECRET = "wJalrXUtnFEMI/K7MDENG/" + "bPxRfiCYEXAMPLEKEZ"
BROKEN = "[default]\naws_access_key_id = ASIA" + "RZPUZDIKAEXAMPLE\naws_secret_access_key = " + SECRET + "\n"
CLEAN = "[default]\nregion = eu-west-1\n"
RULE = "temp-key-without-token"

BINARY = None
DIST = None


def project_version():
    text = (ROOT / "CMakeLists.txt").read_text(encoding="utf-8")
    return re.search(r"^project\(credlint VERSION ([0-9.]+)", text, re.MULTILINE).group(1)


def tarball():
    """The one with the program; the root of a container is another."""
    (path,) = (path for path in DIST.glob("credlint-%s-linux-*.tar.gz" % project_version()) if "rootfs" not in path.name)
    return path


def skip_without(*tools):
    """Ends the whole program with ctest's code for a skipped test when one of the tools is not on the PATH."""
    for tool in tools:
        if not shutil.which(tool):
            print("skipped: %s is not installed" % tool)
            sys.exit(77)


def main():
    """Runs the tests of the calling module."""
    global BINARY, DIST
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", type=pathlib.Path, required=True)
    parser.add_argument("--dist", type=pathlib.Path, required=True)
    arguments, rest = parser.parse_known_args()
    BINARY, DIST = arguments.binary.resolve(), arguments.dist.resolve()
    unittest.main(module="__main__", argv=[sys.argv[0]] + rest, verbosity=2)


def processor_seconds():
    """Of all programs that were run so far: what other load does not change."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Outcome:
    def __init__(self, done):
        self.code = done.returncode
        self.out = done.stdout.decode(errors="replace")
        self.err = done.stderr.decode(errors="replace")

    def __str__(self):
        return "exit code %d\n%s%s" % (self.code, self.out, self.err)


class Case(unittest.TestCase):
    """A test with a folder of its own and an environment in which nothing of the machine or the network is seen."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="credlint-packaging-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name).resolve()
        self.env = clean_environment(self.folder)

    def run_program(self, command, cwd=None, **more):
        return run_program(command, cwd or self.folder, dict(self.env, **more))

    def assert_quick(self, start):
        """From the first command to the first finding at most ten seconds of processor time. A program with sanitizers is no
        measure."""
        if b"__asan_init" not in BINARY.read_bytes():
            self.assertLess(processor_seconds() - start, 10)

    def repository(self, name="repository"):
        """A repository with one commit that has no fault."""
        repository = Repository(self.folder / name, self.env)
        repository.write("settings.ini", CLEAN)
        repository.commit_all("first")
        return repository


def clean_environment(home):
    """No configuration of git, pip or AWS, no index for pip, and a proxy that nobody listens at."""
    path = home / "bin"
    path.mkdir(exist_ok=True)
    return {"HOME": str(home), "PATH": "%s:/usr/local/bin:/usr/bin:/bin" % path, "LC_ALL": "C.UTF-8", "TMPDIR": str(home),
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.com",
            "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.com", "GIT_ALLOW_PROTOCOL": "file",
            "PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(DIST), "PIP_NO_CACHE_DIR": "1",
            "https_proxy": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9"}


def add_to_path(env, name="credlint", program=None):
    """Puts a program into the one folder of the PATH that is the own of a test."""
    link = pathlib.Path(env["HOME"]) / "bin" / name
    link.symlink_to(program or BINARY)


def run_program(command, cwd, env, input=None):
    done = subprocess.run([str(word) for word in command], cwd=cwd, env=env, input=input, timeout=300,
                          stdin=None if input is not None else subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return Outcome(done)


class Repository:
    def __init__(self, folder, env):
        self.folder = folder
        self.env = env
        folder.mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch=main", ".")

    def run(self, *command, **more):
        return run_program(command, self.folder, dict(self.env, **more))

    def git(self, *arguments):
        """What git says. Raises when it fails; try_git() does not."""
        outcome = self.try_git(*arguments)
        if outcome.code != 0:
            raise AssertionError("git %s: %s" % (" ".join(arguments), outcome))
        return outcome.out.strip()

    def try_git(self, *arguments):
        return self.run("git", *arguments)

    def head(self):
        return self.git("rev-parse", "HEAD")

    def write(self, path, text):
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def read(self, path):
        return (self.folder / path).read_text(encoding="utf-8")

    def commit_all(self, message):
        """Commits without any hook."""
        self.git("add", "--all", "--", ".")
        self.git("commit", "--quiet", "--no-verify", "--message", message)
        return self.head()
