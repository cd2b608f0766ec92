#!/bin/sh
# SPDX-License-Identifier: MIT
# Usage: validate_sarif.sh FILE. Checks a report against the SARIF schema, the rules of the SARIF SDK
# and those of code scanning. Exit 0: valid, 1: invalid (the errors are printed), 77: no validator.
set -eu

version=5.7.0
report=${1:?usage: validate_sarif.sh FILE}
cache=${CREDLINT_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/credlint}/sarif
tool=$cache/$version/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool

unavailable() {
  echo "validate_sarif: $1" >&2
  exit 77
}

# Install beside the final place: a broken or a concurrent installation must not look complete.
install_tool() {
  mkdir -p "$cache"
  fresh=$(mktemp -d "$cache/install.XXXXXX")
  trap 'rm -rf "$fresh"' EXIT
  npm install --prefix "$fresh" --ignore-scripts --no-audit --no-fund --no-save \
    "@microsoft/sarif-multitool@$version" >"$fresh/npm.log" 2>&1 || unavailable "npm could not install the validator"
  binary=$fresh/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
  [ -f "$binary" ] || unavailable "no validator for this platform"
  chmod +x "$binary"
  mv -T "$fresh" "$cache/$version" 2>/dev/null || [ -x "$tool" ]
}

[ -f "$report" ] || { echo "validate_sarif: no such file: $report" >&2; exit 1; }
command -v node >/dev/null 2>&1 || unavailable "node is missing"
if [ ! -x "$tool" ]; then
  command -v npm >/dev/null 2>&1 || unavailable "npm is missing"
  install_tool
fi

# The validator's own exit code is 0 whatever it finds: only its log tells. Where it cannot take a file
# in, for example for an unknown level, it says nothing at all; of what it has read it always notes something.
work=$(mktemp -d)
trap 'rm -rf "$work" ${fresh:+"$fresh"}' EXIT
cp "$report" "$work/report.sarif"
DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$tool" validate "$work/report.sarif" --rule-kind 'Sarif;Ghas' \
  --level 'Error;Warning;Note' -o "$work/log.sarif" --log ForceOverwrite >"$work/out.txt" 2>&1 || true
[ -s "$work/log.sarif" ] || { cat "$work/out.txt" >&2; unavailable "the validator did not run"; }

node - "$work/log.sarif" <<'SCRIPT'
const fs = require("fs");
const run = JSON.parse(fs.readFileSync(process.argv[2], "utf8").replace(/^\uFEFF/, "")).runs[0];
const fill = (result) => {
  const rule = run.tool.driver.rules[result.ruleIndex] || { messageStrings: {} };
  const text = result.message.text || (rule.messageStrings[result.message.id] || { text: "" }).text;
  return text.replace(/\{(\d+)\}/g, (all, i) => (result.message.arguments || [])[i] ?? all);
};
const notifications = (run.invocations || []).flatMap((i) => [
  ...(i.toolExecutionNotifications || []), ...(i.toolConfigurationNotifications || [])]);
const broken = notifications.filter((n) => n.level === "error");
for (const n of broken) console.log(`error: ${n.message.text}`);
let errors = broken.length;
if (!(run.results || []).length) {
  console.log("error: the validator could not take the file in (a value outside its enumeration?)");
  errors += 1;
}
for (const result of run.results || []) {
  const level = result.level || "warning";
  if (level === "note") continue;
  const region = result.locations?.[0]?.physicalLocation?.region || {};
  console.log(`${level}: ${result.ruleId} line ${region.startLine ?? "?"}: ${fill(result)}`);
  if (level === "error") errors += 1;
}
process.exit(errors === 0 ? 0 : 1);
SCRIPT
