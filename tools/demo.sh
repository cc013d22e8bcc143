#!/usr/bin/env bash
# Both example projects, from raw files with realistic dirt to numbers: ./dev demo [SCALE]. With --azure the e-commerce
# example alone, its raw files and its lakehouse both in an Azurite (C360_AZURITE) of the demo's own.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source tools/azure_project.sh
c360=$PWD/build/release/c360
place=here
if [ "${1:-}" = --azure ]; then
  place=azure
  shift
fi
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

# run_in_azure: the raw files go up, and from there into a lakehouse in the same container.
run_in_azure() {
  local project=build/demo/ecommerce-azure
  printf '\n==== ecommerce, raw files and lakehouse in %s ====\n' "$C360_AZURITE"
  rm -rf "$project"
  "$c360" init "$project" --template ecommerce >/dev/null
  "$c360" generate "$project/data" --template ecommerce --scale "$scale" --seed 1
  move_to_azure "$project" demo "$PWD/build/demo/cache"
  "$c360" upload -C "$project" "$project/data" azure://lake/raw/demo
  rm -r "$project/data"
  "$c360" run -C "$project"
  show "$project" 'Where the raw files are' \
    'SELECT source, path, records FROM meta.files ORDER BY source, path'
}

account='SELECT * FROM meta.row_account ORDER BY entity'

if [ "$place" = azure ]; then
  run_in_azure
  show build/demo/ecommerce-azure 'gold.kpi_summary' 'SELECT * FROM gold.kpi_summary'
  show build/demo/ecommerce-azure 'The row account: every record is somewhere' "$account"
  printf '\nThe project is in build/demo/ecommerce-azure; its Azurite is gone. ./dev azurite start FOLDER gives another.\n'
  exit
fi

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
