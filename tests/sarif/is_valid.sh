#!/bin/sh
# SPDX-License-Identifier: MIT
# Usage: is_valid.sh CREDLINT SOURCE_DIR. Exit 77 when there is no validator.
set -eu
credlint=$1
source=$2
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$source"

validate() {
  "$credlint" check --format sarif --output "$work/report.sarif" --quiet "$@" || [ $? -lt 4 ]
  sh tests/cli/validate_sarif.sh "$work/report.sarif"
}

mkdir "$work/clean"
echo 'nothing here' >"$work/clean/a.txt"
validate --no-config --now 2026-01-01T00:00:00Z rules rulesets/languages tests
validate "$work/clean"
mkfifo "$work/clean/fifo"
validate "$work/clean" "$work/clean/fifo" "$work/missing"
