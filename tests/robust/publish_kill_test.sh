#!/usr/bin/env bash
# Publishes that are killed (SIGKILL) at random moments, or whose server is, leave the old or the new state, whole:
# publish_kill_test.sh PROGRAM KILLS.
#
# A database shows the first snapshot. Publishes of the second are killed, every other time together with the server.
# After each kill a reader sees all of one of them, a transaction that began before still sees the first, and a publish
# that is let finish leaves the second. WAY=odbc publishes through PostgreSQL's ODBC driver.
set -euo pipefail
program=$(realpath "$1")
kills=${2:-6}
here=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
postgres=$here/../../tools/postgres.sh
source "$here/lakehouse.sh"
"$postgres" installed || skip "PostgreSQL is not installed"
way=${WAY:-postgresql}
[ "$way" = postgresql ] || odbcinst -q -d 2>/dev/null | grep -qF '[PostgreSQL Unicode]' ||
  skip "PostgreSQL's ODBC driver is not installed"

chmod 755 "$folder" # the server runs as another user if this is root
server=$folder/postgres
trap '"$postgres" stop "$server"; rm -rf "$folder"' EXIT
target() { echo "host=$server user=c360 dbname=${1:-now}"; }
psql_in() { psql -XAtq -v ON_ERROR_STOP=1 "$(target "$1")" "${@:2}"; }

export C360_ODBC="Driver={PostgreSQL Unicode};Server=$server;Database=now;UID=c360"
publish() { C360_PG=$(target now) "$program" publish warehouse -C "$project" >"$folder/publish.log" 2>&1; }
publish_well() { publish || fail "a publish $1 failed: $(tail -n 5 "$folder/publish.log")"; }

# What one statement sees: of every published table its rows, the sum of their hashes and its keys; the snapshot.
contents_query() {
  local table query="SELECT 'snapshot', snapshot::text, '' FROM $schema.c360_publication"
  for table in $published; do
    query+=" UNION ALL SELECT '$table', count(*)::text, coalesce(sum(('x' || left(md5(t::text), 15))::bit(60)::bigint), 0)::text
      FROM $schema.\"$table\" AS t"
  done
  echo "$query UNION ALL SELECT 'keys', count(*)::text, '' FROM pg_constraint WHERE connamespace = '$schema'::regnamespace ORDER BY 1"
}
seen() { psql_in "${1:-now}" -c "$(contents_query)"; }

must_see_either() {
  seen >"$folder/now"
  cmp -s "$folder/old" "$folder/now" || cmp -s "$folder/new" "$folder/now" ||
    fail "$1: a reader sees neither state: $(diff "$folder/new" "$folder/now" | head -n 10)"
}
must_see() {
  seen >"$folder/now"
  diff "$2" "$folder/now" >"$folder/difference" || fail "$1: $(head -n 10 "$folder/difference")"
}

# start_over: the database as it was after the first publish.
start_over() {
  psql_in postgres -c 'DROP DATABASE IF EXISTS now WITH (FORCE)' -c 'CREATE DATABASE now TEMPLATE old'
}

# A reader whose transaction begins now, and what it sees when it is asked again.
begin_reader() {
  coproc READER { psql -XAtq "$(target now)" 2>&1; }
  reader=$READER_PID
  printf 'BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT snapshot FROM %s.c360_publication;\n' "$schema" >&"${READER[1]}"
  read -r -t 30 _ <&"${READER[0]}" || fail "the reader sees nothing"
}
end_reader() {
  printf '%s;\n\\q\n' "$(contents_query)" >&"${READER[1]}"
  cat <&"${READER[0]}" >"$folder/reader"
  wait "$reader" 2>/dev/null || true
  diff "$folder/old" "$folder/reader" >"$folder/difference" ||
    fail "$1: a transaction that began before sees another state: $(head -n 5 "$folder/difference")"
}

kill_server() { kill -KILL "$(head -n 1 "$server/data/postmaster.pid")"; }

# killed_publish WHAT: a publish that gets at most as long as a whole one takes; then it or its server is killed.
killed_publish() {
  local pid
  C360_PG=$(target now) "$program" publish warehouse -C "$project" >"$folder/publish.log" 2>&1 &
  pid=$!
  sleep "$(awk -v most="$whole" -v r="$RANDOM" 'BEGIN { print most * r / 32768 }')"
  if [ "$1" = server ]; then
    kill_server
    wait "$pid" 2>/dev/null || true
    "$postgres" restart "$server"
  else
    kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  fi
}

schema=${TEMPLATE:-ecommerce}
"$postgres" start "$server"
make_project 3
[ "$way" = postgresql ] || sed -i 's/postgresql: "${env:C360_PG}"/odbc: "${env:C360_ODBC}"/' "$project/c360.yaml"
hold_back 3
run_well "over the first files"
psql_in postgres -c 'CREATE DATABASE now'
publish_well "of the first snapshot"
published=$(psql_in now -c "SELECT name FROM $schema.c360_tables ORDER BY 1")
seen >"$folder/old"
psql_in postgres -c 'ALTER DATABASE now RENAME TO old'
give_back
run_well "over all files"
start_over
start=$EPOCHREALTIME
publish_well "of the second snapshot"
whole=$(awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { print b - a }')
seen >"$folder/new"
cmp -s "$folder/old" "$folder/new" && fail "the new files change nothing, so this test would prove nothing"

for ((done = 0; done < kills; done++)); do
  start_over
  if [ $((done % 2)) -eq 0 ]; then
    begin_reader
    killed_publish program
    end_reader "after kill $((done + 1))"
  else
    killed_publish server
  fi
  must_see_either "after kill $((done + 1))"
  publish_well "after kill $((done + 1))"
  must_see "after kill $((done + 1)) and a whole publish" "$folder/new"
done

# From nothing: a first load that is killed leaves no schema, or all of it.
for ((done = 0; done < kills / 2; done++)); do
  psql_in postgres -c 'DROP DATABASE IF EXISTS now WITH (FORCE)' -c 'CREATE DATABASE now'
  killed_publish "$([ $((done % 2)) -eq 0 ] && echo program || echo server)"
  if [ "$(psql_in now -c "SELECT count(*) FROM pg_namespace WHERE nspname = '$schema'")" = 1 ]; then
    must_see "after a killed first load" "$folder/new"
  fi
  publish_well "after a killed first load"
  must_see "after a killed first load and a whole one" "$folder/new"
done
echo "$kills kills of a publish and $((kills / 2)) of a first load: always one state, whole"
