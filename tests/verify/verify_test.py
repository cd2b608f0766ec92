# SPDX-License-Identifier: MIT
"""Usage: verify_test.py CREDLINT. `doctor --verify` against our own STS. Exit 77 without botocore or curl."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

try:
    import botocore  # noqa: F401
except ImportError:
    print("no Python module botocore (Debian: python3-botocore)")
    sys.exit(77)
if shutil.which("curl") is None:
    print("no curl")
    sys.exit(77)

from sts_server import Server

PROGRAM = sys.argv[1]
KEY, SECRET = "AKIARZPUZDIKAEXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ"
SESSION_KEY, TOKEN = "ASIARZPUZDIKAEXAMPLE", "FwoGZXIvYXdzEBYaDEXAMPLEexampleEXAMPLE/example+EXAMPLE="
KEYS = {KEY: (SECRET, None), SESSION_KEY: (SECRET, TOKEN)}


def profile(name, key=KEY, secret=SECRET, token=None, more=""):
    text = f"[{name}]\naws_access_key_id = {key}\naws_secret_access_key = {secret}\n"
    return text + (f"aws_session_token = {token}\n" if token else "") + more


class Case(unittest.TestCase):
    def setUp(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="credlint-"))
        self.addCleanup(shutil.rmtree, self.home)
        self.server = Server(KEYS).__enter__()
        self.addCleanup(self.server.__exit__)
        self.write(".aws/config", "[default]\nregion = eu-west-1\n[profile session]\nregion = eu-west-1\n")
        self.write(".aws/credentials", profile("default") + profile("session", SESSION_KEY, token=TOKEN))

    def write(self, path, text, mode=0o600):
        file = self.home / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        file.chmod(mode)
        return file

    def environment(self, word="", **variables):
        return {"HOME": str(self.home), "PATH": "/usr/bin:/bin", "AWS_ENDPOINT_URL_STS": self.server.url + word,
                **variables}

    def run_program(self, *arguments, word="", **variables):
        done = subprocess.run([PROGRAM, "doctor", *arguments], env=self.environment(word, **variables),
                              cwd=self.home, capture_output=True, text=True, timeout=60)
        for secret in (SECRET, TOKEN, TOKEN[20:], SECRET[8:]):
            self.assertNotIn(secret, done.stdout + done.stderr)
        return done

    def ask(self, *arguments, word="", **variables):
        done = self.run_program("--verify", "--format", "json", *arguments, word=word, **variables)
        self.assertTrue(done.stdout, done.stderr)
        return done.returncode, json.loads(done.stdout)["verify"]

    def expect(self, word, outcome, cause, code, *arguments, **variables):
        got, answer = self.ask(*arguments, word=word, **variables)
        self.assertEqual((answer["outcome"], answer["cause"], got), (outcome, cause, code), answer)
        return answer


class Answers(Case):
    def test_long_term_keys_are_confirmed(self):
        code, answer = self.ask()
        self.assertEqual((code, answer["outcome"], answer["account"]), (0, "confirmed", "123456789012"), answer)
        self.assertEqual(answer["arn"], "arn:aws:iam::123456789012:user/dev")
        self.assertEqual(answer["region"], "eu-west-1")
        [(_, headers, body, problem)] = self.server.state.requests
        self.assertIsNone(problem)
        self.assertEqual(body, b"Action=GetCallerIdentity&Version=2011-06-15")
        self.assertNotIn("X-Amz-Security-Token", headers)

    def test_temporary_keys_are_confirmed_with_a_signed_token(self):
        code, answer = self.ask("--profile", "session")
        self.assertEqual((code, answer["outcome"]), (0, "confirmed"), answer)
        self.assertIsNone(self.server.state.requests[0][3])

    def test_text(self):
        done = self.run_program("--verify")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("AWS says     account 123456789012, arn:aws:iam::123456789012:user/dev", done.stdout)

    def test_a_wrong_secret(self):
        self.write(".aws/credentials", profile("default", secret=SECRET[::-1]))
        answer = self.expect("", "refused", "signature", 1)
        self.assertEqual(answer["error"]["code"], "SignatureDoesNotMatch")

    def test_an_unknown_key(self):
        self.write(".aws/credentials", profile("default", key="AKIARTX3GSDSQEXAMPLE"))
        self.expect("", "refused", "unknown-key", 1)

    def test_a_token_of_another_key(self):
        self.write(".aws/credentials", profile("default", SESSION_KEY, token="FwoGZXIvYXdzEBYaDOTHEREXAMPLE="))
        self.expect("", "refused", "token", 1)

    def test_each_error_has_its_cause(self):
        for word, cause in (("expired", "expired"), ("unknown", "unknown-key"), ("slow-clock", "clock"),
                            ("fast-clock", "clock"), ("scope", "region"), ("disabled", "region-not-enabled"),
                            ("denied", "denied"), ("strange", "other")):
            with self.subTest(word):
                self.expect(word, "refused", cause, 1)

    def test_a_region_that_may_not_be_enabled_is_said(self):
        answer = self.expect("unknown", "refused", "unknown-key", 1, AWS_DEFAULT_REGION="af-south-1")
        self.assertIn("af-south-1 is not enabled in this account", answer["message"])

    def test_the_refusal_is_the_verdict(self):
        done = self.run_program("--verify", word="unknown")
        self.assertIn("and AWS refuses them: InvalidClientTokenId: AWS does not know the key", done.stdout)

    def test_the_servers_clock(self):
        self.server.state.clock = 600
        answer = self.expect("", "confirmed", None, 0)
        self.assertAlmostEqual(answer["clock_ahead_seconds"], -600, delta=3)
        self.write(".aws/credentials", profile("default", secret=SECRET[::-1]))
        self.expect("", "refused", "clock", 1)
        self.assertIn("seconds behind AWS's", self.run_program("--verify").stdout)

    def test_an_account_that_files_do_not_name(self):
        answer = self.expect("other-account", "confirmed", None, 1)
        self.assertEqual(answer["contradictions"], ["the key names account 123456789012, AWS says 999988887777"])

    def test_an_account_that_is_declared(self):
        self.write(".aws/credentials", profile("default", more="aws_account_id = 111122223333\n"))
        answer = self.expect("", "confirmed", None, 1)
        self.assertEqual(answer["contradictions"], ["a setting names account 111122223333, AWS says 123456789012"])

    def test_a_role_is_verified_at_the_keys_that_ask_for_it(self):
        self.write(".aws/config", "[profile role]\nrole_arn = arn:aws:iam::111122223333:role/x\n"
                   "source_profile = default\nregion = eu-west-1\n")
        code, answer = self.ask("--profile", "role")
        self.assertEqual((code, answer["outcome"]), (0, "confirmed"), answer)
        self.assertEqual(answer["subject"], 'profile "default", which asks for the role')

    def test_all_profiles_are_a_table(self):
        done = self.run_program("--all-profiles", "--verify")
        lines = done.stdout.splitlines()
        self.assertTrue(lines[0].endswith("AWS says"), lines)
        self.assertEqual(sum("account 123456789012" in line for line in lines[1:]), 2, done.stdout)

    def test_equal_questions_are_asked_once(self):
        self.run_program("--sdk", "all", "--verify", AWS_REGION="eu-west-1", AWS_DEFAULT_REGION="eu-west-1")
        self.assertEqual(len(self.server.state.requests), 1)


class NoAnswers(Case):
    def test_what_is_not_sts(self):
        for word, cause in (("html", "not-sts"), ("json", "not-sts"), ("rubbish", "not-sts"), ("no-http", "not-sts"),
                            ("throttled", "busy")):
            with self.subTest(word):
                self.expect(word, "no-answer", cause, 3)
        self.assertIn("web page", self.ask(word="html")[1]["message"])

    def test_a_redirect_is_not_followed(self):
        answer = self.expect("redirect", "no-answer", "redirect", 3)
        self.assertIn("/stolen", answer["message"])
        self.assertEqual([request[0] for request in self.server.state.requests], ["redirect"])

    def test_a_slow_server_is_given_up(self):
        others = "".join(profile(f"p{i}", secret=f"{SECRET[:-2]}{i:02}") for i in range(12))
        self.write(".aws/credentials", profile("default") + others)
        started = time.monotonic()
        done = self.run_program("--all-profiles", "--verify", word="slow", AWS_DEFAULT_REGION="eu-west-1")
        self.assertLess(time.monotonic() - started, 35)
        self.assertEqual(done.returncode, 3)
        self.assertEqual(done.stdout.count("no answer: no answer in time"), 13, done.stdout)

    def test_nothing_listens(self):
        self.expect("", "no-answer", "no-route", 3, AWS_ENDPOINT_URL_STS="http://127.0.0.1:1/")

    def test_an_unknown_host(self):
        self.expect("", "no-answer", "no-route", 3, AWS_ENDPOINT_URL_STS="http://sts.invalid/")

    def test_a_proxy_that_answers_itself(self):
        proxy = self.server.url + "html"
        answer = self.expect("", "no-answer", "not-sts", 3, AWS_ENDPOINT_URL_STS="http://sts.invalid/html",
                             http_proxy=proxy)
        self.assertIn("web page", answer["message"])
        self.expect("", "no-answer", "no-route", 3, AWS_ENDPOINT_URL_STS="https://sts.invalid/", https_proxy=proxy)

    def test_a_proxy_is_passed_by(self):
        code, answer = self.ask(http_proxy="http://127.0.0.1:1/", no_proxy="127.0.0.1")
        self.assertEqual((code, answer["outcome"]), (0, "confirmed"), answer)

    def test_certificates(self):
        if shutil.which("openssl") is None:
            self.skipTest("no openssl")
        key, certificate = self.home / "key.pem", self.home / "certificate.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=sts",
                        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate], check=True,
                       capture_output=True)
        with Server(KEYS, (certificate, key)) as server:
            self.expect("", "no-answer", "certificate", 3, AWS_ENDPOINT_URL_STS=server.url)
            self.assertEqual(server.state.requests, [])
            self.expect("", "confirmed", None, 0, AWS_ENDPOINT_URL_STS=server.url, AWS_CA_BUNDLE=str(certificate))
            self.expect("", "no-answer", "certificate", 3, AWS_ENDPOINT_URL_STS=server.url, AWS_CA_BUNDLE="/nowhere")

    def test_endpoints_that_are_refused(self):
        self.write("secret.txt", "x")
        for url in (f"file://{self.home}/secret.txt", "gopher://127.0.0.1/x", "ftp://127.0.0.1/", "sts.amazonaws.com",
                    "http://user:word@127.0.0.1/", "http://127.0.0.1/?x=y", "http://127.0.0.1/\nproxy = x", "http:///"):
            with self.subTest(url):
                answer = self.expect("", "not-asked", "endpoint", 3, AWS_ENDPOINT_URL_STS=url)
                self.assertNotIn("word", answer["message"])

    def test_a_region_that_is_none(self):
        answer = self.expect("", "not-asked", "endpoint", 1, AWS_DEFAULT_REGION="evil.example/x")
        self.assertIn("region", answer["message"])

    def test_a_home_without_credentials(self):
        shutil.rmtree(self.home / ".aws")
        self.expect("", "not-asked", "no-credentials", 1, AWS_EC2_METADATA_DISABLED="true")

    def test_a_session_in_no_file(self):
        self.write(".aws/credentials", "")
        self.write(".aws/config", "[default]\nregion = eu-west-1\nsso_session = c\nsso_account_id = 123456789012\n"
                   "sso_role_name = r\n[sso-session c]\nsso_start_url = https://c.awsapps.com/start\n"
                   "sso_region = eu-west-1\n")
        self.assertEqual(self.ask()[1]["outcome"], "not-asked")

    def test_control_characters_are_not_sent(self):
        self.write(".aws/credentials", "")
        self.expect("", "no-answer", "damaged-key", 1, AWS_ACCESS_KEY_ID=SESSION_KEY, AWS_SECRET_ACCESS_KEY=SECRET,
                    AWS_SESSION_TOKEN=TOKEN + "\nX-Evil: 1")
        self.assertEqual(self.server.state.requests, [])


class Programs(Case):
    def curl(self, text):
        self.write("bin/curl", "#!/bin/sh\n" + text, 0o700)
        return str(self.home / "bin")

    def test_no_curl(self):
        answer = self.expect("", "no-answer", "no-curl", 3, PATH=str(self.home))
        self.assertIn("there is no curl on the PATH", answer["message"])

    def test_an_old_curl(self):
        answer = self.expect("", "no-answer", "no-curl", 3, PATH=self.curl("echo 'curl 7.64.0 (x86_64)'\n"))
        self.assertIn("is version 7.64", answer["message"])

    def test_a_curl_that_cannot_sign_tokens(self):
        path = self.curl("echo 'curl 7.81.0 (x86_64)'\n")
        self.expect("", "no-answer", "no-curl", 3, "--profile", "session", PATH=path)

    def test_a_curl_that_is_none(self):
        self.expect("", "no-answer", "no-curl", 3, PATH=self.curl("echo hello\n"))
        self.expect("", "no-answer", "no-curl", 3, PATH=self.curl("exit 1\n"))

    def test_arguments_and_environment_hold_no_secret(self):
        for arguments, variables in ((("--profile", "session"), {}),
                                     ((), {"AWS_ACCESS_KEY_ID": SESSION_KEY, "AWS_SECRET_ACCESS_KEY": SECRET,
                                           "AWS_SESSION_TOKEN": TOKEN, "https_proxy": "http://u:hidden@127.0.0.1:1",
                                           "SOMETHING": SECRET})):
            self.server.state.programs.clear()
            self.ask(*arguments, **variables)
            self.assertEqual(len(self.server.state.programs), 1)
            for text in self.server.state.programs[0]:
                for secret in (KEY, SESSION_KEY, SECRET, TOKEN, "hidden"):
                    self.assertNotIn(secret.encode(), text)
            self.assertIn(b"--config\0-", self.server.state.programs[0][0])

    def test_what_a_server_sends_back_is_not_shown(self):
        self.assertEqual(self.ask("--profile", "session", word="echo")[1]["outcome"], "refused")

    def test_a_curlrc_is_not_read(self):
        self.write(".curlrc", "trace-ascii = trace.txt\n")
        self.ask()
        self.assertFalse((self.home / "trace.txt").exists())

    def test_ctrl_c_ends_it_and_curl(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            self.server.state.arrived.clear()
            self.server.state.programs.clear()
            running = subprocess.Popen([PROGRAM, "doctor", "--verify"], env=self.environment("slow"), cwd=self.home,
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            self.assertTrue(self.server.state.arrived.wait(10))
            children = pathlib.Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text().split()
            self.assertEqual(len(children), 1)
            running.send_signal(number)
            running.communicate(timeout=5)
            self.assertEqual(running.returncode, 128 + number)
            self.assertFalse(pathlib.Path("/proc", children[0]).exists())

    def test_without_the_flag_nothing_is_asked(self):
        path = self.curl(f"echo called >> {self.home}/calls\nexec /usr/bin/curl \"$@\"\n")
        self.assertEqual(self.run_program(PATH=path + ":/usr/bin:/bin").returncode, 0)
        self.assertFalse((self.home / "calls").exists())
        self.assertEqual(self.ask(PATH=path + ":/usr/bin:/bin")[1]["outcome"], "confirmed")
        self.assertTrue((self.home / "calls").exists())

    def trace(self, *arguments):
        """Lines of strace about sockets and programs; None where it cannot be run."""
        log = self.home / "trace"
        command = ["strace", "-f", "-qq", "-e", "trace=%network,execve", "-e", "signal=none", "-o", log, PROGRAM, *arguments]
        try:
            subprocess.run(command, env=self.environment(), cwd=self.home, capture_output=True, timeout=60)
            return log.read_text().splitlines() or None
        except OSError:
            return None

    def test_a_trace_without_the_flag_has_no_socket(self):
        lines = self.trace("doctor")
        if lines is None:
            self.skipTest("no strace")
        self.assertTrue(any("socket(" in line for line in self.trace("doctor", "--verify")))
        for line in lines:
            self.assertTrue("execve(" in line and (PROGRAM in line or "/git\"" in line), line)

    def process_home(self, printed):
        self.write("keys.json", printed)
        program = self.write("process", f"#!/bin/sh\necho run >> {self.home}/runs\ncat {self.home}/keys.json\n", 0o700)
        self.write(".aws/credentials", "")
        self.write(".aws/config", f"[default]\nregion = eu-west-1\ncredential_process = \"{program}\" a b\n")

    def test_a_credential_process_is_run_only_when_asked_for(self):
        self.process_home(json.dumps({"Version": 1, "AccessKeyId": SESSION_KEY, "SecretAccessKey": SECRET,
                                      "SessionToken": TOKEN}))
        self.expect("", "not-asked", "not-in-files", 3)
        self.assertFalse((self.home / "runs").exists())
        for sdk in ("boto3", "go-v2"):
            code, answer = self.ask("--run-process", "--sdk", sdk)
            self.assertEqual((code, answer["outcome"]), (0, "confirmed"), answer)
        self.assertEqual((self.home / "runs").read_text(), "run\nrun\n")

    def test_a_credential_process_that_prints_something_else(self):
        for printed in ("hello", "[]", "{}", '{"Version": 2}', f'{{"Version": 1, "SecretAccessKey": "{SECRET}"}}'):
            self.process_home(printed)
            self.expect("", "not-asked", "process", 3, "--run-process")

    def test_run_process_needs_verify(self):
        self.assertEqual(self.run_program("--run-process").returncode, 2)

    def test_the_json_fits_its_schema(self):
        try:
            import jsonschema
        except ImportError:
            self.skipTest("no Python module jsonschema (Debian: python3-jsonschema)")
        schema = json.loads(pathlib.Path(__file__).parents[2].joinpath("cli/schemas/doctor.schema.json").read_text())
        validator = jsonschema.Draft202012Validator(schema)
        for arguments in ((), ("--verify",), ("--verify", "--all-profiles"), ("--sdk", "all")):
            validator.validate(json.loads(self.run_program("--format", "json", *arguments).stdout))
        answer = json.loads(self.run_program("--format", "json", "--verify").stdout)
        answer["verify"]["outcome"] = "perhaps"
        self.assertFalse(validator.is_valid(answer))


if __name__ == "__main__":
    os.environ.pop("AWS_PROFILE", None)
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=1)
