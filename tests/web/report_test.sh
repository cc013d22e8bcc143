#!/usr/bin/env bash
# Opens reports in Chromium, from their files, beside the dashboards of c360 serve: report_test.sh PROGRAM NODE PICTURES
# [quick]. Both examples, a hostile shop, an empty project and one that never ran; quick: retail360 alone, at one size.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/served.sh" report "$@"

# report PROJECT: exports it masked and unmasked, and holds its pages against those of the server.
report() {
  "$program" export report "$1.report" -C "$1" >/dev/null
  "$program" export report "$1.shown" -C "$1" --unmasked >/dev/null
  open "$1" "$folder/$1.report" "$folder/$1.shown"
}

make_example retail360
mkdir retail360/dashboards 2>/dev/null || true
cat >retail360/dashboards/of_the_test.yaml <<'TEXT'
title: Of the test
cards:
  - { chart: tile, measures: [revenue, repeat_rate], width: 12 }
  - { chart: time, measures: revenue, by: sales.channel, grain: quarter, top: 2 }
  - { chart: bars, measures: revenue, by: [products.category, sales.channel], top: 3 }
  - { chart: table, measures: [revenue, sales], by: [time, sales.channel], order: [revenue desc], limit: 7 }
  - { sql: "SELECT count(*) AS customers FROM silver.customers" }
  - { markdown: "**Read** [the rules](https://example.org/rules)." }
TEXT
report retail360
[ -z "$quick" ] || exit 0
make_example ecommerce
report ecommerce
"$here/hostile_shop.sh" "$program" hostile_shop
report hostile_shop
make_unused
"$program" run -C nothing >/dev/null 2>&1
report nothing
if "$program" export report fresh.report -C fresh >/dev/null 2>said; then echo "FAILED: a report of nothing"; exit 1; fi
grep -q "has not run yet" said || { cat said; echo "FAILED: a report of nothing does not say why"; exit 1; }
