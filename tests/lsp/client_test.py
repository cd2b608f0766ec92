# SPDX-License-Identifier: MIT
"""A scripted client of `credlint lsp`: what it shows, mends and survives."""

import os
import pathlib
import sys
import tempfile
import unittest

from client import Client

BINARY = sys.argv.pop(1)
KEY = "AKIARZPUZDIKAQWERTYU"
SECRET = "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"


def codes(diagnostics):
    return sorted(d["code"] for d in diagnostics)


def insertion(line, character, text, length=0):
    """A change of `length` units on one line."""
    return {"range": {"start": {"line": line, "character": character},
                      "end": {"line": line, "character": character + length}}, "text": text}


def edited(text, edits):
    """The text with LSP edits in it; columns count UTF-16 units."""
    lines = text.splitlines(keepends=True) + [""]

    def offset(position):
        units = "".join(lines)[: sum(len(l) for l in lines[: position["line"]])]
        line = lines[position["line"]].encode("utf-16-le")[: 2 * position["character"]]
        return len(units) + len(line.decode("utf-16-le"))

    spans = sorted(((offset(e["range"]["start"]), offset(e["range"]["end"]), e["newText"])
                    for e in edits), reverse=True)
    for begin, end, new in spans:
        text = text[:begin] + new + text[end:]
    return text


class LspTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(os.path.realpath(self.folder.name))
        self.client = Client(BINARY, self.root)

    def tearDown(self):
        self.client.process.kill()
        self.client.process.wait()
        self.client.process.stdin.close()
        self.client.process.stdout.close()
        self.folder.cleanup()

    def write(self, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)

    def test_says_what_it_can_and_leaves_well(self):
        result = self.client.start()["result"]
        self.assertEqual(result["serverInfo"]["name"], "credlint")
        self.assertTrue(result["capabilities"]["hoverProvider"])
        self.client.notify("initialized")
        self.assertEqual(self.client.close(), 0)

    def test_leaving_without_shutdown_is_an_error(self):
        self.client.start()
        self.client.notify("exit")
        self.assertEqual(self.client.process.wait(10), 1)

    def test_shows_findings_while_one_types(self):
        self.client.start()
        text = "import boto3\nboto3.client('s3', region_name='eu-west-1a')\n"
        found = self.client.open("app.py", text)
        self.assertEqual(codes(found), ["region-is-az"])
        self.assertEqual(found[0]["range"], {"start": {"line": 1, "character": 32},
                                             "end": {"line": 1, "character": 42}})
        self.assertEqual(found[0]["severity"], 1)
        self.assertEqual(self.client.change("app.py", text.replace("1a", "1")), [])
        self.assertEqual(codes(self.client.change("app.py", text, 3)), ["region-is-az"])
        self.client.notify("textDocument/didClose", textDocument={"uri": self.client.uri("app.py")})
        self.assertEqual(self.client.diagnostics("app.py"), [])

    def test_takes_the_changes_alone(self):
        capabilities = self.client.start()["result"]["capabilities"]
        self.assertEqual(capabilities["textDocumentSync"]["change"], 2)
        self.assertEqual(self.client.open("app.py", "import boto3\r\nx = '\U0001F600'\r\n"), [])
        # As typed: each change counts from where the ones before it have led.
        found = self.client.edit("app.py", insertion(2, 0, "boto3.client('s3', region_name='eu-west-1')\r\n"),
                                 insertion(2, 41, "a"))
        self.assertEqual(codes(found), ["region-is-az"])
        self.assertEqual(found[0]["range"]["start"], {"line": 2, "character": 32})
        # Behind a pair of surrogates on the same line, which count as two.
        found = self.client.edit("app.py", {
            "range": {"start": {"line": 1, "character": 8}, "end": {"line": 2, "character": 0}}, "text": "; "}, version=3)
        self.assertEqual(found[0]["range"]["start"], {"line": 1, "character": 42})
        fix = self.client.actions("app.py", 1, 43)[0]["edit"]["changes"][self.client.uri("app.py")]
        self.assertEqual(self.client.edit("app.py", {"range": fix[0]["range"], "text": fix[0]["newText"]}, version=4), [])

    def test_lets_a_text_go_that_it_cannot_follow(self):
        self.client.start()
        text = "import boto3\nboto3.client('s3', region_name='eu-west-1a')\n"
        for change in ({"text": 3}, {"range": 3, "text": ""}, insertion(1, -1, "x"), insertion(1, 9, "x", -4)):
            self.assertEqual(codes(self.client.open("app.py", text)), ["region-is-az"])
            self.assertEqual(self.client.edit("app.py", change), [], change)
            self.assertIsNone(self.client.hover("app.py", 1, 35))

    def test_columns_are_utf16(self):
        self.client.start()
        text = "x = '\U0001F600'; import boto3; boto3.client('s3', region_name='eu-west-1a')\n"
        found = self.client.open("app.py", text)
        begin = len(text[: text.index("eu-west")].encode("utf-16-le")) // 2
        self.assertEqual(found[0]["range"]["start"]["character"], begin)
        fix = self.client.actions("app.py", 0, begin + 1)[0]
        after = edited(text, fix["edit"]["changes"][self.client.uri("app.py")])
        self.assertEqual(after, text.replace("eu-west-1a", "eu-west-1"))

    def test_sees_the_other_files_of_the_folder(self):
        self.write(".aws/config", "[profile dev]\nregion = eu-west-1\n")
        self.write(".aws/credentials", f"[dev]\naws_access_key_id = {KEY}\naws_secret_access_key = {SECRET}\n")
        self.client.start()
        text = "import boto3\nboto3.Session(profile_name='dve')\n"
        self.assertEqual(codes(self.client.open("app.py", text)), ["profile-not-found"])
        # What the editor holds counts, saved or not.
        self.client.open(".aws/config", "[profile dve]\nregion = eu-west-1\n")
        self.client.notify("textDocument/didSave", textDocument={"uri": self.client.uri("app.py")})
        self.assertEqual(self.client.diagnostics("app.py"), [])

    def test_mends(self):
        self.client.start()
        text = "[dev]\nregion = 'eu_west_1'\n"
        found = self.client.open(".aws/config", text)
        self.assertIn("config-section-without-profile-prefix", codes(found))
        uri = self.client.uri(".aws/config")
        fixes = [a for a in self.client.actions(".aws/config", 0, 1) if "edit" in a]
        self.assertEqual(fixes[0]["title"], "credlint: write profile dev")
        self.assertTrue(fixes[0]["isPreferred"])
        self.assertEqual(edited(text, fixes[0]["edit"]["changes"][uri]).splitlines()[0], "[profile dev]")
        for version in range(2, 6):
            every = self.client.actions(".aws/config", 0, 0, only=["source.fixAll"])
            if not every:
                break
            text = edited(text, every[0]["edit"]["changes"][uri])
            found = self.client.change(".aws/config", text, version)
        self.assertEqual(text, "[profile dev]\nregion = eu-west-1\n")
        self.assertEqual(found, [])

    def test_ignores(self):
        self.client.start()
        text = "import boto3\nboto3.client('s3', region_name='eu-west-1a')\n"
        self.client.open("app.py", text)
        ignore = [a for a in self.client.actions("app.py", 1, 35) if "ignore" in a["title"]][0]
        text = edited(text, ignore["edit"]["changes"][self.client.uri("app.py")])
        self.assertIn("# credlint: ignore[region-is-az]", text)
        self.assertEqual(self.client.change("app.py", text), [])

    def test_explains(self):
        self.client.start()
        self.client.open("app.py", "import boto3\nboto3.client('s3', region_name='eu-west-1a')\n")
        explain = [a for a in self.client.actions("app.py", 1, 35) if "explain" in a["title"]][0]
        command = explain["command"]
        result = self.client.ask("workspace/executeCommand", command=command["command"],
                                 arguments=command["arguments"])["result"]
        self.assertIn("# region-is-az", result["page"])
        self.assertIsNone(self.client.ask("workspace/executeCommand", command="rm")["result"])

    def test_hover_shows_no_secret(self):
        self.client.start()
        text = f"[default]\naws_access_key_id = {KEY}\naws_secret_access_key = {SECRET}x\n"
        self.client.open(".aws/credentials", text)
        key = self.client.hover(".aws/credentials", 1, 25)["contents"]["value"]
        self.assertIn("Access key id", key)
        self.assertIn("Long-term", key)
        secret = self.client.hover(".aws/credentials", 2, 30)["contents"]["value"]
        self.assertIn("41 characters instead of 40", secret)
        self.assertIn("secret-length", secret)
        self.assertIsNone(self.client.hover(".aws/credentials", 0, 0))
        for line in range(3):
            self.client.actions(".aws/credentials", line, 25)
        self.client.actions(".aws/credentials", 0, 0, only=["source.fixAll"])
        for piece in (KEY, SECRET[:10], SECRET[-10:]):
            self.assertNotIn(piece.encode(), self.client.said)

    def test_hover_says_who_reads_a_variable(self):
        self.client.start()
        self.client.open(".env", "AWS_DEFAULT_REGION=eu-west-1\n")
        said = self.client.hover(".env", 0, 3)["contents"]["value"]
        self.assertIn("read it", said)
        self.assertIn("ignore it", said)

    def test_hover_says_who_takes_a_setting(self):
        self.client.start()
        text = "[profile dev]\naws_security_token = x\noutput = json\nrole_arn = x\nmine = y\n"
        self.client.open(".aws/config", text)
        said = [self.client.hover(".aws/config", line, 3)["contents"]["value"] for line in (1, 2, 3, 4)]
        self.assertIn("take credentials from it", said[0])
        self.assertIn("ignore it", said[0])
        self.assertIn("json, text, table", said[1])
        self.assertIn("C++ looks for it in `~/.aws/config` alone.", said[2])
        self.assertIn("No SDK is known to read it.", said[3])

    def test_survives_nonsense(self):
        client = self.client
        client.send(id=1, method="textDocument/hover", params={})
        self.assertEqual(client.answer()["error"]["code"], -32002)
        client.start()
        for content, code in ((b"{", -32700), (b"\xff\xfe", -32700), (b"[]", -32600), (b"3", -32600),
                              (b'{"id":1}', -32600), (b'{"id":1,"method":7}', -32600),
                              (b'{"id":1,"method":"x/y"}', -32601), (b"[" * 100000, -32700)):
            client.send_bytes(content)
            self.assertEqual(client.answer()["error"]["code"], code, content[:40])
        for method in ("didOpen", "didChange", "didClose", "didSave"):
            for params in (None, [], 3, {"textDocument": 1}, {"textDocument": {"uri": 3}},
                           {"textDocument": {"uri": "x"}, "contentChanges": [4]},
                           {"textDocument": {"uri": "x:%zz", "version": -1, "text": []}}):
                client.send(method="textDocument/" + method, params=params)
        for params in ({}, {"textDocument": {"uri": "x:%zz"}, "position": {"line": 2**40}},
                       {"textDocument": {"uri": "x:%zz"}, "position": {"line": 0, "character": "a"}}):
            self.assertIsNone(client.ask("textDocument/hover", **params)["result"])
            self.assertEqual(client.ask("textDocument/codeAction", **params)["result"], [])
        client.send_bytes(b" " * (65 << 20))
        self.assertEqual(client.answer()["error"]["code"], -32600)
        self.assertEqual(client.close(), 0)

    def test_a_header_without_length_ends_it(self):
        self.client.start()
        self.client.process.stdin.write(b"Hello: world\r\n\r\n")
        self.client.process.stdin.flush()
        self.assertEqual(self.client.answer()["error"]["code"], -32600)
        self.assertEqual(self.client.process.wait(10), 1)

    def test_a_text_in_no_file(self):
        self.client.start()
        self.client.notify("textDocument/didOpen", textDocument={
            "uri": "untitled:Untitled-1.py", "languageId": "python", "version": 1,
            "text": "import boto3\nboto3.client('s3', region_name='eu-west-1a')\n"})
        message = self.client.read()
        self.assertEqual(message["params"]["uri"], "untitled:Untitled-1.py")
        self.assertEqual(codes(message["params"]["diagnostics"]), ["region-is-az"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
