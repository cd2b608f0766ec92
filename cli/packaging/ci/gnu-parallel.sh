#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# One tree, checked in N parts that GNU parallel hands out: to the cores here or, with its --sshlogin, to other machines
# that see the same path (one machine alone needs none of this: credlint uses all cores by itself).
#   gnu-parallel.sh N [PARALLEL_ARGS…]     run in the tree; the SARIF of all parts goes to standard output
set -euo pipefail
shards="${1:-}"
if ! [[ "$shards" =~ ^[1-9][0-9]*$ ]]; then
  echo "usage: gnu-parallel.sh N [PARALLEL_ARGS…]" >&2
  exit 2
fi
parts="$(mktemp -d)"
trap 'rm -rf "$parts"' EXIT
# Neither findings nor unread files (3) fail a part: the merge decides. parallel brings the output of other machines here.
seq "$shards" | parallel --halt now,fail=1 --workdir . --results "$parts/shard-{}.jsonl" "${@:2}" \
  "credlint check --quiet --shard {}/$shards --exit-zero --format jsonl || [ \$? -eq 3 ]" >/dev/null
credlint merge --format sarif "$parts"/shard-*.jsonl
