# SPDX-License-Identifier: MIT
"""The cases that hold credentials: every kind, in the syntaxes of syntaxes.toml and in forms of its own."""
import base64
import json
import re

from values import Values, quoted


class Case:
    """Files of a small project and the values that must be found in them."""

    def __init__(self, kind, name):
        self.kind, self.name = kind, name
        self.files = {}   # path -> text
        self.labels = []  # (kind, path, value as it stands in the file)

    def write(self, path, text, **labels):
        """Labels: kind -> value, as it stands in the text; "_" in a kind is written for "-"."""
        self.files[path] = text
        for kind, value in labels.items():
            assert value in text, (self.name, kind)
            self.labels.append((kind.replace("_", "-"), path, value))
        return self


def filled(row, **values):
    text = row["text"].replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t")
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text


def pairs(syntaxes, values):
    for row in syntaxes["pair"]:
        case = Case("pair", row["name"])
        key_id = values.key_id() if values.random.random() < 0.8 else values.old_key_id()
        secret = values.hard_secret() if "SECRET_QUOTED" in row["text"] else values.secret()
        text = filled(row, ID=key_id, SECRET=secret, SECRET_QUOTED=quoted(secret))
        shown = secret if secret in text else quoted(secret)
        # In a URL the secret is what leaks: its id is part of that finding.
        labels = {"secret_key": shown} if "SECRET_QUOTED" in row["text"] else {"secret_key": shown, "long_term_key_id": key_id}
        yield case.write(row["file"], text, **labels)


def triples(syntaxes, values):
    for row in syntaxes["triple"]:
        account = values.account()
        key_id, secret = values.key_id("ASIA", account), values.secret()
        token = values.token(account=account) if values.random.random() < 0.8 else values.old_token()
        yield Case("triple", row["name"]).write(row["file"], filled(row, ID=key_id, SECRET=secret, TOKEN=token),
                                                secret_key=secret, session_token=token)


def singles(syntaxes, values):
    """Kinds that need a name beside them, or have one: one value a file, the names by turns."""
    kinds = {
        "service-key-id": (lambda v: v.key_id(v.random.choice(["ABIA", "ACCA"])),
                           ["BEARER_ID", "credentialId", "service_credential", "aws_access_key_id"]),
        "bedrock-long-key": (lambda v: v.bedrock_long(), ["AWS_BEARER_TOKEN_BEDROCK", "bedrockApiKey", "token"]),
        "bedrock-short-key": (lambda v: v.bedrock_short(), ["AWS_BEARER_TOKEN_BEDROCK", "bedrockApiKey", "api_key"]),
        "appsync-key": (lambda v: v.appsync(), ["API_KEY", "aws_appsync_apiKey", "GRAPHQL_API_KEY", "x_api_key"]),
        "mws-token": (lambda v: v.mws(), ["MWS_AUTH_TOKEN", "mwsToken", "sellerToken"]),
        "session-token": (lambda v: v.random.choice([v.token, v.old_token])(), ["AWS_SESSION_TOKEN", "awsSessionToken"]),
        "unseen-token": (lambda v: v.random.choice([v.unseen_token(420), v.unseen_token(48), v.jwt_token(),
                                                    v.unseen_token(900), v.pick("abcdefghijklmnopqrstuvwxyz0123456789_-", 64)]),
                         ["AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN", "aws_session_token"]),
        "temporary-key-id": (lambda v: v.key_id("ASIA"), ["AWS_ACCESS_KEY_ID", "accessKeyId", "OLD_KEY", "aws_key"]),
        "long-term-key-id": (lambda v: v.key_id(), ["AWS_ACCESS_KEY_ID", "accessKeyId", "ACCESS_KEY", "deploy_key"]),
        "secret-key": (lambda v: v.secret(), ["AWS_SECRET_ACCESS_KEY", "awsSecretKey", "AWS_SECRET"]),
        "wrong-length-secret": (lambda v: v.secret(v.random.choice([22, 28, 36, 38, 39, 41, 43, 52])),
                                ["AWS_SECRET_ACCESS_KEY", "aws_secret_access_key", "awsSecretAccessKey"]),
        "smtp-password": (lambda v: v.smtp_password(), ["SES_SMTP_PASSWORD", "SMTP_PASSWORD", "EMAIL_HOST_PASSWORD"]),
        "presigned-url": (lambda v: v.random.choice([v.presigned(), v.presigned(token=False), v.presigned_v2()]),
                          ["DOWNLOAD_URL", "reportUrl"]),
        "expired-presigned-url": (lambda v: v.random.choice([v.presigned(age=90000), v.presigned_v2(age=90000)]),
                                  ["DOWNLOAD_URL", "reportUrl"]),
        "rds-token": (lambda v: v.rds_token(v.random.choice([60, 90000])), ["DB_PASSWORD", "PGPASSWORD", "password"]),
        "eks-token": (lambda v: v.eks_token(v.random.choice([60, 90000])), ["KUBE_TOKEN", "token"]),
        "codecommit-password": (lambda v: f"https://{v.codecommit_user()}:{quoted(v.codecommit_password())}"
                                          "@git-codecommit.eu-west-1.amazonaws.com/v1/repos/site",
                                ["REPOSITORY", "repoUrl"]),
    }
    for kind, (make, names) in kinds.items():
        for number, row in enumerate(syntaxes["single"]):
            value = make(values)
            case = Case(kind, row["name"])
            yield case.write(row["file"], filled(row, NAME=names[number % len(names)], VALUE=value),
                             **{kind.replace("-", "_"): value})


