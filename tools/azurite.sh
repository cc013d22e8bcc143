#!/usr/bin/env bash
# A private Azurite, Microsoft's emulator of Azure Storage, for tests, the demo and benchmarks.
#
#   azurite.sh start FOLDER     start one that keeps its blobs in a new folder
#   azurite.sh restart FOLDER   start it again, with what it keeps, at the address it had
#   azurite.sh halt FOLDER      stop it in good order and leave the folder
#   azurite.sh stop FOLDER      stop it and remove the folder
#   azurite.sh with COMMAND…    run a command with one of its own, told by C360_AZURITE
#   azurite.sh installed        whether it could
#
# FOLDER/endpoint holds the address of its account: http://127.0.0.1:PORT/devstoreaccount1. It listens on this machine
# alone, sends nothing to anybody, and knows one account with the key that all emulators have. Killed (SIGKILL) it loses
# writes that it had acknowledged. Exit code 77: it is not installed (./dev test does so).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
node=$root/build/deps/node/node
program=$root/tests/azurite/node_modules/azurite/dist/src/blob/main.js

need_server() {
  [ -x "$node" ] && [ -f "$program" ] || { echo "Azurite is not installed: run ./dev azurite" >&2; exit 77; }
}

# run FOLDER PORT: 0 for any that is free.
run() {
  local folder=$1 try
  : >"$folder/log"
  setsid "$node" "$program" --blobHost 127.0.0.1 --blobPort "$2" --location "$folder/data" --disableTelemetry \
    >"$folder/log" 2>&1 </dev/null &
  echo $! >"$folder/pid"
  for try in $(seq 600); do
    sed -n 's|^.*successfully listens on \(http://127.0.0.1:[0-9]*\).*|\1/devstoreaccount1|p' "$folder/log" >"$folder/new"
    if [ -s "$folder/new" ]; then mv "$folder/new" "$folder/endpoint"; return; fi
    kill -0 "$(cat "$folder/pid")" 2>/dev/null || break
    sleep 0.1
  done
  cat "$folder/log" >&2
  return 1
}

start() {
  need_server
  mkdir -p "$1/data"
  run "$1" 0
}

restart() {
  local port
  need_server
  halt "$1"
  port=$(sed -n 's|^http://127.0.0.1:\([0-9]*\)/.*|\1|p' "$1/endpoint")
  run "$1" "$port"
}

halt() {
  local pid try
  pid=$(cat "$1/pid" 2>/dev/null) || return 0
  kill -TERM "$pid" 2>/dev/null || return 0
  for try in $(seq 100); do
    kill -0 "$pid" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -KILL "$pid" 2>/dev/null || true
}

stop() {
  halt "$1"
  rm -rf "$1"
}

with() {
  local status=0
  need_server
  folder=$(mktemp -d "${TMPDIR:-/tmp}/c360-azurite.XXXXXX")
  trap 'stop "$folder"' EXIT
  start "$folder"
  C360_AZURITE=$(cat "$folder/endpoint") C360_AZURITE_FOLDER=$folder "$@" || status=$?
  return $status
}

command=${1:?usage: azurite.sh start|restart|halt|stop FOLDER, with COMMAND… or installed}
shift
case $command in
  start | restart | halt | stop | with) "$command" "$@" ;;
  installed) need_server 2>/dev/null ;;
  *) echo "there is no command '$command'; see the top of $0" >&2; exit 2 ;;
esac
