# SPDX-License-Identifier: MIT
"""A Python wheel that carries one program and no Python.

Source: https://packaging.python.org/specifications/binary-distribution-format/"""
import base64
import collections
import hashlib
import struct
import zipfile

# The least date a zip can hold. The same for all: a wheel depends on what is in it and nothing else.
TIME = (1980, 1, 1, 0, 0, 0)

# e_machine of an ELF header and the name that tags have for it.
MACHINES = {62: "x86_64", 183: "aarch64"}
PT_INTERP = 3

Member = collections.namedtuple("Member", "path data mode")


def machine_of(program):
    """What an ELF program runs on. Raises ValueError for what is none, or for a machine without a tag."""
    if program[:6] != b"\x7fELF\x02\x01":
        raise ValueError("not a 64-bit little-endian ELF program")
    (machine,) = struct.unpack_from("<H", program, 18)
    if machine not in MACHINES:
        raise ValueError("no wheel tag is known for ELF machine %d" % machine)
    return MACHINES[machine]


def is_static(program):
    """Whether it asks for no loader, and so runs with every C library."""
    offset, size, count = struct.unpack_from("<32xQ14xHH", program, 0)
    return all(struct.unpack_from("<I", program, offset + i * size)[0] != PT_INTERP for i in range(count))


def platform_tag(program):
    """The tag promises no more than the program keeps: one that is linked to the C library of this machine is for this
    machine, and no index takes such a wheel."""
    machine = machine_of(program)
    if not is_static(program):
        return "linux_" + machine
    return "manylinux_2_17_{0}.musllinux_1_1_{0}".format(machine)


def metadata(release):
    return """\
Metadata-Version: 2.1
Name: credlint
Version: {version}
Summary: Finds, from files alone, why AWS will refuse credentials
License: MIT
License-File: LICENSE
License-File: THIRD_PARTY_LICENSES
Project-URL: Source, {homepage}
Project-URL: Changelog, {homepage}/blob/main/CHANGELOG.md
Keywords: aws,credentials,linter,pre-commit,secrets,security
Classifier: Environment :: Console
Classifier: Intended Audience :: Developers
Classifier: License :: OSI Approved :: MIT License
Classifier: Operating System :: POSIX :: Linux
Classifier: Programming Language :: C++
Classifier: Topic :: Security
Classifier: Topic :: Software Development :: Quality Assurance
Requires-Python: >=3.7
Description-Content-Type: text/markdown

{readme}""".format(version=release.version, homepage=release.homepage, readme=release.readme.decode())


def wheel_file(tag):
    """One line for each tag that the name joins by dots."""
    python, abi, platforms = tag.split("-")
    tags = "".join("Tag: %s-%s-%s\n" % (python, abi, platform) for platform in platforms.split("."))
    return "Wheel-Version: 1.0\nGenerator: credlint\nRoot-Is-Purelib: false\n" + tags


def record(members, path):
    lines = []
    for member in members:
        digest = base64.urlsafe_b64encode(hashlib.sha256(member.data).digest()).rstrip(b"=").decode()
        lines.append("%s,sha256=%s,%d\n" % (member.path, digest, len(member.data)))
    return "".join(lines) + path + ",,\n"


def write_zip(path, members, level):
    with zipfile.ZipFile(path, "w") as archive:
        for member in members:
            info = zipfile.ZipInfo(member.path, TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # Unix, so that the mode counts
            info.external_attr = (0o100000 | member.mode) << 16
            archive.writestr(info, member.data, compresslevel=level)


def write_wheel(folder, release, target):
    """Writes the wheel into a folder (a pathlib.Path) and returns its path."""
    tag = "py3-none-" + platform_tag(target.program)
    data = "credlint-%s.data/" % release.version
    info = "credlint-%s.dist-info/" % release.version
    share = data + "data/share/"
    guide = release.guide
    members = [
        Member(data + "scripts/credlint", target.program, 0o755),
        Member(share + "man/man1/credlint.1", guide["credlint.1"], 0o644),
        Member(share + "bash-completion/completions/credlint", guide["completions/credlint.bash"], 0o644),
        Member(share + "zsh/site-functions/_credlint", guide["completions/_credlint"], 0o644),
        Member(share + "fish/vendor_completions.d/credlint.fish", guide["completions/credlint.fish"], 0o644),
        Member(info + "METADATA", metadata(release).encode(), 0o644),
        Member(info + "WHEEL", wheel_file(tag).encode(), 0o644),
    ]
    members += [Member(info + "licenses/" + path, text, mode) for path, text, mode in release.legal_files(target)]
    # By the specification at the end of the archive, and last of all RECORD.
    members.append(Member(info + "RECORD", record(members, info + "RECORD").encode(), 0o644))
    path = folder / ("credlint-%s-%s.whl" % (release.version, tag))
    write_zip(path, members, release.level)
    return path
