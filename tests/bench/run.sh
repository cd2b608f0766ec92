#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Speed, side by side with ripgrep in one run: the same expressions over the same tree, and start-up on
# one small file. Prints medians and ratios; nothing passes or fails here.
#   run.sh [TREE]     TREE defaults to one made of the machine's own files: 10,000 or more, 100 MB or more
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
credlint="$root/build/release/credlint"
expressions="$root/build/release/generated/expressions.txt"
work="$root/build/bench"
rounds=9
mkdir -p "$work"

if ! command -v rg >/dev/null; then
  echo "bench: installing ripgrep for the comparison" >&2
  if [ "$(id -u)" -eq 0 ]; then apt-get install -y ripgrep; else sudo apt-get install -y ripgrep; fi >/dev/null
fi

# A tree of the machine's text files, with the project's own examples among them (about 1 in 100 files), so
# that finding, parsing and judging are in the figure as well as reading.
make_tree() {
  local tree="$1"
  echo "bench: collecting a tree in ${tree#"$root/"} (once)" >&2
  mkdir -p "$tree/system"
  find /usr/include /usr/share /usr/lib -xdev -type f -size -200k \
    \( -name '*.h' -o -name '*.py' -o -name '*.js' -o -name '*.json' -o -name '*.md' -o -name '*.txt' \
       -o -name '*.sh' -o -name '*.ts' -o -name '*.hpp' -o -name '*.c' -o -name '*.pm' -o -name '*.pl' \
       -o -name '*.yml' -o -name '*.xml' -o -name '*.html' -o -name '*.cmake' -o -name '*.rb' \) 2>/dev/null |
    sort | sed -n '1,25000p' | tar -cf - -T - 2>/dev/null | tar -xf - -C "$tree/system" 2>/dev/null
  local copy
  for copy in 1 2; do
    mkdir -p "$tree/examples-$copy"
    cp -r "$root/rules" "$root/rulesets" "$tree/examples-$copy/"
  done
}

tree="${1:-$work/tree}"
if [ ! -d "$tree" ]; then make_tree "$tree"; fi
files="$(find "$tree" -type f | wc -l)"
bytes="$(find "$tree" -type f -printf '%s\n' | awk '{sum += $1} END {print sum}')"
printf 'aws_access_key_id = %s\n' hello >"$work/small.txt"
cp "$root/rulesets/languages/python/facts.scm" "$work/small.scm"

# milliseconds COMMAND…: wall time of one run.
milliseconds() {
  local start=$EPOCHREALTIME
  "$@" >/dev/null 2>&1 || true
  local end=$EPOCHREALTIME
  echo $(((${end/[.,]/} - ${start/[.,]/})))
}

median() { sort -n | awk '{a[NR] = $1} END {print a[int((NR + 1) / 2)]}'; }

# pair NAME COMMAND_A… -- COMMAND_B…: runs both in turn and prints medians and their ratio.
pair() {
  local name="$1" one=() other=() target=one
  shift
  for word in "$@"; do
    if [ "$word" = -- ]; then target=other; continue; fi
    if [ "$target" = one ]; then one+=("$word"); else other+=("$word"); fi
  done
  : >"$work/one"; : >"$work/other"
  milliseconds "${one[@]}" >/dev/null; milliseconds "${other[@]}" >/dev/null  # warm the page cache
  for _ in $(seq "$rounds"); do
    milliseconds "${one[@]}" >>"$work/one"
    milliseconds "${other[@]}" >>"$work/other"
  done
  awk -v name="$name" -v a="$(median <"$work/one")" -v b="$(median <"$work/other")" \
    'BEGIN {printf "%-34s credlint %9.1f ms   other %9.1f ms   ratio %.2f\n", name, a / 1000, b / 1000, a / b}'
}

# ripgrep joins the expressions, so group names would clash, and searches line by line, so line ends within an
# expression become blanks.
sed -E 's/\(\?P<[a-z0-9_]+>/(?:/g; s/\\r\?\\n/ /g; s/\\:/:/g' "$expressions" >"$work/expressions.txt"
if ! rg --no-unicode -q -f "$work/expressions.txt" <<<AKIARZPUZDIKAEXAMPLE; then  # credlint: ignore[key-id-literal] made up
  echo "bench: ripgrep does not take the expressions" >&2
  exit 1
