#!/usr/bin/env bash
# tools/check_structure.sh finds each kind of fault, and none in a tree that is in order: structure_test.sh CHECK.
set -euo pipefail
check=$1
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
faults=0

# a_tree: a small tree in order, to be spoilt.
a_tree() {
  rm -rf "$root/src"
  mkdir -p "$root/src/c360/low" "$root/src/c360/high"
  echo 'foreach(room low high)' >"$root/src/c360/CMakeLists.txt"
  printf '#include <vector>\n#include <lib/a.h>\nint f() {\n  return 1;\n}\n' >"$root/src/c360/low/value.cc"
  printf '#include "c360/low/value.h"\n#include <fmt/core.h>\n' >"$root/src/c360/high/shop.h"
  echo '#include <gtest/gtest.h>' >"$root/src/c360/high/shop_test.cc"
  echo 'shop_test.cc' >"$root/src/c360/high/CMakeLists.txt"
}

# expect WHAT STATUS TEXT: what the check must say now.
expect() {
  local status=0 said
  said=$("$check" "$root") || status=$?
  if [ "$status" != "$2" ] || [[ "$said" != *"$3"* ]]; then
    printf 'FAILED: %s\n  expected %s: %s\n  got %s: %s\n' "$1" "$2" "$3" "$status" "$said"
    faults=1
  fi
}

# spoil FILE TEXT…: adds lines to a file of a fresh tree.
spoil() {
  a_tree
  printf '%s\n' "${@:2}" >>"$root/src/c360/$1"
}

a_tree
expect "a tree in order" 0 "3 files in order"
spoil low/value.cc '#include "c360/high/shop.h"'
expect "a room that includes a later one" 1 "low/value.cc:6: low may not know high"
spoil high/shop.h '#include <lib/b.h>'
expect "a library in two rooms" 1 "low/value.cc:2: <lib/a.h> belongs to the room high"
spoil high/shop.h '#include <duckdb.h>'
expect "duckdb.h outside its folder" 1 "duckdb.h belongs to engine/duckdb/"
spoil high/shop.h '#include "shop.h"'
expect "an include from the same folder" 1 "includes are written from the root"
spoil low/helpers.h 'int g();'
expect "a file without a name of its own" 1 "low/helpers.h:1: a file needs a name"
spoil low/value.cc "// TO""DO: more"
expect "unfinished work" 1 "low/value.cc:6: unfinished work"
spoil low/value.cc 'int long_one() {' "$(yes '  f();' | head -n 79)" '}'
expect "a function of 81 lines" 1 "a function of 81 lines"
spoil low/value.cc 'int long_one() {' "$(yes '  f();' | head -n 78)" '}'
expect "a function of 80 lines" 0 "in order"
spoil low/value.cc "$(yes '// line' | head -n 596)"
expect "a file of 601 lines" 1 "longer than 600 lines"
spoil low/value_test.cc 'int t();'
expect "a test that is not built" 1 "low/value_test.cc:1: no CMakeLists.txt names this test"
a_tree
mkdir -p "$root/tests/scenarios/lost"
expect "a scenario that is not run" 1 "tests/CMakeLists.txt does not name this scenario"
rm -r "$root/tests"
a_tree
mkdir "$root/src/c360/attic" && echo 'int a();' >"$root/src/c360/attic/a.h"
expect "a room that nobody has named" 1 'the room "attic" is not in'
exit $faults
