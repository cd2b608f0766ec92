#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Shows what credlint does, on a made-up home and project in a folder of its own: ./dev run without arguments.
#
#   demo.sh CREDLINT [FOLDER]     with FOLDER: only make the project there
set -euo pipefail

credlint="$1"
folder="${2:-$(mktemp -d)}"
if [ "$#" -lt 2 ]; then trap 'rm -rf "$folder"' EXIT; fi

mkdir -p "$folder/.aws"
# The key and the secret are made up: a temporary key whose token was lost on the way.
cat >"$folder/.aws/credentials" <<'END'
[dev]
aws_access_key_id = ASIARZPUZDIKAEXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ
END
cat >"$folder/.aws/config" <<'END'
[profile dev]
region = eu-west-1a
END
cat >"$folder/app.py" <<'END'
import boto3

session = boto3.Session(profile_name="dve")
END
chmod 600 "$folder"/.aws/*
if [ "$#" -ge 2 ]; then exit; fi

show() {
  if [ -t 1 ]; then printf '\n\033[1m$ %s\033[0m\n' "$*"; else printf '\n$ %s\n' "$*"; fi
}

cd "$folder"
unset "${!AWS_@}"
export HOME="$folder" AWS_PROFILE=dev
show credlint check
"$credlint" check || true
show AWS_PROFILE=dev credlint doctor
"$credlint" doctor || true
show 'credlint explain "The config profile (dve) could not be found" | head -12'
"$credlint" explain "The config profile (dve) could not be found" 2>&1 | head -12 || true
printf '\nThat was a made-up project. Yours: credlint check ~/.aws .\n'
