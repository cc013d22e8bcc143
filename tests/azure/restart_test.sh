#!/usr/bin/env bash
# Azurite stopped (SIGTERM) and started again in the middle of runs: restart_test.sh PROGRAM FILES…
#
# Each run is caught when it has written so many files. It goes on once the service is back, or ends with a clear error
# and the next one finishes; then the lakehouse holds what an undisturbed one holds. With `away` for a number the
# service comes back only when the run has given up.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
if [ -z "${C360_AZURITE:-}" ]; then exec "$here/../../tools/azurite.sh" with "$0" "$@"; fi
program=$(realpath "$1")
shift
azurite=$here/../../tools/azurite.sh
source "$here/../robust/lakehouse.sh"
source "$here/../../tools/azure_project.sh"
source "$here/azure.sh"

# rows: the account of every entity, and gold's sums.
rows() {
  ask 'SELECT entity, source_rows, bronze_rows, silver_rows, quarantined FROM meta.row_account ORDER BY entity'
  ask 'SELECT * FROM gold.kpi_summary'
}

make_project 2
project_in_azure whole "$folder/project"
run_well "that is left alone"
rows >"$folder/expected"

went_on=0
for at in "$@"; do
  project_in_azure "at$at" "$folder/project"
  start_run
  wait_for_files "${at/away/4}"
  "$azurite" halt "$C360_AZURITE_FOLDER"
  kill -0 "$runner" 2>/dev/null || fail "the run ended before the service did: $(cat "$folder/run.log")"
  [ "$at" = away ] || "$azurite" restart "$C360_AZURITE_FOLDER"
  status=0
  wait "$runner" || status=$?
  [ "$at" != away ] || "$azurite" restart "$C360_AZURITE_FOLDER"
  if [ $status -eq 0 ]; then
    went_on=$((went_on + 1))
  else
    grep -q "error: cannot .* azure://lake" "$folder/run.log" || fail "a run without its service says: $(cat "$folder/run.log")"
    run_well "after the service came back"
  fi
  [ "$at" != away ] || [ $status -eq 1 ] || fail "a run without its service ended with $status"
  rows >"$folder/now"
  cmp "$folder/expected" "$folder/now" || fail "after a restart at $at files: $(diff "$folder/expected" "$folder/now")"
done
echo "$# runs whose service went away: $went_on went on, the others were followed by one that finished"
