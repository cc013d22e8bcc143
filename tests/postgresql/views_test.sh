#!/usr/bin/env bash
# The views of retail360 that are also written in PostgreSQL's SQL: views_test.sh C360.
#
# Starts a PostgreSQL of its own, gives it the tables that c360 made as they are, creates each <model>.postgresql.sql
# there and compares columns, types and rows with the model's own, to the last digit. Ends with 77 where PostgreSQL is
# not installed.
set -euo pipefail
c360=$(realpath "${1:?usage: views_test.sh C360}")

bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] && [ -x "$bin/initdb" ] || { echo "skipped: PostgreSQL's server is not installed (postgresql)"; exit 77; }
work=$(mktemp -d)
as_server=()
if [ "$(id -u)" = 0 ]; then
  getent passwd postgres > /dev/null || { echo "skipped: PostgreSQL does not run as root"; exit 77; }
  as_server=(runuser -u postgres --)
  chmod 711 "$work"
fi
mkdir "$work/server"
if [ ${#as_server[@]} -gt 0 ]; then chown postgres "$work/server"; fi
finish() {
  "${as_server[@]}" "$bin/pg_ctl" -D "$work/server/data" -m immediate stop > /dev/null 2>&1 || true
  rm -rf "$work"
}
trap finish EXIT
cd "$work"

"${as_server[@]}" "$bin/initdb" -D "$work/server/data" -A trust -U c360 -E UTF8 --locale=C.UTF-8 > initdb.log 2>&1
"${as_server[@]}" "$bin/pg_ctl" -D "$work/server/data" -w -l "$work/server/log" \
  -o "-c listen_addresses='' -k $work/server -c fsync=off" start > start.log
sql() { psql -h "$work/server" -U c360 -d postgres -v ON_ERROR_STOP=1 -qAt "$@"; }

"$c360" init shop --template retail360 > /dev/null
"$c360" -C shop generate --template retail360 --scale 1 --seed "${SEED:-7}" > /dev/null
"$c360" -C shop run > run.log 2>&1
ask() { "$c360" -C shop sql --format csv "$1" | tail -n +2; }

# Tables and views stand together in one schema, as they do in a target.
sql -c 'CREATE SCHEMA retail360'
export PGOPTIONS='-c search_path=retail360'
type_in_postgresql() {
  case $1 in
    DECIMAL*) echo "numeric${1#DECIMAL}" ;;
    VARCHAR) echo text ;;
    *) echo "$1" ;;
  esac
}
ask "SELECT schema || '.' || name FROM meta.tables WHERE schema IN ('silver', 'gold') AND kind = 'table'" > tables
while read -r table; do
  columns=
  while IFS=$'\t' read -r name type; do
    columns+="${columns:+, }\"$name\" $(type_in_postgresql "$type")"
  done < <("$c360" -C shop sql --format csv "SELECT column_name || chr(9) || data_type FROM information_schema.columns
    WHERE table_schema || '.' || table_name = '$table' ORDER BY ordinal_position" | tail -n +2 | sed 's/^"\(.*\)"$/\1/')
  sql -c "CREATE TABLE \"${table#*.}\" ($columns)"
  ask "SELECT * FROM $table" | sql -c "COPY \"${table#*.}\" FROM STDIN (FORMAT csv)"
done < tables

failed=0 compared=0
for file in shop/models/*/*.postgresql.sql; do
  schema=$(basename "$(dirname "$file")") view=$(basename "$file" .postgresql.sql)
  { echo "CREATE VIEW \"$view\" AS"; cat "$file"; } | sql -f -
  ask "SELECT * FROM $schema.$view" | LC_ALL=C sort > expected
  sql -c "COPY (SELECT * FROM \"$view\") TO STDOUT (FORMAT csv)" | LC_ALL=C sort > actual
  ask "SELECT column_name || ' ' || data_type FROM information_schema.columns
    WHERE table_schema = '$schema' AND table_name = '$view' ORDER BY ordinal_position" |
    sed -e 's/DECIMAL/numeric/; s/VARCHAR/text/; s/BIGINT/bigint/; s/^"\(.*\)"$/\1/' > expected.columns
  sql -F ' ' -c "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
    WHERE attrelid = '\"$view\"'::regclass AND attnum > 0 ORDER BY attnum" > actual.columns
  for what in '' .columns; do
    diff -u "expected$what" "actual$what" > difference && continue
    echo "$schema.$view is not the same in PostgreSQL:"
    head -n 20 difference
    failed=1
  done
  [ -s expected ] || { echo "$schema.$view has no rows to compare"; failed=1; }
  compared=$((compared + $(wc -l < expected)))
done
echo "$(ls shop/models/*/*.postgresql.sql | wc -l) views, $compared rows compared"
exit $failed
