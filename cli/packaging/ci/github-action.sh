#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The steps of action.yml, apart from it so that they can be run by tests. All input comes by the environment, never as
# program text, and is only ever used inside quotes.
#   get      puts a credlint in place: `program`
#   check    runs it and leaves reports: `code`, `sarif`, `annotations`
#   finish   annotates the run unless code scanning does, and ends as credlint did
set -euo pipefail

work="${RUNNER_TEMP:-/tmp}/credlint"
# GitHub refuses a job summary of more than 1 MiB.
most_summary_bytes=1000000

stop() {
  printf '::error title=credlint::%s\n' "$1"
  exit 2
}

# output NAME VALUE
output() {
  case "$2" in *$'\n'*) stop "$1 must be one line" ;; esac
  printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"
}

# download URL FILE
download() {
  command -v curl >/dev/null || stop "curl is needed to download credlint"
  curl --proto '=https,file' --proto-redir '=https' --fail --silent --show-error --location --retry 3 \
    --output "$2" "$1" || stop "cannot download credlint"
}

# The checksum of NAME in the list SHA256SUMS, or nothing.
sum_in_list() {
  awk -v name="$1" '$2 == name || $2 == "*" name {print $1; exit}' "$2"
}

# verify FILE SUM
verify() {
  printf '%s  %s\n' "$2" "$1" | sha256sum --check --strict --status 2>/dev/null ||
    stop "the checksum of ${1##*/} is not the expected one"
}

# What was downloaded is run only if its checksum is known; a file of this machine may come without.
fetch_release() {
  local from="$1" sum="$2" file="$work/${1##*/}"
  case "$from" in
    https://* | file://*)
      download "$from" "$file"
      if [ -z "$sum" ]; then
        download "${from%/*}/SHA256SUMS" "$work/SHA256SUMS"
        sum="$(sum_in_list "${file##*/}" "$work/SHA256SUMS")"
        [ -n "$sum" ] || stop "${file##*/} is not in the SHA256SUMS beside it: give its sha256"
      fi
      ;;
    *://*) stop "the binary must be an https:// address or a file" ;;
    *) cp -- "$from" "$file" || stop "cannot read the binary" ;;
  esac
  if [ -n "$sum" ]; then verify "$file" "$sum"; fi
  case "$file" in
    *.tar.gz)
      tar -xzf "$file" -C "$work" --strip-components=1 --no-same-owner --wildcards '*/credlint' ||
        stop "${file##*/} holds no credlint"
      ;;
    */credlint) ;;
    *) mv -- "$file" "$work/credlint" ;;
  esac
  chmod +x "$work/credlint"
}

get() {
  local from="${CREDLINT_BINARY:-}" version="${CREDLINT_VERSION:-}"
  mkdir -p "$work"
  if [ -z "$from" ] && [ -n "$version" ]; then
    [[ "$version" =~ ^[0-9]+(\.[0-9]+)*$ ]] || stop "version must look like 1.2.3"
    from="$GITHUB_SERVER_URL/$CREDLINT_REPOSITORY/releases/download/v$version"
    from="$from/credlint-$version-linux-$(uname -m).tar.gz"
  fi
  if [ -z "$from" ]; then
    "$GITHUB_ACTION_PATH/dev" build
    output program "$GITHUB_ACTION_PATH/build/release/credlint"
    return
  fi
  fetch_release "$from" "${CREDLINT_SHA256:-}"
  output program "$work/credlint"
}

# In a job with a container the checkout belongs to somebody else, and git would refuse it. Only the processes of this
# script are told otherwise; HOME stays as it is, credlint looks for ~/.aws there.
trust_checkout() {
  local said settings="$work/settings"
  said="$(LC_ALL=C git rev-parse --git-dir 2>&1)" && return
  case "$said" in *"dubious ownership"*) ;; *) return ;; esac
  mkdir -p "$settings/git"
  git config --file "$settings/git/config" --add include.path "${XDG_CONFIG_HOME:-${HOME:-}/.config}/git/config"
  git config --file "$settings/git/config" --add safe.directory "$GITHUB_WORKSPACE"
  git config --file "$settings/git/config" --add safe.directory "$(pwd -P)"
  export XDG_CONFIG_HOME="$settings"
}

have_commit() { git cat-file -e "$1^{commit}" 2>/dev/null; }

# fetch_commit COMMIT: brings it here if it is not. A shallow checkout stays shallow.
fetch_commit() {
  if have_commit "$1"; then return; fi
  local depth=()
  if [ "$(git rev-parse --is-shallow-repository)" = true ]; then depth=(--depth=1); fi
  GIT_TERMINAL_PROMPT=0 git fetch --quiet --no-tags ${depth[@]+"${depth[@]}"} origin "$1" || true
  have_commit "$1"
}

