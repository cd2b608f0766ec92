#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What a release says about itself: the list of what is linked, the licences, the manifests of other package managers."""
import hashlib
import json
import pathlib
import re
import shutil
import sys
import tarfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "cli" / "packaging"))
import components  # noqa: E402
import package  # noqa: E402
import support  # noqa: E402
from support import Case, ROOT  # noqa: E402

VERSION = support.project_version()


class Bill(Case):
    def setUp(self):
        super().setUp()
        (path,) = support.DIST.glob("credlint-%s-linux-*.cdx.json" % VERSION)
        self.bill = json.loads(path.read_text(encoding="utf-8"))
        self.by_name = {component["name"]: component for component in self.bill["components"]}

    def test_it_is_of_this_program(self):
        about = self.bill["metadata"]["component"]
        digest = hashlib.sha256(support.BINARY.read_bytes()).hexdigest()
        self.assertEqual((self.bill["bomFormat"], self.bill["specVersion"]), ("CycloneDX", "1.5"))
        self.assertEqual((about["version"], about["hashes"]), (VERSION, [{"alg": "SHA-256", "content": digest}]))

    def test_every_grammar_that_is_compiled_in_is_there(self):
        wanted = json.loads((ROOT / "parsers/grammars/package.json").read_text(encoding="utf-8"))["dependencies"]
        found = {name: component["version"] for name, component in self.by_name.items() if "tree-sitter" in name}
        self.assertEqual({name: found.get(name) for name in wanted}, wanted)

    def test_what_the_system_brought_is_there(self):
        for name in ("re2", "fmtlib", "nlohmann-json3", "cli11", "tomlplusplus", "howardhinnant-date", "glibc"):
            self.assertIn(name, self.by_name)
        self.assertTrue({"inih", "libinih"} & set(self.by_name))
        # Tests are not part of the program, nor are the tools that build it.
        self.assertFalse({"googletest", "cmake", "npm-check-updates"} & set(self.by_name))

    def test_each_has_its_licence(self):
        """A library that is linked anew needs a line in components.py."""
        for name, component in self.by_name.items():
            if not name.startswith(("gcc-", "llvm-")):
                self.assertTrue(component.get("licenses"), name)

    def test_references_hold_together(self):
        (own,) = self.bill["dependencies"]
        self.assertEqual(own["ref"], self.bill["metadata"]["component"]["bom-ref"])
        refs = [component["bom-ref"] for component in self.bill["components"]]
        self.assertEqual(own["dependsOn"], refs)
        self.assertEqual(len(refs), len(set(refs)))


class OtherRoot(Case):
    """Libraries of another machine, unpacked by sysroot.sh."""

    def setUp(self):
        super().setUp()
        self.root = self.folder / "usr" / "root"  # a checkout may lie below /usr, too
        database = self.root / "var" / "lib" / "dpkg"
        (database / "info").mkdir(parents=True)
        (database / "info" / "format").write_text("1\n")
        (database / "info" / "libre2-dev:arm64.list").write_text("/.\n/usr\n/usr/lib\n/usr/lib/libre2.a\n")
        (database / "status").write_text(
            "Package: libre2-dev\nSource: re2\nVersion: 7-1\nArchitecture: arm64\nMulti-Arch: same\n"
            "Maintainer: A <a@example.com>\nDescription: x\nStatus: install ok unpacked\n")
        for path in ("usr/lib/libre2.a", "usr/share/doc/libre2-dev/copyright"):
            (self.root / path).parent.mkdir(parents=True)
            (self.root / path).write_text("Redistribution is permitted\n")

    def test_files_are_of_the_machine_whose_root_they_lie_in(self):
        mine = pathlib.Path("/usr/include/stdio.h")
        self.assertEqual(components.by_root([self.root / "usr/lib/libre2.a", mine]),
                         {str(self.root): {"/usr/lib/libre2.a"}, "": {mine}})

    def test_its_own_database_tells_whose_they_are(self):
        if not shutil.which("dpkg-query"):
            self.skipTest("no dpkg here")
        (found,) = components.debian_components(str(self.root), {"/usr/lib/libre2.a"})
        self.assertEqual(found, ("deb", "re2", "7-1", "BSD-3-Clause", [("libre2-dev", "Redistribution is permitted\n")]))


class Readme(Case):
    def test_its_links_are_whole(self):
        text = package.with_whole_links((ROOT / "README.md").read_text(encoding="utf-8"), "https://github.com/a/b", "1.2.3")
        targets = re.findall(r"\]\(([^)\s]+)\)", text)
        self.assertEqual([target for target in targets if not target.startswith("https://")], [])
        self.assertIn("(https://github.com/a/b/blob/v1.2.3/SECURITY.md)", text)
        self.assertIn("(https://raw.githubusercontent.com/a/b/v1.2.3/cli/demo/terminal.svg)", text)


