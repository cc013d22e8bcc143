#!/usr/bin/env bash
# The sequential ForEach over nine folders, with a Copy of *.parquet into a SQL table, imported into the retail360 example and
# run: retail360_test.sh PROGRAM. The folders are the example's own Delta tables, under the names of the definition; the
# database is a PostgreSQL behind its ODBC driver. With C360_SHARED the original of the example is taken, too.
set -euo pipefail
program=$(realpath "$1")
here=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
postgres=$here/../../tools/postgres.sh
source "$here/../robust/lakehouse.sh"
"$postgres" installed || skip "PostgreSQL is not installed"
odbcinst -q -d 2>/dev/null | grep -qF '[PostgreSQL Unicode]' || skip "PostgreSQL's ODBC driver is not installed"

chmod 755 "$folder" # the server runs as another user if this is root
server=$folder/postgres
trap '"$postgres" stop "$server"; rm -rf "$folder"' EXIT
"$postgres" start "$server" fsync=off
psql_in() { psql -XAtq -v ON_ERROR_STOP=1 "host=$server user=c360 dbname=$1" "${@:2}"; }

shop=$folder/shop
"$program" init "$shop" --template retail360 >/dev/null
"$program" generate "$shop/data" --template retail360 --scale 1 --seed 7 >/dev/null
"$program" run -C "$shop" >"$folder/run.log" 2>&1 || fail "the example does not run"

order="Customers Products Stores Agents LoyaltyAccounts LoyaltyTransactions OnlineTransactions InStoreTransactions CustomerServiceInteractions"
# silver_of TABLE: the example's entity.
silver_of() {
  [ "$1" = CustomerServiceInteractions ] && echo service_interactions && return
  sed -E 's/([a-z])([A-Z])/\1_\2/g' <<<"$1" | tr '[:upper:]' '[:lower:]'
}
mkdir -p "$folder/store/silver"
for table in $order; do ln -s "$shop/lakehouse/silver/$(silver_of "$table")" "$folder/store/silver/$table"; done

# fills DEFINITIONS PIPELINE DATABASE: imports, runs, and compares each table's rows with silver's.
fills() {
  psql_in postgres -c "CREATE DATABASE $3"
  psql_in "$3" -c 'CREATE SCHEMA dbo'
  "$program" pipeline import "$1" -C "$shop" >"$folder/import.log"
  ! grep -q 'No counterpart' "$folder/import.log" || fail "not all of it was imported: $(cat "$folder/import.log")"
  "$program" check -C "$shop" >"$folder/check.log" 2>&1 || fail "c360 check does not take what was written"
  sed -i -e "s#abfss://.*#$folder/store\"#" -e '/dialect: tsql/d' "$shop/connections.yaml"
  local variable
  variable=$(grep -o 'env:[A-Z0-9_]*_ODBC' "$shop/connections.yaml" | tail -n 1 | cut -d: -f2)
  export "$variable"="Driver={PostgreSQL Unicode};Server=$server;Database=$3;UID=c360"
  "$program" pipeline run "$2" -C "$shop" >"$folder/run.log" 2>&1 || fail "the run failed: $(cat "$folder/run.log")"
  local table rows
  for table in $order; do
    rows=$("$program" sql --format csv "SELECT count(*) FROM silver.$(silver_of "$table")" -C "$shop" | tail -n 1)
    [ "$(psql_in "$3" -c "SELECT count(*) FROM dbo.\"$table\"")" = "$rows" ] || fail "dbo.$table has not the $rows rows of silver"
  done
  [ "$rows" -gt 0 ] || fail "there are no rows at all"
  # A table's number grows with each that is made.
  [ "$(psql_in "$3" -c "SELECT string_agg(relname, ' ' ORDER BY oid) FROM pg_class WHERE relnamespace = 'dbo'::regnamespace AND relkind = 'r'")" = "$order" ] ||
    fail "the tables were not filled in their order"
}

fills "$here/definitions" tables_to_sql own
! grep -rq 'marked-secret' "$shop" "$folder/import.log" "$folder/run.log" || fail "a secret was written"
original=${C360_SHARED:-/nowhere}/data/synapse_retail360
[ ! -d "$original" ] || fills "$original/pipeline/silver_to_sql.json" silver_to_sql original
echo "imported pipelines fill their tables in order"
