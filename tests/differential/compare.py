#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares `credlint doctor` with real SDKs on random machines.

    compare.py [--sdk NAME,…] [--cases N] [--seed N] [--only N] [--modules DIR] [--show N] [--wanted PERCENT] CREDLINT

Prints how many cases agree in profile, region, provider, key and error, and lists those that do not. Without --sdk all clients are
asked, and a table says which SDKs no client checks. Exit status 0 when as many agree as wanted, 1 otherwise, 77 when no client of
those asked for can be had."""
import argparse
import collections
import concurrent.futures
import copy
import json
import os
import re
import select
import subprocess
import sys
import tempfile
import tomllib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import cases  # noqa: E402
import clients  # noqa: E402

PATIENCE_SECONDS = 5
NO_ANSWER = {"error": "Hang", "message": "", "ran": False, "provider": None, "region": None, "profile": None, "asked": None, "sent": False}
REGION_ERRORS = {"ConfigError"}
STATIC = {"shared-credentials-file", "config-file"}
ERRORS = os.path.join(clients.HERE, "../../rulesets/data/sdk_errors.toml")
VERSIONS = os.path.join(clients.HERE, "../../rulesets/data/sdks.toml")


def errors_of_sdks():
    """What SDKs raise themselves; any other error comes from AWS or the network, which no client here gets to."""
    with open(ERRORS, "rb") as f:
        return {row["value"] for row in tomllib.load(f)["row"]}


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
    done = subprocess.run(command, env=machine.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, check=False)
    if done.returncode not in (0, 1, 3):
        sys.exit("doctor: exit status %d: %s" % (done.returncode, done.stderr.decode()))
    answer = json.loads(done.stdout)
    credentials = answer["credentials"] or {}
    error = answer["predicted_error"] or {}
    last = answer["chain"][-1] if answer["chain"] else {"provider": None, "outcome": ""}
    asks_instance = last["provider"] == "imds" and last["outcome"].startswith("would be asked")
    return {"profile": answer["profile"]["name"], "region": (answer["region"] or {}).get("value"),
            "provider": credentials.get("provider") or ("imds" if asks_instance else None),
            "source": credentials.get("source", {}).get("provider"), "key": credentials.get("access_key_id"),
            "error": error.get("type"), "message": error.get("message")}


def ask_as_older(binary, sdk, machine, ours):
    """Go before config 1.18.45 passes over a missing profile of AWS_PROFILE, as later versions do with AWS_DEFAULT_PROFILE."""
    name = machine.env.get("AWS_PROFILE")
    if sdk != "go-v2" or ours["error"] != "SharedConfigProfileNotExistError" or machine.flag or not name:
        return ours
    older = copy.copy(machine)
    older.env = {key: value for key, value in machine.env.items() if key != "AWS_PROFILE"} | {"AWS_DEFAULT_PROFILE": name}
    return ask_credlint(binary, sdk, older)


class Client:
    """A client at work: one line for one line. One that says nothing for long is ended and started anew."""

    def __init__(self, command):
        self.command = command
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.version = self.answer()

    def answer(self):
        ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE_SECONDS)
        line = self.process.stdout.readline() if ready else b""
        return json.loads(line) if line else None

    def ask(self, machine):
        self.process.stdin.write(json.dumps({"env": machine.env, "flag": machine.flag}).encode() + b"\n")
        self.process.stdin.flush()
        answer = self.answer()
        if answer is None:
            self.end()
            self.start()
            answer = dict(NO_ANSWER)
        return answer

    def end(self):
        self.process.kill()
        self.process.wait()


def ask_client(command, machines):
    """The client's version and its answers."""
    client = Client(command)
    answers = [client.ask(machine) for machine in machines]
    client.end()
    return client.version, answers


def agree(sdk, ours, theirs, client_errors):
    first = ours["source"] or ours["provider"]
    if theirs["asked"] in ("imds", "container") and first == theirs["asked"]:
        # Doctor says what comes when nobody answers.
        return True
    if theirs["asked"] == "imds" and ours["region"] is None and ours["error"] in client_errors:
        # The newest SDK for JavaScript asks the instance for its region, too.
        return True
    if theirs["asked"] and sdk == "js-v2" and ours["error"] in REGION_ERRORS:
        # It asks for credentials first, and then replaces their error by that of the region.
        return theirs["asked"] in (ours["provider"], first)
    if theirs["ran"] and not theirs["sent"]:
        # What a program says, and what follows, is not known without running it.
        return first == "process"
    if theirs["error"]:
        return ours["error"] == theirs["error"] or same_message(ours, theirs)
    if ours["error"] in client_errors:
        return False
    if (ours["region"] or "") != (theirs["region"] or "") and theirs["sent"]:
        return False
    if theirs["profile"] is not None and ours["profile"] != theirs["profile"]:
        return False
    if theirs["asked"]:
        return theirs["asked"] == (ours["provider"] if first in STATIC | {"environment", "process", "login"} else first)
    provider = "static" if ours["provider"] in STATIC and theirs["provider"] == "static" else ours["provider"]
    return provider == theirs["provider"] and (provider == "process" or same_key(ours["key"], theirs["key"]))


def same_message(ours, theirs):
    """Most errors of Go are of no type of their own: there the SDK's words are what is compared."""
    if ours["error"] == "EndpointConnectionError" and "endpoint" in (theirs["message"] or ""):
        return True
    return bool(ours["message"]) and ours["error"] is not None and ours["message"].strip() in re.sub(r"\s+", " ", theirs["message"] or "")


def says(answer, words):
    return words in (answer["message"] or "")