def cut_keys(values):
    """Bearer keys that were cut off while copying, in a shell and in notes."""
    long_key, short_key = values.bedrock_long(), values.bedrock_short()
    for number, length in enumerate([40, 64, 90, 110]):
        yield Case("bedrock-long-key", f"cut-{number}").write(
            "env.sh", f"export AWS_BEARER_TOKEN_BEDROCK={long_key[:length]}\n", bedrock_long_key=long_key[:length])
    for number, length in enumerate([48, 80, 200, 701]):
        yield Case("bedrock-short-key", f"cut-{number}").write(
            "notes.txt", f"token: {short_key[:length]}\n", bedrock_short_key=short_key[:length])


def made_up_ids(values):
    bodies = ["ZZZZZZZZZZZZZZZZ", "TESTTESTTESTTEST", "AAAAAAAAAAAAAAAA", "QQQQQQQQQQQQQQQQ", "RRRRSSSSTTTTUUUU",
              "FAKEKEYFAKEKEYFA", "TEST234567TESTKE", "YYYYYYYYYYYYYYYY", "BADKEYBADKEYBADK", "SAMPLEKEYSAMPLEK"]
    files = [("app.py", 'KEY = "{}"\n'), ("config.yml", "aws_access_key_id: {}\n")]
    for body in bodies:
        for path, text in files:
            key_id = "AKIA" + body
            yield Case("made-up-key-id", body.lower() + path[0]).write(path, text.format(key_id), made_up_key_id=key_id)


def inside_other_things(values):
    """Ids in tokens, documents and parameters that are encoded themselves."""
    for number in range(8):
        key_id = values.key_id()
        claims = json.dumps({"iss": "uploads", "n": number * 7 ** number, "key": key_id, "exp": 1780318800})
        head = base64.urlsafe_b64encode(b'{"alg":"HS256","typ":"JWT"}').decode().rstrip("=")
        body = base64.urlsafe_b64encode(claims.encode()).decode().rstrip("=")
        token = f"{head}.{body}.{values.pick('ABCDEFabcdef0123456789_-', 43)}"
        yield Case("encoded-key-id", f"jwt-{number}").write("client.js", f'const upload = "{token}";\n', encoded_key_id=body)
    for number in range(8):
        key_id = values.key_id(values.random.choice(["AKIA", "AKIA", "ACCA"]))
        text = base64.b64encode(("x" * (number % 4) + json.dumps({"id": key_id, "bucket": "media"})).encode()).decode()
        yield Case("encoded-key-id", f"base64-{number}").write("data.yaml", f"payload: {text}\n", encoded_key_id=text)


