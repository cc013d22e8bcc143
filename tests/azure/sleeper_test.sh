#!/usr/bin/env bash
# A run that sleeps past its lease (SIGSTOP) fails at publishing, and nothing is lost or doubled: sleeper_test.sh PROGRAM
#
# While it sleeps, a second run waits until the lease of a minute has ended, and publishes.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
if [ -z "${C360_AZURITE:-}" ]; then exec "$here/../../tools/azurite.sh" with "$0" "$@"; fi
program=$(realpath "$1")
source "$here/../robust/lakehouse.sh"
source "$here/../../tools/azure_project.sh"
source "$here/azure.sh"

make_project 2
project_in_azure awake "$folder/project"
run_well "that is left alone"

project_in_azure asleep "$folder/project"
start_run
trap 'kill -KILL $runner 2>/dev/null || true; rm -rf "$folder"' EXIT
wait_for_files 3
kill -STOP "$runner" || fail "the run ended before it could be stopped: $(cat "$folder/run.log")"
"$program" run -C "$project" >"$folder/second.log" 2>&1 || fail "the second run: $(cat "$folder/second.log")"
grep -q 'waiting for' "$folder/second.log" || fail "the second run did not wait for the lease: $(cat "$folder/second.log")"
contents >"$folder/second"
kill -CONT "$runner"
status=0
wait "$runner" || status=$?
[ "$status" -eq 1 ] || fail "the run that slept ended with $status: $(cat "$folder/run.log")"
grep -q 'error: the run cannot be published' "$folder/run.log" || fail "the run that slept says: $(cat "$folder/run.log")"
must_hold "after the run that slept" "$folder/second"
run_well "after the one that slept"
must_hold "after another run" "$folder/second"
[ "$(ask 'SELECT count(*) FROM silver.orders')" = "$(project=$folder/awake ask 'SELECT count(*) FROM silver.orders')" ] ||
  fail "orders were lost or doubled"
echo "a run that slept past its lease published nothing, and nothing was lost"
