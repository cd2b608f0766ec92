#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The .deb, the .rpm and the container's root, each installed into an empty root of its own and run there."""
import pathlib
import re
import shutil
import sys
import tarfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "cli" / "packaging"))
import support  # noqa: E402
import wheel  # noqa: E402
from support import Case  # noqa: E402

VERSION = support.project_version()
COMMON = {"usr/bin/credlint", "usr/share/man/man1/credlint.1.gz", "usr/share/bash-completion/completions/credlint",
          "usr/share/fish/vendor_completions.d/credlint.fish", "usr/share/doc/credlint/changelog.gz",
          "usr/share/doc/credlint/copyright"}


def is_static():
    return wheel.is_static(support.BINARY.read_bytes())


class Root(Case):
    def setUp(self):
        super().setUp()
        self.root = self.folder / "root"
        self.root.mkdir()

    def files(self):
        return {str(path.relative_to(self.root)) for path in (self.root / "usr").rglob("*") if path.is_file()}

    def inside(self, *words):
        """Runs the program with the root as its whole world where it needs no other; else from where it was put."""
        program = self.root / "usr" / "bin" / "credlint"
        if is_static():
            enter = ["unshare", "--map-root-user", "--root=%s" % self.root, "--wd=/work"]
            if self.run_program(["unshare", "--map-root-user", "true"]).code == 0:
                return self.run_program(enter + ["/usr/bin/credlint", *words])
        return self.run_program([program, *words], cwd=self.root / "work")

    def assert_finds(self):
        work = self.root / "work"
        work.mkdir(exist_ok=True)
        (work / "credentials").write_text(support.BROKEN, encoding="utf-8")
        checked = self.inside("check", "credentials")
        self.assertEqual(checked.code, 1, checked)
        self.assertIn(support.RULE, checked.out)
        self.assertEqual(self.inside("--version").out.split()[:2], ["credlint", VERSION])

    def assert_manual(self, path):
        if not shutil.which("man"):
            return
        shown = self.run_program(["man", "--local-file", "--warnings=w", path], MANWIDTH="100")
        self.assertEqual((shown.code, shown.err), (0, ""), shown)
        self.assertIn("--fail-on", shown.out)


class Deb(Root):
    def setUp(self):
        super().setUp()
        if not shutil.which("dpkg"):
            self.skipTest("no dpkg here")
        (self.package,) = support.DIST.glob("credlint_%s_*.deb" % VERSION)
        for name in ("info", "updates", "triggers"):
            (self.root / "var/lib/dpkg" / name).mkdir(parents=True)
        (self.root / "var/lib/dpkg/status").touch()

    def dpkg(self, *words):
        force = ["--force-not-root", "--force-script-chrootless", "--force-bad-path"]
        return self.run_program(["dpkg", "--root=%s" % self.root, "--log=/dev/null", *force, *words])

    def test_it_installs_runs_and_goes_without_a_trace(self):
        start = support.processor_seconds()
        installed = self.dpkg("--install", self.package)
        self.assertEqual(installed.code, 0, installed)
        self.assert_finds()
        self.assert_quick(start)
        self.assertEqual(self.files(), COMMON | {"usr/share/zsh/vendor-completions/_credlint"})
        self.assert_manual(self.root / "usr/share/man/man1/credlint.1.gz")
        removed = self.dpkg("--purge", "credlint")
        self.assertEqual(removed.code, 0, removed)
        self.assertFalse((self.root / "usr").exists())

    def test_what_it_says_of_itself(self):
        fields = dict(line.split(": ", 1) for line in self.run_program(["dpkg-deb", "--field", self.package]).out.splitlines()
                      if re.match(r"[A-Z][A-Za-z-]+: ", line))
        self.assertEqual((fields["Package"], fields["Version"], fields["Recommends"]), ("credlint", VERSION, "git"))
        self.assertNotIn("Depends", fields)
        listed = self.run_program(["dpkg-deb", "--contents", self.package]).out
        self.assertEqual({line.split()[1] for line in listed.splitlines()}, {"root/root"})


class Rpm(Root):
    def setUp(self):
        super().setUp()
        if not shutil.which("rpm"):
            self.skipTest("no rpm here")
        (self.package,) = support.DIST.glob("credlint-%s-1.*.rpm" % VERSION)

    def rpm(self, *words):
        return self.run_program(["rpm", "--root=%s" % self.root, "--dbpath=/var/lib/rpm", *words])

    def test_it_installs_and_runs(self):
        installed = self.rpm("--install", self.package)
        if "chroot" in installed.err:
            self.skipTest("rpm may not change its root here: " + installed.err)
        self.assertEqual(installed.code, 0, installed)
        self.assert_finds()
        self.assertEqual(self.files(), COMMON | {"usr/share/zsh/site-functions/_credlint"})

    def test_what_it_says_of_itself(self):
        told = self.run_program(["rpm", "--query", "--package", "--queryformat", "%{NAME} %{VERSION} %{LICENSE} %{BUILDHOST}",
                                 self.package])
        self.assertEqual(told.out, "credlint %s MIT localhost" % VERSION, told)
        needs = self.run_program(["rpm", "--query", "--package", "--requires", self.package]).out.splitlines()
        self.assertEqual([line for line in needs if not line.startswith("rpmlib(")], [])


class Container(Root):
    def test_the_root_is_all_that_it_needs(self):
        found = list(support.DIST.glob("credlint-%s-linux-*-rootfs.tar.gz" % VERSION))
        self.assertEqual(len(found), 1 if is_static() else 0)
        if not found:
            self.skipTest("the program under test is not static, so there is no container of it")
        with tarfile.open(found[0]) as archive:
            self.assertEqual({member.uid for member in archive}, {0})
            archive.extractall(self.root)
        self.assert_finds()
        self.assertIn("nobody:x:65534:", (self.root / "etc/passwd").read_text(encoding="utf-8"))

    def test_the_definition_adds_nothing_else(self):
        text = (support.PACKAGING / "container" / "Dockerfile").read_text(encoding="utf-8")
        words = [line.split()[0] for line in text.splitlines() if line and not line.startswith("#")]
        self.assertEqual(words, ["FROM", "ARG", "ADD", "USER", "WORKDIR", "ENTRYPOINT", "CMD"])
        self.assertIn("\nFROM scratch\n", text)
        self.assertIn("linux-x86_64-rootfs.tar.gz", text)
        self.assertIn("credlint-%s-" % VERSION, text)


if __name__ == "__main__":
    support.main()
