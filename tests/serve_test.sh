#!/usr/bin/env bash
# c360 serve as a program: serve_test.sh C360. It answers on a port, moves on after a run beside it, stops when asked to,
# and refuses what would let others in.
set -euo pipefail
c360=$(realpath "$1")
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT

fail() {
  echo "FAILED: $1"
  cat "$folder/log" 2>/dev/null || true
  exit 1
}

# get TARGET: what the server answers, headers and body.
get() {
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$1" >&3
  cat <&3
  exec 3>&-
}

cd "$folder"
"$c360" init shop --template ecommerce >/dev/null
cd shop
"$c360" generate data --template ecommerce >/dev/null
"$c360" run >/dev/null 2>&1

"$c360" serve --port 0 --cache "$folder/cache" >"$folder/address" 2>"$folder/log" &
server=$!
for _ in $(seq 400); do
  [ ! -s "$folder/address" ] || break
  sleep 0.05
done
port=$(sed -E 's,http://127.0.0.1:([0-9]+)/.*,\1,' "$folder/address")
[[ $port =~ ^[0-9]+$ ]] || fail "it printed '$(cat "$folder/address")' instead of its address"

[[ $(get /healthz) == *'{"status":"ok","snapshot":1}'* ]] || fail "/healthz said $(get /healthz)"
figure=$("$c360" sql --format csv "SELECT sum(revenue) FROM gold.monthly_revenue" | tail -1)
[[ $(get '/v1/sql?statement=SELECT+sum(revenue)+FROM+gold.monthly_revenue') == *"\"$figure\""* ]] ||
  fail "SQL over HTTP is not $figure, as c360 sql says"

# Customers: the engine and the book say the same as the command.
found=$("$c360" customer --json --search 'smiht' --limit 1 | sed -nE 's/.*"id": "([^"]*)".*/\1/p' | head -1)
[ -n "$found" ] || fail "nobody is found by a mistyped name"
[[ $(get '/v1/customers/search?q=smiht&limit=1') == *"\"id\":\"$found\""* ]] || fail "the search over HTTP finds somebody else than $found"
for _ in $(seq 1200); do
  ! grep -q 'customer book of snapshot 1 is open' "$folder/log" || break
  sleep 0.05
done
grep -q 'customer book of snapshot 1 is open' "$folder/log" || fail "there is no customer book"
[[ $(get '/v1/customers/search?q=smiht&limit=1') == *"\"id\":\"$found\""* ]] || fail "the book finds somebody else than $found"
revenue=$("$c360" sql --format csv "SELECT revenue FROM gold.customer_360 WHERE customer_id = $found" | tail -1)
[[ $(get "/v1/customers/$found?timeline=5") == *"\"value\":\"$revenue\""* ]] || fail "the customer's revenue is not $revenue"
[[ $(get /v1/customers/nobody) == *"there is no customer nobody"* ]] || fail "nobody is somebody"

if "$c360" serve --port "$port" 2>"$folder/second"; then fail "two servers took one port"; fi
grep -q "cannot listen on 127.0.0.1 port $port" "$folder/second" || fail "a taken port was told as: $(cat "$folder/second")"
code=0
"$c360" serve --address 0.0.0.0 2>"$folder/open" || code=$?
[ "$code" = 2 ] || fail "listening for everyone gave exit code $code"

"$c360" run --full >/dev/null 2>&1
cp data/orders.csv data/orders_again.csv
echo 'X-1,C-1,2024-01-01,1,Toys,paid' >>data/orders_again.csv
"$c360" run >/dev/null 2>&1
newest=$("$c360" status --json | sed -nE '/"snapshot": \{/,/\}/ s/.*"number": ([0-9]+).*/\1/p' | head -1)
for _ in $(seq 400); do
  [[ $(get /healthz) != *"\"snapshot\":$newest}"* ]] || break
  sleep 0.05
done
[[ $(get /healthz) == *"\"snapshot\":$newest}"* ]] || fail "it did not move on to snapshot $newest"

# send METHOD TARGET BODY: what the server answers to a request with a body, headers and body.
send() {
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  printf '%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s' \
    "$1" "$2" "${#3}" "$3" >&3
  cat <&3
  exec 3>&-
}

# once_run STATUS: waits until the run that the server started has this status.
once_run() {
  for _ in $(seq 600); do
    [[ $(get /v1/runs/current) != *"\"only\":[],\"status\":\"$1\""* ]] || return 0
    sleep 0.05
  done
  fail "the run was never $1: $(get /v1/runs/current)"
}

# A decision over HTTP, and a run from the server that it takes effect in.
open=$("$c360" quarantine list orders --json --limit 0 | grep -c '"message"')
[ "$open" -gt 0 ] || fail "no order is quarantined"
answer=$(send POST /v1/quality/decisions '{"decision":"dismiss","entity":"orders","reason":"reference(customer_id)","why":"seen"}')
dismissed=$(sed -nE 's/.*"rows":([0-9]+).*/\1/p' <<<"$answer")
[ "${dismissed:-0}" -gt 0 ] || fail "deciding said $answer"
[[ $(send POST /v1/runs '{}') == *' 202 '* ]] || fail "no run was started"
[[ $(send POST /v1/runs '{}') == *' 409 '* ]] || fail "a second run was started"
once_run succeeded
rows=$("$c360" sql --format csv "SELECT count(*) FROM quarantine.orders WHERE _decision = 'dismiss'" | tail -1)
[ "$rows" = "$dismissed" ] || fail "$rows rows are dismissed, not $dismissed"
# One is cancelled, or was faster.
send POST /v1/runs '{"full":true}' >/dev/null
send DELETE /v1/runs/current '' >/dev/null
for _ in $(seq 600); do
  [[ $(get /v1/runs/current) == *'"ended":null'* ]] || break
  sleep 0.05
done
[[ $(get /v1/runs/current) =~ \"only\":\[\],\"status\":\"(cancelled|crashed|succeeded)\" ]] || fail "cancelled, it was $(get /v1/runs/current)"
newest=$("$c360" status --json | sed -nE '/"snapshot": \{/,/\}/ s/.*"number": ([0-9]+).*/\1/p' | head -1)
# The server takes a run along when it stops.
send POST /v1/runs '{"full":true}' >/dev/null
started=$(get /v1/runs/current | sed -nE 's/.*"process":([0-9]+).*/\1/p')

kill -TERM "$server"
code=0
wait "$server" || code=$?
server=
[ "$code" = 0 ] || fail "asked to stop, it ended with $code"
if kill -0 "$started" 2>/dev/null; then fail "the run goes on without its server"; fi
grep -q "GET /v1/sql 200" "$folder/log" || fail "the log does not tell what was asked"
echo "served snapshots 1 to $newest"
