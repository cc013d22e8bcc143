#!/usr/bin/env bash
# The Debian package holds a program that runs, with what it needs beside it: package_test.sh FILE.deb.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
dpkg-deb -x "$1" "$folder"
"$folder/usr/bin/c360" --version
needed=$(dpkg-deb -f "$1" Depends)
[[ $needed == *libyaml-cpp* ]] || { echo "FAILED: $1 does not say which libraries it needs, only: $needed"; exit 1; }
[ -s "$folder/usr/share/doc/c360/copyright" ] || { echo "FAILED: $1 has no copyright file"; exit 1; }
echo "package: $(basename "$1")"
