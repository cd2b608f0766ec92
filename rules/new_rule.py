#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Begins a rule: ./dev rule FAMILY/NAME. Writes its two files, which compile and pass: change the page first, see its test
fail, then write the rule."""
import pathlib
import sys

RULES = pathlib.Path(__file__).resolve().parent
HELPERS = {"anatomy", "views", "resolver"}

CODE = """\
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "scanner/core/rule.h"

namespace credlint::rules {{
namespace {{

// scanner/core/facts.h lists what there is to look at; rules/views/ has indexes over it,
// rules/anatomy/ what texts are made of. Nothing is judged that cannot be followed, and no name or
// number of AWS stands here: those are in rulesets/data.
void check(const RuleContext& context, FindingSink& sink) {{
  for (const ProfileDefinition& profile : context.facts.facts().profile_definitions) {{
    if (profile.name != "replace-me") continue;
    sink.report(profile,
                fmt::format("Profile \\"{{}}\\": what is wrong, and who refuses it.", profile.name),
                "what to do next");
  }}
}}

}}  // namespace

RuleDefinition {name}() {{
  return {{.info = {{.summary = "What is wrong, in one sentence without a full stop",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .error = "TheErrorThatAwsOrTheSdkAnswers"}},
          .check = check}};
}}

}}  // namespace credlint::rules
"""

PAGE = """\
# {id}

What is wrong, and why the SDK or AWS refuses it. One or two sentences; say which SDK fails and which does not.

**Leads to:** `TheErrorThatAwsOrTheSdkAnswers`.

## What to do

The next step, so that a stranger can take it.

## Bad

### The shortest file that shows it

```ini file=.aws/config
[profile replace-me]
 ^^^^^^^^^^^^^^^^^^ {id}
region = eu-west-1
```

## Good

### The same, as it should be

```ini file=.aws/config
[profile fine]
region = eu-west-1
```

## Known limits

What is not found, and why.
"""


def main():
    family, _, name = sys.argv[1].partition("/")
    identifier, file_name = name.replace("_", "-"), name.replace("-", "_")
    families = sorted({path.parent.name for path in RULES.glob("*/*.md")} - HELPERS)
    if family not in families:
        sys.exit("dev: there is no family '%s'; there are: %s" % (family, ", ".join(families)))
    if list(RULES.glob("*/%s.cpp" % file_name)):
        sys.exit("dev: there is a rule %s already" % identifier)
    for suffix, text in ((".cpp", CODE), (".md", PAGE)):
        path = RULES / family / (file_name + suffix)
        path.write_text(text.format(id=identifier, name=file_name), encoding="utf-8")
        print(path.relative_to(RULES.parent))
    print("next: ./dev test -R %s    (CONTRIBUTING.md: your first rule)" % file_name)


if __name__ == "__main__":
    main()
