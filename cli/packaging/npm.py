# SPDX-License-Identifier: MIT
"""npm packages: one for each platform with the program alone, and `credlint`, which depends on all of them optionally and
starts the one that npm could install. No script runs at installation.

Source: npm's documentation of package.json (os, cpu, optionalDependencies, bin)"""
import json

import archive

CPUS = {"x86_64": "x64", "aarch64": "arm64"}

LAUNCHER = """\
#!/usr/bin/env node
// SPDX-License-Identifier: MIT
// Starts the program that the package of this platform brought.
"use strict";
const { spawnSync } = require("child_process");
const { constants } = require("os");

const platform = `${process.platform}-${process.arch}`;

function program() {
  try {
    return require.resolve(`@credlint/${platform}/bin/credlint`);
  } catch {
    console.error(`credlint: @credlint/${platform} is not installed: either there is no package for this platform yet,`);
    console.error("or optional dependencies were left out (npm install --include=optional)");
    process.exit(2);
  }
}

const ended = spawnSync(program(), process.argv.slice(2), { stdio: "inherit" });
if (ended.error) {
  console.error(`credlint: ${ended.error.message}`);
  process.exit(2);
}
process.exit(ended.signal ? 128 + constants.signals[ended.signal] : ended.status);
"""


def about(name, version, homepage, description):
    return {"name": name, "version": version, "description": description, "license": "MIT", "homepage": homepage,
            "repository": {"type": "git", "url": "git+%s.git" % homepage},
            "keywords": ["aws", "credentials", "linter", "pre-commit", "secrets", "security"]}


def write_package(folder, manifest, files, level):
    """As `npm pack` names it: a scope's @ and slash become a dash."""
    name = "%s-%s.tgz" % (manifest["name"].lstrip("@").replace("/", "-"), manifest["version"])
    text = (json.dumps(manifest, indent=2) + "\n").encode()
    members = [("package/package.json", text, 0o644)] + [("package/" + path, data, mode) for path, data, mode in files]
    return archive.write_tar_gz(folder / name, members, level)


def write_platform(folder, release, target):
    cpu = CPUS[target.machine]
    manifest = about("@credlint/linux-" + cpu, release.version, release.homepage, "credlint's program for Linux on " + cpu)
    manifest.update({"os": ["linux"], "cpu": [cpu], "preferUnplugged": True})
    files = [("bin/credlint", target.program, 0o755)] + release.legal_files(target)
    return write_package(folder, manifest, files, release.level)


def write_main(folder, release):
    manifest = about("credlint", release.version, release.homepage,
                     "Finds, from files alone, why AWS will refuse credentials")
    manifest.update({
        "bin": {"credlint": "bin/credlint.js"}, "engines": {"node": ">=14"},
        "optionalDependencies": {"@credlint/linux-" + CPUS[target.machine]: release.version for target in release.targets}})
    files = [("bin/credlint.js", LAUNCHER.encode(), 0o755), ("README.md", release.readme, 0o644),
             ("LICENSE", release.licence, 0o644)]
    return write_package(folder, manifest, files, release.level)


def write_all(folder, release):
    return [write_main(folder, release)] + [write_platform(folder, release, target) for target in release.targets]
