#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes what people install from programs that are built: one set of packages for each, and SHA256SUMS.

    package.py [--binary FILE]… [--build DIR] [--guide FILE] [--output DIR] [--level 1-9]

The same program gives the same bytes, on any day and in any folder (with one version of zlib and rpmbuild). Only the
standard library is used."""
import argparse
import hashlib
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import archive  # noqa: E402
import components  # noqa: E402
import manifests  # noqa: E402
import npm  # noqa: E402
import sbom  # noqa: E402
import system  # noqa: E402
import wheel  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
# What the program says about itself, by the names that packages give it.
GUIDE = {"credlint.1": "man", "completions/credlint.bash": "complete-bash", "completions/_credlint": "complete-zsh",
         "completions/credlint.fish": "complete-fish"}


def project():
    """Version and homepage: CMakeLists.txt is the one place that has them."""
    text = (ROOT / "CMakeLists.txt").read_text(encoding="utf-8")
    found = re.search(r'^project\(credlint VERSION ([0-9.]+) HOMEPAGE_URL "([^"]+)"', text, re.MULTILINE)
    return found.group(1), found.group(2)


def with_whole_links(readme, homepage, version):
    """Of a README, for those who read it elsewhere: its links lead to the files of the release, its pictures to their bytes."""
    files = {"": "%s/blob/v%s/" % (homepage, version),
             "!": "%s/v%s/" % (homepage.replace("//github.com/", "//raw.githubusercontent.com/"), version)}
    link = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\((?![a-z]+:|#)([^)\s]+)\)")
    return link.sub(lambda found: "%s[%s](%s%s)" % (found.group(1), found.group(2), files[found.group(1)], found.group(3)), readme)


class Target:
    """One program, and what it is made of."""

    def __init__(self, binary, build, homepage):
        self.program = binary.read_bytes()
        self.machine = wheel.machine_of(self.program)
        self.static = wheel.is_static(self.program)
        self.components = components.components_of(build or binary.resolve().parent)
        self.notices = components.notices(self.components, homepage).encode()


class Release:
    def __init__(self, targets, guide, version, homepage, level):
        self.version, self.homepage, self.targets, self.guide, self.level = version, homepage, targets, guide, level
        self.readme, self.licence, self.changelog = ((ROOT / name).read_bytes() for name in ("README.md", "LICENSE", "CHANGELOG.md"))
        self.readme = with_whole_links(self.readme.decode(), homepage, version).encode()

    def legal_files(self, target):
        return [("LICENSE", self.licence, 0o644), ("THIRD_PARTY_LICENSES", target.notices, 0o644)]


def ask(program, *words):
    done = subprocess.run([str(program.resolve()), *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    if done.returncode != 0:
        raise ValueError("%s %s: exit code %d" % (program, " ".join(words), done.returncode))
    return done.stdout


def guide_of(program, version):
    """Man page and completions. The program must be of this version, so it is not one that was left from an older build."""
    said = ask(program, "--version").decode().split()
    if said[:2] != ["credlint", version]:
        raise ValueError("%s is %s, not credlint %s" % (program, " ".join(said[:2]), version))
    return {path: ask(program, "generate", kind) for path, kind in GUIDE.items()}


def write_tarball(folder, release, target):
    name = "credlint-%s-linux-%s" % (release.version, target.machine)
    members = [("credlint", target.program, 0o755), ("README.md", release.readme, 0o644),
               ("CHANGELOG.md", release.changelog, 0o644)] + release.legal_files(target)
    members += [(path, text, 0o644) for path, text in release.guide.items()]
    members = sorted((name + "/" + path, data, mode) for path, data, mode in members)
    return archive.write_tar_gz(folder / (name + ".tar.gz"), members, release.level)


def write_sums(folder, paths):
    """As `sha256sum --check` reads them."""
    lines = ["%s  %s\n" % (hashlib.sha256(path.read_bytes()).hexdigest(), path.name) for path in sorted(paths)]
    path = folder / "SHA256SUMS"
    path.write_text("".join(lines), encoding="utf-8")
    return path


def write_target(folder, release, target):
    bill = folder / ("credlint-%s-linux-%s.cdx.json" % (release.version, target.machine))
    sbom.write_sbom(bill, release.version, release.homepage, "linux-" + target.machine, target.program, target.components)
    return [bill, wheel.write_wheel(folder, release, target)] + system.write_all(folder, release, target)


def write_all(folder, release):
    tarballs = {target.machine: write_tarball(folder, release, target) for target in release.targets}
    made = list(tarballs.values())
    for target in release.targets:
        made += write_target(folder, release, target)
    made += manifests.write_all(folder, release, tarballs, made) + npm.write_all(folder, release)
    return made + [write_sums(folder, made)]


def package(release, output):
    """Writes all into a folder beside the output first, so that no half of it is ever there. Returns the paths."""
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=output, prefix=".new-") as work:
        made = write_all(pathlib.Path(work), release)
        for path in made:
            path.chmod(0o644)
            shutil.move(str(path), str(output / path.name))
    return [output / path.name for path in made]


def arguments():
    parser = argparse.ArgumentParser(description="Makes packages and SHA256SUMS.")
    parser.add_argument("--binary", type=pathlib.Path, action="append",
                        help="once for each machine (default: build/release/credlint)")
    parser.add_argument("--build", type=pathlib.Path, help="the build folder that tells what is linked (default: the binary's)")
    parser.add_argument("--guide", type=pathlib.Path,
                        help="a credlint that runs here, for man page and completions (default: the first binary)")
    parser.add_argument("--output", type=pathlib.Path, default=ROOT / "dist")
    parser.add_argument("--level", type=int, choices=range(1, 10), default=9, help="of compression")
    return parser.parse_args()


def main():
    asked = arguments()
    binaries = asked.binary or [ROOT / "build" / "release" / "credlint"]
    version, homepage = project()
    try:
        targets = [Target(binary, asked.build, homepage) for binary in binaries]
        release = Release(targets, guide_of(asked.guide or binaries[0], version), version, homepage, asked.level)
        for path in package(release, asked.output):
            print(path)
    except (OSError, ValueError, struct.error) as error:
        sys.exit("package: %s: %s" % (", ".join(map(str, binaries)), error))
    for tool, kind, needed in (("rpmbuild", ".rpm", "rpm"), ("dpkg-deb", ".deb", "dpkg")):
        if not shutil.which(tool):
            print("package: no %s, as %s is not installed (Debian: apt-get install %s)" % (kind, tool, needed), file=sys.stderr)


if __name__ == "__main__":
    main()
