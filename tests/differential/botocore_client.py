#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What botocore does on machines, up to its first request.

    botocore_client.py botocore|awscli

`botocore` is the installed library, with a client of SQS as boto3 makes one; `awscli` is the AWS CLI, run as `aws sqs list-queues`. Reads {env, flag} lines, writes the client's version and then one result a line: profile,
region, provider, key and error; `asked`: the provider whose request came first; `ran`: a program of credential_process was run;
`sent`: the request itself would have been sent. No request reaches a network."""
import importlib
import json
import os
import re
import subprocess
import sys

METHODS = {"env": "environment", "custom-process": "process", "container-role": "container", "iam-role": "imds"}


class Stopped(BaseException):
    """A request that would have been made; not an Exception, so that nobody retries."""


def provider_of(url, body):
    """Whose credentials a request asks for."""
    text = body.decode() if isinstance(body, bytes) else str(body or "")
    if "AssumeRoleWithWebIdentity" in text:
        return "assume-role-with-web-identity"
    if "AssumeRole" in text:
        return "assume-role"
    host = re.sub(r"^\w+://|[:/].*$", "", url)
    if re.match(r"(portal\.sso|oidc)\.", host):
        return "sso"
    if re.search(r"signin\.", host):
        return "login"
    return "imds" if host == "169.254.169.254" else "container"


class Client:
    def __init__(self, root):
        self.is_cli = root == "awscli"
        self.own_variables = {}
        self.found = {}
        if self.is_cli:
            # Brings its own botocore, which from here on is the one that is imported.
            awscli = importlib.import_module("awscli")
            self.driver = importlib.import_module("awscli.clidriver")
            self.roles = importlib.import_module("awscli.customizations.assumerole")
            self.own_variables = {"AWS_DATA_PATH": os.environ["AWS_DATA_PATH"]}
        library = importlib.import_module("botocore")
        self.session = importlib.import_module("botocore.session")
        self.credentials = importlib.import_module("botocore.credentials")
        self.tokens = importlib.import_module("botocore.tokens")
        self.version = "aws-cli " + awscli.__version__ if self.is_cli else "botocore " + library.__version__
        importlib.import_module("botocore.httpsession").URLLib3Session.send = lambda _, request: self.refuse(request)
        self.credentials.ProcessProvider.__init__.__defaults__ = (self.run_program,)

    def refuse(self, request):
        self.found["asked"] = provider_of(request.url, request.body)
        raise Stopped()

    def run_program(self, *args, **kwargs):
        program = subprocess.Popen(*args, **kwargs)
        self.found["ran"] = True
        return program

    def sign(self, request, **_):
        header = request.headers.get("Authorization", "")
        header = header.decode() if isinstance(header, bytes) else header
        key = re.search(r"Credential=(.*?)/\d{8}/", header)
        self.found.update(sent=True, key=key.group(1) if key else None)
        raise Stopped()

    def set_home(self, home):
        """botocore looks for the home once, when it is imported."""
        cache = os.path.join(home, ".aws", "sso", "cache")
        self.credentials.SSOProvider._SSO_TOKEN_CACHE_DIR = cache
        self.tokens.SSOTokenProvider._SSO_TOKEN_CACHE_DIR = cache
        if self.is_cli:
            self.roles.CACHE_DIR = os.path.join(home, ".aws", "cli", "cache")

    def fail(self, error):
        if not isinstance(error, Stopped):
            self.found.update(error=type(error).__name__, message=str(error)[:300])

    def note(self, flag):
        profile = flag or self.used.get_config_variable("profile")
        self.found["profile"] = "default" if profile is None else profile
        self.found["region"] = self.used.get_config_variable("region")
        if self.used._credentials is not None:
            method = self.used._credentials.method
            self.found["provider"] = METHODS.get(method, method)

    def call(self, flag):
        self.used = self.session.Session(profile=flag or None)
        self.used.register("before-send.sqs", self.sign)
        # boto3 does so before anything else, and reads the files for it.
        self.used.get_component("data_loader")
        self.used.create_client("sqs").list_queues()

    def call_cli(self, flag):
        arguments = ["sqs", "list-queues"] + (["--profile", flag] if flag else [])
        driver = self.driver.create_clidriver(arguments)
        driver._error_handler = self
        self.used = driver.session
        self.used.register("before-send.sqs", self.sign)
        driver.main(arguments)

    def handle_exception(self, error, *_, **__):
        self.fail(error)
        return 255

    def run(self, machine):
        os.environ.clear()
        os.environ.update(machine["env"], **self.own_variables)
        self.set_home(machine["env"]["HOME"])
        self.found = {"profile": None, "region": None, "provider": None, "key": None, "error": None, "message": None,
                      "asked": None, "ran": False, "sent": False}
        try:
            (self.call_cli if self.is_cli else self.call)(machine["flag"])
        except BaseException as error:  # pylint: disable=broad-except
            self.fail(error)
        if not self.found["error"]:
            try:
                self.note(machine["flag"])
            except Stopped:  # the AWS CLI asks the instance for its region
                pass
        return self.found


def main():
    answers, sys.stdout = sys.stdout, open(os.devnull, "w", encoding="utf-8")
    try:
        client = Client(sys.argv[1])
    except ImportError as error:
        print("not installed: %s" % error, file=sys.stderr)
        return 77
    answers.write(json.dumps("%s, Python %s" % (client.version, sys.version.split()[0])) + "\n")
    answers.flush()
    for line in sys.stdin:
        answers.write(json.dumps(client.run(json.loads(line))) + "\n")
        answers.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
