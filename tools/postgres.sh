#!/usr/bin/env bash
# A private PostgreSQL for tests, the demo and benchmarks: nothing of the machine's own is touched.
#
#   postgres.sh start FOLDER [SETTING=VALUE…]   make a cluster in a new folder and start it
#   postgres.sh restart FOLDER                  start it again, also after a crash
#   postgres.sh stop FOLDER                     stop it at once and remove the folder
#   postgres.sh with COMMAND…                   run a command with one of its own, told by C360_PG
#   postgres.sh installed                       whether it could
#
# It listens on a Unix socket in FOLDER alone; connect by "host=FOLDER dbname=postgres user=c360" without a password.
# PostgreSQL refuses to run as root, so that root runs it as the user postgres. Exit code 77: it is not installed.
set -euo pipefail

# bin PROGRAM: where a program of the server is; Debian keeps them apart by version.
bin() {
  local newest
  newest=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
  if [ -n "$newest" ]; then echo "$newest/$1"; else command -v "$1"; fi
}

need_server() {
  [ -x "$(bin initdb)" ] || { echo "PostgreSQL is not installed (Debian package postgresql)" >&2; exit 77; }
}

# as_server COMMAND…: as a user that the server runs as.
as_server() {
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid=postgres --regid=postgres --init-groups -- "$@"
  else
    "$@"
  fi
}

control() { (cd "$1" && as_server "$(bin pg_ctl)" -D "$1/data" --silent --log="$1/log" "${@:2}"); }

start() {
  local folder=$1 setting
  shift
  need_server
  mkdir -p "$folder"
  [ "$(id -u)" != 0 ] || chown postgres:postgres "$folder"
  (cd "$folder" && as_server "$(bin initdb)" -D "$folder/data" --username=c360 --auth=trust --encoding=UTF8 \
    --locale=C.UTF-8 --no-sync >"$folder.initdb" 2>&1) || { cat "$folder.initdb" >&2; exit 1; }
  rm -f "$folder.initdb"
  {
    printf "%s\n" "listen_addresses = ''" "unix_socket_directories = '$folder'" "max_connections = 40" "lc_messages = 'C'"
    for setting in "$@"; do printf "%s = '%s'\n" "${setting%%=*}" "${setting#*=}"; done
  } >>"$folder/data/postgresql.conf"
  restart "$folder"
}

# The server's children of a killed postmaster must be gone before another may start.
restart() {
  local try
  need_server
  for try in $(seq 100); do
    control "$1" start --wait >/dev/null 2>&1 && return
    sleep 0.1
  done
  tail -n 20 "$1/log" >&2
  return 1
}

stop() {
  control "$1" stop --mode=immediate >/dev/null 2>&1 || true
  rm -rf "$1"
}

with() {
  local status=0
  need_server
  folder=$(mktemp -d "${TMPDIR:-/tmp}/c360-postgres.XXXXXX")
  trap 'stop "$folder"' EXIT
  start "$folder" fsync=off
  C360_PG="host=$folder dbname=postgres user=c360" C360_PG_FOLDER=$folder "$@" || status=$?
  return $status
}

command=${1:?usage: postgres.sh start|restart|stop FOLDER, with COMMAND… or installed}
shift
case $command in
  start | restart | stop | with) "$command" "$@" ;;
  installed) need_server 2>/dev/null ;;
  *) echo "there is no command '$command'; see the top of $0" >&2; exit 2 ;;
esac
