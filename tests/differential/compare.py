#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares `credlint doctor` with real SDKs on random machines.

    compare.py --sdk boto3|js-v3 [--cases N] [--seed N] [--modules DIR] [--show N] CREDLINT

Prints how many cases agree in profile, region, provider, key and error, and lists those that do not. Exit status 0 when at least
99 % agree, 1 otherwise, 77 when the client is not installed."""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import cases  # noqa: E402

STATIC = {"shared-credentials-file", "config-file"}


def same_key(ours, theirs):
    """Keys as credlint shows them; one that is none (with a comment, in quotes) is shown by its length."""
    if not theirs:
        return not ours
    shown = theirs[:4] + "*" * (len(theirs) - 8) + theirs[-4:]
    return ours in (shown, "[key id, %d characters]" % len(theirs))


def ask_credlint(binary, sdk, machine):
    command = [binary, "doctor", "--sdk", sdk, "--format", "json"]
    if machine.flag:
        command += ["--profile", machine.flag]
    done = subprocess.run(command, env=machine.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=30)
    if done.returncode not in (0, 1, 3):
        return {"error": "exit status %d: %s" % (done.returncode, done.stderr.decode())}
    answer = json.loads(done.stdout)
    credentials = answer["credentials"] or {}
    error = answer["predicted_error"]
    # Where credentials were found, the error comes with the client or from AWS.
    later = error and bool(credentials)
    error_type = error["type"] if error and not later else None
    return {"later": error["type"] if later else None,
            "profile": answer["profile"]["name"], "region": (answer["region"] or {}).get("value"),
            "provider": credentials.get("provider"), "key": credentials.get("access_key_id"), "error": error_type}


def agree_boto3(ours, theirs):
    if ours["error"] or theirs["error"]:
        return theirs["error"] in (ours["error"], ours["later"])
    if ours["region"] != theirs["region"] and not theirs["network"]:
        return False
    if ours["profile"] != theirs["profile"]:
        return False
    if theirs["network"]:
        return ours["provider"] in ("assume-role", "assume-role-with-web-identity", "sso", "container", "imds")
    if ours["provider"] != theirs["provider"]:
        return False
    return ours["provider"] == "process" or same_key(ours["key"], theirs["key"])


def agree_js(ours, theirs):
    if (ours["region"] or None) != (theirs["region"] or None):
        return False
    if ours["error"] or theirs["error"]:
        return theirs["error"] in (ours["error"], ours["later"])
    if theirs["network"]:
        return ours["provider"] in ("assume-role", "assume-role-with-web-identity", "sso", "container", "imds")
    provider = "static" if ours["provider"] in STATIC else ours["provider"]
    if provider != theirs["provider"]:
        return False
    return provider == "process" or same_key(ours["key"], theirs["key"])


def has_js(folder):
    """Installs the pinned packages into the folder unless they are there; false when that cannot be done."""
    here = os.path.dirname(os.path.abspath(__file__))
    if not shutil.which("node"):
        return False
    lock = os.path.join(folder, "package-lock.json")
    if os.path.exists(lock) and open(lock).read() == open(os.path.join(here, "package-lock.json")).read() and os.path.isdir(
            os.path.join(folder, "node_modules/@aws-sdk/credential-provider-node")):
        return True
    if not shutil.which("npm"):
        return False
    os.makedirs(folder, exist_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(os.path.join(here, name), folder)
    done = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"], cwd=folder,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode == 0


def ask_js(machines, folder):
    lines = "".join(json.dumps({"env": machine.env, "flag": machine.flag}) + "\n" for machine in machines)
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "js_client.js")
    done = subprocess.run(["node", script, folder], input=lines.encode(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=3000)
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sdk", choices=["boto3", "js-v3"], required=True)
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--modules", default=os.path.join(tempfile.gettempdir(), "credlint-differential"))
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("credlint")
    args = parser.parse_args()
    if args.sdk == "boto3":
        try:
            import botocore_client
        except ImportError:
            print("skipped: botocore is not installed")
            return 77
    elif not has_js(args.modules):
        print("skipped: @aws-sdk/credential-provider-node cannot be installed")
        return 77
    binary = os.path.abspath(args.credlint)
    environment = dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="credlint-machines-") as folder:
        machines = []
        for i in range(args.cases):
            machine = cases.Machine("%d/%d" % (args.seed, i), {"mfa"} if args.sdk == "js-v3" else set())
            machine.write(os.path.join(folder, str(i)))
            machines.append(machine)
        ours = [ask_credlint(binary, args.sdk, machine) for machine in machines]
        if args.sdk == "boto3":
            theirs = [botocore_client.run(machine.env, machine.flag) for machine in machines]
            os.environ.clear()
            os.environ.update(environment)
        else:
            theirs = ask_js(machines, args.modules)
    agree = agree_boto3 if args.sdk == "boto3" else agree_js
    wrong = [i for i in range(len(machines)) if not agree(ours[i], theirs[i])]
    for i in wrong[:args.show]:
        print("case %d/%d\n  credlint %s\n  client   %s" % (args.seed, i, ours[i], theirs[i]))
        print("  env %s flag %r" % ({k: v for k, v in machines[i].env.items() if k not in ("HOME", "AWS_EC2_METADATA_DISABLED")},
                                    machines[i].flag))
        for name, text in machines[i].files.items():
            if text is not None and name.startswith(".aws"):
                print("  --- %s\n%s" % (name, re.sub(r"(?m)^", "      ", text)))
    kinds = {}
    for answer in theirs:
        kind = answer["error"] or answer["provider"] or ("network" if answer["network"] else "?")
        kinds[kind] = kinds.get(kind, 0) + 1
    print("what the client did: %s" % ", ".join("%s %d" % item for item in sorted(kinds.items(), key=lambda item: -item[1])))
    print("%s: %d of %d cases agree (%.2f %%)" % (args.sdk, len(machines) - len(wrong), len(machines),
                                                  100.0 * (len(machines) - len(wrong)) / len(machines)))
    return 0 if len(wrong) * 100 <= len(machines) else 1


if __name__ == "__main__":
    sys.exit(main())
