# SPDX-License-Identifier: MIT
"""The scripts in the recipes for CI, and a machine to run them on as the hosts would."""
import atexit
import functools
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import support
from support import Case, RECIPES


def load(name):
    import yaml
    return yaml.safe_load((RECIPES / name).read_text(encoding="utf-8"))


def github_scripts(job):
    """The `run` lines of a workflow's job with the environment of each, expressions filled in by name."""
    return [(step["name"], step["run"]) for step in job["steps"] if "run" in step]


def jenkins_scripts():
    text = (RECIPES / "Jenkinsfile").read_text(encoding="utf-8")
    return re.findall(r"sh '''\n(.*?)'''", text, re.DOTALL)


@functools.lru_cache(maxsize=None)
def shared_environment():
    """One virtual environment for the whole program, empty at first: recipes install the wheel into it themselves."""
    home = tempfile.TemporaryDirectory(prefix="credlint-recipes-")
    atexit.register(home.cleanup)
    venv = pathlib.Path(home.name) / "venv"
    done = subprocess.run([sys.executable, "-m", "venv", str(venv)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        raise unittest.SkipTest("no venv: " + done.stdout.decode().strip())
    return venv


class RecipeCase(Case):
    def setUp(self):
        super().setUp()
        self.env["PATH"] = "%s:%s" % (shared_environment() / "bin", self.env["PATH"])
        self.env["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
        self.assertNotIn("AWS_PROFILE", self.env)
        self.origin = self.repository("origin")
        self.origin.git("config", "uploadpack.allowAnySHA1InWant", "true")

    def pull_request(self):
        """An old fault on main, a new one on the branch `request`; returns the commit that they part at."""
        self.origin.write("old", support.BROKEN)
        base = self.origin.commit_all("old fault")
        self.origin.git("checkout", "--quiet", "-b", "request")
        self.origin.write("new", support.BROKEN)
        self.origin.commit_all("new fault")
        return base

    def clone(self, *options, name="checkout"):
        """A checkout of the branch that the origin is on."""
        branch = self.origin.git("branch", "--show-current")
        folder = self.folder / name
        self.origin.git("clone", "--quiet", "--branch", branch, *options, "file://%s" % self.origin.folder, str(folder))
        checkout = support.Repository.__new__(support.Repository)
        checkout.folder, checkout.env = folder, self.env
        return checkout

    def assert_only_new(self, outcome):
        self.assertEqual(outcome.code, 1, outcome)
        self.assertIn("--> new:2", outcome.out)
        self.assertNotIn("--> old:", outcome.out)

    def assert_clean(self, outcome):
        self.assertEqual(outcome.code, 0, outcome)
        self.assertIn("no findings", outcome.err)


def shell_of(kind):
    """How a host runs the lines of a script, all in one shell that stops at the first failure."""
    return {"bash": ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"], "sh": ["sh", "-e", "-c"],
            "jenkins": ["sh", "-xe", "-c"]}[kind]


def run_script(repository, lines, kind="bash", **env):
    script = "\n".join(lines) if isinstance(lines, list) else lines
    return repository.run(*shell_of(kind), script, **env)


def need_yaml():
    try:
        import yaml  # noqa: F401
    except ImportError:
        print("skipped: python3-yaml is not installed")
        sys.exit(77)


def has(program):
    return shutil.which(program) is not None
