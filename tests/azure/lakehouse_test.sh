#!/usr/bin/env bash
# The e-commerce example with its lakehouse in Azurite, and then its raw files there, too: the same silver and gold as on
# this disk, in every byte; a killed run is followed by one that ends well; no secret is written. lakehouse_test.sh PROGRAM
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
if [ -z "${C360_AZURITE:-}" ]; then exec "$here/../../tools/azurite.sh" with "$0" "$@"; fi
program=$(realpath "$1")
source "$here/../robust/lakehouse.sh"
source "$here/../../tools/azure_project.sh"

# in_azure NAME: the same project with its lakehouse in Azurite.
in_azure() {
  cp -r "$folder/here" "$folder/$1"
  project=$folder/$1
  lakehouse_to_azure "$project" "$1" "$folder/cache-$1"
}

# every_row: silver and gold, ordered by all columns, every byte of them. Where the raw files are is told as data/.
every_row() {
  local table
  for table in $(tables | grep -E '^(silver|gold)[.]'); do
    echo "== $table"
    ask "SELECT * FROM $table ORDER BY ALL" | sed 's|azure://lake/raw/[a-z]*/|data/|g'
  done
}

make_project 2
mv "$project" "$folder/here"
in_azure there
"$program" upload -C "$project" "$project/contracts" azure://lake/contracts >"$folder/log" 2>&1 || fail "upload: $(cat "$folder/log")"
project=$folder/here
run_well "on this disk"
contents >"$folder/expected"
every_row >"$folder/expected_rows"
grep -q 'data/orders' "$folder/expected_rows" || fail "the rows do not say where they are from"
rm -rf "$project/lakehouse"

project=$folder/there
run_well "in Azurite"
must_hold "a lakehouse in Azurite" "$folder/expected"
rm -rf "$folder/cache-there"
must_hold "what came over the network" "$folder/expected"
run_well "that has nothing to do"

# The raw files in Azurite, too, and none of them here.
in_azure both
sources_to_azure "$project" both
"$program" upload -C "$project" "$project/data" azure://lake/raw/both >"$folder/log" 2>&1 || fail "upload: $(cat "$folder/log")"
rm -r "$project/data"
"$program" check -C "$project" >"$folder/log" 2>&1 || fail "check: $(cat "$folder/log")"
run_well "from raw files in Azurite"
every_row >"$folder/now"
cmp "$folder/expected_rows" "$folder/now" || fail "other rows: $(diff "$folder/expected_rows" "$folder/now" | head -n 10)"
run_well "that has nothing to do, over raw files in Azurite"
grep -q 'no new files' "$folder/run.log" || fail "known files were taken in again: $(cat "$folder/run.log")"
records=$(ask 'SELECT count(*) FROM raw.orders' | tail -n 1)
[ "$records" -gt 0 ] || fail "raw.orders has no rows"
"$program" status -C "$project" >"$folder/log" 2>&1 || fail "status: $(cat "$folder/log")"

# Killed at some moments; the next run ends well, at once.
in_azure killed
for delay in 0.4 1 2; do
  "$program" run -C "$project" >"$folder/run.log" 2>&1 &
  sleep "$delay"
  kill -KILL $! 2>/dev/null || true
  wait $! 2>/dev/null || true
done
run_well "after killed ones"
must_hold "a lakehouse after killed runs" "$folder/expected"

# Failures that people meet, each with its words; and no secret in anything that was written.
export AZURE_TEST_WRONG='aGlkZGVud29yZA=='
sed -i 's/C360_AZURITE_KEY/AZURE_TEST_WRONG/' "$folder/killed/c360.yaml"
if "$program" status -C "$folder/killed" >"$folder/wrong" 2>&1; then fail "a wrong key was taken"; fi
grep -q "cannot .* azure://lake" "$folder/wrong" || fail "a wrong key is told as: $(cat "$folder/wrong")"
if grep -rlF -e "$C360_AZURITE_KEY" -e "$AZURE_TEST_WRONG" "$folder" "$C360_AZURITE_FOLDER/data"; then fail "a secret was written"; fi
echo "the example in Azurite is the example on this disk"
