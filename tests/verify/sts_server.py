# SPDX-License-Identifier: MIT
"""An STS of our own: checks each signature with botocore's signer; the path of a request says what it is to answer."""

import email.utils
import hashlib
import http.server
import pathlib
import ssl
import sys
import threading
import time
import urllib.parse

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

KNOWN = """<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <GetCallerIdentityResult>
    <Arn>{arn}</Arn>
    <UserId>AIDAEXAMPLE</UserId>
    <Account>{account}</Account>
  </GetCallerIdentityResult>
</GetCallerIdentityResponse>"""
ERROR = """<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>
  <RequestId>00000000-0000-0000-0000-000000000000</RequestId>
</ErrorResponse>"""
ERRORS = {
    "expired": (403, "ExpiredToken", "The security token included in the request is expired"),
    "unknown": (403, "InvalidClientTokenId", "The security token included in the request is invalid."),
    "slow-clock": (403, "SignatureDoesNotMatch", "Signature expired: 20260101T000000Z is now earlier than 20260101T001000Z"),
    "fast-clock": (403, "SignatureDoesNotMatch", "Signature not yet current: 20260101T010000Z is still later than 20260101T000500Z"),
    "scope": (403, "SignatureDoesNotMatch", "Credential should be scoped to a valid region."),
    "disabled": (403, "RegionDisabledException", "STS is not activated in this region"),
    "denied": (403, "AccessDenied", "not authorized by the &quot;endpoint&quot; policy"),
    "throttled": (400, "Throttling", "Rate exceeded"),
    "strange": (400, "SomethingNew", "a code that nobody knows"),
}


class OnlySigned(SigV4Auth):
    """Signs the headers that the client says it has signed."""

    def headers_to_sign(self, request):
        headers = super().headers_to_sign(AWSRequest("POST", request.url))
        for name in list(headers):
            del headers[name]
        for name, value in request.headers.items():
            headers[name.lower()] = value
        return headers


def problem_of(handler, body, keys):
    """What is wrong with the signature; None when it is right. `keys` has key id → secret, token."""
    authorization = handler.headers.get("Authorization", "")
    if not authorization.startswith("AWS4-HMAC-SHA256 "):
        return "no signature"
    fields = dict(part.strip().split("=", 1) for part in authorization.split(" ", 1)[1].split(","))
    key_id, _, region, service, _ = fields["Credential"].split("/")
    if key_id not in keys:
        return "unknown"
    secret, token = keys[key_id]
    if handler.headers.get("X-Amz-Security-Token") != token:
        return "unknown"
    signed = fields["SignedHeaders"].split(";")
    needed = {"host", "x-amz-date"} | ({"x-amz-security-token"} if token else set())
    if not needed <= set(signed):
        return f"not signed: {needed - set(signed)}"
    if any(name not in handler.headers for name in signed):
        return f"signed, but not sent: {[name for name in signed if name not in handler.headers]}"
    path = urllib.parse.urlsplit(handler.path).path
    request = AWSRequest("POST", f"http://{handler.headers['Host']}{path}", data=body)
    for name in signed:
        request.headers[name] = handler.headers[name]
    request.context["timestamp"] = handler.headers["X-Amz-Date"]
    signer = OnlySigned(Credentials(key_id, secret, token), service, region)
    wanted = signer.signature(signer.string_to_sign(request, signer.canonical_request(request)), request)
    return None if wanted == fields["Signature"] else "signature"


def programs():
    """Command line and environment of every curl that runs."""
    found = []
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if folder.joinpath("comm").read_text().strip() == "curl":
                found.append((folder.joinpath("cmdline").read_bytes(), folder.joinpath("environ").read_bytes()))
        except OSError:
            pass  # it ended meanwhile
    return found


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_CONNECT(self):
        self.answer(502, "<html>no</html>", "text/html")

    def do_POST(self):
        state = self.server.state
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        word = urllib.parse.urlsplit(self.path).path.strip("/")
        problem = problem_of(self, body, state.keys)
        state.requests.append((word, dict(self.headers), body, problem))
        state.programs += programs()
        getattr(self, "on_" + word.replace("-", "_"), lambda: self.usual(word, problem))()

    def date_time_string(self, timestamp=None):
        return email.utils.formatdate(time.time() + self.server.state.clock, usegmt=True)

    def answer(self, status, text, kind="text/xml", **headers):
        raw = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(raw)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(raw)
        except OSError:
            pass  # whoever asked has heard enough

    def error(self, status, code, message):
        self.answer(status, ERROR.format(code=code, message=message))

    def usual(self, word, problem):
        if word in ERRORS:
            return self.error(*ERRORS[word])
        if problem == "unknown":
            return self.error(*ERRORS["unknown"])
        if problem == "signature":
            return self.error(403, "SignatureDoesNotMatch", "The request signature we calculated does not match "
                              "the signature you provided.")
        if problem:
            return self.error(400, "IncompleteSignature", problem)
        account = "999988887777" if word == "other-account" else "123456789012"
        return self.answer(200, KNOWN.format(arn=f"arn:aws:iam::{account}:user/dev", account=account))

    def on_html(self):
        self.answer(200, "<!DOCTYPE html><html><body>Please sign in</body></html>", "text/html")

    def on_json(self):
        self.answer(404, '{"message": "not here"}', "application/json")

    def on_redirect(self):
        self.answer(307, "", Location=f"http://127.0.0.1:{self.server.server_address[1]}/stolen")

    def on_slow(self):
        self.server.state.arrived.set()
        self.server.state.go_on.wait(30)
        self.answer(200, "")

    def on_rubbish(self):
        self.send_response(200)
        self.end_headers()
        self.close_connection = True
        try:
            for _ in range(5 * 16):
                self.wfile.write(hashlib.sha256(b"x").digest() * 2048)
        except OSError:
            pass

    def on_no_http(self):
        self.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")
        self.close_connection = True

    def on_echo(self):
        self.error(403, "InvalidClientTokenId", "you sent " + self.headers.get("X-Amz-Security-Token", "") + " and "
                   + self.headers["Authorization"].split("=", 1)[1].split("/")[0])


class Loopback(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A client that goes away, or that does not like our certificate, is no news."""
        if not isinstance(sys.exc_info()[1], (ConnectionError, ssl.SSLError)):
            super().handle_error(request, client_address)


class State:
    def __init__(self, keys):
        self.keys = keys
        self.requests = []
        self.programs = []
        self.clock = 0
        self.arrived = threading.Event()
        self.go_on = threading.Event()


class Server:
    """`with Server(keys) as server`: its `url`, and what it has seen in `state`."""

    def __init__(self, keys, certificate=None):
        self.http = Loopback(("127.0.0.1", 0), Handler)
        self.http.state = self.state = State(keys)
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self.http.socket = context.wrap_socket(self.http.socket, server_side=True)
        self.url = f"{'https' if certificate else 'http'}://127.0.0.1:{self.http.server_address[1]}/"

    def __enter__(self):
        threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.state.go_on.set()
        self.http.shutdown()
        self.http.server_close()
