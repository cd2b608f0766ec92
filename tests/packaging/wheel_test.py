#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""./dev package: the tarball, the wheel and the checksums, and the wheel in pip's hands."""
import base64
import csv
import hashlib
import pathlib
import struct
import sys
import tarfile
import unittest
import zipfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import support  # noqa: E402
from support import Case, PACKAGING, ROOT  # noqa: E402

VERSION = support.project_version()


def elf(static, machine=62):
    """The least file that is a program, for x86-64 unless told: a header and one program header."""
    kind = 1 if static else 3  # PT_LOAD or PT_INTERP
    header = b"\x7fELF\x02\x01\x01" + bytes(9) + struct.pack("<HHIQQQIHHHHHH", 2, machine, 1, 0, 64, 0, 0, 64, 56, 1, 0, 0, 0)
    return header + struct.pack("<II", kind, 5) + bytes(48)


class Package(Case):
    def package(self, program, output, *more):
        binary = self.folder / "program"
        binary.write_bytes(program)
        # It is made of nothing and cannot run; the program under test stands in for both.
        return self.run_program([PACKAGING / "package.py", "--binary", binary, "--build", support.BINARY.parent,
                                 "--guide", support.BINARY, "--level", "1", "--output", output, *more])

    def test_same_program_gives_same_bytes(self):
        for output in ("one", "two"):
            self.assertEqual(self.package(elf(static=True), self.folder / output).code, 0)
        names = sorted(path.name for path in (self.folder / "one").iterdir())
        self.assertGreaterEqual(len(names), 9, names)
        for name in names:
            self.assertEqual((self.folder / "one" / name).read_bytes(), (self.folder / "two" / name).read_bytes(), name)

    def test_checksums_hold(self):
        outcome = self.run_program(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=support.DIST)
        self.assertEqual(outcome.code, 0, outcome)
        self.assertEqual(len(outcome.out.splitlines()), len([path for path in support.DIST.iterdir() if path.is_file()]) - 1)

    def test_a_static_program_is_for_every_c_library(self):
        self.package(elf(static=True), self.folder / "out")
        name = "credlint-%s-py3-none-manylinux_2_17_x86_64.musllinux_1_1_x86_64.whl" % VERSION
        self.assertTrue((self.folder / "out" / name).exists())

    def test_programs_of_two_machines_stand_side_by_side(self):
        other = self.folder / "other"
        other.write_bytes(elf(static=True, machine=183))
        done = self.package(elf(static=True), self.folder / "out", "--binary", other)
        self.assertEqual(done.code, 0, done)
        names = {path.name for path in (self.folder / "out").iterdir()}
        for name in ("credlint-%s-linux-aarch64.tar.gz", "credlint-%s-py3-none-manylinux_2_17_aarch64.musllinux_1_1_aarch64.whl",
                     "credlint-linux-arm64-%s.tgz", "credlint-linux-x64-%s.tgz", "credlint-%s-linux-aarch64.cdx.json"):
            self.assertIn(name % VERSION, names)
        formula = (self.folder / "out" / "credlint.rb").read_text(encoding="utf-8")
        self.assertEqual([word in formula for word in ("on_arm do", "on_intel do")], [True, True])

    def test_a_linked_program_is_for_this_machine_only(self):
        self.package(elf(static=False), self.folder / "out")
        self.assertTrue((self.folder / "out" / ("credlint-%s-py3-none-linux_x86_64.whl" % VERSION)).exists())

    def test_the_release_binary_is_static(self):
        release = ROOT / "build" / "release" / "credlint"
        if not release.exists():
            self.skipTest("no release binary here")
        sys.path.insert(0, str(PACKAGING))
        import wheel
        self.assertTrue(wheel.platform_tag(release.read_bytes()).startswith("manylinux_2_17_"))

    def test_what_is_no_program_is_refused(self):
        for text in (b"#!/bin/sh\n", b"", elf(static=True)[:66], elf(static=True).replace(b"\x3e\x00", b"\x08\x00", 1)):
            outcome = self.package(text, self.folder / "out")
            self.assertEqual(outcome.code, 1, outcome)
            self.assertIn("package: ", outcome.err)
            self.assertFalse((self.folder / "out").exists())

    def test_the_tarball_holds_a_folder(self):
        path = support.tarball()
        with tarfile.open(path) as archive:
            members = {member.name: member for member in archive}
            folder = path.name[:-len(".tar.gz")]
            names = ("credlint", "LICENSE", "THIRD_PARTY_LICENSES", "README.md", "CHANGELOG.md", "credlint.1",
                     "completions/credlint.bash", "completions/_credlint", "completions/credlint.fish")
            self.assertEqual(set(members), {folder + "/" + name for name in names})
            program = members[folder + "/credlint"]
            self.assertEqual((program.mode, program.uid, program.mtime), (0o755, 0, 315532800))
            self.assertEqual(archive.extractfile(program).read(), support.BINARY.read_bytes())


