#!/usr/bin/env bash
# What it costs to take in the same records as CSV, NDJSON and Parquet. ./dev bench_formats [SCALE]
#
# The orders of the e-commerce example (10,000 a step of SCALE) are written in each format, and taken in to bronze from
# nothing, three times in turn. What counts is processor time, user and system, so that other work on the machine does
# not: the least of the three, in multiples of that of CSV. Kept in bench/results/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scale=${1:-100}
c360=$PWD/build/release/c360
folder=$PWD/.cache/bench/formats-$scale
report=bench/results/formats-$scale.md
measured=$(mktemp -d)
trap 'rm -rf "$measured"' EXIT

make_files() {
  [ -f "$folder/made" ] && return
  rm -rf "$folder"
  mkdir -p "$folder/contracts"
  "$c360" generate "$folder/all" --template ecommerce --scale "$scale" --seed 1 >/dev/null
  mv "$folder"/all/*rders*.csv "$folder/csv.csv"
  python3 - "$folder/csv.csv" "$folder/ndjson.ndjson" <<'PYTHON'
import csv, json, sys
with open(sys.argv[1], newline="", errors="replace") as rows, open(sys.argv[2], "w") as lines:
    for row in csv.DictReader(rows):
        row.pop(None, None)
        lines.write(json.dumps(row, ensure_ascii=False) + "\n")
PYTHON
  printf 'project: formats\nsources:\n  csv: csv.csv\n' >"$folder/c360.yaml"
  "$c360" run -C "$folder" >/dev/null 2>&1
  cp "$(find "$folder/lakehouse/bronze/csv" -name '*.parquet' | head -n 1)" "$folder/parquet.parquet"
  printf 'project: formats\nsources:\n  csv: csv.csv\n  ndjson: ndjson.ndjson\n  parquet: parquet.parquet\n' >"$folder/c360.yaml"
  touch "$folder/made"
}

# measure FORMAT: adds a line "CPU-seconds kilobytes".
measure() {
  rm -rf "$folder/lakehouse"
  /usr/bin/time -f '%U %S %M' -o "$measured/time" "$c360" run -C "$folder" --only "$1" >"$measured/out" 2>&1 ||
    { cat "$measured/out" >&2; exit 1; }
  awk '{ print $1 + $2, $3 }' "$measured/time" >>"$measured/$1"
}

least() { cut -d' ' -f1 "$measured/$1" | sort -n | head -n 1; }
peak() { cut -d' ' -f2 "$measured/$1" | sort -n | tail -n 1; }

make_files
for _ in 1 2 3; do for format in csv ndjson parquet; do measure "$format"; done; done
rows=$(($(wc -l <"$folder/csv.csv") - 1))
{
  echo "# Formats: $rows orders taken in to bronze"
  echo
  echo "| format | MB | processor time | against CSV | peak memory |"
  echo "|---|---|---|---|---|"
  for format in csv ndjson parquet; do
    size=$(stat -c %s "$folder/$format.$format")
    awk -v f="$format" -v s="$(least "$format")" -v c="$(least csv)" -v b="$size" -v m="$(peak "$format")" \
      'BEGIN { printf "| %s | %.0f | %.2f s | %.2f × | %.0f MB |\n", f, b / 1e6, s, s / c, m / 1024 }'
  done
} | tee "$report"
