#!/usr/bin/env bash
# Exports reports of both examples and of projects that are odd: report_command_test.sh PROGRAM [quick].
#
# Twice the same bytes; nothing personal in a page unless asked; folders of others stay as they are; a project that never
# ran, one without metrics, a disk that is full, and exports that are killed. Quick: retail360 is not exported twice, and
# one export is killed.
set -euo pipefail
program=$(realpath "${1:?usage: report_command_test.sh PROGRAM [quick]}")
quick=${2:-}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

fail() { echo "FAILED: $1"; exit 1; }

# report PROJECT DIR [OPTION…]
report() { "$program" export report "$2" -C "$1" "${@:3}" --json >"$1.json" 2>"$1.err" || { cat "$1.json" "$1.err"; return 1; }; }
number() { sed -n "s/^  \"$2\": \([0-9]*\),*$/\1/p" "$1.json"; }

# report_again PROJECT: what was written stays as it is.
report_again() {
  cp "$1.report/index.html" first.html
  report "$1" "$1.report" || fail "second report of $1"
  cmp first.html "$1.report/index.html" || fail "second report of $1 differs"
  grep -q '"changed": false' "$1.json" || fail "second report of $1 was written"
}

for template in ecommerce retail360; do
  "$program" init "$template" --template "$template" >/dev/null
  if report "$template" "$template.report" >/dev/null; then fail "a report of $template before its first run"; fi
  grep -q "has not run yet" "$template.json" "$template.err" || fail "$template does not say that it has not run"
  [ ! -e "$template.report" ] || fail "a report of nothing left a folder"
  "$program" generate -C "$template" --template "$template" --scale 1 --seed 1 >/dev/null
  "$program" run -C "$template" >run.log 2>&1 || { tail -n 20 run.log; fail "run of $template"; }
  report "$template" "$template.report" || fail "report of $template"
  [ "$(number "$template" pages)" -ge 4 ] || fail "$template lacks pages"
  [ "$(number "$template" answers)" -ge 100 ] || fail "$template lacks answers"
  grep -q '"unanswered": \[\]' "$template.json" || fail "$template has questions without an answer"
  [ "$(number "$template" bytes)" -le 8000000 ] || fail "the report of $template has $(number "$template" bytes) bytes"
  [ -n "$quick" ] && [ "$template" = retail360 ] || report_again "$template"
  "$program" sql -C "$template" "SELECT DISTINCT name FROM silver.customers WHERE contains(name, ' ')" --format csv |
    tail -n +2 >names
  [ "$(wc -l <names)" -gt 100 ] || fail "$template has no names"
  if grep -qFf names "$template.report/index.html"; then fail "a name stands in the report of $template"; fi
  report "$template" "$template.shown" --unmasked || fail "unmasked report of $template"
  grep -q '"masked": false' "$template.json" || fail "an unmasked report says that it is masked"
done
grep -qFf names retail360.shown/index.html || fail "--unmasked shows nothing in retail360"

# Folders of others, people's changes, places that are none.
mkdir other && touch other/thesis.txt
if report ecommerce other >/dev/null; then fail "a folder of others was written to"; fi
[ "$(ls -A other)" = thesis.txt ] || fail "something was written into a folder of others"
if report retail360 ecommerce.report >/dev/null; then fail "another project's report was overwritten"; fi
if "$program" docs ecommerce.report -C ecommerce >/dev/null 2>&1; then fail "docs went into a report"; fi
echo >>ecommerce.report/index.html
if report ecommerce ecommerce.report >/dev/null; then fail "a changed page was overwritten"; fi
report ecommerce ecommerce.report --force || fail "report with --force"
if report ecommerce other/thesis.txt/below >/dev/null; then fail "a report below a file"; fi
grep -q thesis.txt ecommerce.json ecommerce.err || fail "a report below a file does not name it"

# A disk that is full, and a kill: the old page, whole.
before=$(cksum <ecommerce.report/index.html)
if (trap '' XFSZ; ulimit -f 200; report ecommerce ecommerce.report --unmasked --force >/dev/null 2>&1); then
  fail "a report on a full disk"
fi
[ "$(cksum <ecommerce.report/index.html)" = "$before" ] || fail "a full disk cost the report"
moments=(0.1 0.5 1 1.5)
[ -z "$quick" ] || moments=(0.5)
for after in "${moments[@]}"; do
  timeout -s KILL "$after" "$program" export report ecommerce.report -C ecommerce --unmasked >/dev/null 2>&1 || true
  tail -n 1 ecommerce.report/index.html | grep -q '</html>' || fail "a killed export left half a page"
done
report ecommerce ecommerce.report || fail "report after a killed one"
[ "$(cksum <ecommerce.report/index.html)" = "$before" ] || fail "report after a killed one differs"

# Two at once: one of them waits or says so, and the page is whole.
report ecommerce ecommerce.report >/dev/null 2>&1 & 
"$program" export report ecommerce.report -C ecommerce >/dev/null 2>&1 || true
wait
[ "$(cksum <ecommerce.report/index.html)" = "$before" ] || fail "two exports at once spoilt the report"

# No metrics, and a mistake in a dashboard's SELECT, which its card tells.
mkdir -p plain/data plain/contracts plain/dashboards
printf 'project: plain\nsources: { things: { files: "data/*.csv" } }\n' >plain/c360.yaml
printf 'entity: things\nfrom: things\nkey: [id]\ncolumns: { id: { type: bigint, required: true } }\n' >plain/contracts/things.yaml
printf 'id\n1\n2\n' >plain/data/things.csv
printf 'title: Own\ncards:\n  - { sql: "SELECT count(*) AS n FROM silver.things" }\n  - { sql: "SELECT nothing FROM silver.things" }\n' \
  >plain/dashboards/own.yaml
"$program" run -C plain >run.log 2>&1 || { cat run.log; fail "run of plain"; }
report plain plain.report || fail "report without metrics"
grep -q '"path": "/v1/dashboards/own/rows/1"' plain.json || fail "a SELECT with a mistake is not told"
grep -q '"pages": 1' plain.json || fail "the own dashboard is no page"
echo "reports of both examples"
