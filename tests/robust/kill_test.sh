#!/usr/bin/env bash
# Runs that are killed (SIGKILL) at random moments, again and again, lose and double nothing: kill_test.sh PROGRAM KILLS.
#
# A lakehouse with one finished run gets new files. Runs over them are killed; after each kill a reader must see all of
# the first moment or all of the second, and the run that is let finish must leave what an unkilled one leaves. RUN says
# what is killed: "run", or "pipeline run daily".
set -euo pipefail
program=$(realpath "$1")
kills=${2:-8}
read -ra command <<<"${RUN:-run}"
source "$(dirname "${BASH_SOURCE[0]}")/lakehouse.sh"

# milliseconds COMMAND…: how long it takes.
milliseconds() {
  local start=$EPOCHREALTIME
  "$@"
  awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%d", (b - a) * 1000 }'
}

# killed_run: a run that gets at most as long as a whole one takes.
killed_run() {
  local pid
  "$program" "${command[@]}" -C "$project" >"$folder/run.log" 2>&1 &
  pid=$!
  sleep "$(awk -v most="$whole" -v r="$RANDOM" 'BEGIN { print most * r / 32768 / 1000 }')"
  kill -KILL "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
}

# start_over: the lakehouse as it was after the first run, with the new files in place.
start_over() {
  rm -rf "$project/lakehouse"
  cp -a "$folder/first" "$project/lakehouse"
}

make_project 3
hold_back 3
run_well "over the first files"
contents >"$folder/old"
cp -a "$project/lakehouse" "$folder/first"
give_back
whole=$(milliseconds run_well "over all files")
contents >"$folder/new"
cmp -s "$folder/old" "$folder/new" && fail "the new files change nothing, so this test would prove nothing"

for ((done = 0; done < kills; done++)); do
  [ $((done % 4)) -ne 0 ] || start_over
  killed_run
  must_hold_either "after kill $((done + 1))" "$folder/old" "$folder/new"
  if [ $((done % 4)) -eq 3 ]; then
    run_well "after four kills"
    must_hold "after four kills and a whole run" "$folder/new"
  fi
done
run_well "after the last kill"
must_hold "after the last kill" "$folder/new"

rm -rf "$project/lakehouse"
for ((done = 0; done < kills / 2; done++)); do killed_run; done
run_well "from nothing, after kills"
must_hold "from nothing, after kills" "$folder/new"
echo "$kills kills on a lakehouse in use and $((kills / 2)) on a new one: nothing lost, nothing doubled"
