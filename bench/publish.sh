#!/usr/bin/env bash
# How fast is c360 publish into PostgreSQL, in multiples of psql's own COPY? bench/publish.sh [ROWS]
#
# A fact table of that many rows (10 million by default) with three references to a dimension is built once and kept in
# .cache/bench. In one private PostgreSQL with its default settings, in turn: psql copies the rows from a CSV file into an
# empty table and adds the same keys, references and indexes, and ANALYZE; c360 publishes the same from nothing, again
# with nothing changed, with one small table changed, and with every row of the fact changed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

rows=${1:-10000000}
c360=$PWD/build/release/c360
project=$PWD/.cache/bench/publish-$rows
report=bench/results/publish-$rows.md

if [ -z "${C360_BENCH_SERVER:-}" ]; then
  folder=$(mktemp -d "${TMPDIR:-/tmp}/c360-bench.XXXXXX")
  trap 'tools/postgres.sh stop "$folder"' EXIT
  tools/postgres.sh start "$folder"
  C360_BENCH_SERVER="host=$folder user=c360 dbname=postgres"
fi
export C360_PG=$C360_BENCH_SERVER
psql_now() { PGOPTIONS='-c client_min_messages=warning' psql -XAtq -v ON_ERROR_STOP=1 "$C360_PG" "$@"; }

# fact FACTOR: the fact table's model; every amount is multiplied.
fact() {
  cat >"$project/models/gold/sales.sql" <<SQL
-- grain: sale_id
-- references: customer_id -> gold.customers.customer_id
SELECT range AS sale_id, (range * 7919 % 100000)::BIGINT AS customer_id,
  DATE '2020-01-01' + (range % 1500)::INTEGER AS sold_on,
  TIMESTAMP '2020-01-01' + to_seconds(range % 100000000) AS sold_at,
  (range % 90000 / 100)::DECIMAL(12,2) * $1 AS amount, (1 + range % 5)::INTEGER AS quantity,
  ['web', 'store', 'phone'][1 + range % 3] AS channel, 'Product ' || (range % 5000) AS product
FROM range($rows)
SQL
}

# customers SUFFIX: the dimension.
customers() {
  cat >"$project/models/gold/customers.sql" <<SQL
-- grain: customer_id
SELECT range AS customer_id, 'Customer ' || range || CASE WHEN range = 7 THEN '$1' ELSE '' END AS name FROM range(100000)
SQL
}

make_project() {
  mkdir -p "$project/models/gold" "$project/contracts" "$project/data"
  cat >"$project/c360.yaml" <<'YAML'
project: bench
sources: { little: data/little.csv }
publish:
  warehouse: { postgresql: "${env:C360_PG}", tables: [gold.*] }
YAML
  printf 'id\n1\n' >"$project/data/little.csv"
  printf 'entity: little\nkey: [id]\ncolumns:\n  id: { type: bigint }\n' >"$project/contracts/little.yaml"
  fact 1
  customers ''
  "$c360" run -C "$project" >/dev/null 2>&1
}

# seconds COMMAND…
seconds() {
  local start=$EPOCHREALTIME
  "$@" >"$project/last.log" 2>&1 || { cat "$project/last.log" >&2; exit 1; }
  awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.2f", b - a }'
}

publish() { "$c360" publish warehouse -C "$project"; }

by_psql() {
  psql_now -c "COPY plain.customers FROM STDIN (FORMAT csv)" <"$project/customers.csv"
  psql_now -1 -c "COPY plain.sales FROM STDIN (FORMAT csv)" \
    -c "ALTER TABLE plain.customers ADD PRIMARY KEY (customer_id)" -c "ALTER TABLE plain.sales ADD PRIMARY KEY (sale_id)" \
    -c "CREATE INDEX ON plain.sales (customer_id)" \
    -c "ALTER TABLE plain.sales ADD FOREIGN KEY (customer_id) REFERENCES plain.customers (customer_id)" \
    -c "ANALYZE plain.customers" -c "ANALYZE plain.sales" <"$project/sales.csv"
}

prepare_psql() {
  psql_now -c 'DROP SCHEMA IF EXISTS plain CASCADE' -c 'CREATE SCHEMA plain' \
    -c 'CREATE TABLE plain.customers (LIKE bench.customers)' -c 'CREATE TABLE plain.sales (LIKE bench.sales)' -c CHECKPOINT
}

rm -rf "$project"
make_project
load=$(cut -d' ' -f1 /proc/loadavg)
first=$(seconds publish)
psql_now -c 'COPY bench.customers TO STDOUT (FORMAT csv)' >"$project/customers.csv"
psql_now -c 'COPY bench.sales TO STDOUT (FORMAT csv)' >"$project/sales.csv"
prepare_psql
plain=$(seconds by_psql)
psql_now -c 'DROP SCHEMA bench CASCADE' -c 'DROP SCHEMA plain CASCADE' -c CHECKPOINT
again=$(seconds publish)
prepare_psql
plain_again=$(seconds by_psql)
psql_now -c 'DROP SCHEMA plain CASCADE' -c CHECKPOINT
nothing=$(seconds publish)
customers '!'
"$c360" run -C "$project" >/dev/null 2>&1
small=$(seconds publish)
cp "$project/last.log" "$project/small.log"
fact 2
"$c360" run -C "$project" >/dev/null 2>&1
every=$(seconds publish)

mkdir -p "$(dirname "$report")"
tee "$report" <<TEXT
# Publishing $rows rows into PostgreSQL

$(date -u +%Y-%m-%d), commit $(git rev-parse --short HEAD), $(nproc) cores ($(sed -n 's/^model name\s*: //p' /proc/cpuinfo | head -n 1)), PostgreSQL $(psql_now -c 'SHOW server_version') with its default settings on the same machine.
Load of the machine just before: $load; times on a busy machine say little, ratios within one run more.

| what | seconds |
|---|---|
| psql: COPY from a CSV file into an empty table, keys, index, reference, ANALYZE | $plain, again $plain_again |
| c360 publish, from nothing | $first, again $again |
| c360 publish, of the mean of psql | $(awk -v a="$first" -v b="$again" -v c="$plain" -v d="$plain_again" 'BEGIN { printf "%.2f ×", (a + b) / (c + d) }') |
| c360 publish with nothing changed | $nothing |
| c360 publish with one row of a table of 100,000 changed | $small |
| c360 publish with every row changed | $every |

Repeat it with \`./dev bench_publish $rows\`.
TEXT
