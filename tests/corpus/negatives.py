# SPDX-License-Identifier: MIT
"""Hard negatives: files that look like credentials and hold none. A finding at warning or above in them is false."""
import base64
import hashlib
import json
import string
import uuid

from positives import Case
from values import BASE32, BASE64, Values, quoted

HEX = "0123456789abcdef"
ALNUM = string.ascii_letters + string.digits


def digest(values, name="sha1"):
    return hashlib.new(name, values.random.randbytes(16)).hexdigest()


def b64_digest(values, name):
    return base64.b64encode(hashlib.new(name, values.random.randbytes(16)).digest()).decode()


def hashes(v):
    forms = [
        ("VERSION", "{sha1}\n"), ("commit.txt", "commit {sha1}\nAuthor: a <a@example.com>\n"),
        ("deploy.sh", "#!/bin/sh\nGIT_SHA={sha1}\naws s3 cp build.tgz s3://builds/{sha1}.tgz\n"),
        ("SHA256SUMS", "{sha256}  app.tar.gz\n{sha256}  lib.tar.gz\n"), ("cache.py", 'KEY = "{md5}"\nSECRET_HASH = "{sha256}"\n'),
        ("k8s/pod.yaml", "image: registry/app@sha256:{sha256}\nkey: {sha1}\n"), ("etag.json", '{{"ETag": "\\"{md5}\\"", "Key": "a"}}\n'),
        ("main.tf", 'module "x" {{\n  source = "git::https://host/x.git?ref={sha1}"\n}}\n'),
        ("Dockerfile", "FROM alpine\nENV BUILD_KEY={sha1}\nENV AWS_BUILD_SECRET_SUM={sha256}\n"),
        ("ci.yml", "env:\n  CACHE_KEY: {sha1}\n  AWS_CACHE_KEY: {sha1}\n"), ("b.json", '{{"codeSha256": "{b256}", "key": "{b1}"}}\n'),
        ("cfn-out.json", '{{"S3Key": "{sha1}", "S3Bucket": "builds"}}\n')]
    for number in range(2):
        for path, text in forms:
            yield f"{path}-{number}", path, text.format(sha1=digest(v), sha256=digest(v, "sha256"), md5=digest(v, "md5"),
                                                        b256=b64_digest(v, "sha256"), b1=b64_digest(v, "sha1"))


def integrity(v):
    for number in range(6):
        sri = "sha512-" + b64_digest(v, "sha512")
        yield f"npm-{number}", "package-lock.json", json.dumps({"packages": {"node_modules/aws-sdk": {
            "version": "2.1.0", "resolved": "file:packages/aws-sdk-2.1.0.tgz", "integrity": sri}}}, indent=2)
        yield f"yarn-{number}", "yarn.lock", (
            'aws-sdk@^2.0.0:\n  version "2.1.0"\n  resolved "https://mirror.example/aws-sdk/-/aws-sdk-2.1.0.tgz#'
            + digest(v) + '"\n  integrity ' + sri + "\n")
        yield f"pnpm-{number}", "pnpm-lock.yaml", f"packages:\n  /aws-sdk@2.1.0:\n    resolution: {{integrity: {sri}}}\n"
        yield f"html-{number}", "index.html", (
            f'<script src="https://cdn.example/aws-sdk.min.js" integrity="sha384-{b64_digest(v, "sha384")}"></script>\n')
        yield f"go-{number}", "go.sum", f"github.com/aws/aws-sdk-go v1.44.0 h1:{b64_digest(v, 'sha256')}\n"
        yield f"cargo-{number}", "Cargo.lock", (
            f'[[package]]\nname = "aws-config"\nversion = "1.0.0"\nchecksum = "{digest(v, "sha256")}"\n')
        yield f"poetry-{number}", "poetry.lock", (
            f'[[package]]\nname = "boto3"\nfiles = [{{file = "boto3.whl", hash = "sha256:{digest(v, "sha256")}"}}]\n')
        yield f"nix-{number}", "flake.lock", json.dumps({"nodes": {"nixpkgs": {"locked": {
            "narHash": "sha256-" + b64_digest(v, "sha256"), "rev": digest(v)}}}}, indent=2)
        yield f"composer-{number}", "composer.lock", json.dumps({"packages": [{
            "name": "aws/aws-sdk-php", "source": {"reference": digest(v)}, "dist": {"shasum": digest(v)}}]}, indent=2)
        yield f"terraform-{number}", ".terraform.lock.hcl", (
            'provider "registry.terraform.io/hashicorp/aws" {\n  version = "5.0.0"\n  hashes = [\n    "h1:'
            + b64_digest(v, "sha256") + '",\n    "zh:' + digest(v, "sha256") + '",\n  ]\n}\n')


