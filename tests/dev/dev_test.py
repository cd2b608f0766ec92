#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Usage: dev_test.py --build DIR --compiler CXX --credlint FILE."""
import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
GIVEN = None


def run(command, cwd=ROOT, **more):
    done = subprocess.run([str(word) for word in command], cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, **more)
    done.out, done.err = done.stdout.decode(), done.stderr.decode()
    return done


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="credlint-dev-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name).resolve()


class NeededTargets(Case):
    def targets(self, regex):
        return run([ROOT / "tests" / "needed_targets.py", GIVEN.build, regex]).out.split()

    @unittest.skipUnless(shutil.which("ninja"), "no ninja here")
    def test_tests_need_their_programs(self):
        self.assertIn("credlint_test_cli", self.targets("Help.FitsATerminal"))
        self.assertIn("credlint_test_rules", self.targets("region_is_az"))
        self.assertNotIn("credlint_test_unit", self.targets("region_is_az"))
        self.assertEqual(self.targets("no test is called so"), [])


class NewRule(Case):
    def setUp(self):
        super().setUp()
        self.rules = self.folder / "rules"
        (self.rules / "region").mkdir(parents=True)
        shutil.copy(ROOT / "rules" / "new_rule.py", self.rules)
        (self.rules / "region" / "old.md").touch()
        (self.rules / "region" / "old.cpp").touch()

    def make(self, name):
        return run([sys.executable, self.rules / "new_rule.py", name])

    def test_the_two_files_compile(self):
        made = self.make("region/is-planet")
        self.assertEqual(made.returncode, 0, made.err)
        code, page = self.rules / "region" / "is_planet.cpp", self.rules / "region" / "is_planet.md"
        self.assertIn("RuleDefinition is_planet()", code.read_text(encoding="utf-8"))
        self.assertTrue(page.read_text(encoding="utf-8").startswith("# is-planet\n"))
        compiled = run([GIVEN.compiler, "-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-I", ROOT, "-I",
                        pathlib.Path(GIVEN.build) / "generated", code])
        self.assertEqual((compiled.returncode, compiled.err), (0, ""))

    def test_no_file_is_ever_overwritten(self):
        self.assertNotEqual(self.make("region/old").returncode, 0)
        self.assertIn("there are: region", self.make("regoin/new").err)


class CopiedCheckout(Case):
    """The real `dev` over a project without a source."""

    def setUp(self):
        super().setUp()
        first = self.folder / "first"
        first.mkdir()
        for name in ("dev", "CMakePresets.json"):
            shutil.copy(ROOT / name, first)
        (first / "CMakeLists.txt").write_text("cmake_minimum_required(VERSION 3.25)\nproject(credlint VERSION 9.8.7 LANGUAGES NONE)\n",
                                              encoding="utf-8")

    def configure(self, name):
        return run(["bash", "-c", "set -- help; . ./dev >/dev/null; configure test"], cwd=self.folder / name)

    def home(self, name):
        cache = (self.folder / name / "build" / "test" / "CMakeCache.txt").read_text(encoding="utf-8")
        return next(line.partition("=")[2] for line in cache.splitlines() if line.startswith("CMAKE_HOME_DIRECTORY:"))

    @unittest.skipUnless(shutil.which("ninja") and shutil.which("cmake"), "no cmake or ninja here")
    def test_it_builds_its_own_sources(self):
        self.assertEqual(self.configure("first").returncode, 0)
        self.assertEqual(self.home("first"), str(self.folder / "first"))
        shutil.copytree(self.folder / "first", self.folder / "second", symlinks=True)
        done = self.configure("second")
        self.assertEqual(done.returncode, 0, done.err)
        self.assertIn("of another checkout", done.err)
        self.assertEqual(self.home("second"), str(self.folder / "second"))
        self.assertEqual(self.configure("second").err, "")

    def test_the_version_is_the_projects(self):
        self.assertEqual(run(["./dev", "version"], cwd=self.folder / "first").out, "9.8.7\n")


class Demo(Case):
    def test_it_shows_findings_and_leaves_nothing(self):
        shown = run([ROOT / "cli" / "demo" / "demo.sh", GIVEN.credlint], env={"PATH": "/usr/bin:/bin", "TMPDIR": str(self.folder)})
        self.assertEqual((shown.returncode, list(self.folder.iterdir())), (0, []), shown.err)
        for part in ("error[temp-key-without-token]", "error[profile-not-found]", "would fail", "Yours: credlint check"):
            self.assertIn(part, shown.out)


class Scripts(Case):
    @unittest.skipUnless(shutil.which("shellcheck"), "no shellcheck here")
    def test_shell_scripts_are_clean(self):
        scripts = [ROOT / "dev", ROOT / ".ci" / "run", ROOT / "cli" / "demo" / "demo.sh"]
        checked = run(["shellcheck", *scripts])
        self.assertEqual((checked.returncode, checked.out), (0, ""))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for flag in ("--build", "--compiler", "--credlint"):
        parser.add_argument(flag, required=True)
    GIVEN, rest = parser.parse_known_args()
    unittest.main(argv=[sys.argv[0]] + rest, verbosity=2)