class Wheel(Case):
    def setUp(self):
        super().setUp()
        (self.wheel,) = support.DIST.glob("credlint-%s-*.whl" % VERSION)

    def test_the_record_names_every_file(self):
        with zipfile.ZipFile(self.wheel) as archive:
            info = "credlint-%s.dist-info/" % VERSION
            rows = list(csv.reader(archive.read(info + "RECORD").decode().splitlines()))
            self.assertEqual([row[0] for row in rows], archive.namelist())
            for path, digest, size in rows[:-1]:
                data = archive.read(path)
                expected = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
                self.assertEqual((digest, size), ("sha256=" + expected, str(len(data))), path)
            self.assertEqual(rows[-1], [info + "RECORD", "", ""])

    def test_the_name_is_made_of_the_tags(self):
        with zipfile.ZipFile(self.wheel) as archive:
            text = archive.read("credlint-%s.dist-info/WHEEL" % VERSION).decode()
        tags = [line[len("Tag: "):] for line in text.splitlines() if line.startswith("Tag: ")]
        platforms = ".".join(tag.split("-")[2] for tag in tags)
        self.assertEqual(self.wheel.name, "credlint-%s-py3-none-%s.whl" % (VERSION, platforms))

    def test_pip_installs_runs_and_removes_it(self):
        start = support.processor_seconds()
        made = self.run_program([sys.executable, "-m", "venv", "venv"])
        if made.code != 0:
            self.skipTest("no venv: " + made.out.strip())
        pip = self.folder / "venv" / "bin" / "pip"
        installed = self.run_program([pip, "install", "--quiet", "--disable-pip-version-check", "credlint==" + VERSION])
        self.assertEqual(installed.code, 0, installed)
        program = self.folder / "venv" / "bin" / "credlint"
        self.assertEqual(self.run_program([program, "--version"]).out.split()[:2], ["credlint", VERSION])
        (self.folder / "credentials").write_text(support.BROKEN, encoding="utf-8")
        checked = self.run_program([program, "check", "credentials"])
        self.assertEqual(checked.code, 1, checked)
        self.assertIn(support.RULE, checked.out)
        self.assert_quick(start)
        shown = self.run_program([pip, "show", "--files", "credlint"]).out
        for line in ("Name: credlint", "Version: " + VERSION, "License: MIT", "  ../../../bin/credlint",
                     "  ../../../share/man/man1/credlint.1"):
            self.assertIn(line, shown)
        self.assertEqual(self.run_program([pip, "check"]).code, 0)
        self.run_program([pip, "uninstall", "--yes", "credlint"])
        self.assertFalse(program.exists())


class Versions(unittest.TestCase):
    def test_the_readme_names_this_version(self):
        text = (ROOT / "README.md").read_text(encoding="utf-8")
        for name in ("credlint_%s_amd64.deb", "credlint-%s-1.x86_64.rpm", "credlint-%s-linux-x86_64.tar.gz", "credlint@v%s"):
            self.assertIn(name % VERSION, text)

    def test_the_changelog_tells_of_this_version(self):
        text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
        self.assertRegex(text, r"(?m)^## \[%s\]" % VERSION.replace(".", r"\."))
        self.assertIn("/releases/tag/v%s\n" % VERSION, text)

    def test_the_mirror_and_the_recipes_name_this_version(self):
        text = (PACKAGING / "pre-commit-mirror" / "pyproject.toml").read_text(encoding="utf-8")
        self.assertIn('\nversion = "%s"\ndependencies = ["credlint==%s"]\n' % (VERSION, VERSION), text)
        recipes = ("azure-pipelines.yml", "github-matrix.yml", "gitlab-parallel.yml", "gitlab.yml", "reviewdog.yml")
        for name in recipes:
            self.assertIn('CREDLINT_VERSION: "%s"' % VERSION, (support.RECIPES / name).read_text(encoding="utf-8"), name)
        self.assertIn("CREDLINT_VERSION = '%s'" % VERSION, (support.RECIPES / "Jenkinsfile").read_text(encoding="utf-8"))
        self.assertIn("${CREDLINT_VERSION:-%s}" % VERSION,
                      (support.RECIPES / "bitbucket-pipelines.yml").read_text(encoding="utf-8"))


if __name__ == "__main__":
    support.main()
