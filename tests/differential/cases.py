# SPDX-License-Identifier: MIT
"""Random machines: shared files, caches and an environment, sound and damaged. All keys are synthetic."""
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
        self.process = False
        rng = self.rng
        names = rng.sample(PROFILES, rng.randint(1, 4))
        self.files[".aws/config"] = self.shared(names, True) if rng.random() < 0.85 else None
        self.files[".aws/credentials"] = self.shared(names, False) if rng.random() < 0.8 else None
        self.caches()
        self.env = self.environment(names)
        self.flag = rng.choice(PROFILES + ["missing"]) if rng.random() < 0.12 else ""

    # --- shared files

    def shared(self, names, config):
        rng = self.rng
        blocks = []
        for name in names:
            if rng.random() < 0.75:
                blocks.append(self.section(name, names, config))
        if config and rng.random() < 0.5:
            lines = ["[sso-session %s]" % SESSION]
            if rng.random() < 0.9:
                lines.append("sso_start_url = " + START_URL)
            if rng.random() < 0.9:
                lines.append("sso_region = eu-west-1")
            blocks.append(lines)
        rng.shuffle(blocks)
        text = "\n".join("\n".join(block) for block in blocks) + "\n"
        return self.damage(text) if rng.random() < 0.25 else text

    def header(self, name, config):
        rng = self.rng
        if rng.random() < 0.04:
            return rng.choice(["[ %s ]", "[profile  %s]", "[Profile %s]", "[%s] # note", '[profile "%s"]', "[%s]", "[profile %s]"]) % name
        return "[%s]" % name if name == "default" or not config else "[profile %s]" % name

    def section(self, name, names, config):
        rng = self.rng
        lines = [self.header(name, config)]
        kinds = rng.sample(["static", "role", "web", "sso", "process", "nothing"], rng.choice([1, 1, 1, 2]))
        if not config:
            kinds = [kind if rng.random() < 0.25 else "static" for kind in kinds[:1]]
        for kind in kinds:
            lines += getattr(self, "kind_" + kind)(name, names)
        if rng.random() < 0.5:
            lines.append("region = " + rng.choice(["eu-west-1", "us-east-1", "us-gov-west-1", "ap-east-1"]))
        body = lines[1:]
        rng.shuffle(body)
        return [lines[0]] + body

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
        lines = ["web_identity_token_file = " + rng.choice(["@HOME@/token", "@HOME@/no-token"])]
        if rng.random() < 0.8:
            lines.append("role_arn = arn:aws:iam::123456789012:role/web")
        return lines

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
        self.process = True
        return ["credential_process = cat @HOME@/process.json"]

    def damage(self, text):
        rng = self.rng
        lines = text.split("\n")
        places = [i for i, line in enumerate(lines) if "=" in line]
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
        rng = self.rng
        for name in (SESSION, START_URL):
            roll = rng.random()
            if roll < 0.5:
                continue
            past = roll < 0.62 and name == SESSION
            token = {"startUrl": START_URL, "region": "eu-west-1", "accessToken": "aoaEXAMPLE",
                     "expiresAt": EXPIRY_PAST if past else EXPIRY_FUTURE}
            if rng.random() < 0.1:
                del token["accessToken"]
            path = ".aws/sso/cache/%s.json" % hashlib.sha1(name.encode()).hexdigest()
            self.files[path] = json.dumps(token)

    # --- environment

    def environment(self, names):
        rng = self.rng
        env = {"AWS_EC2_METADATA_DISABLED": "true"}
        if rng.random() < 0.3:
            env["AWS_ACCESS_KEY_ID"] = key_id(rng) if rng.random() < 0.93 else ""
            if rng.random() < 0.88:
                env["AWS_SECRET_ACCESS_KEY"] = secret(rng) if rng.random() < 0.95 else ""
            if rng.random() < 0.3:
                env["AWS_SESSION_TOKEN"] = "IQoJb3JpZ2luX2VjEXAMPLE"
            if rng.random() < 0.1:
                env["AWS_SECURITY_TOKEN"] = "IQoJb3JpZ2luX2VjOLDEXAMPLE"
            if rng.random() < 0.08:
                env["AWS_CREDENTIAL_EXPIRATION"] = rng.choice([EXPIRY_PAST, EXPIRY_FUTURE])
        elif rng.random() < 0.05:
            env["AWS_SECRET_ACCESS_KEY"] = secret(rng)
        for variable in ("AWS_PROFILE", "AWS_DEFAULT_PROFILE"):
            if rng.random() < (0.45 if variable == "AWS_PROFILE" else 0.08):
                env[variable] = rng.choice(names * 3 + PROFILES + ["missing", ""])
        for variable in ("AWS_REGION", "AWS_DEFAULT_REGION"):
            if rng.random() < 0.25:
                env[variable] = rng.choice(["eu-central-1", "us-west-2", ""])
        if rng.random() < 0.08:
            env["AWS_WEB_IDENTITY_TOKEN_FILE"] = rng.choice(["@HOME@/token", "@HOME@/no-token", ""])
            if rng.random() < 0.8:
                env["AWS_ROLE_ARN"] = "arn:aws:iam::123456789012:role/web"
        if rng.random() < 0.05:
            env["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = rng.choice(["http://example.com/creds", "http://localhost/creds"])
        if rng.random() < 0.05:
            env["AWS_CONFIG_FILE"] = rng.choice(["@HOME@/.aws/config", "@HOME@/elsewhere"])
        return env

    def write(self, home):
        os.makedirs(home, exist_ok=True)
        place = lambda text: text.replace("@HOME@", home)
        self.files["token"] = "eyJEXAMPLE"
        if self.process:
            self.files["process.json"] = json.dumps(
                {"Version": 1, "AccessKeyId": "AKIARZPUZDIKAEXAMPLE", "SecretAccessKey": "process/secret/of/this/machine/EXAMPLEKEY"})
        for name, text in self.files.items():
            if text is None:
                continue
            path = os.path.join(home, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8", newline="") as f:
                f.write(place(text))
        self.env = {name: place(value) for name, value in self.env.items()}
        self.env["HOME"] = home