def uuids(v):
    def one():
        return str(uuid.UUID(bytes=v.random.randbytes(16), version=4))
    for number in range(3):
        yield f"json-{number}", "ids.json", json.dumps({"accessKey": one(), "id": one(), "secretKey": one()})
        yield f"yaml-{number}", "ids.yaml", f"request_id: {one()}\naws_request_key: {one()}\n"
        yield f"python-{number}", "ids.py", f'EXTERNAL_ID = "{one()}"\nIDENTITY_POOL_ID = "eu-west-1:{one()}"\n'
        yield f"env-{number}", ".env", f"TENANT_SECRET={one()}\nAZURE_CLIENT_ID={one()}\n"
        yield f"kms-{number}", "kms.tf", f'locals {{\n  key = "arn:aws:kms:eu-west-1:{v.account()}:key/{one()}"\n}}\n'


def big_text(v):
    """Minified code, pictures, maps of sources: long runs of random characters."""
    for number in range(6):
        blob = base64.b64encode(v.random.randbytes(3000)).decode()
        yield f"data-uri-{number}", "style.css", f".a{{background:url(data:image/png;base64,{blob})}}\n"
        yield f"font-{number}", "font.css", f"@font-face{{src:url(data:font/woff2;base64,{blob}) format('woff2')}}\n"
        names = ",".join(f"{v.pick(string.ascii_letters, 2)}={v.pick(ALNUM, 6)}" for _ in range(200))
        yield f"minified-{number}", "app.min.js", f'!function(){{var {names};var key="{v.pick(ALNUM, 40)}",s3=1}}();\n'
        mappings = ";".join("A" + v.pick(ALNUM, 4) for _ in range(300))
        yield f"map-{number}", "app.js.map", json.dumps({"version": 3, "mappings": mappings, "names": ["accessKeyId"]})
        yield f"notebook-{number}", "plot.ipynb", json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{
            "cell_type": "code", "source": ["import boto3\n"], "metadata": {}, "execution_count": 1,
            "outputs": [{"output_type": "display_data", "data": {"image/png": blob}, "metadata": {}}]}]}, indent=1)
        lines = "\n".join(blob[i:i + 64] for i in range(0, 1024, 64))
        yield f"certificate-{number}", "ca.pem", f"-----BEGIN CERTIFICATE-----\n{lines}\n-----END CERTIFICATE-----\n"
        yield f"ssh-{number}", "authorized_keys", f"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{v.pick(BASE64, 43)} me@host\n"
        yield f"lines-{number}", "blob.txt", "\n".join(v.pick(BASE64, 40) for _ in range(12)) + "\n"
        yield f"svg-{number}", "a.svg", f'<svg><image href="data:image/jpeg;base64,{blob[:900]}"/></svg>\n'


def iam_ids(v):
    prefixes = ["AROA", "AIDA", "AGPA", "AIPA", "ANPA", "ANVA", "APKA", "ASCA"]
    forms = [("policy.json", '{{"Condition": {{"StringLike": {{"aws:userId": "{}:*"}}}}}}\n'), ("user.json", '{{"UserId": "{}"}}\n'),
             ("role.tf", 'locals {{\n  role_id = "{}"\n}}\n'), ("trail.json", '{{"principalId": "{}:session"}}\n')]
    for prefix in prefixes:
        for path, text in forms:
            yield f"{prefix}-{path}", path, text.format(prefix + v.pick(BASE32, 17))