fi
search=(rg --no-unicode -uuu -c -f "$work/expressions.txt")
printf 'tree: %d files, %.0f MB; %s expressions; %s cores; medians of %d runs in turn\n' \
  "$files" "$(echo "$bytes" | awk '{print $1 / 1e6}')" "$(wc -l <"$expressions")" "$(nproc)" "$rounds"
pair "check TREE" "$credlint" check --no-config --no-ignore --quiet "$tree" -- "${search[@]}" "$tree"
pair "check TREE, RE2 only" "$credlint" check --no-config --no-ignore --quiet --engine re2 "$tree" -- "${search[@]}" "$tree"
pair "check one small file (start-up)" "$credlint" check --no-config --quiet "$work/small.scm" -- "${search[@]}" "$work/small.scm"
pair "--version (the process itself)" "$credlint" --version -- rg --version
if [ -x /usr/bin/time ]; then
  /usr/bin/time -f 'peak memory of check TREE: %M kB' "$credlint" check --no-config --no-ignore --quiet "$tree" >/dev/null 2>"$work/memory" || true
  tail -n 1 "$work/memory"
else
  echo "peak memory: /usr/bin/time is not installed (Debian package time)"
fi
"$credlint" check --no-config --no-ignore "$tree" 2>&1 >/dev/null | tail -n 1 || true
# What tree-sitter was given, and what reading source code takes of the whole run.
"$credlint" check --no-config --no-ignore --quiet --timing "$tree" 2>&1 >/dev/null |
  awk '/^source code:/ {printf "%s: %.1f %%\n", $0, 100 * $5 / $8}' || true

# git: a history of 3,000 commits (or that of CREDLINT_BENCH_REPOSITORY), and one staged file among 20,000.
history="${CREDLINT_BENCH_REPOSITORY:-$work/history.git}"
if [ ! -d "$history" ]; then
  echo "bench: making a history in ${history#"$root/"} (once)" >&2
  git init -q --bare "$history"
  python3 "$root/tests/bench/make_history.py" "$tree" | git -C "$history" fast-import --quiet
  git -C "$history" repack -q -a -d
fi
many="$work/many"
if [ ! -d "$many" ]; then
  mkdir -p "$many"
  (cd "$tree" && find . -type f | sort | sed -n '1,20000p' | tar -cf - -T -) | tar -xf - -C "$many"
  git -C "$many" init -q
  git -C "$many" add -A -f
  git -C "$many" -c user.name=a -c user.email=a@example.org commit -q -m x
fi
# in_folder FOLDER COMMAND…
in_folder() { (cd "$1" && shift && "$@"); }
patches_to_rg() {
  git -C "$history" log -p -U0 --all --no-ext-diff --no-textconv | rg --no-unicode -c -f "$work/expressions.txt"
}
cached_diff() { git -C "$many" diff --cached --quiet; }
stage() { cp "$1" "$many/staged.py" && git -C "$many" add staged.py; }
rounds=5
printf 'history: %s commits, %s contents\n' "$(git -C "$history" rev-list --all --count)" \
  "$(git -C "$history" cat-file --batch-all-objects --batch-check='%(objecttype)' --unordered | grep -c blob)"
pair "check --history, log -p -U0 | rg" in_folder "$history" "$credlint" check --no-config --quiet --history -- patches_to_rg
in_folder "$history" /usr/bin/time -f 'peak memory of check --history: %M kB in %e s' "$credlint" check --no-config \
  --quiet --history 2>&1 >/dev/null | tail -n 1 || true
echo 'print("hello")' >"$work/plain.py"
printf 'key = "%s"\n' AKIARZPUZDIKAEXAMPLE >"$work/key.py"  # credlint: ignore[key-id-literal] made up
printf 'import boto3\nboto3.client("s3", region_name="us-east-1a")\n' >"$work/client.py"
for staged in plain key client; do
  stage "$work/$staged.py"
  pair "check --staged ($staged), diff --cached" in_folder "$many" "$credlint" check --no-config --quiet --staged -- cached_diff
done

ls -l "$credlint" | awk '{printf "binary: %.1f MB\n", $5 / 1e6}'