class Install(Case):
    def test_every_file_that_it_names_is_there(self):
        text = (support.DIST / "INSTALL.md").read_text(encoding="utf-8")
        names = re.findall(r"credlint[-_][0-9][^ `]*\.(?:deb|rpm|tar\.gz)|credlint\.rb|PKGBUILD|SHA256SUMS", text)
        self.assertGreaterEqual(len(set(names)), 5, names)
        for name in names:
            self.assertTrue((support.DIST / name).is_file(), name)
        for path in support.DIST.iterdir():
            if path.name.endswith((".deb", ".rpm", ".tar.gz")):
                self.assertIn("%s" % path.name, names)

    def test_it_is_of_this_version_and_promises_no_more(self):
        text = (support.DIST / "INSTALL.md").read_text(encoding="utf-8")
        self.assertEqual(set(re.findall(r"[0-9]+\.[0-9]+\.[0-9]+", text)), {VERSION})
        for words in ("winget install", "scoop install", "brew install credlint"):
            self.assertNotIn(words, text)


class Tarball(Case):
    def setUp(self):
        super().setUp()
        self.tarball = support.tarball()
        self.unpacked = self.folder / self.tarball.name[:-len(".tar.gz")]
        with tarfile.open(self.tarball) as archive:
            archive.extractall(self.folder)

    def test_it_runs_from_where_it_was_unpacked(self):
        (self.folder / "credentials").write_text(support.BROKEN, encoding="utf-8")
        start = support.processor_seconds()
        unpacked = self.run_program(["tar", "-xzf", self.tarball])
        self.assertEqual(unpacked.code, 0, unpacked)
        checked = self.run_program([self.unpacked / "credlint", "check", "credentials"])
        self.assertEqual(checked.code, 1, checked)
        self.assertIn(support.RULE, checked.out)
        self.assert_quick(start)

    def test_licences_of_all_that_is_linked(self):
        text = (self.unpacked / "THIRD_PARTY_LICENSES").read_text(encoding="utf-8")
        for words in ("tree-sitter-python ", "re2 ", "The MIT License", "Redistribution and use in source and binary forms",
                      "GNU LESSER GENERAL PUBLIC LICENSE", "GCC RUNTIME LIBRARY EXCEPTION"):
            self.assertIn(words.lower(), text.lower())

    def test_the_pkgbuild_installs_it(self):
        """As makepkg does: the functions of the file, run by bash over the unpacked source."""
        machine = self.unpacked.name.rpartition("-")[2]
        script = ('set -eu; CARCH=%s; . "$1"; printf "%%s\\n" "$pkgver" "${source_%s[0]}" "${sha256sums_%s[0]}"\n'
                  'srcdir=$2; pkgdir=$3; cd "$srcdir"; package' % (machine, machine, machine))
        done = self.run_program(["bash", "-c", script, "-", support.DIST / "PKGBUILD", self.folder, self.folder / "pkg"])
        self.assertEqual(done.code, 0, done)
        version, address, digest = done.out.split()
        self.assertEqual((version, digest), (VERSION, hashlib.sha256(self.tarball.read_bytes()).hexdigest()))
        self.assertTrue(address.startswith("https://github.com/") and address.endswith("/v%s/%s" % (VERSION, self.tarball.name)))
        installed = self.folder / "pkg" / "usr"
        self.assertEqual(self.run_program([installed / "bin" / "credlint", "--version"]).out.split()[:2], ["credlint", VERSION])
        for path in ("share/man/man1/credlint.1", "share/zsh/site-functions/_credlint",
                     "share/licenses/credlint-bin/THIRD_PARTY_LICENSES"):
            self.assertTrue((installed / path).is_file(), path)

    def test_the_srcinfo_says_what_the_pkgbuild_does(self):
        said = dict(re.findall(r"^\t?(\w+) = (.*)$", (support.DIST / "SRCINFO").read_text(encoding="utf-8"), re.MULTILINE))
        machine = self.unpacked.name.rpartition("-")[2]
        script = ('. "$1"; printf "%%s\\n" "$pkgname" "$pkgver" "$pkgrel" "$pkgdesc" "$url" "${license[0]}" "${provides[0]}" '
                  '"${conflicts[0]}" "${options[0]}" "${optdepends[0]}" "${source_%s[0]}" "${sha256sums_%s[0]}"' % (machine, machine))
        done = self.run_program(["bash", "-c", script, "-", support.DIST / "PKGBUILD"])
        names = ("pkgname pkgver pkgrel pkgdesc url license provides conflicts options optdepends source_%s sha256sums_%s"
                 % (machine, machine)).split()
        self.assertEqual(dict(zip(names, done.out.splitlines())), {name: said[name] for name in names})

    def test_the_formula_names_it(self):
        formula = support.DIST / "credlint.rb"
        text = formula.read_text(encoding="utf-8")
        self.assertEqual(re.findall(r'sha256 "([0-9a-f]{64})"', text), [hashlib.sha256(self.tarball.read_bytes()).hexdigest()])
        self.assertEqual(re.findall(r'\bversion "(.*)"', text), [VERSION])
        for path in re.findall(r'\.install "([^"]+)"', text):
            self.assertTrue((self.unpacked / path).is_file(), path)
        if shutil.which("ruby"):
            self.assertEqual(self.run_program(["ruby", "-c", formula]).code, 0)


if __name__ == "__main__":
    support.skip_without("bash")
    support.main()
