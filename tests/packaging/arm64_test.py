#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What was cross-compiled for arm64, where it is there (./dev arm64): packages made of it, and the program of each under qemu."""
import json
import pathlib
import shutil
import sys
import tarfile
import zipfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "cli" / "packaging"))
import support  # noqa: E402
import wheel  # noqa: E402
from support import Case, PACKAGING, ROOT  # noqa: E402

VERSION = support.project_version()
PROGRAM = ROOT / "build" / "release-arm64" / "credlint"
QEMU = shutil.which("qemu-aarch64") or shutil.which("qemu-aarch64-static")


class Arm64(Case):
    def setUp(self):
        super().setUp()
        self.dist = self.folder / "dist"
        made = self.run_program([PACKAGING / "package.py", "--binary", PROGRAM, "--guide", support.BINARY, "--level", "1",
                                 "--output", self.dist])
        self.assertEqual(made.code, 0, made)

    def the_one(self, pattern):
        (path,) = self.dist.glob(pattern % VERSION)
        return path

    def assert_finds(self, program):
        program.chmod(0o755)
        self.assertTrue(wheel.is_static(program.read_bytes()))
        self.assertEqual(wheel.machine_of(program.read_bytes()), "aarch64")
        (self.folder / "credentials").write_text(support.BROKEN, encoding="utf-8")
        checked = self.run_program([QEMU, program, "check", "credentials"])
        self.assertEqual(checked.code, 1, checked)
        self.assertIn(support.RULE, checked.out)
        self.assertEqual(self.run_program([QEMU, program, "--version"]).out.split()[:2], ["credlint", VERSION])

    def test_every_package_holds_a_program_that_runs(self):
        for pattern, member in (("credlint-%s-linux-aarch64.tar.gz", "credlint-%s-linux-aarch64/credlint" % VERSION),
                                ("credlint-linux-arm64-%s.tgz", "package/bin/credlint"),
                                ("credlint-%s-linux-aarch64-rootfs.tar.gz", "usr/bin/credlint")):
            with tarfile.open(self.the_one(pattern)) as archive:
                (self.folder / "program").write_bytes(archive.extractfile(member).read())
            self.assert_finds(self.folder / "program")
        tag = "py3-none-manylinux_2_17_aarch64.musllinux_1_1_aarch64"
        with zipfile.ZipFile(self.the_one("credlint-%%s-%s.whl" % tag)) as archive:
            (self.folder / "program").write_bytes(archive.read("credlint-%s.data/scripts/credlint" % VERSION))
        self.assert_finds(self.folder / "program")

    def test_deb_and_npm_name_the_machine(self):
        if shutil.which("dpkg-deb"):
            told = self.run_program(["dpkg-deb", "--field", self.the_one("credlint_%s_arm64.deb"), "Architecture"])
            self.assertEqual(told.out.strip(), "arm64", told)
        with tarfile.open(self.the_one("credlint-linux-arm64-%s.tgz")) as archive:
            manifest = json.loads(archive.extractfile("package/package.json").read())
        self.assertEqual((manifest["name"], manifest["os"], manifest["cpu"]), ("@credlint/linux-arm64", ["linux"], ["arm64"]))

    def test_what_is_linked_is_told_with_its_licence(self):
        bill = json.loads(self.the_one("credlint-%s-linux-aarch64.cdx.json").read_text(encoding="utf-8"))
        by_name = {component["name"]: component for component in bill["components"]}
        for name in ("re2", "fmtlib", "nlohmann-json3", "cli11", "tomlplusplus", "howardhinnant-date", "glibc", "libinih",
                     "tree-sitter", "gcc-12-cross"):
            self.assertTrue(by_name[name].get("licenses"), name)
        self.assertNotIn("hyperscan", by_name)
        with tarfile.open(self.the_one("credlint-%s-linux-aarch64.tar.gz")) as archive:
            text = archive.extractfile("credlint-%s-linux-aarch64/THIRD_PARTY_LICENSES" % VERSION).read().decode()
        for words in ("re2 ", "glibc ", "GNU LESSER GENERAL PUBLIC LICENSE", "GCC RUNTIME LIBRARY EXCEPTION"):
            self.assertIn(words.lower(), text.lower())


if __name__ == "__main__":
    if not PROGRAM.exists():
        print("skipped: build/release-arm64/credlint is not there; ./dev arm64 makes it, by Debian's g++-aarch64-linux-gnu")
        sys.exit(77)
    if not QEMU:
        print("skipped: there is no qemu-aarch64 (Debian: qemu-user)")
        sys.exit(77)
    support.main()
