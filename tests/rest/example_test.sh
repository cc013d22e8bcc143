#!/usr/bin/env bash
# The example retail360 with two sources from an API: the same silver and gold as from files. example_test.sh PROGRAM SERVER
# SERVER serves a JSON file for a command: "with FILE COMMAND…", told by RETAIL_API.
set -euo pipefail
program=$(realpath "$1")
server=$(realpath "$2")
"$server" installed || { echo "SKIPPED: there is no server"; exit 77; }
source "$(dirname "${BASH_SOURCE[0]}")/retail_data.sh"

make_api_project
values >"$folder/expected"
account >"$folder/account"
[ "$(wc -l <"$folder/expected")" -gt 15 ] || fail "there is too little to compare with"

run_api() { "$program" -e api run -C "$project" >"$folder/run.log" 2>&1 || fail "a run $1 failed: $(cat "$folder/run.log")"; }
export -f run_api fail
export program project folder

"$server" with "$folder/db.json" bash -c 'set -e; run_api "from the API"; run_api "that finds nothing new"' ||
  fail "with the API: $(cat "$folder/run.log")"
values -e api | diff "$folder/expected" - >"$folder/difference" || fail "other values: $(head "$folder/difference")"
account -e api | diff "$folder/account" - >"$folder/difference" || fail "another account: $(head "$folder/difference")"
[ "$(find "$project/lakehouse-api/landing/online_transactions" -type f | wc -l)" -gt 1 ] || fail "no answers in landing"

# Without the server: a run says what is wrong, and what was taken in stays to be read.
if RETAIL_API=http://127.0.0.1:1 "$program" -e api run -C "$project" >"$folder/run.log" 2>&1; then fail "a run without a server"; fi
grep -q "cannot be read from http://127.0.0.1:1/" "$folder/run.log" || fail "no word about it: $(cat "$folder/run.log")"
values -e api | diff -q "$folder/expected" - >/dev/null || fail "a failed run changed what is read"
"$program" -e api check -C "$project" >/dev/null 2>&1 || fail "check needs a server or a secret"
echo "from an API as from files"
