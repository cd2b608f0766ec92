#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Speed, side by side with ripgrep in one run: the same expressions over the same trees, and start-up on
# one small file. Prints medians and ratios; nothing passes or fails here. All figures are kept in build/bench/figures.tsv,
# and one that another commit has left there is printed behind.
#   run.sh [TREE…]    TREE defaults to two: one made of the machine's own files (10,000 or more, 100 MB or more), and a dense
#                     one, the SDKs' sources and examples as Debian and npm have them
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
credlint="$root/build/release/credlint"
expressions="$root/build/release/generated/expressions.txt"
work="$root/build/bench"
rounds=9
mkdir -p "$work"

# A current ripgrep, from npm where that can be had; else Debian's.
rg="$work/node_modules/@vscode/ripgrep-linux-x64/bin/rg"
if [ ! -x "$rg" ]; then
  npm install --prefix "$work" --ignore-scripts --no-audit --no-fund --silent @vscode/ripgrep-linux-x64@1.18.0 >/dev/null 2>&1 || true
fi
if [ ! -x "$rg" ] && ! rg="$(command -v rg)"; then
  echo "bench: installing ripgrep for the comparison" >&2
  if [ "$(id -u)" -eq 0 ]; then apt-get install -y ripgrep; else sudo apt-get install -y ripgrep; fi >/dev/null
  rg="$(command -v rg)"
fi
commit="$(git -C "$root" describe --always --dirty --abbrev=10)"
figures="$work/figures.tsv"

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

# Nearly every file of it is about AWS. Packages are unpacked, not installed.
make_dense_tree() {
  local tree="$1" package
  echo "bench: collecting a dense tree in ${tree#"$root/"} (once)" >&2
  mkdir -p "$tree" "$work/packages"
  (
    cd "$work/packages"
    for package in golang-github-aws-aws-sdk-go-dev golang-github-aws-aws-sdk-go-v2-dev python3-boto3 python3-botocore awscli \
      ruby-aws-sdk-s3 python3-django-storages python3-s3transfer; do
      apt-get download -qq "$package" >/dev/null 2>&1 || echo "bench: without $package" >&2
    done
    for package in *.deb; do dpkg-deb -x "$package" "$tree"; done
    npm pack --silent aws-sdk@2.999.0 @aws-sdk/client-s3@3.1 @aws-sdk/client-sts@3.1 serverless@3.40 >/dev/null 2>&1 || true
    for package in *.tgz; do
      if [ -e "$package" ]; then mkdir -p "$tree/npm/$package" && tar -xzf "$package" -C "$tree/npm/$package"; fi
    done
  )
  cp -r "$root/rules" "$root/rulesets" "$tree/"
}

trees=("$@")
if [ "$#" -eq 0 ]; then
  trees=("$work/tree" "$work/dense")
  if [ ! -d "$work/tree" ]; then make_tree "$work/tree"; fi
  if [ ! -d "$work/dense" ]; then make_dense_tree "$work/dense"; fi
fi
tree="${trees[0]}"
printf 'aws_access_key_id = %s\n' hello >"$work/small.txt"
cp "$root/rulesets/languages/python/facts.scm" "$work/small.scm"

# milliseconds COMMAND…: wall time of one run.
milliseconds() {
  local start=$EPOCHREALTIME
  "$@" >/dev/null 2>&1 || true
  local end=$EPOCHREALTIME
  echo $((${end/[.,]/} - ${start/[.,]/}))
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
  local before
  before="$(awk -F '\t' -v name="$name" -v commit="$commit" '$2 == name && $1 != commit {last = $5 " at " $1} END {print last}' \
    "$figures" 2>/dev/null || true)"
  awk -v name="$name" -v a="$(median <"$work/one")" -v b="$(median <"$work/other")" -v commit="$commit" -v before="$before" \
    -v figures="$figures" 'BEGIN {
      ratio = sprintf("%.2f", a / b)
      printf "%-36s credlint %9.1f ms   other %9.1f ms   ratio %s%s\n", name, a / 1000, b / 1000, ratio,
        before == "" ? "" : "   (before: " before ")"
      printf "%s\t%s\t%.1f\t%.1f\t%s\n", commit, name, a / 1000, b / 1000, ratio >>figures
    }'
}

# ripgrep joins the expressions, so group names would clash, and searches line by line, so line ends within an
# expression become blanks.
sed -E 's/\(\?P<[a-z0-9_]+>/(?:/g; s/\\r\?\\n/ /g; s/\\:/:/g' "$expressions" >"$work/expressions.txt"
if ! "$rg" --no-unicode -q -f "$work/expressions.txt" <<<AKIARZPUZDIKAEXAMPLE; then  # credlint: ignore[key-id-literal] made up
  echo "bench: ripgrep does not take the expressions" >&2
  exit 1
fi
search=("$rg" --no-unicode -uuu -c -f "$work/expressions.txt")
printf '%s: %s expressions; %s cores; medians of %d runs in turn; %s\n' "$commit" "$(wc -l <"$expressions")" "$(nproc)" "$rounds" \
  "$("$rg" --version | head -n 1)"

# measure_tree TREE: beside ripgrep; its peak memory; what tree-sitter was given, and what that takes of the whole run.
measure_tree() {
  local check=("$credlint" check --no-config --no-ignore --quiet) name="${1##*/}"
  find "$1" -type f -printf '%s\n' |
    awk -v name="$name" '{sum += $1} END {printf "%s: %d files, %.0f MB\n", name, NR, sum / 1e6}'
  pair "check $name" "${check[@]}" "$1" -- "${search[@]}" "$1"
  pair "check $name, RE2 only" "${check[@]}" --engine re2 "$1" -- "${search[@]}" "$1"
  pair "check $name, 1 worker of 2" "${check[@]}" --jobs 1 "$1" -- "${check[@]}" --jobs 2 "$1"
  if [ -x /usr/bin/time ]; then
    /usr/bin/time -f "peak memory of check $name: %M kB" "${check[@]}" "$1" >/dev/null 2>"$work/memory" || true
    tail -n 1 "$work/memory"
  else
    echo "peak memory: /usr/bin/time is not installed (Debian package time)"
  fi
  "$credlint" check --no-config --no-ignore "$1" 2>&1 >/dev/null | tail -n 1 || true
  "${check[@]}" --timing "$1" 2>&1 >/dev/null | awk '/^source code:/ {printf "%s: %.1f %%\n", $0, 100 * $5 / $8}' || true
}

for each in "${trees[@]}"; do measure_tree "$each"; done
pair "check one small file (start-up)" "$credlint" check --no-config --quiet "$work/small.scm" -- "${search[@]}" "$work/small.scm"
pair "--version (the process itself)" "$credlint" --version -- "$rg" --version

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
  git -C "$history" log -p -U0 --all --no-ext-diff --no-textconv | "$rg" --no-unicode -c -f "$work/expressions.txt"
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
