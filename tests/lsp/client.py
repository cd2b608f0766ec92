# SPDX-License-Identifier: MIT
"""A client of `credlint lsp`: what an editor sends, and what the server has said."""

import json
import subprocess


class Client:
    """A server and what it has said. `root`: the folder that it works in, a pathlib.Path."""

    def __init__(self, binary, root):
        self.process = subprocess.Popen(
            [binary, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd="/",
            env={"HOME": "/nonexistent", "PATH": "/usr/bin:/bin"})
        self.root = root
        self.ids = 0
        self.notifications = []
        self.said = b""

    def send_bytes(self, content):
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        self.process.stdin.flush()

    def send(self, **message):
        self.send_bytes(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def notify(self, method, **params):
        self.send(method=method, params=params)

    def read(self):
        length = None
        while (line := self.process.stdout.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if length is None:
            raise EOFError
        content = self.process.stdout.read(length)
        self.said += content
        return json.loads(content)

    def answer(self):
        while "id" not in (message := self.read()):
            self.notifications.append(message)
        return message

    def ask(self, method, **params):
        self.ids += 1
        self.send(id=self.ids, method=method, params=params)
        message = self.answer()
        assert message["id"] == self.ids, message
        return message

    def start(self):
        return self.ask("initialize", processId=None, rootUri=self.root.as_uri(), capabilities={})

    def uri(self, path):
        return (self.root / path).as_uri()

    def open(self, path, text):
        self.notify("textDocument/didOpen", textDocument={
            "uri": self.uri(path), "languageId": "x", "version": 1, "text": text})
        return self.diagnostics(path)

    def change(self, path, text, version=2):
        return self.edit(path, {"text": text}, version=version)

    def edit(self, path, *changes, version=2):
        """Sends changes, each of a range or of all, and waits for what is found then."""
        self.notify("textDocument/didChange", textDocument={"uri": self.uri(path), "version": version},
                    contentChanges=list(changes))
        return self.diagnostics(path)

    def diagnostics(self, path):
        while True:
            message = self.notifications.pop(0) if self.notifications else self.read()
            if message.get("method") != "textDocument/publishDiagnostics":
                continue
            if message["params"]["uri"] == self.uri(path):
                return message["params"]["diagnostics"]

    def actions(self, path, line, character, only=None):
        place = {"line": line, "character": character}
        context = {"diagnostics": []}
        if only:
            context["only"] = only
        return self.ask("textDocument/codeAction", textDocument={"uri": self.uri(path)},
                        range={"start": place, "end": place}, context=context)["result"]

    def hover(self, path, line, character):
        return self.ask("textDocument/hover", textDocument={"uri": self.uri(path)},
                        position={"line": line, "character": character})["result"]

    def close(self):
        """The exit code."""
        self.ask("shutdown")
        self.notify("exit")
        return self.process.wait(10)
