#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes the documentation site: the guide, a page for each rule, what error messages mean, how SDKs differ, all commands.

    site.py --binary CREDLINT --output FOLDER

Everything comes from the program and from files that are there anyway. Fails when a link leads nowhere. One folder of plain
files: no script, nothing from elsewhere."""
import argparse
import collections
import json
import os
import pathlib
import posixpath
import re
import shutil
import subprocess
import sys
import tomllib

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import links  # noqa: E402
import markdown  # noqa: E402
from markdown import escape  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT / "rulesets" / "data"
# Pages that are files of the repository, by the name that they have in the site.
GUIDE = collections.OrderedDict([
    ("README.md", "index.html"), ("CONTRIBUTING.md", "contributing.html"), ("CHANGELOG.md", "changelog.html"),
    ("SECURITY.md", "security.html"), ("cli/packaging/README.md", "packages.html"), ("cli/packaging/ci/README.md", "ci.html"),
    ("cli/editors/README.md", "editors.html"), ("rules/README.md", "writing-rules.html"), ("rulesets/data/README.md", "data.html")])
# Shown in full below the page of their folder.
RECIPES = ROOT / "cli" / "packaging" / "ci"
RECIPE_KINDS = {".yml": "yaml", ".yaml": "yaml", ".sh": "sh", ".py": "python", "": "groovy"}
MENU = [("Guide", "index.html"), ("Rules", "rules/index.html"), ("I see this message", "errors.html"), ("SDKs", "sdks.html"),
        ("Commands", "commands.html"), ("CI", "ci.html"), ("Editors", "editors.html"), ("Contributing", "contributing.html")]

STYLE = """\
:root{color-scheme:light dark;--ink:#1f2328;--ground:#fff;--soft:#f6f8fa;--line:#d1d9e0;--link:#0a5dc2}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--ground:#0d1117;--soft:#161b22;--line:#30363d;--link:#6cb0ff}}
body{margin:0 auto;max-width:62rem;padding:0 1.2rem 4rem;font:16px/1.55 system-ui,sans-serif;color:var(--ink);background:var(--ground)}
nav{display:flex;flex-wrap:wrap;gap:.2rem 1.3rem;padding:1rem 0;border-bottom:1px solid var(--line)}nav b{margin-right:1rem}
a{color:var(--link)}img{max-width:100%}code,pre{font:.88em/1.5 ui-monospace,Menlo,Consolas,monospace;background:var(--soft)}
code{padding:.1em .3em;border-radius:4px}pre{padding:.8rem 1rem;overflow-x:auto;margin:0}pre code{padding:0}
figure{margin:1rem 0;border:1px solid var(--line);border-radius:6px;overflow:hidden}
figcaption{padding:.3rem 1rem;font-size:.85em;border-bottom:1px solid var(--line)}
table{border-collapse:collapse;display:block;overflow-x:auto}th,td{border:1px solid var(--line);padding:.3rem .6rem;text-align:left;vertical-align:top}
th{background:var(--soft)}h2{margin-top:2.2rem;border-bottom:1px solid var(--line)}.sev{font-weight:600}
"""

PAGE = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title} · credlint</title><link rel="stylesheet" href="{up}style.css"></head>
<body><nav><b>credlint</b>{menu}</nav>
<main>
{body}</main></body></html>
"""


class Site:
    def __init__(self, binary, output):
        self.binary, self.output = binary, output
        self.homepage = re.search(r'HOMEPAGE_URL "([^"]+)"', (ROOT / "CMakeLists.txt").read_text(encoding="utf-8")).group(1)
        self.rules = json.loads(self.ask("rules", "--format", "json"))
        self.rule_ids = {rule["id"] for rule in self.rules}

    def ask(self, *words):
        env = {"PATH": os.environ["PATH"], "HOME": str(self.output), "LC_ALL": "C.UTF-8"}
        return subprocess.run([str(self.binary), *words], cwd=self.output, env=env, stdin=subprocess.DEVNULL, check=True,
                              stdout=subprocess.PIPE).stdout.decode()

    def write(self, name, title, body):
        up = "../" * name.count("/")
        menu = "".join('<a href="%s">%s</a>' % (up + target, escape(text)) for text, target in MENU)
        path = self.output / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE.format(title=escape(title), up=up, menu=menu, body=body), encoding="utf-8")

    def rule_link(self, rule, up=""):
        return '<a href="%srules/%s.html"><code>%s</code></a>' % (up, rule, rule)

    def link_from(self, source):
        """Links of a file of the repository: to its page where it has one, else to the file at its host."""
        def link(target):
            path, mark, name = target.partition("#")
            if "://" in target or not path:
                return target
            there = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
            if there in GUIDE:
                return GUIDE[there] + mark + name
            if ROOT / there in self.recipes():
                return "ci.html#" + markdown.anchor(posixpath.basename(there))
            if there.endswith(".schema.json"):
                shutil.copy(ROOT / there, self.output / posixpath.basename(there))
                return posixpath.basename(there)
            if there.endswith(".svg"):
                shutil.copy(ROOT / there, self.output / posixpath.basename(there))
                return posixpath.basename(there)
            if not (ROOT / there).exists():
                raise ValueError("%s links to %s, which is not there" % (source, target))
            return "%s/blob/main/%s" % (self.homepage, there)
        return link

    def recipes(self):
        return [path for path in sorted(RECIPES.iterdir()) if path.name != "README.md" and path.is_file()]

    def recipes_in_full(self):
        return "".join("\n## %s\n\n```%s\n%s```\n" % (path.name, RECIPE_KINDS[path.suffix], path.read_text(encoding="utf-8"))
                       for path in self.recipes())

    def guide(self):
        for source, name in GUIDE.items():
            text = (ROOT / source).read_text(encoding="utf-8")
            if ROOT / source == RECIPES / "README.md":
                text += self.recipes_in_full()
            title = re.search(r"^# (.+)$", text, re.MULTILINE).group(1)
            self.write(name, title, markdown.to_html(text, self.link_from(source)))

    def rule_pages(self):
        rows = ""
        for rule in self.rules:
            page = (ROOT / "rules" / rule["family"] / (rule["id"].replace("-", "_") + ".md")).read_text(encoding="utf-8")
            head, _, rest = page.partition("\n")
            about = '<p><span class="sev">%s</span> · family <a href="index.html#%s">%s</a> · confidence %s · since %s</p>\n' % (
                rule["severity"], rule["family"], rule["family"], rule["confidence"], rule["since"])
            body = markdown.to_html(head, str) + about + markdown.to_html(self.with_links(rest), str)
            self.write("rules/%s.html" % rule["id"], rule["id"], body)
        by_family = collections.OrderedDict()
        for rule in self.rules:
            by_family.setdefault(rule["family"], []).append(rule)
        for family, rules in by_family.items():
            rows += '<h2 id="%s">%s</h2>\n<table><tbody>\n' % (family, family)
            for rule in rules:
                rows += '<tr><td><a href="%s.html"><code>%s</code></a></td><td>%s</td><td>%s</td></tr>\n' % (
                    rule["id"], rule["id"], rule["severity"], escape(rule["summary"]))
            rows += "</tbody></table>\n"
        self.write("rules/index.html", "Rules", "<h1>Rules</h1>\n<p>%d rules in %d families.</p>\n" % (len(self.rules), len(by_family)) + rows)

    def with_links(self, page):
        """Names of rules in prose become links."""
        fenced = re.compile(r"^(```.*?^```)$", re.MULTILINE | re.DOTALL)
        name = re.compile(r"(?<![\[`\w])`([a-z][a-z0-9-]+)`(?!`)")
        linked = lambda m: "[`%s`](%s.html)" % (m.group(1), m.group(1)) if m.group(1) in self.rule_ids else m.group(0)  # noqa: E731
        return "".join(part if part.startswith("```") else name.sub(linked, part) for part in fenced.split(page))

    def rows(self, name):
        return tomllib.loads((DATA / name).read_text(encoding="utf-8"))["row"]

    def error_index(self):
        printed_by = {row["key"]: row["value"] for name in ("sdk_names.toml", "error_tools.toml") for row in self.rows(name)}
        texts, causes = {}, {}
        for row in self.rows("error_texts.toml"):
            error, *who = row["value"].split()
            texts.setdefault(error, []).append((row["key"], ", ".join(printed_by[word] for word in who if word in printed_by)))
        for row in self.rows("error_causes.toml"):
            causes.setdefault(row["key"].split(".")[0], []).append((row["note"], row.get("value", "").split()))
        body = ("<h1>I see this message</h1>\n<p>What SDKs and tools print, and why. Find your message on this page, or let "
                "<code>credlint explain \"MESSAGE\"</code> do it: it also looks whether the cause is in your files.</p>\n")
        for row in self.rows("errors.toml"):
            body += self.error_section(row["key"], row["note"], texts.get(row["key"], []), causes.get(row["key"], []))
        self.write("errors.html", "I see this message", body)

    def error_section(self, error, meaning, texts, causes):
        body = '<h2 id="%s">%s</h2>\n<p>%s.</p>\n' % (error, escape(error), escape(meaning[:1].upper() + meaning[1:]))
        body += "".join("<li><q>%s</q>%s</li>\n" % (escape(text), " <small>%s</small>" % escape(who) if who else "")
                        for text, who in texts)
        body = body.replace("<li>", "<ul>\n<li>", 1) + ("</ul>\n" if texts else "")
        if causes:
            body += "<p>Causes, the most likely first:</p>\n<ol>\n"
        for cause, rules in causes:
            found = ", ".join(self.rule_link(word) if word in self.rule_ids else '<a href="#%s">%s</a>' % (word, escape(word))
                              for word in rules)
            body += "<li>%s%s</li>\n" % (escape(cause), ": " + found if found else " <small>(files cannot show it)</small>")
        return body + ("</ol>\n" if causes else "")

    def settings_of_sdks(self, names, columns, between):
        """A table of settings by SDK: each stands under the SDK's own name, else its family's, else "default"."""
        rows = {row["key"]: row.get("value", "") for row in self.rows("sdks.toml")}
        body = "<table><thead><tr><th>SDK</th>%s</tr></thead><tbody>\n" % "".join("<th>%s</th>" % title for title, _ in columns)
        for sdk, name in names.items():
            heirs = (sdk, rows.get(sdk + ".family", sdk), "default")
            cells = [next((rows[heir + "." + key] for heir in heirs if heir + "." + key in rows), "") for _, key in columns]
            body += "<tr><td>%s</td>%s</tr>\n" % (escape(name), "".join(
                "<td>%s</td>" % between.join("<code>%s</code>" % escape(word) for word in cell.split()) for cell in cells))
        return body + "</tbody></table>\n"

    def sdk_matrix(self):
        names = {row["key"]: row["value"] for row in self.rows("sdk_names.toml")}
        families = dict(names, botocore="boto3 and the AWS CLI", default="all others")
        defects = collections.OrderedDict()
        for row in self.rows("sdk_errors.toml"):
            sdk, _, defect = row["key"].partition(".")
            defects.setdefault(defect, []).append((families.get(sdk, sdk), row.get("value", ""), row.get("note", "")))
        variables = [("access key id", "env-key-id"), ("session token", "env-token"), ("region", "env-region"), ("profile", "env-profile")]
        body = ("<h1>How SDKs differ</h1>\n<p><code>credlint doctor --sdk all</code> says it for a machine.</p>\n"
                '<h2 id="variables">Variables that each reads, the first that is set</h2>\n' +
                self.settings_of_sdks(names, variables, " ") +
                '<h2 id="chain">Where each looks for credentials, in order</h2>\n' +
                self.settings_of_sdks(names, [("chain", "chain")], " → ") +
                "<p>What each raises, and says, where the files hold a defect:</p>\n")
        for defect, rows in defects.items():
            body += '<h2 id="%s">%s</h2>\n<table><thead><tr><th>SDK</th><th>raises</th><th>says</th></tr></thead><tbody>\n' % (
                defect, escape(defect.replace("-", " ")))
            for who, error, text in rows:
                body += "<tr><td>%s</td><td><code>%s</code></td><td>%s</td></tr>\n" % (escape(who), escape(error), escape(text))
            body += "</tbody></table>\n"
        self.write("sdks.html", "How SDKs differ", body)

    def commands(self):
        names = re.findall(r"^  ([a-z]+) ", self.ask("help").split("Commands:")[1].split("\n\n")[0], re.MULTILINE)
        body = "<h1>Commands</h1>\n<figure><pre><code>%s</code></pre></figure>\n" % escape(self.ask("help"))
        for name in names:
            body += '<h2 id="%s">credlint %s</h2>\n<figure><pre><code>%s</code></pre></figure>\n' % (name, name, escape(self.ask("help", name)))
        self.write("commands.html", "Commands", body)

    def build(self):
        (self.output / "style.css").write_text(STYLE, encoding="utf-8")
        self.guide()
        self.rule_pages()
        self.error_index()
        self.sdk_matrix()
        self.commands()
        return links.broken(self.output)


def main():
    parser = argparse.ArgumentParser(description="Makes the documentation site.")
    parser.add_argument("--binary", type=pathlib.Path, required=True)
    parser.add_argument("--output", type=pathlib.Path, required=True)
    asked = parser.parse_args()
    shutil.rmtree(asked.output, ignore_errors=True)
    asked.output.mkdir(parents=True)
    output = asked.output.resolve()
    trouble = Site(asked.binary.resolve(), output).build()
    for line in trouble:
        print("leads nowhere: " + line, file=sys.stderr)
    print(output / "index.html")
    sys.exit(1 if trouble else 0)


if __name__ == "__main__":
    main()