def placeholders(v):
    values = [("YOUR_ACCESS_KEY_ID", "YOUR_SECRET_ACCESS_KEY"), ("<access-key-id>", "<secret-access-key>"),
              ("AKIAXXXXXXXXXXXXXXXX", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"), ("changeme", "changeme"),
              ("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"), ("test", "test"),
              ("********************", "****************************************"), ("minioadmin", "minioadmin"),
              ("AKIAI44QH8DHBEXAMPLE", "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY"), ("foo", "bar"),
              ("${AWS_ACCESS_KEY_ID}", "${AWS_SECRET_ACCESS_KEY}"), ("{{ key_id }}", "{{ secret }}"),
              ("REDACTED", "REDACTED"), ("AKIA...", "...")]
    forms = [("README.md", "Set `aws_access_key_id={}` and `aws_secret_access_key={}`.\n"),
             ("docs/setup.rst", "::\n\n    [default]\n    aws_access_key_id = {}\n    aws_secret_access_key = {}\n"),
             (".env.example", "AWS_ACCESS_KEY_ID={}\nAWS_SECRET_ACCESS_KEY={}\n"),
             ("config.sample", "access_key = {}\nsecret_key = {}\n"),
             ("tests/test_s3.py", 'import boto3\n\nENV = {{"AWS_ACCESS_KEY_ID": "{}", "AWS_SECRET_ACCESS_KEY": "{}"}}\n')]
    for number, (key_id, secret) in enumerate(values):
        for path, text in forms:
            yield f"{number}-{path.rsplit('/', 1)[-1]}", path, text.format(key_id, secret)


def other_vendors(v):
    tokens = [
        ("stripe.py", 'STRIPE_SECRET_KEY = "{}"\n', lambda: "sk" + "_live_" + v.pick(ALNUM, 24)),
        ("github.env", "GITHUB_TOKEN={}\n", lambda: "gh" + "p_" + v.pick(ALNUM, 36)),
        ("slack.yml", "slack:\n  token: {}\n", lambda: "xo" + "xb-" + v.pick("0123456789", 12) + "-" + v.pick(ALNUM, 24)),
        ("google.js", 'const key = "{}";\n', lambda: "AI" + "za" + v.pick(ALNUM, 35)),
        ("azure.json", '{{"AccountKey": "{}"}}\n', lambda: base64.b64encode(v.random.randbytes(64)).decode()),
        ("azure.env", "AZURE_CLIENT_SECRET={}\n", lambda: v.pick(ALNUM + "~_.", 40)),
        ("twilio.rb", "AUTH_TOKEN = '{}'\n", lambda: v.pick(HEX, 32)),
        ("sendgrid.py", 'SENDGRID_API_KEY = "{}"\n', lambda: "SG" + "." + v.pick(ALNUM, 22) + "." + v.pick(ALNUM, 43)),
        ("heroku.sh", "export HEROKU_API_KEY={}\n", lambda: str(uuid.UUID(bytes=v.random.randbytes(16), version=4))),
        ("gcs.ini", "[gcs]\ngs_access_key_id = {}\n", lambda: "GOOG1E" + v.pick(BASE32, 55)),
        ("do.tf", 'variable "spaces_access_id" {{\n  default = "{}"\n}}\n', lambda: "DO00" + v.pick(BASE32 + "89", 16)),
        ("jwt.js", 'const token = "{}";\n', lambda: Values(v.random.random()).jwt_token()),
        ("django/settings.py", 'SECRET_KEY = "{}"\nDEBUG = False\n', lambda: v.pick(BASE64, 40)),
        ("flask_app.py", 'app.config["SECRET_KEY"] = "{}"\n', lambda: v.pick(BASE64, 40)),
        ("config/secrets.yml", "production:\n  secret_key_base: {}\n", lambda: v.pick(BASE64, 40)),
        ("client.json", '{{"client_id": "web", "client_secret": "{}"}}\n', lambda: v.pick(ALNUM, 40)),
        ("facebook.py", 'access_token = "{}"\n', lambda: "EAAC" + v.pick(ALNUM, 160)),
        ("oauth.json", '{{"access_token": "{}", "token_type": "bearer", "expires_in": 3600}}\n', lambda: v.pick(ALNUM + "-_", 120)),
        ("next.env", "NEXTAUTH_SECRET={}\n", lambda: v.pick(BASE64, 43) + "="), ("session.php", "<?php\n$session_token = '{}';\n", lambda: v.pick(ALNUM, 64)),
        ("app.js", 'const session_token = "{}";\n', lambda: v.pick(ALNUM, 64)), ("jwt.env", "JWT_SECRET_KEY={}\n", lambda: v.pick(BASE64, 40)),
        ("laravel.env", "APP_KEY=base64:{}\n", lambda: base64.b64encode(v.random.randbytes(32)).decode()),
        ("minio.env", "MINIO_ROOT_USER=admin\nMINIO_SECRET_KEY={}\n", lambda: v.pick(BASE64, 40)),
        ("mail.env", "SMTP_HOST=smtp.example.com\nSMTP_USER=news\nSMTP_PASSWORD={}\n", lambda: v.pick(ALNUM, 20)),
        ("da2.css", ".da2-{} {{ color: red }}\n", lambda: v.pick(string.ascii_lowercase, 12)),
        ("codecommit.md", "Credentials of the form {}\n", lambda: "user-at-123456789012"),
        ("vault.sh", "export VAULT_TOKEN={}\n", lambda: "hv" + "s." + v.pick(ALNUM, 24)),
        ("cloudflare.toml", '[env]\nCF_SECRET = "{}"\n', lambda: v.pick(ALNUM + "-_", 40)),
        ("b2.env", "B2_APPLICATION_KEY={}\n", lambda: "K005" + v.pick(BASE64, 27))]
    for path, text, make in tokens:
        for number in range(2):
            yield f"{path}-{number}", path, text.format(make())


def names_of_settings(v):
    texts = [
        ("names.py", 'ACCESS_KEY = "AWS_ACCESS_KEY_ID"\nSECRET_KEY = "AWS_SECRET_ACCESS_KEY"\nTOKEN = "AWS_SESSION_TOKEN"\n'),
        ("Names.java", 'class Names {\n  static final String ACCESS_KEY_ID = "s3.access-key-id";\n  static final String SECRET_ACCESS_KEY = "s3.secret-access-key";\n}\n'),
        ("names.go", 'package names\n\nconst (\n\tEnvAccessKey = "AWS_ACCESS_KEY_ID"\n\tEnvSecretKey = "AWS_SECRET_ACCESS_KEY"\n)\n'),
        ("names.ts", "export const ENV_SECRET = 'AWS_SECRET_ACCESS_KEY';\nexport const ENV_SESSION = 'AWS_SESSION_TOKEN';\n"),
        ("read.py", 'import os\naws_secret_access_key = os.environ["AWS_SECRET_ACCESS_KEY"]\naws_session_token = os.getenv("AWS_SESSION_TOKEN")\n'),
        ("read.js", "const secretAccessKey = process.env.AWS_SECRET_ACCESS_KEY;\nconst sessionToken = process.env.AWS_SESSION_TOKEN;\n"),
        ("read.rb", "aws_secret_access_key = ENV.fetch('AWS_SECRET_ACCESS_KEY')\n"),
        ("read.tf", 'provider "aws" {\n  region     = "eu-west-1"\n  access_key = var.aws_access_key_for_the_deployment\n  secret_key = var.aws_secret_access_key_for_deployments\n}\n'),
        ("flow.yml", "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: aws-actions/configure-aws-credentials@v4\n        with:\n          aws-access-key-id: ${{ secrets.AWS_ACCESS_KEY_ID }}\n          aws-secret-access-key: ${{ secrets.AWS_SECRET_ACCESS_KEY }}\n          aws-region: eu-west-1\n"),
        ("secret-ref.yaml", "env:\n  - name: AWS_SECRET_ACCESS_KEY\n    valueFrom:\n      secretKeyRef:\n        name: aws\n        key: secretAccessKey\n"),
        ("schema.json", '{"properties": {"secretAccessKey": {"type": "string", "description": "TheSecretAccessKeyOfTheUserWhoDeploysThis1"}}}\n'),
        ("messages.properties", "error.secret.access.key=TheSecretAccessKeyIsMissingFromTheSettings12\naws.session.token.label=Session token of the current user\n"),
        ("vars.go", "package vars\n\nfunc f(c Config) { awsSecretAccessKey := c.DeploymentCredentialsForProductionUse2.Value; use(awsSecretAccessKey) }\n"),
        ("call.py", "aws_secret_access_key=self.configuration_of_the_deployment_service_v2.secret\n"),
        ("arn.yaml", "aws_secret_key_arn: arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/aws/deploy-Ab12Cd\n"),
        ("path.sh", "AWS_SECRET_KEY_FILE=/run/secrets/deployment/aws/Production2/secretkey\n"),
        ("camel.kt", "val awsSecretAccessKey = credentialsProviderFactoryForEnvironment2Deployments()\n"),
        ("method.cs", "var awsSecretKey = ConfigurationManagerAppSettingsReaderForProduction1.Get();\n"),
        ("table.sql", "CREATE TABLE keys (access_key_id VARCHAR(20), secret_access_key VARCHAR(40), session_token TEXT);\n"),
        ("types.d.ts", "export interface C { accessKeyId: string; secretAccessKey: string; sessionToken?: string; }\n"),
        ("regex.py", "PATTERN = r'AKIA[0-9A-Z]{16}'\nSECRET = r'[A-Za-z0-9/+=]{40}'\n"),
        ("regex.toml", "regex = '''(A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}'''\nkeywords = ['akia', 'absk', 'da2-', 'amzn.mws.']\n"),
        ("prefix.js", "if (id.startsWith('ABSK') || id.startsWith('bedrock-api-key-') || id.startsWith('k8s-aws-v1.')) mask(id);\n"),
        ("flags.sh", "docker run -e AWS_SECRET_ACCESS_KEY -e AWS_SESSION_TOKEN app\n"),
        ("unset.sh", "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN\n")]
    for path, text in texts:
        yield path, path, text


def recordings(v):
    """What tests recorded and documents show: the values of AWS's own examples, in the forms of recordings."""
    example = ("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
    for number in range(4):
        old = v.presigned(age=86400 * 400 + number)
        yield f"cassette-{number}", f"tests/cassettes/list_{number}.yaml", (
            "interactions:\n- request:\n    uri: https://sqs.eu-west-1.amazonaws.com/\n    headers:\n      Authorization: [AWS4-HMAC-SHA256 "
            f"Credential={example[0]}/20150830/eu-west-1/sqs/aws4_request, SignedHeaders=host, Signature={v.pick(HEX, 64)}]\n")
        yield f"placebo-{number}", f"tests/data/placebo/sts.AssumeRole_{number}.json", json.dumps({
            "status_code": 200, "data": {"Credentials": {"AccessKeyId": "ASIAIOSFODNN7EXAMPLE", "SecretAccessKey": example[1],
                                                         "SessionToken": "AQoDYXdzEXAMPLE" + "a" * 40}}}, indent=2)
        yield f"old-url-{number}", f"tests/fixtures/page_{number}.html", f'<a href="{old.replace("&", "&amp;")}">x</a>\n'
        yield f"har-{number}", f"tests/recordings/{number}.har", json.dumps({"log": {"entries": [{"request": {
            "url": "https://s3.amazonaws.com/b/k", "headers": [{"name": "x-amz-content-sha256", "value": digest(v, "sha256")}]}}]}})
        yield f"response-{number}", f"tests/snapshots/{number}.snap", f'exports[`x`] = `{{"RequestId": "{v.pick(BASE32, 16)}", "HostId": "{v.pick(BASE64, 76)}"}}`;\n'
        yield f"signature-{number}", "docs/signing.md", f"The signature is `{digest(v, 'sha256')}`, the request id {v.pick(BASE32, 16)}, the extended id {v.pick(BASE64, 76)}=\n"
        yield f"log-{number}", "run.log", f"INFO {v.pick(HEX, 40)} uploaded s3://media/{v.pick(ALNUM, 40)}/{v.pick(ALNUM, 20)}.png etag={digest(v, 'md5')}\n"
        yield f"eks-example-{number}", "docs/eks.md", f"It prints `k8s-aws-v1.aHR0cHM6Ly9zdHMuYW1hem9u{'.' * 3}` and expires after {number + 10} minutes.\n"


def lookalikes(v):
    """Ids and keys cut out of longer things, or of another alphabet."""
    for number in range(6):
        yield f"longer-{number}", "a.txt", f"{v.pick(BASE32, 9)}AKIA{v.pick(BASE32, 16)}{v.pick(BASE32, 7)}\n"
        yield f"base32-{number}", "totp.txt", f"otpauth://totp/a?secret={v.pick(BASE32, 32)}\n"
        yield f"path-{number}", "paths.txt", f"/assets/{v.pick(string.ascii_lowercase, 12)}/{v.pick(ALNUM, 8)}/{v.pick(ALNUM, 17)}/index\n"
        yield f"url-{number}", "urls.txt", f"https://media.example.com/{v.pick(ALNUM, 40)}?sig={quoted(v.pick(BASE64, 43))}%3D\n"
        yield f"words-{number}", "words.go", f'package w\n\nconst name{number} = "AKIARABIANNIGHTSTALES{v.pick(string.ascii_lowercase, 3)}"\n'
        yield f"smtp-like-{number}", "hashes.json", json.dumps({"digest": "B" + "G" + v.pick(BASE64, 42), "n": number})
        yield f"da2-like-{number}", "chunks.json", json.dumps({"file": "da2-" + v.pick(string.ascii_lowercase + string.digits, 8) + ".js"})
        yield f"absk-like-{number}", "blob2.css", f"a{{b:url(data:font/woff;base64,{v.pick(BASE64, 300)}ABSK{v.pick(BASE64, 300)})}}\n"
        yield f"protein-{number}", "p.fasta", ">seq\n" + "\n".join(v.pick("ACDEFGHIKLMNPQRSTVWY", 60) for _ in range(5)) + "\n"
        yield f"public-key-{number}", "jwks.json", json.dumps({"keys": [{"kid": v.pick(ALNUM, 40), "n": v.pick(ALNUM + "-_", 342), "e": "AQAB"}]})


def negatives(seed):
    values = Values(seed)
    for maker in (hashes, integrity, uuids, big_text, iam_ids, placeholders, other_vendors, names_of_settings, recordings,
                  lookalikes):
        for name, path, text in maker(values):
            case = Case(maker.__name__.replace("_", "-"), name)
            case.files[path] = text
            yield case
