#!/usr/bin/env bash
# Pipelines that read folders of Azurite: a Delta table by its log, Parquet files, and what there is. load_test.sh PROGRAM
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
if [ -z "${C360_AZURITE:-}" ]; then exec "$here/../../tools/azurite.sh" with "$0" "$@"; fi
program=$(realpath "$1")
source "$here/../robust/lakehouse.sh"
odbcinst -q -d 2>/dev/null | grep -qF '[SQLite3]' || skip "SQLite's ODBC driver is not installed"

# The key that every emulator has.
export AZURE_TEST_KEY='Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='
make_project 1
printf '%s\n' "azure:" "  endpoint: $C360_AZURITE" '  account_key: ${env:AZURE_TEST_KEY}' "  cache: $folder/cache" >>"$project/c360.yaml"
sed -i 's#^  warehouse:.*#  files: { parquet: ./out, tables: [silver.customers] }#' "$project/c360.yaml"
run_well "on this disk"
"$program" publish files -C "$project" >"$folder/log" 2>&1 || fail "publish: $(cat "$folder/log")"
"$program" upload -C "$project" "$project/lakehouse/silver/customers" azure://lake/silver/Customers >"$folder/log" 2>&1 ||
  fail "upload: $(cat "$folder/log")"
"$program" upload -C "$project" "$project/out" azure://lake/files >"$folder/log" 2>&1 || fail "upload: $(cat "$folder/log")"

cat >"$project/connections.yaml" <<END
connections:
  lake: { storage: azure://lake }
  away: { odbc: "Driver=SQLite3;Database=$folder/away.db" }
END
cat >"$project/pipelines/away.yaml" <<'END'
activities:
  - name: List
    get_metadata: { connection: lake, folder: silver }
  - name: Delta
    load: { connection: lake, folder: silver/Customers, target: away, table: Customers }
  - name: Files
    load: { connection: lake, folder: files, target: away, table: files }
END
"$program" pipeline run away -C "$project" >"$folder/run.log" 2>&1 || fail "the run failed: $(cat "$folder/run.log")"
rows=$(ask "SELECT count(*) FROM silver.customers" | tail -n 1)
told() { ask "SELECT output FROM meta.activities WHERE target = '$1'" | tail -n 1; }
[[ $(told Delta) == *'""from"":""delta""'*'""rows"":'"$rows"* ]] || fail "the Delta table gave $(told Delta), not $rows rows"
[[ $(told Files) == *'""from"":""files""'*'""rows"":'"$rows"* ]] || fail "the files gave $(told Files), not $rows rows"
[[ $(told List) == *'""name"":""Customers""'*'""type"":""Folder""'* ]] || fail "the folder holds $(told List)"
if grep -rlF -e "$AZURE_TEST_KEY" "$folder" --exclude-dir=cache; then fail "a secret was written"; fi
echo "folders in Azurite are read"
