# SPDX-License-Identifier: MIT
"""Usage: facts_doctor.py CREDLINT. Holds what `facts` and `doctor` say to programs against their schemas. Exit 77 without a
validator."""

import json
import pathlib
import subprocess
import sys
import tempfile

import sample

try:
    import jsonschema
except ImportError:
    print("no Python module jsonschema (Debian: python3-jsonschema)")
    sys.exit(77)

SCHEMAS = pathlib.Path(__file__).parents[2] / "cli" / "schemas"
KEY, SECRET = sample.KEY, sample.SECRET

# At least one fact of every kind.
FILES = {
    ".aws/config": "[profile dev]\nregion = eu-west-1\nsource_profile = base\ns3 =\n  x = 1\nnonsense\n",
    ".aws/credentials": f"[default]\n{sample.PAIR}aws_session_token = x\n",
    ".aws/sso/cache/0123456789012345678901234567890123456789.json":
        '{"startUrl": "https://x.awsapps.com/start", "region": "eu-west-1", "accessToken": "a", "refreshToken": "r", '
        '"expiresAt": "2026-01-01T00:00:00Z"}\n',
    "Dockerfile": "FROM debian\nCOPY .aws /root/.aws\nENV AWS_REGION=eu-west-1\n",
    "run.sh": "docker run --env-file .env app\n",
    ".env": "AWS_REGION=eu-west-1a\nAWS_PROFILE=$OTHER\n",
    "package.json": '{"dependencies": {"@aws-sdk/client-s3": "^3.1.0"}}\n',
    "application.properties": "spring.cloud.aws.region.static=eu-west-1a\naws.accessKeyId=${KEY}\n",
    "App.java": 'class App { void f() { System.setProperty("aws.region", "eu-west-1a"); } }\n',
    "app.py": """\
import os
import boto3  # credlint: ignore[region-is-az] an example
print(os.environ.get("AWS_REGION", "eu-west-1"))
session = boto3.Session(profile_name="dve", region_name="eu-west-1a")
s3 = session.client("s3", region_name=os.environ.get("R", "eu-west-1"), endpoint_url="http://localhost:4566",
                    aws_access_key_id=os.environ["KEY"], aws_secret_access_key=secret())
s3.generate_presigned_url("get_object", ExpiresIn=900000)
boto3.client("sts").assume_role(RoleArn="arn:aws:iam::123456789012:role/x", RoleSessionName="s", DurationSeconds=60)
boto3.client("sts").get_session_token(DurationSeconds=900)
boto3.client(sys.argv[1], region_name="eu-west-1" if sys.argv[2] else "eu-west-3")
""",
    "app.rb": "require 'aws-sdk-s3'\ncredentials = Aws::Credentials.new(ENV['KEY'], ENV['SECRET'])\n",
}


def validator(name, **more):
    schema = json.loads((SCHEMAS / name).read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(dict(schema, **more))


def run(program, folder, *words, exit_codes=(0,)):
    env = {"HOME": folder, "PATH": "/usr/bin:/bin", "AWS_PROFILE": "dev"}
    done = subprocess.run([program, *words], cwd=folder, env=env, capture_output=True, check=False)
    assert done.returncode in exit_codes, (words, done.returncode, done.stderr)
    assert SECRET[:8].encode() not in done.stdout + done.stderr, words
    return done.stdout


def check_facts(program, folder):
    lines = [json.loads(line) for line in run(program, folder, "facts", "--no-config", "--format", "jsonl", ".").splitlines()]
    # Readers of the schema must take what is new; that nothing new is left out of it is seen here.
    strict = validator("facts.schema.json", unevaluatedProperties=False)
    for line in lines:
        strict.validate(line)
    kinds = set(strict.schema["properties"]["kind"]["enum"])
    assert {line["kind"] for line in lines} == kinds, kinds - {line["kind"] for line in lines}
    for line in lines:
        required = strict.schema["$defs"][line["kind"]]["required"]
        for name in strict.schema["required"] + required:
            broken = {key: value for key, value in line.items() if key != name}
            assert not strict.is_valid(broken), (line, name)
        for name, value in (("kind", "x"), ("line", 0), ("value", 3), ("language", 3), ("new", 1)):
            assert not strict.is_valid(dict(line, **{name: value})), (line, name)


def check_doctor(program, folder):
    doctor = validator("doctor.schema.json")
    for words in ((), ("--now", sample.NOW), ("--sdk", "all"), ("--all-profiles",), ("--profile", "nobody")):
        answer = json.loads(run(program, folder, "doctor", "--format", "json", *words, exit_codes=(0, 1)))
        doctor.validate(answer)
        machine = answer.get("machines", [answer])[0]
        for name in doctor.schema["$defs"]["machine"]["required"]:
            broken = {key: value for key, value in machine.items() if key != name}
            assert not doctor.is_valid(broken), name


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        for name, text in FILES.items():
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        check_facts(program, folder)
        check_doctor(program, folder)


main()
