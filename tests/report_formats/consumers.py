# SPDX-License-Identifier: MIT
"""Usage: consumers.py CREDLINT. Reads each format as the one does for whom it is written."""

import html.parser
import json
import re
import sys
import xml.etree.ElementTree

import sample


def findings_of(program, folder):
    report = json.loads(sample.report(program, folder, "json"))
    return [f for f in report["findings"] if not f["suppressed"]], report["diagnostics"]


def check_jsonl(text, findings, diagnostics):
    objects = [json.loads(line) for line in text.decode().splitlines()]
    kinds = [o["type"] for o in objects]
    assert kinds == sorted(kinds, key=["finding", "diagnostic", "summary"].index), kinds
    assert [o["fingerprint"] for o in objects if o["type"] == "finding" and not o["suppressed"]] \
        == [f["fingerprint"] for f in findings]
    assert kinds.count("diagnostic") == len(diagnostics) and kinds.count("summary") == 1


# As packages/core/src/command.ts of actions/toolkit writes and the runner's ActionCommand.cs reads.
COMMAND = re.compile(r"^::(?P<name>[a-z-]+)(?: (?P<properties>[^:]*(?::(?!:)[^:]*)*?))?::(?P<data>.*)$")


def unescape(text, codes):
    for code, character in codes:
        text = text.replace(code, character)
    return text


def read_command(line):
    match = COMMAND.match(line)
    assert match, line
    properties = {}
    for part in filter(None, (match["properties"] or "").split(",")):
        name, value = part.split("=", 1)
        properties[name] = unescape(value, [("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"),
                                            ("%25", "%")])
    data = unescape(match["data"], [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")])
    return match["name"], properties, data


def check_github(text, findings, diagnostics):
    shown = {"error": 0, "warning": 0, "notice": 0}
    listed = 0
    in_group = False
    files = {f["path"].replace("\n", " ") for f in findings} | {d["path"] for d in diagnostics}
    for line in text.decode().splitlines():
        if not line.startswith("::"):
            assert in_group and line.startswith("- ") and "##[" not in line, line
            listed += 1
            continue
        name, properties, data = read_command(line)
        if name in ("group", "endgroup"):
            in_group = name == "group"
            continue
        shown[name] += 1
        assert data and properties["title"].startswith("credlint")
        assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}, properties
        if properties.get("file", "").isascii() and "file" in properties:
            assert properties["file"] in files, properties
        if "col" in properties:
            assert properties["line"] == properties["endLine"]
            assert 1 <= int(properties["col"]) <= int(properties["endColumn"])
    assert max(shown.values()) <= 10, shown
    assert listed > 0, "the sample must have more than GitHub shows"
    assert sum(shown.values()) - 1 + listed == len(findings) + len(diagnostics)
    assert data.startswith(f"{listed} more"), data


def check_gitlab(text, findings, diagnostics):
    """What docs.gitlab.com/ci/testing/code_quality and app/validators/json_schemas/codeclimate.json ask for."""
    report = json.loads(text)
    assert len(report) == len(findings) + len(diagnostics)
    for entry in report:
        for name in ("description", "check_name", "fingerprint"):
            assert isinstance(entry[name], str) and entry[name], entry
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert entry["location"]["path"] and not entry["location"]["path"].startswith("./")
        assert isinstance(entry["location"]["lines"]["begin"], int)
        assert entry["location"]["lines"]["begin"] >= 1
    assert len({entry["fingerprint"] for entry in report}) == len(report)


def need(value, types, **members):
    """`value` has all members, each of its type; a type in a list may be absent."""
    for name, kind in members.items():
        optional = isinstance(kind, list)
        if optional and name not in value:
            continue
        assert isinstance(value.get(name), kind[0] if optional else kind), (types, name, value)


def check_gitlab_security(text, wanted, scan_type):
    """The required members of security-report-schemas 15.0.7, common, sast and secret-detection."""
    report = json.loads(text)
    need(report, "report", version=str, scan=dict, vulnerabilities=list, schema=[str])
    assert re.fullmatch(r"15\.\d+\.\d+", report["version"])
    assert re.match(r"https?://.+", report["schema"])
    scan = report["scan"]
    need(scan, "scan", analyzer=dict, scanner=dict, start_time=str, end_time=str, status=str, type=str,
         messages=[list])
    for tool in (scan["analyzer"], scan["scanner"]):
        need(tool, "tool", id=str, name=str, version=str, vendor=dict, url=[str])
        assert tool["id"] and tool["name"] and tool["version"] and tool["vendor"]["name"]
    for time in (scan["start_time"], scan["end_time"]):
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}", time), time
    assert scan["status"] in ("success", "failure") and scan["type"] == scan_type
    for message in scan["messages"]:
        assert message["level"] in ("info", "warn", "fatal") and message["value"]
    ids = set()
    for vulnerability in report["vulnerabilities"]:
        need(vulnerability, "vulnerability", id=str, identifiers=list, location=dict, name=[str],
             description=[str], solution=[str], severity=[str])
        ids.add(vulnerability["id"])
        assert len(vulnerability["name"]) <= 255 and len(vulnerability.get("solution", "")) <= 7000
        assert vulnerability["severity"] in ("Info", "Unknown", "Low", "Medium", "High", "Critical")
        assert vulnerability["identifiers"]
        for identifier in vulnerability["identifiers"]:
            assert identifier["type"] and identifier["name"] and identifier["value"]
            assert re.match(r"https?://.+", identifier["url"])
        location = vulnerability["location"]
        need(location, "location", file=str, start_line=int, end_line=int)
        assert 1 <= location["start_line"] <= location["end_line"]
        if scan_type == "secret_detection":
            assert location["commit"]["sha"]
    assert len(ids) == len(report["vulnerabilities"]) == wanted


