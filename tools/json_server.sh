#!/usr/bin/env bash
# A private json-server, which makes a REST API of a JSON file, for tests.
#
#   json_server.sh with FILE COMMAND…   run a command with one that serves FILE, told by RETAIL_API
#   json_server.sh installed            whether it could
#
# It listens on this machine alone, on a port that is free. Exit code 77: it is not installed (./dev test does so).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
api_node=$root/build/deps/node/node
api_program=$root/tests/json_server/node_modules/json-server/lib/cli/bin.js

need_server() {
  [ -x "$api_node" ] && [ -f "$api_program" ] || { echo "json-server is not installed: run ./dev test" >&2; exit 77; }
}

# free_port: one that nobody listened on a moment ago.
free_port() {
  "$api_node" -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

# answers PORT
answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

with() {
  local file=$1 status=0 port try
  shift
  need_server
  port=$(free_port)
  "$api_node" "$api_program" --host 127.0.0.1 --port "$port" --quiet "$file" >/dev/null 2>&1 </dev/null &
  server=$!
  trap 'kill -TERM "$server" 2>/dev/null || true' EXIT
  for try in $(seq 600); do
    if answers "$port"; then break; fi
    kill -0 "$server" 2>/dev/null || { echo "json-server did not start" >&2; return 1; }
    sleep 0.1
  done
  RETAIL_API=http://127.0.0.1:$port "$@" || status=$?
  return $status
}

command=${1:?usage: json_server.sh with FILE COMMAND… or installed}
shift
case $command in
  with) with "$@" ;;
  installed) need_server 2>/dev/null ;;
  *) echo "there is no command '$command'; see the top of $0" >&2; exit 2 ;;
esac
