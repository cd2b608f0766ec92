# SPDX-License-Identifier: MIT
"""The real clients: how each is had and started."""
import fcntl
import filecmp
import glob
import os
import re
import shutil
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
SYSTEM_PYTHON = "/usr/bin/python3"
GO_SOURCES = "/usr/share/gocode"


class Missing(Exception):
    """Says why there is no such client here."""


def command_boto3(_):
    """The newest botocore that a Python of the machine imports."""
    versions = botocore_versions()
    if not versions:
        raise Missing("no python3 imports botocore")
    return [max(versions)[1], os.path.join(HERE, "botocore_client.py"), "botocore"]


def command_boto3_system(_):
    """Debian's, where that is an older one."""
    versions = botocore_versions()
    if SYSTEM_PYTHON not in [python for _, python in versions]:
        raise Missing("python3-botocore is not installed")
    if max(versions)[1] == SYSTEM_PYTHON:
        raise Missing("the same as boto3: no other Python has a newer botocore")
    return [SYSTEM_PYTHON, os.path.join(HERE, "botocore_client.py"), "botocore"]


def botocore_versions():
    """[(version, python)], the system's Python first where versions are equal."""
    pythons = [shutil.which("python3") or "", SYSTEM_PYTHON, os.path.join(os.environ.get("VIRTUAL_ENV", "/-"), "bin/python3")]
    pythons += glob.glob(os.path.expanduser("~/.pyenv/versions/*/bin/python3")) + glob.glob("/usr/local/bin/python3")
    found = []
    for python in sorted({p for p in pythons if os.path.exists(p)}):
        done = subprocess.run([python, "-c", "import botocore; print(botocore.__version__)"], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, check=False)
        if done.returncode == 0:
            found.append((tuple(map(int, re.findall(r"\d+", done.stdout.decode()))), python))
    return found


def command_cli_v2(_):
    done = subprocess.run([SYSTEM_PYTHON, "-c", "import awscli; print(awscli.__version__)"], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, check=False)
    if not done.stdout.startswith(b"2."):
        raise Missing("Debian's awscli is not installed")
    return [SYSTEM_PYTHON, os.path.join(HERE, "botocore_client.py"), "awscli"]


def command_js_v3(folder):
    return js_command("v3", folder)


def command_js_v2(folder):
    return js_command("v2", folder)


def js_command(major, folder):
    if not shutil.which("node"):
        raise Missing("node is not installed")
    os.makedirs(folder, exist_ok=True)
    # Both majors are in one folder, and their tests run at the same time.
    with open(os.path.join(folder, "lock"), "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        install_packages(folder)
    return ["node", "--no-warnings", os.path.join(HERE, "js_client.js"), major, folder]


def install_packages(folder, source=HERE):
    """Installs the packages that the source pins into the folder unless they are there."""
    pinned = os.path.join(source, "package-lock.json")
    installed = os.path.join(folder, "installed-lock.json")  # written last: it says that all is there
    if os.path.exists(installed) and filecmp.cmp(pinned, installed, shallow=False):
        return
    if not shutil.which("npm"):
        raise Missing("npm is not installed")
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(os.path.join(source, name), folder)
    done = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"], cwd=folder,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode != 0:
        raise Missing("npm ci failed: " + done.stdout.decode()[-500:])
    shutil.copy(pinned, installed)


def command_go_v2(folder):
    """Debian's sources of the SDK are older than Go modules: they are built as a GOPATH."""
    if not shutil.which("go") or not os.path.isdir(GO_SOURCES + "/src/github.com/aws/aws-sdk-go-v2"):
        raise Missing("golang-go and golang-github-aws-aws-sdk-go-v2-dev are not installed")
    program = os.path.join(folder, "go_client")
    os.makedirs(folder, exist_ok=True)
    environment = dict(os.environ, GO111MODULE="off", GOPATH=GO_SOURCES, GOFLAGS="", GOCACHE=os.path.join(folder, "go-cache"))
    done = subprocess.run(["go", "build", "-o", program, os.path.join(HERE, "go_client", "main.go")], env=environment,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode != 0:
        raise Missing("the client cannot be built: " + done.stdout.decode()[-500:])
    return [program]


COMMANDS = {"boto3": command_boto3, "boto3-system": command_boto3_system, "js-v3": command_js_v3, "js-v2": command_js_v2,
            "go-v2": command_go_v2, "cli-v2": command_cli_v2}
# What each knows of; see cases.py.
FEATURES = {"boto3": {"flag", "services", "bare-program"}, "boto3-system": {"flag", "bare-program"}, "js-v3": {"flag", "mfa", "login", "services"}, "js-v2": {"load-config"},
            "go-v2": {"flag", "mfa"}, "cli-v2": {"flag", "bare-program"}}
