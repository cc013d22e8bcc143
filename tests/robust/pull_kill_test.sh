#!/usr/bin/env bash
# Pulls from an API that are killed (SIGKILL) at random moments lose and double nothing: pull_kill_test.sh PROGRAM SERVER KILLS.
# After each kill another run is killed; now and then one is let finish, which must leave what an unkilled one leaves.
set -euo pipefail
program=$(realpath "$1")
server=$(realpath "$2")
kills=${3:-6}
"$server" installed || { echo "SKIPPED: there is no server"; exit 77; }
source "$(dirname "${BASH_SOURCE[0]}")/../rest/retail_data.sh"

api_run() { "$program" -e api run -C "$project" >"$folder/run.log" 2>&1; }

# killed_run: gets at most as long as a whole one takes.
killed_run() {
  local pid
  "$program" -e api run -C "$project" >"$folder/killed.log" 2>&1 &
  pid=$!
  sleep "$(awk -v most="$whole" -v r="$RANDOM" 'BEGIN { print most * r / 32768 }')"
  kill -KILL "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
}

# must_be_whole WHEN: each answer is in the register and in bronze once, and silver and gold are those of the files.
must_be_whole() {
  local twice
  twice=$("$program" -e api sql -C "$project" --format csv "SELECT count(*) - count(DISTINCT (_source_file, _source_row))
    FROM bronze.online_transactions" | tail -n 1)
  [ "$twice" = 0 ] || fail "$1: $twice rows of answers are in bronze twice"
  values -e api | diff "$folder/expected" - >"$folder/difference" || fail "$1: $(head "$folder/difference")"
  account -e api | diff "$folder/account" - >"$folder/difference" || fail "$1: $(head "$folder/difference")"
}

# two_at_once: both end well, as the second waits for the first.
two_at_once() {
  local other
  rm -rf "$project/lakehouse-api"
  "$program" -e api run -C "$project" >"$folder/other.log" 2>&1 &
  other=$!
  api_run || fail "one of two runs failed: $(cat "$folder/run.log")"
  wait "$other" || fail "one of two runs failed: $(cat "$folder/other.log")"
  must_be_whole "after two runs at once"
}

storm() {
  local begun=$EPOCHREALTIME done=0
  api_run || fail "the first run failed: $(cat "$folder/run.log")"
  whole=$(awk -v a="$begun" -v b="$EPOCHREALTIME" 'BEGIN { print b - a }')
  must_be_whole "without kills"
  while ((done < kills)); do
    rm -rf "$project/lakehouse-api"
    for _ in 1 2 3; do
      killed_run
      done=$((done + 1))
    done
    api_run || fail "a run after kills failed: $(cat "$folder/run.log")"
    must_be_whole "after $done kills"
  done
  two_at_once
  echo "$done kills and two runs at once: nothing lost, nothing doubled"
}

make_api_project
values >"$folder/expected"
account >"$folder/account"
export -f storm two_at_once api_run killed_run must_be_whole values account fail
export program project folder kills
sed -i 's/per_page: 500/per_page: 60/; s/_limit=500/_limit=60/' "$project/c360.yaml"
"$server" with "$folder/db.json" bash -c 'set -euo pipefail; storm'
