# What tests of the dashboards in a browser share; to be sourced: served.sh TEST PROGRAM NODE PICTURES [quick].
#
# Goes to a folder of its own, which goes with the test. web/test/TEST_test.mjs is called for each project that is opened.
part=$1 program=$(realpath "$2") node=$(realpath "$3") pictures=$(realpath -m "$4") quick=${5:-}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
web=$here/../../web
[ -e "$web/node_modules/playwright-core" ] || { echo "web/node_modules lacks playwright-core: run ./dev test"; exit 1; }
[ -e "${C360_CHROMIUM:-/usr/bin/chromium}" ] || { echo "there is no chromium: ./dev prove installs it"; exit 77; }
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"

# open PROJECT [ARGUMENT…]: serves it and tests its pages: TEST_test.mjs ADDRESS PICTURES ARGUMENT… [quick].
open() {
  local project=$1
  shift
  "$program" serve -C "$project" --port 0 --quiet >"$project.address" 2>"$project.log" &
  server=$!
  for _ in $(seq 100); do
    [ -s "$project.address" ] && break
    kill -0 "$server" 2>/dev/null || { cat "$project.log"; exit 1; }
    sleep 0.1
  done
  "$node" "$web/test/${part}_test.mjs" "$(head -n 1 "$project.address")" "$pictures/${part}_$project" "$@" $quick ||
    { echo "FAILED: $project"; exit 1; }
  kill "$server"
  wait "$server" || true
  server=
}

# make_example TEMPLATE: a project of its name, with raw files of its own, run once.
make_example() {
  "$program" init "$1" --template "$1" >/dev/null
  "$program" generate -C "$1" --template "$1" --scale 1 --seed 1 >/dev/null
  "$program" run -C "$1" >run.log 2>&1 || { cat run.log; exit 1; }
}

# make_unused: `fresh`, which never ran, and `nothing`, which has nothing to run.
make_unused() {
  "$program" init fresh --template retail360 >/dev/null
  mkdir nothing
  printf 'project: nothing\nsources: {}\n' >nothing/c360.yaml
}
