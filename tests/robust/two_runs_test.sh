#!/usr/bin/env bash
# Two runs at once on one lakehouse: each finishes or is told that another works, and nothing is done twice.
# two_runs_test.sh PROGRAM [TIMES]; every other time the second run does not wait.
set -euo pipefail
program=$(realpath "$1")
times=${2:-2}
source "$(dirname "${BASH_SOURCE[0]}")/lakehouse.sh"

# ended PID: whether that run finished; it may also have been told no.
ended() {
  local status=0
  wait "$1" || status=$?
  [ $status -le 1 ] || fail "a run ended with $status: $(cat "$folder/one.log" "$folder/two.log")"
  return $status
}

# two_at_once [OPTION]: of the second.
two_at_once() {
  local one two finished=0
  rm -rf "$project/lakehouse"
  "$program" run -C "$project" >"$folder/one.log" 2>&1 &
  one=$!
  "$program" run -C "$project" "$@" >"$folder/two.log" 2>&1 &
  two=$!
  if ended $one; then finished=$((finished + 1)); fi
  if ended $two; then finished=$((finished + 1)); fi
  [ $finished -gt 0 ] || fail "neither run finished: $(cat "$folder/one.log" "$folder/two.log")"
  [ $# -gt 0 ] || [ $finished -eq 2 ] || fail "a run did not wait: $(cat "$folder/one.log" "$folder/two.log")"
  must_hold "after two runs at once" "$folder/expected"
}

make_project 2
run_well "on its own"
contents >"$folder/expected"
for ((done = 0; done < times; done++)); do
  if [ $((done % 2)) -eq 0 ]; then two_at_once; else two_at_once --no-wait; fi
done
echo "two runs at once, $times times: nothing was done twice"