def secret_files(values):
    """A secret alone in a file that is named for it."""
    names = ["secrets/aws_secret_access_key", "secrets/AWS_SECRET_ACCESS_KEY", "run/secrets/aws-secret-key",
             "config/aws_secret_key.txt", "keys/s3_secret_access_key", "k8s/secret_access_key", "aws/secretAccessKey",
             "deploy/awsSecretKey"]
    for number, name in enumerate(names):
        secret = values.secret()
        end = ["\n", "", "\r\n", "\n\n"][number % 4]
        yield Case("secret-file", str(number)).write(name, secret + end, secret_file=secret)
    for number, name in enumerate(["secrets/aws_session_token", "run/aws-session-token"]):
        token = values.token()
        yield Case("session-token", f"file-{number}").write(name, token + "\n" * number, session_token=token)
    for number, name in enumerate(["secrets/aws_access_key_id", "run/access_key"]):
        key_id = values.key_id()
        yield Case("long-term-key-id", f"file-{number}").write(name, key_id + "\n" * number, long_term_key_id=key_id)


def shared_files(values):
    """Files of the shape of ~/.aws/credentials, of any name."""
    for number, name in enumerate(["creds", "aws.ini", "backup/credentials.old", "notes/keys.txt", "my-aws-credentials",
                                   "etc/credentials", ".aws-prod", "docker/aws/credentials"]):
        key_id, secret = values.key_id(), values.secret()
        sign = ["=", " = "][number % 2]
        text = f"[default]\naws_access_key_id{sign}{key_id}\naws_secret_access_key{sign}{secret}\n"
        if number == 3:
            text += "region = eu-west-1\n\n[profile two]\nrole_arn = arn:aws:iam::" + values.account() + ":role/x\n"
        yield Case("shared-file", str(number)).write(name, text, long_term_key_id=key_id, secret_key=secret)


def base64_forms(values):
    """One layer of base64 around a value, a line, a file."""
    def b64(text):
        return base64.b64encode(text.encode()).decode()

    for number in range(4):
        key_id, secret = values.key_id(), values.secret()
        end = "\n" * (number % 2)
        text = ("apiVersion: v1\nkind: Secret\nmetadata:\n  name: aws\ndata:\n"
                f"  AWS_ACCESS_KEY_ID: {b64(key_id + end)}\n  AWS_SECRET_ACCESS_KEY: {b64(secret + end)}\n")
        yield Case("behind-base64", f"secret-{number}").write(
            "k8s/secret.yaml", text, behind_base64=b64(secret + end), encoded_key_id=b64(key_id + end))
    for number, inner in enumerate([
            "[default]\naws_access_key_id = {}\naws_secret_access_key = {}\n",
            'AWS_ACCESS_KEY_ID={}\nAWS_SECRET_ACCESS_KEY={}\n',
            '{{"accessKeyId": "{}", "secretAccessKey": "{}"}}',
            'export AWS_ACCESS_KEY_ID="{}"\nexport AWS_SECRET_ACCESS_KEY="{}"\n',
            "#!/bin/sh\naws configure set aws_access_key_id {}\naws configure set aws_secret_access_key {}\n",
            "{}:{}"]):
        for path, outer in [("cloud-init.yaml", "write_files:\n  - encoding: b64\n    path: /root/x\n    content: {}\n"),
                            ("decode.sh", "#!/bin/sh\necho {} | base64 -d > x\n"),
                            ("loader.py", 'import base64\nDATA = base64.b64decode("{}")\n')]:
            text = b64(inner.format(values.key_id(), values.secret()))
            yield Case("behind-base64", f"{path[0]}-{number}").write(path, outer.format(text), behind_base64=text)


