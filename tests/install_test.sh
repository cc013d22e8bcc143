#!/usr/bin/env bash
# What is installed runs outside the build tree, also after its folder was moved: install_test.sh BUILD_DIR VERSION.
set -euo pipefail
build=$1 version=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() {
  echo "FAILED: $1"
  exit 1
}

cmake --install "$build" --prefix "$folder/first" >/dev/null
mv "$folder/first" "$folder/moved"
cd "$folder"

said=$(env -u LD_LIBRARY_PATH moved/bin/c360 --version)
[[ $said == *"$version"* ]] || fail "c360 --version said '$said', not $version"

readelf -d moved/lib/c360/c360 | grep 'RUNPATH.*\[\$ORIGIN\]' >/dev/null || fail "the program's library path is not \$ORIGIN alone"
used=$(ldd moved/lib/c360/c360 | awk '$1 == "libduckdb.so" { print $3 }')
[ "$(realpath "$used")" = "$(realpath moved/lib/c360/libduckdb.so)" ] || fail "it loads $used instead of its own library"

for file in LICENSE third-party-notices.md copyright; do
  [ -s "moved/share/doc/c360/$file" ] || fail "$file is not installed"
done