# The first parent, when this is the merge that GitHub made for the pull request. Read from the commit itself: in a shallow
# checkout HEAD^1 is not to be had, its name is.
merged_onto() {
  [ "$(git rev-parse HEAD)" = "${GITHUB_SHA:-}" ] || return 0
  git cat-file commit HEAD | awk '/^$/ {exit} $1 == "parent" {all[++n] = $2} END {if (n == 2) print all[1]}'
}

# What a pull request is compared with.
pull_request_base() {
  local base
  base="$(merged_onto)"
  if [ -n "$base" ]; then
    fetch_commit "$base" || stop "the base of this pull request is not here: set fetch-depth: 2 for actions/checkout"
    printf '%s' "$base"
    return
  fi
  base="${CREDLINT_BASE_SHA:-}"
  [ -n "$base" ] || stop "GitHub names no base commit: set diff-base, or diff-base: none to check everything"
  if ! fetch_commit "$base" || ! git merge-base "$base" HEAD >/dev/null 2>&1; then
    stop "this checkout has no commit in common with the base: set fetch-depth: 0 for actions/checkout"
  fi
  printf '%s...' "$base"
}

diff_base() {
  case "${CREDLINT_DIFF_BASE:-auto}" in
    none) ;;
    auto) if [ "${GITHUB_EVENT_NAME:-}" = pull_request ]; then pull_request_base; fi ;;
    *) printf '%s' "$CREDLINT_DIFF_BASE" ;;
  esac
}

# words_of TEXT: words as a shell would part them, quotes included, but nothing in them is expanded.
words_of() {
  words=()
  if [ -z "${1//[[:space:]]/}" ]; then return; fi
  mapfile -d '' -t words < <(printf '%s' "$1" | xargs printf '%s\0' 2>/dev/null || printf '\0\0')
  if [ "${#words[@]}" -ge 2 ] && [ -z "${words[-1]}${words[-2]}" ]; then stop "args has a quote without its other half"; fi
}

# lines_of TEXT: its lines, without the empty ones.
lines_of() {
  lines=()
  local line
  while IFS= read -r line || [ -n "$line" ]; do
    line="${line%$'\r'}"
    if [ -n "$line" ]; then lines+=("$line"); fi
  done <<<"$1"
}

add_summary() {
  local report="$1"
  if [ ! -s "$report" ] || [ -z "${GITHUB_STEP_SUMMARY:-}" ]; then return; fi
  if [ "$(wc -c <"$report")" -le "$most_summary_bytes" ]; then
    cat "$report" >>"$GITHUB_STEP_SUMMARY"
  else
    head -c "$most_summary_bytes" "$report" | sed '$d' >>"$GITHUB_STEP_SUMMARY"
    printf '\n\nThe rest is too long for this page; it is in the log.\n' >>"$GITHUB_STEP_SUMMARY"
  fi
}

# unheard COMMAND…: what it prints is not taken for commands to the runner. It shows lines of the checked files.
unheard() {
  local code=0 mark
  mark="credlint-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
  printf '::stop-commands::%s\n' "$mark"
  "$@" || code=$?
  printf '::%s::\n' "$mark"
  return "$code"
}

check() {
  local code=0 base command words lines
  mkdir -p "$work"
  cd -- "${CREDLINT_DIRECTORY:-.}" || stop "there is no such working-directory"
  trust_checkout
  base="$(diff_base)" || { printf '%s\n' "$base"; exit 2; }
  command=("$CREDLINT_PROGRAM" check --report "markdown=$work/summary.md" --report "github=$work/annotations.txt")
  if [ -n "${CREDLINT_SARIF:-}" ]; then command+=(--report "sarif=$CREDLINT_SARIF"); fi
  if [ -n "${CREDLINT_FAIL_ON:-}" ]; then command+=("--fail-on=$CREDLINT_FAIL_ON"); fi
  if [ -n "$base" ]; then command+=("--diff=$base"); fi
  words_of "${CREDLINT_ARGS:-}"
  lines_of "${CREDLINT_PATHS:-.}"
  command+=(${words[@]+"${words[@]}"} -- ${lines[@]+"${lines[@]}"})
  unheard "${command[@]}" || code=$?
  add_summary "$work/summary.md"
  output code "$code"
  output annotations "$work/annotations.txt"
  if [ -n "${CREDLINT_SARIF:-}" ] && [ -f "$CREDLINT_SARIF" ]; then output sarif "$(realpath -- "$CREDLINT_SARIF")"; fi
}

finish() {
  if [ "${CREDLINT_UPLOAD:-}" != success ] && [ -s "${CREDLINT_ANNOTATIONS:-}" ]; then cat -- "$CREDLINT_ANNOTATIONS"; fi
  case "${CREDLINT_CODE:-}" in
    2) printf '::error title=credlint::wrong input or configuration: see the log\n' ;;
    3) printf '::error title=credlint::something could not be read: see the log\n' ;;
  esac
  exit "${CREDLINT_CODE:-2}"
}

case "${1:-}" in
  get | check | finish) "$1" ;;
  *) stop "usage: github-action.sh get|check|finish" ;;
esac
