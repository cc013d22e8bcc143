#!/usr/bin/env bash
# Exports both examples for Power BI: export_test.sh PROGRAM. (metrics/rename_everything_test.sh exports one under other
# names.)
#
# Twice the same bytes; at least six pages of three visuals or more, ten measures and two hierarchies for retail360; files
# that people changed stop an export, those that they added stay.
set -euo pipefail
program=$(realpath "${1:?usage: export_test.sh PROGRAM}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

fail() { echo "FAILED: $1"; exit 1; }

# make_project TEMPLATE: with its tables.
make_project() {
  "$program" init "$1" --template "$1" >/dev/null
  "$program" generate -C "$1" --template "$1" --scale 1 --seed 1 >/dev/null
  "$program" run -C "$1" >run.log 2>&1 || { tail -n 20 run.log; fail "run of $1"; }
}

# export_to PROJECT DIR [OPTION…]
export_to() { "$program" export powerbi "$2" -C "$1" "${@:3}" --json >"$1.json" 2>"$1.err" || { cat "$1.json" "$1.err"; return 1; }; }

# number PROJECT FIELD: of the last export's report.
number() { sed -n "s/^  \"$2\": \([0-9]*\),*$/\1/p" "$1.json"; }

for template in ecommerce retail360; do
  make_project "$template"
  export_to "$template" "$template.pbi" || fail "export of $template"
  cp -r "$template.pbi" first
  export_to "$template" "$template.pbi" || fail "second export of $template"
  diff -r --exclude=data --exclude=.c360-export.lock first "$template.pbi" || fail "a second export of $template differs"
  rm -rf first
  grep -q '"written": [0-9]*' "$template.json"
  [ "$(number "$template" measures)" -ge 10 ] || fail "$template has too few measures"
  [ "$(ls "$template.pbi/data" | wc -l)" -ge 5 ] || fail "$template lacks data"
  few=$(sed -n 's/^ *"visuals": \([0-9]*\)$/\1/p' "$template.json" | awk '$1 < 3')
  [ -z "$few" ] || fail "a page of $template has fewer than three visuals"
done
[ "$(grep -c '"visuals"' retail360.json)" -ge 6 ] || fail "retail360 has fewer than six pages"
[ "$(number retail360 hierarchies)" -ge 2 ] || fail "retail360 has fewer than two hierarchies"
for page in Overview Revenue "Customers and segments" Times Service Loyalty; do
  grep -q "\"title\": \"$page\"" retail360.json || fail "retail360 has no page $page"
done

# Personal data is told of, as it came to gold.
grep -rq '^	/// .*Personal data: email\.$' retail360.pbi/*.SemanticModel || fail "an e-mail address is not told of"

# Tables of a database instead of files: server and database as parameters, never the user or the password.
export C360_PG="host='db.example' port=5433 dbname='ware house' user=ann password='geheim=\"x'"
export_to retail360 retail360.db --from warehouse || fail "export from a database"
grep -q '"kind": "postgresql"' retail360.json || fail "the report does not say where the rows are"
[ ! -e retail360.db/data ] || fail "an export from a database has data of its own"
parameters=retail360.db/retail360.SemanticModel/definition/expressions.tmdl
grep -q 'Server = "db.example:5433" meta' "$parameters" || fail "the server is no parameter"
grep -q 'Database = "ware house" meta' "$parameters" || fail "the database is no parameter"
grep -q 'Rows = Source{\[Schema="retail360",Item="dim_customer"\]}\[Data\]' -r retail360.db || fail "a table is not read"
if grep -rqw -e geheim -e ann retail360.db retail360.json; then fail "a secret was written"; fi
unset C360_PG
if export_to retail360 nowhere --from warehouse >/dev/null; then fail "a place that is not known was exported"; fi
grep -q C360_PG retail360.json || fail "the variable is not named"
grep -q -- --server retail360.json || fail "what to do is not said"
[ ! -e nowhere ] || fail "something was written for a place that is not known"
export_to retail360 retail360.db --from warehouse --server db.example:5433 --database "ware house" || fail "given place"
grep -q '"written": 0' retail360.json || fail "the same place gives other files"
export_to retail360 retail360.db || fail "export with files again"
[ -e retail360.db/data ] || fail "an export with files has none"

# People's files.
echo mine >retail360.pbi/notes.txt
export_to retail360 retail360.pbi
[ "$(cat retail360.pbi/notes.txt)" = mine ] || fail "an added file is gone"
table=$(ls retail360.pbi/retail360.SemanticModel/definition/tables/*.tmdl | head -n 1)
echo >>"$table"
if export_to retail360 retail360.pbi >/dev/null; then fail "a changed file was overwritten"; fi
export_to retail360 retail360.pbi --force || fail "export with --force"
mkdir other && touch other/thesis.txt
if export_to retail360 other >/dev/null; then fail "a folder of others was written to"; fi
[ "$(ls -A other)" = thesis.txt ] || fail "something was written into a folder of others"
echo "both examples exported"