def check_junit(text, findings, diagnostics):
    root = xml.etree.ElementTree.fromstring(text)
    assert root.tag == "testsuites"
    cases = root.findall("testsuite/testcase")
    assert len(root.findall("testsuite/testcase/failure")) == len(findings)
    assert len(root.findall("testsuite/testcase/error")) == len(diagnostics)
    for node in [root, *root.findall("testsuite")]:
        for attribute, path in (("tests", ".//testcase"), ("failures", ".//failure"), ("errors", ".//error")):
            assert int(node.get(attribute)) == len(node.findall(path)), attribute
    assert all(case.get("name") and case.get("classname") for case in cases)


class Elements(html.parser.HTMLParser):
    """Of Markdown all elements that are not escaped."""

    def __init__(self):
        super().__init__()
        self.names = []

    def handle_starttag(self, tag, attrs):
        assert not attrs, (tag, attrs)
        self.names.append(tag)


def check_markdown(text, findings, diagnostics):
    text = text.decode()
    assert len(text.encode()) < 1 << 20
    elements = Elements()
    elements.feed(text)
    assert set(elements.names) <= {"details", "summary", "pre", "p", "ul", "li"}, set(elements.names)
    assert elements.names.count("details") == len(findings)
    rows = [line for line in text.splitlines() if re.match(r"\| (error|warning|note) \|", line)]
    assert len(rows) == len(findings)
    for row in rows:
        assert row.count("|") == 5 and "`" not in row, row
        assert not re.search(r"\]\((?!https://github\.com/|[A-Za-z0-9._~%/-]+#L\d+\))", row), row
    assert text.count("### Not checked") == (1 if diagnostics else 0)


def check_rdjson(text, findings, diagnostics):
    """DiagnosticResult of proto/rdf/reviewdog.proto, as protobuf's JSON mapping reads it: no unknown member."""
    report = json.loads(text)
    assert set(report) == {"source", "diagnostics"} and set(report["source"]) <= {"name", "url"}
    assert len(report["diagnostics"]) == len(findings) + len(diagnostics)
    for diagnostic in report["diagnostics"]:
        assert set(diagnostic) == {"message", "location", "severity", "code"}
        assert diagnostic["message"] and diagnostic["severity"] in ("ERROR", "WARNING", "INFO")
        assert set(diagnostic["code"]) <= {"value", "url"}
        assert set(diagnostic["location"]) <= {"path", "range"}
        for position in diagnostic["location"].get("range", {}).values():
            assert set(position) <= {"line", "column"} and min(position.values()) >= 1
    # The one place behind characters of several bytes, counted here from the file itself.
    line = sample.FILES[b"app.py"].split("\n")[2].encode()
    profile = next(d for d in report["diagnostics"] if d["location"]["path"] == "app.py")
    span = profile["location"]["range"]
    assert line[span["start"]["column"] - 1:span["end"]["column"] - 1] == b"dve", span


def check_sarif(text, findings, diagnostics):
    """What stands only in a real run; sarif.is_valid asks the validator of the SARIF SDK."""
    run = json.loads(text)["runs"][0]
    driver = run["tool"]["driver"]
    assert driver["informationUri"].startswith("https://")
    assert all(rule["helpUri"].startswith(driver["informationUri"]) for rule in driver["rules"])
    assert run["automationDetails"]["id"] == "credlint/"
    results = [result for result in run["results"] if not result.get("suppressions")]
    assert len(results) == len(findings) < len(run["results"])
    assert all("primaryLocationLineHash" in result["partialFingerprints"] for result in results)
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == len(diagnostics)


def check_clean(program, folder):
    def clean(name):
        return sample.report(program, folder, name, "clean", exit_codes=(0,))

    assert clean("github") == b""
    assert json.loads(clean("gitlab")) == []
    for name in ("gitlab-sast", "gitlab-secret-detection"):
        check_gitlab_security(clean(name), 0, name.removeprefix("gitlab-").replace("-", "_"))
    root = xml.etree.ElementTree.fromstring(clean("junit"))
    assert [len(case) for case in root.iter("testcase")] == [0]
    assert clean("markdown").startswith(b"## credlint: no findings\n")
    assert json.loads(clean("rdjson"))["diagnostics"] == []


def main():
    program = sys.argv[1]
    with sample.tree() as folder:
        findings, diagnostics = findings_of(program, folder)
        assert len(findings) > 12 and diagnostics, (len(findings), diagnostics)

        def text_of(name):
            return sample.report(program, folder, name)

        for name, check in (("jsonl", check_jsonl), ("github", check_github), ("gitlab", check_gitlab),
                            ("junit", check_junit), ("markdown", check_markdown), ("rdjson", check_rdjson), ("sarif", check_sarif)):
            check(text_of(name), findings, diagnostics)
            assert text_of(name) == text_of(name), f"{name} differs from run to run"
        check_gitlab_security(text_of("gitlab-sast"), len(findings), "sast")
        exposed = sum(1 for finding in findings if finding["family"] == "leak")
        assert exposed > 0
        check_gitlab_security(text_of("gitlab-secret-detection"), exposed, "secret_detection")
        check_clean(program, folder)
    print(f"{len(findings)} findings and {len(diagnostics)} diagnostics in every format")


main()