def escaped_forms(values):
    """One layer of escapes: in URLs, JSON, JavaScript, HTML, C."""
    def slashes(text):
        return text.replace("/", "\\/")

    def unicode_signs(text):
        return text.replace("/", "\\u002f").replace("+", "\\u002B")

    def hex_signs(text):
        return text.replace("/", "\\x2F").replace("+", "\\x2b")

    def entities(text):
        return text.replace("/", "&#47;").replace("+", "&#x2B;")

    def all_hex(text):
        return "".join(f"\\x{ord(c):02x}" for c in text)

    def all_unicode(text):
        return "".join(f"\\u{ord(c):04X}" for c in text)

    forms = {
        "percent": ("request.log", 'GET /save?aws_access_key_id={id}&aws_secret_access_key={secret} HTTP/1.1\n', quoted),
        "percent-body": ("body.txt", "payload=%7B%22AccessKeyId%22%3A%22{id}%22%2C%22SecretAccessKey%22%3A%22{secret}%22%7D\n", quoted),
        "json-slashes": ("composer.json", '{{"aws": {{"key": "{id}", "secret_access_key": "{secret}"}}}}\n', slashes),
        "json-unicode": ("data.json", '{{"accessKeyId": "{id}", "secretAccessKey": "{secret}"}}\n', unicode_signs),
        "javascript-hex": ("obfuscated.js", 'var k = {{accessKeyId: "{id}", secretAccessKey: "{secret}"}};\n', hex_signs),
        "html": ("page.html", '<input name="aws_secret_access_key" value="{secret}"><i>{id}</i>\n', entities),
        "all-hex": ("packed.js", "var id = '{id}', secretAccessKey = '{secret}';\n", all_hex),
        "all-unicode": ("strings.properties", "aws.accessKeyId={id}\naws.secretAccessKey={secret}\n", all_unicode),
        "python-hex": ("keys.py", 'AWS_ACCESS_KEY_ID = "{id}"\nAWS_SECRET_ACCESS_KEY = "{secret}"\n', hex_signs),
        "php-slashes": ("dump.txt", '{{"AccessKeyId":"{id}","SecretAccessKey":"{secret}"}}\n', slashes),
    }
    for name, (path, text, form) in forms.items():
        for number in range(2):
            key_id, secret = values.key_id(), values.hard_secret()
            wide = form in (all_hex, all_unicode)
            shown_id = form(key_id) if wide else key_id
            labels = {"behind_escapes": form(secret)}
            labels["encoded_key_id" if wide else "long_term_key_id"] = shown_id
            yield Case("behind-escapes", f"{name}-{number}").write(
                path, text.format(id=shown_id, secret=form(secret)), **labels)


def split_forms(values):
    """A value in two strings beside each other, over two lines, in a fold."""
    forms = {
        "python-adjacent": ("a.py", 'AWS_SECRET_ACCESS_KEY = (\n    "{a}"\n    "{b}"\n)\n'),
        "python-plus": ("b.py", 'aws_secret_access_key = "{a}" + "{b}"\n'),
        "javascript-plus": ("c.js", 'const secretAccessKey = "{a}" +\n  "{b}";\n'),
        "java-plus": ("D.java", 'class D {{\n  String awsSecretKey = "{a}"\n      + "{b}";\n}}\n'),
        "go-plus": ("e.go", 'package e\n\nconst secretAccessKey = "{a}" + "{b}"\n'),
        "c-adjacent": ("f.cpp", 'const char* aws_secret_access_key = "{a}" "{b}";\n'),
        "shell-continued": ("g.sh", 'export AWS_SECRET_ACCESS_KEY="{a}\\\n{b}"\n'),
        "ruby-adjacent": ("h.rb", "AWS_SECRET_ACCESS_KEY = '{a}' \\\n  '{b}'\n"),
        "php-dot": ("i.php", "<?php\n$aws_secret_access_key = '{a}' . '{b}';\n"),
        "csharp-plus": ("J.cs", 'class J {{\n  const string AwsSecretAccessKey = "{a}" + "{b}";\n}}\n'),
        "yaml-continued": ("k.yaml", 'aws_secret_access_key: "{a}\\\n  {b}"\n'),
        "properties-continued": ("l.properties", "aws.secretAccessKey={a}\\\n  {b}\n"),
        "kotlin-plus": ("m.kt", 'val awsSecretAccessKey = "{a}" + "{b}"\n'),
        "perl-dot": ("n.pl", "my $aws_secret_access_key = '{a}' . '{b}';\n"),
        "lua-dots": ("o.lua", 'local aws_secret_access_key = "{a}" .. "{b}"\n'),
        "visual-basic": ("p.vb", 'Const AWSSecretAccessKey = "{a}" & "{b}"\n'),
    }
    for name, (path, text) in forms.items():
        secret = values.secret()
        a, b = secret[:20], secret[20:]
        written = text.format(a=a, b=b)
        shown = written[written.index(a):written.index(b) + len(b)]
        yield Case("split-secret", name).write(path, written, split_secret=shown)