# What the version that can be had here does otherwise than the newest, which doctor follows: rows of sdks.toml, and how it shows.
# Such machines are not counted.
OLDER = {
    "go-v2.since-profile-missing": lambda ours, theirs: ours["error"] == "SharedConfigProfileNotExistError",
    "go-v2.since-no-region": lambda ours, theirs: (
        theirs["error"] == "MissingRegionError" and ours["region"] is None or
        says(theirs, "failed to parse endpoint URL") and ours["error"] == "NoCredentials"),
    "go-v2.since-odd-lines": lambda ours, theirs: theirs["error"] == "SharedConfigLoadError" != ours["error"],
    "go-v2.since-sso-incomplete": lambda ours, theirs: (
        "configured to use SSO but is missing" in (ours["message"] or "") or says(theirs, "configured to use SSO but is missing") or
        says(theirs, "required parameters in sso-session section")),
    "go-v2.since-container-host": lambda ours, theirs: says(theirs, "only loopback hosts are allowed"),
}


def sdk_rows():
    """sdks.toml: {key: value}."""
    with open(VERSIONS, "rb") as f:
        return {row["key"]: row["value"] for row in tomllib.load(f)["row"]}


def check_marks():
    """The table marks as held against a client those that are compared here, and no others."""
    marked = {key.split(".")[0] for key, value in sdk_rows().items() if key.endswith(".checked-with") and value == "client"}
    compared = {re.sub("-system$", "", sdk) for sdk in clients.COMMANDS}
    if marked != compared:
        sys.exit("sdks.toml marks other SDKs as checked with a client: " + ", ".join(sorted(marked ^ compared)))


def older_rows():
    """The keys of OLDER, each of which the table must know."""
    known = sdk_rows().keys()
    unknown = OLDER.keys() - known
    if unknown:
        sys.exit("sdks.toml does not have " + ", ".join(sorted(unknown)))
    return OLDER


def older_by(sdk, ours, theirs):
    """The row that explains a difference; None where there is none to explain."""
    for key, is_seen in older_rows().items():
        if key.startswith(sdk + ".") and is_seen(ours, theirs):
            return key
    return None


def outcome(theirs):
    if theirs["error"]:
        return theirs["error"]
    return "asks " + theirs["asked"] if theirs["asked"] else "signs with %s keys" % theirs["provider"]


def show(label, machine, ours, theirs):
    print("case %s\n  credlint %s\n  client   %s" % (label, ours, theirs))
    print("  env %s flag %r" % ({k: v for k, v in machine.env.items() if k not in ("HOME", "PATH")}, machine.flag))
    for name, text in machine.files.items():
        if text is not None and name.startswith(".aws"):
            print("  --- %s\n%s" % (name, re.sub(r"(?m)^", "      ", text)))


def machines_in(folder, sdk, args):
    """Folders are named by number, so that a case can be looked at again with --only."""
    numbers = range(args.cases) if args.only is None else [args.only]
    for i in numbers:
        machine = cases.Machine("%d/%d" % (args.seed, i), clients.FEATURES[sdk])
        machine.write(os.path.join(folder, str(i)))
        yield i, machine


def compare(sdk, args):
    """A line of the table: client, cases, agreeing; or None where there is no client."""
    try:
        command = clients.COMMANDS[sdk](args.modules)
    except clients.Missing as why:
        print("%s skipped: %s" % (sdk, why))
        return None
    with tempfile.TemporaryDirectory(prefix="credlint-machines-") as folder:
        numbers, machines = zip(*machines_in(folder, sdk, args))
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            doctor = re.sub("-system$", "", sdk)
            ours = list(pool.map(lambda machine: ask_credlint(args.credlint, doctor, machine), machines))
            ours = list(pool.map(lambda machine, answer: ask_as_older(args.credlint, doctor, machine, answer), machines, ours))
        version, theirs = ask_client(command, machines)
    client_errors = errors_of_sdks()
    differing = [i for i in range(len(machines)) if not agree(sdk, ours[i], theirs[i], client_errors)]
    older = {i: key for i in differing if (key := older_by(sdk, ours[i], theirs[i]))}
    wrong = [i for i in differing if i not in older]
    for i in wrong[:args.show]:
        show("%s %d/%d" % (sdk, args.seed, numbers[i]), machines[i], ours[i], theirs[i])
    kinds = collections.Counter(outcome(answer) for answer in theirs)
    print("%s: what the client did: %s" % (sdk, ", ".join("%s %d" % item for item in kinds.most_common())))
    for key, count in sorted(collections.Counter(older.values()).items()):
        print("%s: %d machines not counted: %s" % (sdk, count, key))
    asked = len(machines) - len(older)
    return sdk, version, asked, asked - len(wrong)


def table(lines):
    for sdk, version, asked, agreeing in lines:
        print("%-13s %-45s %d of %d cases agree (%.2f %%)" % (sdk, version, agreeing, asked, 100.0 * agreeing / asked))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sdk", default=",".join(clients.COMMANDS))
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int)
    parser.add_argument("--modules", default=os.path.join(tempfile.gettempdir(), "credlint-differential"))
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--wanted", type=float, default=99.0)
    parser.add_argument("credlint")
    args = parser.parse_args()
    args.credlint = os.path.abspath(args.credlint)
    check_marks()
    lines = [line for line in (compare(sdk, args) for sdk in args.sdk.split(",")) if line]
    if not lines:
        return 77
    table(lines)
    return 0 if all(agreeing >= asked * args.wanted / 100 for _, _, asked, agreeing in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
