# SPDX-License-Identifier: MIT
"""Random machines: shared files, caches, programs and an environment, sound and damaged. All keys are synthetic.

What a client does not know is left out of its machines: `features` are of "flag" (it is told a profile beside the environment), "mfa"
(it refuses a role with a device at once), "services", "login", "bare-program" (it starts programs without a shell) and "load-config" (it reads AWS_SDK_LOAD_CONFIG)."""
import hashlib
import json
import os
import random
import string

PROFILES = ["default", "dev", "base", "prod"]
SESSION = "corp"
START_URL = "https://corp.awsapps.com/start"
EXPIRY_FUTURE = "2099-01-01T00:00:00Z"
EXPIRY_PAST = "2020-01-01T00:00:00Z"
LOGIN_SESSION = "arn:aws:iam::123456789012:user/me"
REGIONS = ["eu-west-1", "us-east-1", "us-gov-west-1", "ap-east-1", "cn-north-1"]
ODD_REGIONS = ["eu-west-1a", "eu west 1", "EU-WEST-1", "eu-west-1 # Ireland", "us_east_1", "-eu-west-1", "eu-west-1.", '"eu-west-1"',
               "eu-west-1/", "e" * 64]
PROGRAM_JSON = {"Version": 1, "AccessKeyId": "AKIARZPUZDIKAEXAMPLE", "SecretAccessKey": "process/secret/of/this/machine/EXAMPLEKEY"}
PROGRAMS = {
    "good": "#!/bin/sh\necho '%s'\n" % json.dumps(PROGRAM_JSON),
    "expired": "#!/bin/sh\necho '%s'\n" % json.dumps(dict(PROGRAM_JSON, Expiration=EXPIRY_PAST)),
    "version": "#!/bin/sh\necho '%s'\n" % json.dumps(dict(PROGRAM_JSON, Version=2)),
    "half": "#!/bin/sh\necho '%s'\n" % json.dumps(PROGRAM_JSON)[:50],
    "failing": "#!/bin/sh\necho not now >&2\nexit 3\n",
}


