#!/usr/bin/env bash
# How fast are customers' pages and the search of customers? bench/customers.sh [CUSTOMERS]
#
# The ecommerce example with so many customers (1 million by default) and ten orders each is made once and kept in
# .cache/bench, or taken from C360_BENCH_PROJECT. c360 serve makes its customer book; autocannon asks on the same machine:
# profiles with the first page of the timeline, ids uniform over all customers, 1,000 a second on 50 kept connections,
# then the same beside a c360 run, then beside 1,000 idle connections and 100 that send a byte a second; searches, 100 a
# second, one in ten mistyped. Every answer must be a 200.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

customers=${1:-1000000}
seconds=${C360_BENCH_SECONDS:-30}
c360=$PWD/build/release/c360
tools=$PWD/.cache/bench/autocannon
project=${C360_BENCH_PROJECT:-$PWD/.cache/bench/customers-$customers}
cache=$PWD/.cache/bench/books
report=$PWD/bench/results/customers-$customers.md
work=$(mktemp -d "${TMPDIR:-/tmp}/c360-bench.XXXXXX")
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT

if [ ! -d "$tools/node_modules/autocannon" ]; then
  mkdir -p "$tools"
  npm install --prefix "$tools" --no-save --no-audit --no-fund autocannon@8.0.0 >/dev/null
fi
if [ ! -f "$project/c360.yaml" ]; then
  "$c360" init "$project" --template ecommerce >/dev/null
  "$c360" generate "$project/data" --template ecommerce --scale $((customers / 1000)) >/dev/null
fi
[ -d "$project/lakehouse" ] || "$c360" run -C "$project" >/dev/null 2>&1

rows() { "$c360" sql -C "$project" --format csv "$1" | tail -n +2 | tr -d '"\r'; }
rows "SELECT customer_id FROM silver.customers" >"$work/ids"
rows "(SELECT name FROM silver.customers WHERE name <> 'Unknown' USING SAMPLE 20000) UNION ALL
      (SELECT email FROM silver.customers WHERE email IS NOT NULL USING SAMPLE 10000)" >"$work/words"

"$c360" serve -C "$project" --port 0 --cache "$cache" >"$work/address" 2>"$work/log" &
server=$!
until [ -s "$work/address" ]; do sleep 0.1; done
url=$(sed -E 's,(http://[^/]*)/.*,\1,' "$work/address")
until grep -q 'customer book of snapshot [0-9]* is open' "$work/log"; do
  kill -0 "$server" && sleep 1
  ! grep -q 'there is no customer book' "$work/log" || { cat "$work/log" >&2; exit 1; }
done
made=$(grep -o 'made the customer book.*' "$work/log" || echo "the customer book was there already")
size=$(find "$cache" -name '*.book' -printf '%s\n' | sort -n | tail -1)

# ask WHAT RATE FILE: a line of the report.
ask() { node bench/customers.mjs "$tools" "$url" "$1" "$2" "$seconds" 50 "$work/$3"; }
line() {
  node -e '
    const r = JSON.parse(process.argv[2]);
    const failed = r.errors + r.timeouts + r.non2xx;
    console.log(`| ${process.argv[1]} | ${r.rate.toFixed(0)} | ${r.p50} | ${r.p90} | ${r.p99} | ${r.max} | ${failed} |`);
  ' "$1" "$2"
}
memory() { awk '/VmRSS/ { printf "%.0f MB", $2 / 1000 }' "/proc/$server/status"; }

load=$(cut -d' ' -f1 /proc/loadavg)
ask profile 200 ids >/dev/null # opens the file, makes the connections of the first requests
profile=$(ask profile 1000 ids)
search=$(ask search 100 words)
node bench/idle.mjs "${url##*:}" 1000 100 $((seconds + 4)) >"$work/idle" &
idle=$!
sleep 3
beside_idle=$(ask profile 1000 ids)
wait "$idle"
"$c360" run -C "$project" --full >/dev/null 2>&1 &
run=$!
beside_run=$(ask profile 1000 ids)
during=$(kill -0 "$run" 2>/dev/null && echo "the run outlived the measurement" || echo "the run ended before the measurement did")
kill "$run" 2>/dev/null || true
wait "$run" || true

{
  echo "# Customers' pages, $customers customers"
  echo
  echo "$(date -u +%F), commit $(git rev-parse --short HEAD), $(nproc) cores ($(sed -nE 's/^model name\s*: //p' /proc/cpuinfo | head -1)); autocannon on the same machine, $seconds s each."
  echo "Load of the machine just before: $load; times on a busy machine say little."
  echo
  echo "| what | answers a second | p50 ms | p90 | p99 | slowest | failed |"
  echo "|---|---|---|---|---|---|---|"
  line "profile and 50 newest events, 50 connections" "$profile"
  line "the same beside 1,000 idle connections and 100 slow ones" "$beside_idle"
  line "the same beside \`c360 run --full\`" "$beside_run"
  line "search, one in ten mistyped" "$search"
  echo
  echo "The book: $made; $((size / 1000000)) MB. Memory of the server afterwards: $(memory), of the book what the system keeps."
  echo "Connections beside: $(cat "$work/idle"). Beside the run: $during."
  echo
  echo "Repeat it with \`./dev bench_customers $customers\`."
} >"$report"
cat "$report"
