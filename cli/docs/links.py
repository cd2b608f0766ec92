# SPDX-License-Identifier: MIT
"""Follows every link of a built site that does not leave it."""
import html.parser
import pathlib
import posixpath
import urllib.parse


class Page(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.names, self.targets = set(), []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if "id" in found:
            self.names.add(found["id"])
        for key in ("href", "src"):
            if key in found:
                self.targets.append(found[key])


def broken(folder):
    """Lines "page: target" for all that lead nowhere."""
    folder = pathlib.Path(folder)
    pages = {path.relative_to(folder).as_posix(): Page(path.read_text(encoding="utf-8")) for path in folder.rglob("*.html")}
    trouble = []
    for name, page in sorted(pages.items()):
        for target in page.targets:
            parts = urllib.parse.urlsplit(target)
            if parts.scheme:
                continue
            path = posixpath.normpath(posixpath.join(posixpath.dirname(name), urllib.parse.unquote(parts.path))) if parts.path else name
            there = path in pages or (folder / path).is_file()
            if there and parts.fragment and path in pages:
                there = urllib.parse.unquote(parts.fragment) in pages[path].names
            if not there:
                trouble.append("%s: %s" % (name, target))
    return trouble