def operators(values):
    for number, sign in enumerate([".=", "?=", "+=", "||=", ":=", "::=", "=>", "->", "==", "=", "<-", "??="]):
        for path in ["settings.conf", "keys.cfg"]:
            secret = values.secret()
            yield Case("secret-key", f"operator-{number}{path[0]}").write(
                path, f'aws_secret_access_key {sign} "{secret}"\n', secret_key=secret)


def mail_accounts(values):
    """The user of SES's SMTP servers is a key id; the password was made of its secret."""
    forms = [("mail.py", 'HOST = "email-smtp.eu-west-1.amazonaws.com"\nUSER = "{}"\nPASSWORD = "{}"\n'),
             ("postfix/sasl_passwd", "[email-smtp.us-east-1.amazonaws.com]:587 {}:{}\n"),
             ("mailer.yml", "smtp:\n  host: email-smtp.us-west-2.amazonaws.com\n  user: {}\n  pass: {}\n"),
             ("ses.csv", "IAM User Name,Smtp Username,Smtp Password\nses-mail,{},{}\n")]
    for number, (path, text) in enumerate(forms):
        key_id, password = values.key_id(), values.smtp_password()
        yield Case("smtp-password", f"account-{number}").write(
            path, text.format(key_id, password), long_term_key_id=key_id, smtp_password=password)


def git_users(values):
    forms = [(".git-credentials", "https://{0}:{1}@git-codecommit.eu-west-1.amazonaws.com\n", quoted),
             ("clone.sh", "git clone https://{0}:{1}@git-codecommit.us-east-1.amazonaws.com/v1/repos/app\n", quoted),
             ("ci.yml", "CODECOMMIT_USER: {0}\nCODECOMMIT_PASSWORD: {1}\n", str),
             ("user_codecommit_credentials.csv", "User Name,Password\n{0},{1}\n", str),
             (".netrc", "machine git-codecommit.us-east-1.amazonaws.com\nlogin {0}\npassword {1}\n", str)]
    for number, (path, text, form) in enumerate(forms):
        user, password = values.codecommit_user(), form(values.codecommit_password())
        yield Case("codecommit-password", f"user-{number}").write(path, text.format(user, password),
                                                                 codecommit_password=password)
    for number, (path, text) in enumerate([("push.sh", "git remote add aws https://{}@git-codecommit.us-east-1.amazonaws.com/v1/repos/a\n"),
                                           ("ci.toml", 'codecommit_user = "{}"\n'),
                                           ("setup.md", "Log in as {} at git-codecommit.eu-west-1.amazonaws.com\n")]):
        user = values.codecommit_user()
        yield Case("codecommit-user", str(number)).write(path, text.format(user), codecommit_user=user)


def positives(syntaxes, seed):
    values = Values(seed)
    makers = [lambda: pairs(syntaxes, values), lambda: triples(syntaxes, values), lambda: singles(syntaxes, values)]
    makers += [lambda make=make: make(values) for make in (
        cut_keys, made_up_ids, inside_other_things, secret_files, shared_files, base64_forms, escaped_forms, split_forms,
        operators, mail_accounts, git_users)]
    for make in makers:
        yield from make()
