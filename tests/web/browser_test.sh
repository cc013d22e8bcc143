#!/usr/bin/env bash
# Opens documentations in Chromium: browser_test.sh PROGRAM NODE PICTURES [quick]. Both examples, a project that never
# ran, an empty one and a hostile one; quick: ecommerce alone, at one size.
set -euo pipefail
program=$(realpath "$1") node=$(realpath "$2") pictures=$(realpath -m "$3") quick=${4:-}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
test=$here/../../web/test/docs_test.mjs
[ -e "$here/../../web/node_modules/playwright-core" ] || { echo "web/node_modules lacks playwright-core: run ./dev test"; exit 1; }
[ -e "${C360_CHROMIUM:-/usr/bin/chromium}" ] || { echo "there is no chromium: ./dev prove installs it"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

# open PROJECT
open() {
  "$program" docs "$1.site" -C "$1" >/dev/null
  "$node" "$test" "$1.site/index.html" "$pictures/$1" $quick || { echo "FAILED: $1"; exit 1; }
}

# example TEMPLATE
example() {
  "$program" init "$1" --template "$1" >/dev/null
  "$program" generate -C "$1" --template "$1" --scale 1 --seed 1 >/dev/null
  "$program" run -C "$1" >run.log 2>&1 || { cat run.log; exit 1; }
  open "$1"
}

example ecommerce
[ -z "$quick" ] || exit 0
example retail360
"$program" init fresh --template retail360 >/dev/null
open fresh
mkdir nothing && printf 'project: nothing\nsources: {}\n' >nothing/c360.yaml
open nothing
"$here/hostile_project.sh" "$program" hostile
open hostile
