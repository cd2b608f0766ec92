#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The npm packages in npm's hands, without a network: the launcher and the package of this platform."""
import json
import pathlib
import sys
import tarfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import support  # noqa: E402
from support import Case  # noqa: E402

VERSION = support.project_version()


def manifest_of(path):
    with tarfile.open(path) as archive:
        return json.loads(archive.extractfile("package/package.json").read())


class Npm(Case):
    def setUp(self):
        super().setUp()
        self.main = support.DIST / ("credlint-%s.tgz" % VERSION)
        (self.platform,) = support.DIST.glob("credlint-linux-*-%s.tgz" % VERSION)
        self.project = self.folder / "project"
        self.project.mkdir()
        (self.project / "package.json").write_text('{"name": "project", "private": true}\n', encoding="utf-8")

    def npm(self, *words):
        return self.run_program(["npm", *words, "--offline", "--no-audit", "--no-fund"], cwd=self.project)

    def test_it_installs_and_finds_within_ten_seconds(self):
        start = support.processor_seconds()
        installed = self.npm("install", self.platform, self.main)
        self.assertEqual(installed.code, 0, installed)
        (self.project / "credentials").write_text(support.BROKEN, encoding="utf-8")
        checked = self.run_program(["npx", "--offline", "credlint", "check", "credentials"], cwd=self.project)
        self.assertEqual(checked.code, 1, checked)
        self.assertIn(support.RULE, checked.out)
        self.assert_quick(start)

    def test_the_launcher_hands_everything_through(self):
        self.assertEqual(self.npm("install", self.platform, self.main).code, 0)
        program = self.project / "node_modules" / ".bin" / "credlint"
        self.assertEqual(self.run_program([program, "--version"]).out.split()[:2], ["credlint", VERSION])
        self.assertEqual(self.run_program([program, "chekc"]).code, 2)
        read = support.run_program([program, "check", "-"], self.folder, self.env, input=support.BROKEN.encode())
        self.assertEqual(read.code, 1, read)
        self.assertIn("stdin:2:", read.out)

    def test_without_the_platform_it_says_what_is_missing(self):
        installed = self.npm("install", "--omit=optional", self.main)
        self.assertEqual(installed.code, 0, installed)
        outcome = self.run_program([self.project / "node_modules" / ".bin" / "credlint"])
        self.assertEqual(outcome.code, 2, outcome)
        self.assertIn("is not installed", outcome.err)

    def test_the_manifests_fit_together(self):
        main, platform = manifest_of(self.main), manifest_of(self.platform)
        self.assertEqual(main["optionalDependencies"], {platform["name"]: VERSION})
        self.assertEqual((main["version"], platform["version"], platform["os"]), (VERSION, VERSION, ["linux"]))
        for manifest in (main, platform):
            self.assertNotIn("scripts", manifest)

    def test_licences_come_along(self):
        with tarfile.open(self.platform) as archive:
            self.assertIn("package/THIRD_PARTY_LICENSES", archive.getnames())
            self.assertEqual(archive.getmember("package/bin/credlint").mode, 0o755)


if __name__ == "__main__":
    support.skip_without("npm", "npx", "node")
    support.main()
