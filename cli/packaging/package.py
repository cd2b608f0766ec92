#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes what people install from the built program: a tarball, a Python wheel and SHA256SUMS.

    package.py [--binary FILE] [--output DIR] [--level 1-9]

The same program gives the same bytes, on any day and in any folder (with one version of zlib). Only the standard library is used."""
import argparse
import gzip
import hashlib
import io
import pathlib
import re
import shutil
import struct
import sys
import tarfile
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import wheel  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
TIME = 315532800  # 1980-01-01, as in the wheel


def project_version():
    text = (ROOT / "CMakeLists.txt").read_text(encoding="utf-8")
    return re.search(r"^project\(credlint VERSION ([0-9.]+)", text, re.MULTILINE).group(1)


def write_tarball(folder, version, program, readme, licence, level):
    name = "credlint-%s-linux-%s" % (version, wheel.machine_of(program))
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for path, data, mode in (("LICENSE", licence.encode(), 0o644), ("README.md", readme.encode(), 0o644),
                                 ("credlint", program, 0o755)):
            info = tarfile.TarInfo(name + "/" + path)
            info.size, info.mode, info.mtime = len(data), mode, TIME
            info.uname = info.gname = "root"
            archive.addfile(info, io.BytesIO(data))
    path = folder / (name + ".tar.gz")
    # gzip would write the name of the file and the time into its header.
    with open(path, "wb") as out, gzip.GzipFile("", "wb", level, out, mtime=TIME) as compressed:
        compressed.write(packed.getvalue())
    return path


def write_sums(folder, paths):
    """As `sha256sum --check` reads them."""
    lines = ["%s  %s\n" % (hashlib.sha256(path.read_bytes()).hexdigest(), path.name) for path in sorted(paths)]
    path = folder / "SHA256SUMS"
    path.write_text("".join(lines), encoding="utf-8")
    return path


def package(binary, output, level):
    """Writes all into a folder beside the output first, so that no half of it is ever there. Returns the paths."""
    program = binary.read_bytes()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    version = project_version()
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=output, prefix=".new-") as work:
        folder = pathlib.Path(work)
        made = [write_tarball(folder, version, program, readme, licence, level),
                wheel.write_wheel(folder, version, program, readme, licence, level)]
        made.append(write_sums(folder, made))
        for path in made:
            path.chmod(0o644)
            shutil.move(str(path), str(output / path.name))
    return [output / path.name for path in made]


def main():
    parser = argparse.ArgumentParser(description="Makes the tarball, the wheel and SHA256SUMS.")
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "build" / "release" / "credlint")
    parser.add_argument("--output", type=pathlib.Path, default=ROOT / "dist")
    parser.add_argument("--level", type=int, choices=range(1, 10), default=9, help="of compression")
    arguments = parser.parse_args()
    try:
        for path in package(arguments.binary, arguments.output, arguments.level):
            print(path)
    except (OSError, ValueError, struct.error) as error:
        sys.exit("package: %s: %s" % (arguments.binary, error))


if __name__ == "__main__":
    main()
