#!/usr/bin/env bash
# Both example projects, from raw files with realistic dirt to numbers: ./dev demo [SCALE].
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
c360=$PWD/build/release/c360
scale=${1:-1}

# show PROJECT TITLE QUERY
show() {
  printf '\n%s\n' "$2"
  "$c360" sql -C "$1" "$3"
}

# run_example TEMPLATE: a fresh project with raw files of its own, then one run.
run_example() {
  local project=build/demo/$1
  printf '\n==== %s ====\n' "$1"
  rm -rf "$project"
  "$c360" init "$project" --template "$1" >/dev/null
  "$c360" generate "$project/data" --template "$1" --scale "$scale" --seed 1
  "$c360" run -C "$project"
}

# publish PROJECT: into the private PostgreSQL that ./dev demo has started.
publish() {
  [ -n "${C360_PG:-}" ] || return 0
  printf '\nc360 publish warehouse\n'
  "$c360" publish warehouse -C "$1"
}

account='SELECT * FROM meta.row_account ORDER BY entity'

run_example ecommerce
show build/demo/ecommerce 'gold.kpi_summary' 'SELECT * FROM gold.kpi_summary'
show build/demo/ecommerce 'The row account: every record is somewhere' "$account"

publish build/demo/ecommerce

run_example retail360
show build/demo/retail360 'gold.sales_by_channel' 'SELECT * FROM gold.sales_by_channel ORDER BY channel'
show build/demo/retail360 'gold.customer_segments' \
  'SELECT segment, count(*) AS customers, sum(total_spend) AS total_spend FROM gold.customer_segments GROUP BY segment ORDER BY customers DESC'
show build/demo/retail360 'The row account: every record is somewhere' "$account"

publish build/demo/retail360

printf '\nBoth projects are in build/demo. Try: build/release/c360 sql -C build/demo/ecommerce\n'
