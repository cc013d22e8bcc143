#!/usr/bin/env bash
# Two runs at once on one lakehouse: each finishes or is told that another works, and nothing is done twice.
# two_runs_test.sh PROGRAM.
set -euo pipefail
program=$(realpath "$1")
source "$(dirname "${BASH_SOURCE[0]}")/lakehouse.sh"

make_project 2
run_well "on its own"
contents >"$folder/expected"
rm -rf "$project/lakehouse"

"$program" run -C "$project" >"$folder/one.log" 2>&1 &
one=$!
"$program" run -C "$project" >"$folder/two.log" 2>&1 &
two=$!
finished=0
for pid in $one $two; do
  status=0
  wait "$pid" || status=$?
  case $status in
    0) finished=$((finished + 1)) ;;
    1) ;;
    *) fail "a run ended with $status: $(cat "$folder/one.log" "$folder/two.log")" ;;
  esac
done
[ $finished -gt 0 ] || fail "neither run finished: $(cat "$folder/one.log" "$folder/two.log")"
must_hold "after two runs at once" "$folder/expected"
echo "two runs at once: $finished finished"
