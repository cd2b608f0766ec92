# SPDX-License-Identifier: MIT
"""Usage: configuration.py CREDLINT. The schema of credlint.toml and the program agree about what may stand in it. Exit 77
without a validator."""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

try:
    import jsonschema
    import tomllib
except ImportError as error:
    print("no Python module %s" % error.name)
    sys.exit(77)

ROOT = pathlib.Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "cli/schemas/credlint.schema.json").read_text(encoding="utf-8"))
CONFIGURATION = jsonschema.Draft202012Validator(SCHEMA)

GOOD = ["", 'select = ["all"]', 'ignore = ["expiry", "region-is-az"]', 'exclude = ["vendor/", "!vendor/own"]',
        '[per-file-ignores]\n"docs/**" = ["leak"]\n"*.md" = []', 'fail-on = "error"', 'min-confidence = "low"',
        "respect-gitignore = false", "foreign-ignores = true", "max-file-size = 1", "max-file-size = 4095", 'baseline = "b"']
BAD = ['selct = ["all"]', 'select = "all"', "select = [1]", 'ignore = ["No such"]', 'fail-on = "fatal"', "fail-on = 1",
       'min-confidence = "lo"', 'respect-gitignore = "yes"', "foreign-ignores = 1", "max-file-size = 0", "max-file-size = 4096",
       'max-file-size = "1"', "baseline = []", "rulesets = 1", 'exclude = "x"', 'per-file-ignores = ["leak"]',
       '[per-file-ignores]\n"a" = "leak"', "[rules]"]


def program_takes(program, text):
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "credlint.toml").write_text(text, encoding="utf-8")
        if "baseline = \"b\"" in text:
            subprocess.run([program, "baseline", "create", "--no-config", "--baseline", "b"], cwd=folder, check=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        done = subprocess.run([program, "check"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        assert done.returncode in (0, 2), done.stdout
        return done.returncode == 0


def main():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for texts, wanted in ((GOOD, True), (BAD, False)):
        for text in texts:
            assert CONFIGURATION.is_valid(tomllib.loads(text)) == wanted, "the schema about: " + text
            assert program_takes(sys.argv[1], text) == wanted, "the program about: " + text
    CONFIGURATION.validate(tomllib.loads((ROOT / ".credlint.toml").read_text(encoding="utf-8")))
    reader = (ROOT / "scanner/config/settings.cpp").read_text(encoding="utf-8")
    known = set(re.findall(r'(?:top_\.\w+|path|texts|rule_list)\(\s*"([a-z-]+)"|kKey = "([a-z-]+)"', reader))
    known = {first or second for first, second in known}
    assert len(known) > 8, known
    assert known == set(SCHEMA["properties"]), "reader and schema: %s" % (known ^ set(SCHEMA["properties"]))


main()
