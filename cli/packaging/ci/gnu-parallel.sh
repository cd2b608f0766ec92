#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# One tree, checked in N parts that GNU parallel hands out: to the cores here or, with its --sshlogin, to other machines
# that see the same path (one machine alone needs none of this: credlint uses all cores by itself).
#   gnu-parallel.sh N [PARALLEL_ARGS…]     run in the tree; the SARIF of all parts goes to standard output
set -euo pipefail
shards="${1:?usage: gnu-parallel.sh N [PARALLEL_ARGS…]}"
shift
parts="$(mktemp -d)"
trap 'rm -rf "$parts"' EXIT
# Findings are no failure of a part: the merge decides.
seq "$shards" | parallel --halt now,fail=1 --workdir . "$@" \
  credlint check --quiet --shard "{}/$shards" --exit-zero --format jsonl ">" "$parts/shard-{}.jsonl"
credlint merge --format sarif "$parts"/shard-*.jsonl
