#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Unpacks Debian's packages for another machine into a folder that a cross compiler takes as its root. The packages of this
# machine, and what apt and dpkg know of it, stay as they are.
#   sysroot.sh ARCHITECTURE FOLDER PACKAGE…
# The folder has a package database of its own, so that `dpkg-query --admindir FOLDER/var/lib/dpkg` tells whose a file is.
# One that holds these packages already is left alone.
set -euo pipefail

architecture="$1"
root="$(realpath -m "$2")"
shift 2
wanted="$(printf '%s\n' "$architecture" "$@")"
if [ "$(cat "$root/packages" 2>/dev/null)" = "$wanted" ]; then exit; fi

work="$root.new"
new="$work/root"
database="$new/var/lib/dpkg"
rm -rf "$work"
mkdir -p "$work/apt/lists/partial" "$work/apt/cache/archives/partial" "$work/debs" "$database/info"
touch "$work/apt/status" "$database/status"

# Sources and keys are this machine's; signatures and checksums are verified as always.
cat >"$work/apt.conf" <<END
Dir::State "$work/apt";
Dir::State::status "$work/apt/status";
Dir::State::lists "$work/apt/lists";
Dir::Cache "$work/apt/cache";
APT::Architecture "$architecture";
APT::Architectures { "$architecture"; };
APT::Sandbox::User "root";
END
export APT_CONFIG="$work/apt.conf"
apt-get update
(cd "$work/debs" && apt-get download "$@")

# record DEB: tells the folder's own database of it.
record() {
  local name
  name="$(dpkg-deb --field "$1" Package)"
  if [ "$(dpkg-deb --field "$1" Multi-Arch)" = same ]; then name="$name:$architecture"; fi
  { dpkg-deb --field "$1" && printf 'Status: install ok unpacked\n\n'; } >>"$database/status"
  dpkg-deb --fsys-tarfile "$1" | tar --list | sed -n 's|/$||; s|^\./|/|p' >"$database/info/$name.list"
}

printf '1\n' >"$database/info/format"
for deb in "$work"/debs/*.deb; do
  dpkg-deb --extract "$deb" "$new"
  record "$deb"
done
printf '%s\n' "$wanted" >"$new/packages"
rm -rf "$root"
mv "$new" "$root"
rm -rf "$work"
