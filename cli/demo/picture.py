#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Draws terminal.svg of the README: what credlint says in the project of demo.sh, as a terminal would show it.

    picture.py CREDLINT [SVG]"""
import html
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import textwrap

FOLDER = pathlib.Path(__file__).resolve().parent
COLUMNS = 100
LINE, CHARACTER, MARGIN = 19, 8.4, 16
# What terminals make of the numbers, for a dark ground.
COLOURS = {31: "#ff7b72", 32: "#7ee787", 33: "#e3b341", 34: "#79c0ff", 35: "#d2a8ff", 36: "#76e3ea", 90: "#8b949e"}
SGR = re.compile(r"\x1b\[([0-9;]*)m")
LINK = re.compile(r"\x1b\]8;[^\x1b]*\x1b\\")

HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{label}">
<style>text{{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#e6edf3;white-space:pre}}</style>
<rect width="{width}" height="{height}" rx="10" fill="#0d1117"/>
<circle cx="22" cy="20" r="6" fill="#ff5f57"/><circle cx="42" cy="20" r="6" fill="#febc2e"/><circle cx="62" cy="20" r="6" fill="#28c840"/>
"""


def said(credlint, folder, *words):
    env = {"HOME": str(folder), "PATH": os.environ["PATH"], "FORCE_COLOR": "1", "TERM": "xterm-256color", "AWS_PROFILE": "dev"}
    done = subprocess.run([credlint, *words], cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)
    return LINK.sub("", done.stdout.decode())


def pieces(line, state):
    """The parts of a line with their style: (text, bold, dim, colour). `state` goes on to the next line."""
    found, begin = [], 0
    for match in list(SGR.finditer(line)) + [None]:
        text = line[begin:match.start() if match else len(line)]
        if text:
            found.append((text, *state))
        if match is None:
            return found, state
        begin = match.end()
        for code in (int(part or 0) for part in match.group(1).split(";")):
            bold, dim, colour = (False, False, None) if code == 0 else state
            state = (bold or code == 1, dim or code == 2, COLOURS.get(code, colour))


def wrapped(parts):
    """Breaks a line of styled parts at the edge of the terminal, at a blank."""
    text = "".join(part[0] for part in parts)
    styles = [part[1:] for part in parts for _ in part[0]]
    begin, continued = 0, False  # the blank that a line was broken at is not seen
    for row in textwrap.wrap(text, COLUMNS, drop_whitespace=False, break_on_hyphens=False) or [""]:
        out = []
        for character, style in zip(row, styles[begin:begin + len(row)]):
            if out and out[-1][1] == style:
                out[-1][0] += character
            else:
                out.append([character, style])
        begin += len(row)
        if out and continued and out[0][0].startswith(" "):
            out[0][0] = out[0][0][1:]
        continued = True
        yield out


def row_of(parts, number):
    spans = ""
    for text, (bold, dim, colour) in parts:
        style = ' font-weight="bold"' if bold else ""
        style += ' opacity="0.65"' if dim else ""
        style += ' fill="%s"' % colour if colour else ""
        spans += "<tspan%s>%s</tspan>" % (style, html.escape(text, quote=False))
    return '<text x="%d" y="%d" xml:space="preserve">%s</text>\n' % (MARGIN, 52 + number * LINE, spans)


def draw(transcript):
    rows, state = [], (False, False, None)
    for line in transcript.rstrip("\n").split("\n"):
        parts, state = pieces(line, state)
        rows += wrapped(parts)
    body = "".join(row_of(row, number) for number, row in enumerate(rows))
    return HEAD.format(width=int(2 * MARGIN + COLUMNS * CHARACTER), height=52 + len(rows) * LINE,
                       label="credlint check in a terminal") + body + "</svg>\n"


def main():
    credlint = str(pathlib.Path(sys.argv[1]).resolve())
    target = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else FOLDER / "terminal.svg"
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([str(FOLDER / "demo.sh"), credlint, folder], check=True)
        transcript = "\x1b[1m$ credlint check\x1b[0m\n" + said(credlint, folder, "check")
    target.write_text(draw(transcript), encoding="utf-8")


if __name__ == "__main__":
    main()
