#!/usr/bin/env bash
# Opens the pages of c360 serve about the lakehouse itself in Chromium: work_test.sh PROGRAM NODE PICTURES [quick]. Both
# examples, a hostile project, one whose last run failed, one that never ran and an empty one; quick: retail360 alone, at
# one size.
set -euo pipefail
program=$(realpath "$1") node=$(realpath "$2") pictures=$(realpath -m "$3") quick=${4:-}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
test=$here/../../web/test/work_test.mjs
[ -e "$here/../../web/node_modules/playwright-core" ] || { echo "web/node_modules lacks playwright-core: run ./dev test"; exit 1; }
[ -e "${C360_CHROMIUM:-/usr/bin/chromium}" ] || { echo "there is no chromium: ./dev prove installs it"; exit 77; }
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"

# open PROJECT KIND: serves it and tests its pages.
open() {
  "$program" serve -C "$1" --port 0 --quiet >"$1.address" 2>"$1.log" &
  server=$!
  for _ in $(seq 100); do
    [ -s "$1.address" ] && break
    kill -0 "$server" 2>/dev/null || { cat "$1.log"; exit 1; }
    sleep 0.1
  done
  "$node" "$test" "$(head -n 1 "$1.address")" "$2" "$pictures/work_$1" $quick || { echo "FAILED: $1"; exit 1; }
  kill "$server"
  wait "$server" || true
  server=
}

# example TEMPLATE
example() {
  "$program" init "$1" --template "$1" >/dev/null
  "$program" generate -C "$1" --template "$1" --scale 1 --seed 1 >/dev/null
  "$program" run -C "$1" >run.log 2>&1 || { cat run.log; exit 1; }
  open "$1" example
}

example retail360
[ -z "$quick" ] || exit 0
example ecommerce
printf 'x\n' >>ecommerce/models/gold/customer_360.sql
if "$program" run -C ecommerce >/dev/null 2>&1; then echo "a broken model runs"; exit 1; fi
mv ecommerce broken
open broken failed
"$here/hostile_project.sh" "$program" hostile
open hostile hostile
"$program" init fresh --template retail360 >/dev/null
open fresh fresh
mkdir nothing && printf 'project: nothing\nsources: {}\n' >nothing/c360.yaml
open nothing fresh
