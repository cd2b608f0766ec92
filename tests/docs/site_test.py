#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Usage: site_test.py CREDLINT. The site of ./dev docs: complete, self-contained, without a link that leads nowhere."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest
import xml.dom.minidom

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCS = ROOT / "cli" / "docs"
sys.path.insert(0, str(DOCS))
import links  # noqa: E402
import markdown  # noqa: E402

if sys.version_info < (3, 11):
    print("skipped: no tomllib in this Python")
    sys.exit(77)


class Site(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = tempfile.TemporaryDirectory(prefix="credlint-docs-")
        cls.folder = pathlib.Path(cls.work.name) / "site"
        cls.made = subprocess.run([sys.executable, str(DOCS / "site.py"), "--binary", PROGRAM, "--output", str(cls.folder)],
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    @classmethod
    def tearDownClass(cls):
        cls.work.cleanup()

    def test_every_link_leads_somewhere(self):
        self.assertEqual((self.made.returncode, self.made.stderr.decode()), (0, ""))

    def test_every_rule_has_its_page(self):
        rules = json.loads(subprocess.run([PROGRAM, "rules", "--format", "json"], stdout=subprocess.PIPE).stdout)
        pages = {path.stem for path in (self.folder / "rules").glob("*.html")} - {"index"}
        self.assertEqual(pages, {rule["id"] for rule in rules})
        index = (self.folder / "rules" / "index.html").read_text(encoding="utf-8")
        for rule in rules:
            self.assertIn('href="%s.html"' % rule["id"], index)

    def test_messages_lead_to_rules(self):
        text = (self.folder / "errors.html").read_text(encoding="utf-8")
        self.assertIn("The security token included in the request is invalid", text)
        self.assertIn('href="rules/temp-key-without-token.html"', text)

    def test_recipes_editors_and_schemas_are_there(self):
        ci = (self.folder / "ci.html").read_text(encoding="utf-8")
        self.assertNotIn("../../../action.yml", ci)
        for words in ("parallel: 4", 'id="jenkinsfile"', "credlint merge --format sarif"):
            self.assertIn(words, ci)
        self.assertIn("eglot-server-programs", (self.folder / "editors.html").read_text(encoding="utf-8"))
        index = (self.folder / "index.html").read_text(encoding="utf-8")
        for name in ("credlint", "doctor", "report", "facts"):
            self.assertIn('href="%s.schema.json"' % name, index)
            json.loads((self.folder / (name + ".schema.json")).read_text(encoding="utf-8"))

    def test_nothing_is_fetched_from_elsewhere_and_nothing_runs(self):
        for path in self.folder.rglob("*.html"):
            text = path.read_text(encoding="utf-8")
            for part in ("<script", "<iframe", ' src="http', "javascript:", "onload="):
                self.assertNotIn(part, text, path)
            self.assertNotIn("{{", text.split("<main>")[0])

    def test_the_picture_is_one(self):
        picture = xml.dom.minidom.parse(str(ROOT / "cli" / "demo" / "terminal.svg"))
        self.assertEqual(picture.documentElement.tagName, "svg")
        self.assertTrue((self.folder / "terminal.svg").exists())


class Picture(unittest.TestCase):
    def test_it_shows_what_this_program_says(self):
        """Drawn anew by: cli/demo/picture.py CREDLINT"""
        with tempfile.TemporaryDirectory() as folder:
            drawn = pathlib.Path(folder) / "terminal.svg"
            subprocess.run([sys.executable, str(ROOT / "cli" / "demo" / "picture.py"), PROGRAM, str(drawn)], check=True)
            shown = (ROOT / "cli" / "demo" / "terminal.svg").read_text(encoding="utf-8")
            self.assertEqual(drawn.read_text(encoding="utf-8"), shown)


class Parts(unittest.TestCase):
    def html(self, text):
        return markdown.to_html(text, str)

    def test_nothing_in_a_page_becomes_markup(self):
        shown = self.html('a <b> & "c"\n\n```html file=<x>\n<script>\n```\n\n[<i>](<u>)\n\n# <h>')
        for part in ("<b>", "<script>", "<i>", "<u>", "<h>"):
            self.assertNotIn(part, shown)

    def test_blocks(self):
        self.assertEqual(self.html("- a\n- b\n  c"), "<ul>\n<li>a</li>\n<li>b\nc</li>\n</ul>\n")
        self.assertEqual(self.html("1. a\n2. b"), "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n")
        self.assertIn("<td>x | y</td>", self.html("| a |\n| --- |\n| x \\| y |"))
        self.assertEqual(self.html("## A `b` c\n## A `b` c").count('id="a-b-c"'), 1)
        self.assertIn('<a href="u">t <code>c</code></a>', self.html("[t `c`](u)"))

    def test_emphasis_goes_over_lines(self):
        self.assertEqual(self.html("a **b\nc** *d* `e\nf`"), "<p>a <strong>b\nc</strong> <em>d</em> <code>e\nf</code></p>\n")

    def test_a_link_that_leads_nowhere_is_seen(self):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "a.html").write_text('<h1 id="x">x</h1><a href="#x">x</a><a href="#y">y</a><a href="b.html">b</a>'
                                                      '<img src="c.png"><a href="https://example.com/">e</a>', encoding="utf-8")
            self.assertEqual(links.broken(folder), ["a.html: #y", "a.html: b.html", "a.html: c.png"])


if __name__ == "__main__":
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main(verbosity=2)
