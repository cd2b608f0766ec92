# SPDX-License-Identifier: MIT
"""Tar archives that depend on what is in them and nothing else: no names of users, no times of the day."""
import gzip
import io
import tarfile

TIME = 315532800  # 1980-01-01, the least date a zip can hold: the same in all packages


def add_folder(archive, path, mode=0o755):
    info = tarfile.TarInfo(path)
    info.type, info.mode, info.mtime = tarfile.DIRTYPE, mode, TIME
    info.uname = info.gname = "root"
    archive.addfile(info)


def add_file(archive, path, data, mode=0o644):
    info = tarfile.TarInfo(path)
    info.size, info.mode, info.mtime = len(data), mode, TIME
    info.uname = info.gname = "root"
    archive.addfile(info, io.BytesIO(data))


def write_tar_gz(path, members, level, folders=()):
    """members: (path, bytes, mode) each; folders: (path, mode) that stand before them."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for folder, mode in folders:
            add_folder(archive, folder, mode)
        for member, data, mode in members:
            add_file(archive, member, data, mode)
    # gzip would write the name of the file and the time into its header.
    with open(path, "wb") as out, gzip.GzipFile("", "wb", level, out, mtime=TIME) as compressed:
        compressed.write(packed.getvalue())
    return path


def gzipped(data):
    """As Debian wants manuals and changelogs."""
    return gzip.compress(data, 9, mtime=TIME)
