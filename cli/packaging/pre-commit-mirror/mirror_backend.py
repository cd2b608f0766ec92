# SPDX-License-Identifier: MIT
"""The build backend of the mirror: a wheel with metadata alone, taken from pyproject.toml.

Source: https://peps.python.org/pep-0517/. Python before 3.11 cannot read TOML, so the two lines are looked for."""
import base64
import hashlib
import os
import re
import zipfile

NAME = "credlint_pre_commit"


def _setting(expression):
    with open("pyproject.toml", encoding="utf-8") as file:
        found = re.search(expression, file.read(), re.MULTILINE)
    if not found:
        raise ValueError("pyproject.toml has no line like " + expression)
    return found.group(1)


def _record_line(path, text):
    digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
    return "%s,sha256=%s,%d\n" % (path, digest, len(text.encode()))


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    """Writes the wheel and returns its name."""
    version = _setting(r'^version = "([^"]+)"$')
    requirement = _setting(r'^dependencies = \["(credlint==[^"]+)"\]$')
    info = "%s-%s.dist-info/" % (NAME, version)
    files = {
        info + "METADATA": "Metadata-Version: 2.1\nName: credlint-pre-commit\nVersion: %s\nRequires-Dist: %s\n"
                           % (version, requirement),
        info + "WHEEL": "Wheel-Version: 1.0\nGenerator: credlint\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(_record_line(path, text) for path, text in files.items())
    files[info + "RECORD"] = record + info + "RECORD,,\n"
    name = "%s-%s-py3-none-any.whl" % (NAME, version)
    with zipfile.ZipFile(os.path.join(wheel_directory, name), "w") as archive:
        for path, text in files.items():
            archive.writestr(zipfile.ZipInfo(path), text)
    return name