def key_id(rng):
    return rng.choice(["AKIA", "ASIA"]) + "".join(rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") for _ in range(9)) + "EXAMPLE"


def secret(rng):
    return "".join(rng.choice(string.ascii_letters + string.digits) for _ in range(30)) + "EXAMPLEKEY"


class Machine:
    """One machine; `write` puts its files below a folder."""

    def __init__(self, seed, features):
        self.rng = random.Random(seed)
        self.features = features
        self.files = {}
        rng = self.rng
        names = rng.sample(PROFILES, rng.randint(1, 4))
        self.files[".aws/config"] = self.shared(names, True) if rng.random() < 0.85 else None
        self.files[".aws/credentials"] = self.shared(names, False) if rng.random() < 0.8 else None
        self.caches()
        self.env = self.environment(names)
        self.flag = rng.choice(PROFILES + ["missing"]) if rng.random() < 0.12 and "flag" in features else ""

    # --- shared files

    def shared(self, names, config):
        rng = self.rng
        blocks = []
        for name in names:
            if rng.random() < (0.9 if config else 0.6):
                blocks.append(self.section(name, names, config))
        if config and rng.random() < 0.5:
            lines = ["[sso-session %s]" % SESSION]
            if rng.random() < 0.9:
                lines.append("sso_start_url = " + START_URL)
            if rng.random() < 0.9:
                lines.append("sso_region = eu-west-1")
            blocks.append(lines)
        if config and rng.random() < 0.3:
            blocks.append(["[services local]", "sqs =", "  endpoint_url = http://localhost:4566"])
        if blocks and rng.random() < 0.03:
            blocks.append([rng.choice(blocks)[0], "output = text"])
        rng.shuffle(blocks)
        text = "\n".join("\n".join(block) for block in blocks) + "\n"
        return self.damage(text) if rng.random() < 0.2 else text

    def header(self, name, config):
        rng = self.rng
        if rng.random() < 0.04:
            return rng.choice(["[ %s ]", "[profile  %s]", "[Profile %s]", "[%s] # note", '[profile "%s"]', "[%s]", "[profile %s]"]) % name
        return "[%s]" % name if name == "default" or not config else "[profile %s]" % name

    def section(self, name, names, config):
        rng = self.rng
        lines = [self.header(name, config)]
        known = ["static", "role", "web", "sso", "process", "nothing"] + (["login"] if "login" in self.features else [])
        kinds = rng.sample(known, rng.choice([1, 1, 1, 2]))
        if not config:
            kinds = [kind if rng.random() < 0.25 else "static" for kind in kinds[:1]]
        for kind in kinds:
            lines += getattr(self, "kind_" + kind)(name, names)
        if rng.random() < 0.5:
            lines.append("region = " + self.region())
        if config and "services" in self.features and rng.random() < 0.06:
            lines.append("services = " + rng.choice(["local", "local", "elsewhere"]))
        body = lines[1:]
        rng.shuffle(body)
        return [lines[0]] + body

    def region(self):
        return self.rng.choice(REGIONS if self.rng.random() < 0.93 else ODD_REGIONS)

    def kind_nothing(self, name, names):
        return ["output = json"]

    def kind_static(self, name, names):
        rng = self.rng
        lines = []
        if rng.random() < 0.93:
            lines.append("aws_access_key_id = " + key_id(rng))
        if rng.random() < 0.93:
            lines.append("aws_secret_access_key = " + secret(rng))
        if rng.random() < 0.3:
            lines.append("aws_session_token = IQoJb3JpZ2luX2VjEXAMPLE")
        if rng.random() < 0.06:
            lines.append("aws_security_token = IQoJb3JpZ2luX2VjOLDEXAMPLE")
        return lines

    def kind_role(self, name, names):
        rng = self.rng
        lines = ["role_arn = arn:aws:iam::123456789012:role/" + name]
        if rng.random() < 0.8:
            lines.append("source_profile = " + rng.choice(names + PROFILES + ["missing"]))
        if rng.random() < 0.25:
            lines.append("credential_source = " + rng.choice(
                ["Environment", "Environment", "Ec2InstanceMetadata", "EC2InstanceMetadata", "environment", "EcsContainer"]))
        if rng.random() < 0.1 and "mfa" in self.features:
            lines.append("mfa_serial = arn:aws:iam::123456789012:mfa/me")
        return lines

    def kind_web(self, name, names):
        rng = self.rng
        lines = ["web_identity_token_file = " + self.token_file()]
        if rng.random() < 0.8:
            lines.append("role_arn = arn:aws:iam::123456789012:role/web")
        return lines

    def token_file(self):
        return self.rng.choice(["@HOME@/token", "@HOME@/token", "@HOME@/token", "@HOME@/no-token", "~/token", "$HOME/token"])

    def kind_login(self, name, names):
        return ["login_session = " + LOGIN_SESSION]

    def kind_sso(self, name, names):
        rng = self.rng
        lines = []
        if rng.random() < 0.5:
            lines.append("sso_session = " + rng.choice([SESSION, SESSION, SESSION, "other"]))
        elif rng.random() < 0.9:
            lines += ["sso_start_url = " + START_URL, "sso_region = eu-west-1"]
        if rng.random() < 0.85:
            lines.append("sso_account_id = 123456789012")
        if rng.random() < 0.85:
            lines.append("sso_role_name = Reader")
        return lines

    def kind_process(self, name, names):
        rng = self.rng
        program = rng.choice(sorted(PROGRAMS))
        return ["credential_process = " + rng.choice(
            ["cat @HOME@/process.json"] + ["@HOME@/bin/" + program, '"@HOME@/bin/%s" --profile %s' % (program, name)] * 2 +
            ["@HOME@/bin/absent", "@HOME@/process.json", "false", "echo {}"] +
            (["absent-helper get"] if "bare-program" in self.features else []))]

    def damage(self, text):
        rng = self.rng
        lines = text.split("\n")
        places = [i for i, line in enumerate(lines) if " = " in line]
        if not places:
            return text
        at = rng.choice(places)
        what = rng.choice(["comment", "quotes", "indent", "double", "section", "junk", "colon", "case", "crlf", "bom", "headless",
                           "unclosed", "export", "empty", "semicolon", "merge", "blank", "single"])
        if what == "comment":
            lines[at] += " # note"
        elif what == "semicolon":
            lines[at] += " ; note"
        elif what in ("quotes", "single"):
            key, value = lines[at].split(" = ", 1)
            mark = '"' if what == "quotes" else "'"
            lines[at] = "%s = %s%s%s" % (key, mark, value, mark)
        elif what == "indent":
            lines[at] = "  " + lines[at]
        elif what == "double":
            lines.insert(at, lines[at])
        elif what == "section":
            headers = [line for line in lines if line.startswith("[")]
            if headers:
                lines += [rng.choice(headers), "output = text"]
        elif what == "junk":
            lines.insert(at, "junk")
        elif what == "merge":
            lines.insert(at, "<<<<<<< HEAD")
        elif what == "colon":
            lines[at] = lines[at].replace(" = ", ": ", 1)
        elif what == "case":
            key, value = lines[at].split(" = ", 1)
            lines[at] = "%s = %s" % (key.upper(), value)
        elif what == "crlf":
            return "\r\n".join(lines)
        elif what == "bom":
            return "\ufeff" + "\n".join(lines)
        elif what == "headless":
            lines.insert(0, "region = us-east-1")
        elif what == "unclosed":
            for i, line in enumerate(lines):
                if line.startswith("["):
                    lines[i] = line[:-1]
                    break
        elif what == "export":
            lines[at] = "export " + lines[at]
        elif what == "empty":
            lines[at] = lines[at].split(" = ")[0] + " ="
        elif what == "blank":
            lines.insert(at, "   ")
        return "\n".join(lines)

    # --- caches

    def caches(self):
        for name in (SESSION, START_URL):
            if self.rng.random() < 0.5:
                path = ".aws/sso/cache/%s.json" % hashlib.sha1(name.encode()).hexdigest()
                self.files[path] = self.odd(self.sso_token())
        if self.rng.random() < 0.5 and "login" in self.features:
            path = ".aws/login/cache/%s.json" % hashlib.sha256(LOGIN_SESSION.encode()).hexdigest()
            self.files[path] = self.odd(self.login_token())

    def sso_token(self):
        rng = self.rng
        token = {"startUrl": START_URL, "region": "eu-west-1", "accessToken": "aoaEXAMPLE", "expiresAt": self.expiry()}
        if rng.random() < 0.4:
            token.update(refreshToken="refreshEXAMPLE", clientId="clientEXAMPLE", clientSecret="secretEXAMPLE",
                         registrationExpiresAt=self.expiry())
            if rng.random() < 0.2:
                del token[rng.choice(["refreshToken", "clientId", "clientSecret", "registrationExpiresAt"])]
        return token

    def login_token(self):
        return {"accessToken": {"accessKeyId": key_id(self.rng), "secretAccessKey": secret(self.rng), "sessionToken": "IQoJb3JpZ2luX2VjEXAMPLE",
                                "accountId": "123456789012", "expiresAt": self.expiry()},
                "tokenType": "urn:aws:params:oauth:token-type:access_token_sigv4", "clientId": "arn:aws:signin:::devtools/same-device",
                "refreshToken": "refreshEXAMPLE", "idToken": "idEXAMPLE", "dpopKey": "keyEXAMPLE"}

    def expiry(self):
        return self.rng.choice([EXPIRY_FUTURE] * 3 + [EXPIRY_PAST])

    def odd(self, token):
        """The token as a file, at times without a field, cut in half or of another kind."""
        rng = self.rng
        roll = rng.random()
        if roll < 0.08:
            del token[rng.choice(sorted(set(token) - {"refreshToken", "clientId", "clientSecret", "registrationExpiresAt"}))]
        text = json.dumps(token)
        if roll > 0.95:
            return rng.choice([text[:len(text) // 2], "", "[]", "null", text + "}"])
        return text

    # --- environment

    def environment(self, names):
        env = {"PATH": "/usr/bin:/bin"}
        for part in (self.env_keys, self.env_profile, self.env_region, self.env_web, self.env_metadata, self.env_files):
            part(env, names)
        if "load-config" in self.features and self.rng.random() < 0.6:
            env["AWS_SDK_LOAD_CONFIG"] = self.rng.choice(["1", "1", "1", "true", "false", "0", ""])
        return env

    def env_keys(self, env, names):
        rng = self.rng
        if rng.random() < 0.3:
            env["AWS_ACCESS_KEY_ID"] = key_id(rng) if rng.random() < 0.93 else ""
            if rng.random() < 0.88:
                env["AWS_SECRET_ACCESS_KEY"] = secret(rng) if rng.random() < 0.95 else ""
            if rng.random() < 0.3:
                env["AWS_SESSION_TOKEN"] = "IQoJb3JpZ2luX2VjEXAMPLE"
            if rng.random() < 0.1:
                env["AWS_SECURITY_TOKEN"] = "IQoJb3JpZ2luX2VjOLDEXAMPLE"
            if rng.random() < 0.12:
                env["AWS_CREDENTIAL_EXPIRATION"] = rng.choice(
                    [EXPIRY_PAST, EXPIRY_FUTURE, EXPIRY_FUTURE, "2099-01-01", "2020-01-01T00:00:00", "4070908800", "soon", ""])
        elif rng.random() < 0.05:
            env["AWS_SECRET_ACCESS_KEY"] = secret(rng)

    def env_profile(self, env, names):
        rng = self.rng
        for variable in ("AWS_PROFILE", "AWS_DEFAULT_PROFILE"):
            if rng.random() < (0.45 if variable == "AWS_PROFILE" else 0.08):
                env[variable] = rng.choice(names * 9 + PROFILES + ["missing", ""])

    def env_region(self, env, names):
        rng = self.rng
        for variable in ("AWS_REGION", "AWS_DEFAULT_REGION"):
            if rng.random() < 0.6:
                env[variable] = self.region() if rng.random() < 0.94 else ""

    def env_web(self, env, names):
        rng = self.rng
        if rng.random() < 0.1:
            env["AWS_WEB_IDENTITY_TOKEN_FILE"] = self.token_file() if rng.random() < 0.9 else ""
        if rng.random() < (0.8 if "AWS_WEB_IDENTITY_TOKEN_FILE" in env else 0.03):
            env["AWS_ROLE_ARN"] = rng.choice(["arn:aws:iam::123456789012:role/web"] * 6 + [""])

    def env_metadata(self, env, names):
        rng = self.rng
        if rng.random() < 0.9:
            env["AWS_EC2_METADATA_DISABLED"] = rng.choice(["true"] * 8 + ["TRUE", "True", "1", "false", ""])
        if rng.random() < 0.05:
            env["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = rng.choice(
                ["http://192.0.2.1/creds", "https://192.0.2.1/creds", "http://localhost/creds", "http://127.0.0.1:8080/creds",
                 "http://169.254.170.23/v1/credentials", "localhost/creds", ""])
        if rng.random() < 0.03:
            env["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = rng.choice(["/v2/credentials/x", ""])

    def env_files(self, env, names):
        rng = self.rng
        for variable, name in (("AWS_CONFIG_FILE", "config"), ("AWS_SHARED_CREDENTIALS_FILE", "credentials")):
            if rng.random() < 0.07:
                env[variable] = rng.choice(["@HOME@/.aws/" + name, "~/.aws/" + name, "$HOME/.aws/" + name, "${HOME}/.aws/" + name,
                                            "@HOME@/elsewhere", "", "@HOME@/.aws/config", "@HOME@/.aws/credentials", "@HOME@/.aws"])

    def write(self, home):
        os.makedirs(home, exist_ok=True)
        place = lambda text: text.replace("@HOME@", home)
        self.files["token"] = "eyJEXAMPLE"
        self.files["process.json"] = json.dumps(PROGRAM_JSON)
        self.files.update({"bin/" + name: text for name, text in PROGRAMS.items()})
        for name, text in self.files.items():
            if text is None:
                continue
            path = os.path.join(home, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8", newline="") as f:
                f.write(place(text))
            os.chmod(path, 0o700 if name.startswith("bin/") else 0o600)
        self.env = {name: place(value) for name, value in self.env.items()}
        self.env["HOME"] = home
