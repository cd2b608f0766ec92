# SPDX-License-Identifier: MIT
"""What a system's own package manager installs: .deb and .rpm, each from a staged root, and the root of a container."""
import os
import pathlib
import shutil
import subprocess
import tempfile

import archive

DEBIAN_NAMES = {"x86_64": "amd64", "aarch64": "arm64"}
SUMMARY = "finds, from files alone, why AWS will refuse credentials"


def staged_files(release, target):
    """Path below /usr, bytes, mode: the same for all systems but for zsh's folder."""
    guide = release.guide
    return [
        ("bin/credlint", target.program, 0o755),
        ("share/man/man1/credlint.1.gz", archive.gzipped(guide["credlint.1"]), 0o644),
        ("share/bash-completion/completions/credlint", guide["completions/credlint.bash"], 0o644),
        ("share/fish/vendor_completions.d/credlint.fish", guide["completions/credlint.fish"], 0o644),
        ("share/zsh/%s/_credlint", guide["completions/_credlint"], 0o644),
        ("share/doc/credlint/changelog.gz", archive.gzipped(release.changelog), 0o644),
        ("share/doc/credlint/copyright", release.licence + b"\n" + target.notices, 0o644),
    ]


def stage(root, release, target, zsh_folder):
    for path, data, mode in staged_files(release, target):
        place = root / "usr" / (path % zsh_folder if "%s" in path else path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        place.chmod(mode)
    for path in sorted(root.rglob("*"), reverse=True):
        if path.is_dir():
            path.chmod(0o755)
        os.utime(path, (archive.TIME, archive.TIME))


CONTROL = """\
Package: credlint
Version: {version}
Architecture: {architecture}
Maintainer: credlint <credlint@users.noreply.github.com>
Installed-Size: {kilobytes}
Recommends: git
Section: devel
Priority: optional
Homepage: {homepage}
Description: {summary}
 Reads files and the environment as the AWS SDKs do, and says what will be
 refused and why. Nothing is sent anywhere and no secret is printed.
"""

# The program is stripped already, needs no library, and the same program is to give the same package.
SPEC = """\
%global debug_package %{{nil}}
%global __os_install_post %{{nil}}
%global _build_id_links none
%global _buildhost localhost
%global _binary_payload w{level}.gzdio
%global use_source_date_epoch_as_buildtime 1
%global clamp_mtime_to_source_date_epoch 1
Name: credlint
Version: {version}
Release: 1
Summary: {summary}
License: MIT
URL: {homepage}
AutoReqProv: no
Recommends: git
%description
Reads files and the environment as the AWS SDKs do, and says what will be
refused and why. Nothing is sent anywhere and no secret is printed.
%install
cp -a {root}/. %{{buildroot}}
%files
%defattr(-,root,root)
{files}
"""


def run(command):
    done = subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, env=dict(os.environ, SOURCE_DATE_EPOCH=str(archive.TIME)))
    if done.returncode != 0:
        raise ValueError("%s: %s" % (command[0], done.stdout.decode(errors="replace")))


def about(release, **more):
    return dict(version=release.version, homepage=release.homepage, summary=SUMMARY, level=release.level, **more)


def write_deb(folder, release, target, work):
    """Source: https://www.debian.org/doc/debian-policy/ch-controlfields.html"""
    root = work / "deb"
    stage(root, release, target, "vendor-completions")
    size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file())
    architecture = DEBIAN_NAMES[target.machine]
    control = root / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(CONTROL.format(**about(release, architecture=architecture, kilobytes=size // 1024)), encoding="utf-8")
    path = folder / ("credlint_%s_%s.deb" % (release.version, architecture))
    run(["dpkg-deb", "--root-owner-group", "-Zgzip", "-z%d" % release.level, "--build", root, path])
    return path


def write_rpm(folder, release, target, work):
    """Source: https://rpm-software-management.github.io/rpm/manual/spec.html"""
    root = work / "rpm"
    stage(root, release, target, "site-functions")
    files = "\n".join("/" + str(path.relative_to(root)) for path in sorted(root.rglob("*")) if path.is_file())
    spec = work / "credlint.spec"
    spec.write_text(SPEC.format(**about(release, root=root, files=files)), encoding="utf-8")
    run(["rpmbuild", "-bb", "--quiet", "--target", target.machine, "--define", "_topdir %s/top" % work, "--define",
         "_rpmdir %s/made" % work, "--define", "_tmppath %s" % work, spec])
    (made,) = (work / "made").rglob("*.rpm")
    return pathlib.Path(shutil.copyfile(made, folder / made.name))


def write_rootfs(folder, release, target):
    """All that is in a container of it: container/Dockerfile adds nothing."""
    name = "credlint-%s-linux-%s-rootfs.tar.gz" % (release.version, target.machine)
    users = b"root:x:0:0:root:/root:/sbin/nologin\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n"
    groups = b"root:x:0:\nnobody:x:65534:\n"
    members = [("etc/passwd", users, 0o644), ("etc/group", groups, 0o644), ("usr/bin/credlint", target.program, 0o755)]
    members += [("usr/share/doc/credlint/" + path, data, mode) for path, data, mode in release.legal_files(target)]
    folders = [(path, 0o755) for path in ("etc", "usr", "usr/bin", "usr/share", "usr/share/doc", "usr/share/doc/credlint", "work")]
    return archive.write_tar_gz(folder / name, members, release.level, folders + [("tmp", 0o1777)])


def write_all(folder, release, target):
    """Without dpkg-deb or rpmbuild there is no such package; the caller says so."""
    made = []
    with tempfile.TemporaryDirectory(prefix="credlint-package-") as work:
        for tool, write in (("dpkg-deb", write_deb), ("rpmbuild", write_rpm)):
            if shutil.which(tool):
                made.append(write(folder, release, target, pathlib.Path(work)))
    if target.static:
        made.append(write_rootfs(folder, release, target))
    return made
