# SPDX-License-Identifier: MIT
"""As much of Markdown as this project writes: headings, paragraphs, lists, tables, quotes, fenced code, links, pictures,
emphasis. What it does not know stays text; nothing in a page becomes markup of its own."""
import html
import re

INLINE = re.compile(
    r"(?P<ticks>`+)(?P<code>.+?)(?P=ticks)"
    r"|!\[(?P<alt>[^\]]*)\]\((?P<picture>[^)\s]+)\)"
    r"|\[(?P<text>(?:[^\[\]]|\[[^\]]*\])+)\]\((?P<target>[^)\s]+)\)"
    r"|<(?P<auto>https?://[^>\s]+)>"
    r"|\*\*(?P<strong>.+?)\*\*"
    r"|\*(?P<em>[^*\s][^*]*?)\*", re.DOTALL)
FENCE = re.compile(r"^\s*(`{3,}|~{3,})\s*(.*)$")
ITEM = re.compile(r"^(\s*)([-*]|\d+\.)\s+(.*)$")


def escape(text):
    return html.escape(text, quote=True)


def anchor(text):
    """The name of a heading, as GitHub makes it."""
    plain = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", text).lower()
    return re.sub(r"[^\w\- ]", "", plain).strip().replace(" ", "-")


def inline(text, link):
    """link(target) gives the address that a target of this page has in the site."""
    out, begin = "", 0
    for found in INLINE.finditer(text):
        out += escape(text[begin:found.start()])
        begin = found.end()
        part = found.groupdict()
        if part["code"]:
            out += "<code>%s</code>" % escape(part["code"].strip() or part["code"])
        elif part["picture"]:
            out += '<img src="%s" alt="%s">' % (escape(link(part["picture"])), escape(part["alt"]))
        elif part["target"]:
            out += '<a href="%s">%s</a>' % (escape(link(part["target"])), inline(part["text"], link))
        elif part["auto"]:
            out += '<a href="%s">%s</a>' % (escape(part["auto"]), escape(part["auto"]))
        else:
            name = "strong" if part["strong"] else "em"
            out += "<%s>%s</%s>" % (name, inline(part["strong"] or part["em"], link), name)
    return out + escape(text[begin:])


def cells_of(row):
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", row.strip().strip("|"))]


def table(rows, link):
    head, body = cells_of(rows[0]), [cells_of(row) for row in rows[2:]]
    out = "<table><thead><tr>%s</tr></thead><tbody>\n" % "".join("<th>%s</th>" % inline(cell, link) for cell in head)
    for row in body:
        out += "<tr>%s</tr>\n" % "".join("<td>%s</td>" % inline(cell, link) for cell in row)
    return out + "</tbody></table>\n"


class Reader:
    def __init__(self, text, link):
        self.lines, self.at, self.link, self.names = text.split("\n"), 0, link, {}

    def block(self):
        line = self.lines[self.at]
        if FENCE.match(line):
            return self.fence()
        if line.startswith("#"):
            return self.heading()
        if line.lstrip().startswith("|"):
            return table(self.take(lambda text: text.lstrip().startswith("|")), self.link)
        if ITEM.match(line):
            return self.list()
        if line.startswith(">"):
            quoted = "\n".join(text.lstrip("> ") for text in self.take(lambda text: text.startswith(">")))
            return "<blockquote>%s</blockquote>\n" % to_html(quoted, self.link)
        if re.match(r"^<!--.*-->$|^---+$", line):
            self.at += 1
            return ""
        words = self.take(lambda text: text.strip() and not FENCE.match(text) and not text.startswith("#") and not ITEM.match(text))
        return "<p>%s</p>\n" % inline("\n".join(words), self.link)

    def take(self, wanted):
        """The lines from here on that are wanted; always at least one."""
        begin = self.at
        self.at += 1
        while self.at < len(self.lines) and wanted(self.lines[self.at]):
            self.at += 1
        return self.lines[begin:self.at]

    def fence(self):
        mark, info = FENCE.match(self.lines[self.at]).groups()
        body = self.take(lambda text: not text.strip().startswith(mark))[1:]
        self.at += 1
        name = re.search(r"\bfile=(\S+)", info)
        caption = "<figcaption>%s</figcaption>" % escape(name.group(1)) if name else ""
        return "<figure>%s<pre><code>%s</code></pre></figure>\n" % (caption, escape("\n".join(body)))

    def heading(self):
        marks, _, text = self.lines[self.at].partition(" ")
        self.at += 1
        name = anchor(text)
        count = self.names.get(name, 0)
        self.names[name] = count + 1
        name += "-%d" % count if count else ""
        return '<h%d id="%s">%s</h%d>\n' % (len(marks), escape(name), inline(text, self.link), len(marks))

    def list(self):
        indent, sign, _ = ITEM.match(self.lines[self.at]).groups()
        kind = "ol" if sign[0].isdigit() else "ul"
        out = "<%s>\n" % kind
        while self.at < len(self.lines):
            found = ITEM.match(self.lines[self.at])
            if not found or len(found.group(1)) != len(indent):
                break
            inner = len(found.group(0)) - len(found.group(3))
            body = self.take(lambda text: text.startswith(" " * inner))
            body = [found.group(3)] + [text[inner:] for text in body[1:]]
            text = to_html("\n".join(body), self.link)
            out += "<li>%s</li>\n" % (re.sub(r"^<p>(.*?)</p>\n", r"\1\n", text, count=1, flags=re.DOTALL).strip())
            while self.at + 1 < len(self.lines) and not self.lines[self.at].strip() and ITEM.match(self.lines[self.at + 1]):
                self.at += 1
        return out + "</%s>\n" % kind

    def read(self):
        out = ""
        while self.at < len(self.lines):
            if self.lines[self.at].strip():
                out += self.block()
            else:
                self.at += 1
        return out


def to_html(text, link):
    return Reader(text, link).read()
