#!/usr/bin/env bash
# What it costs that raw files lie in Azure: ./dev bench_azure [MB]
#
# The raw files of the e-commerce example, so many MB of CSV in forty blobs, are taken in to bronze from an Azurite
# (C360_AZURITE), and downloaded with curl, eight at a time, and taken in from here: each three times, in turn. What counts is
# the least time of each, and the peak memory of taking them in. Azurite works on this machine, too. Kept in
# bench/results/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source tools/azure_project.sh

megabytes=${1:-1000}
c360=$PWD/build/release/c360
folder=$PWD/.cache/bench/azure-$megabytes
report=bench/results/azure-$megabytes.md
measured=$(mktemp -d)
trap 'rm -rf "$measured"' EXIT

# project NAME: with the example's sources and no contract, so that a run takes in and does no more.
project() {
  mkdir -p "$folder/$1"
  {
    printf 'project: bench\nlakehouse: ./lakehouse\nsources:\n'
    for source in customers orders payments support_tickets web_activity; do
      printf '  %s: { files: "data/%s*.csv" }\n' "$source" "$source"
    done
  } >"$folder/$1/c360.yaml"
}

# make_files: as many as make so many MB, by the size of a first try.
make_files() {
  local scale
  [ -f "$folder/made-$megabytes" ] && return
  rm -rf "$folder"
  mkdir -p "$folder"
  "$c360" generate "$folder/try" --template ecommerce --scale 10 --seed 1 >/dev/null
  scale=$(du -sb "$folder/try" | awk -v mb="$megabytes" '{ printf "%d", mb * 1e6 / ($1 / 10) + 1 }')
  rm -rf "$folder/try"
  "$c360" generate "$folder/raw" --template ecommerce --scale "$scale" --seed 1 --files 8 >/dev/null
  rm -f "$folder"/raw/*.json
  touch "$folder/made-$megabytes"
}

# signature: a SAS for the emulator's account, for curl.
signature() {
  build/deps/node/node -e '
    const { createHmac } = require("node:crypto");
    const parts = { sp: "rl", ss: "b", srt: "sco", se: "2099-01-01T00:00:00Z", spr: "https,http", sv: "2019-12-12" };
    const text = ["devstoreaccount1", parts.sp, parts.ss, parts.srt, "", parts.se, "", parts.spr, parts.sv, ""].join("\n");
    const sig = createHmac("sha256", Buffer.from(process.env.C360_AZURITE_KEY, "base64")).update(text).digest("base64");
    console.log(new URLSearchParams({ ...parts, sig }).toString());'
}

# timed NAME COMMAND…: adds a line "seconds kilobytes".
timed() {
  local name=$1
  shift
  /usr/bin/time -f '%e %M' -o "$measured/time" "$@" >"$measured/out" 2>&1 || { cat "$measured/out" >&2; exit 1; }
  cat "$measured/time" >>"$measured/$name"
}

download() {
  local sas file
  sas=$(signature)
  rm -rf "$folder/here/data"
  mkdir -p "$folder/here/data"
  for file in "$folder"/raw/*.csv; do
    printf 'url = "%s/lake/raw/bench/%s?%s"\noutput = "%s"\n' "$C360_AZURITE" "${file##*/}" "$sas" "$folder/here/data/${file##*/}"
  done >"$measured/blobs"
  timed download curl --silent --show-error --fail --parallel --parallel-max 8 --config "$measured/blobs"
}

take_in() {
  rm -rf "$folder/$1/lakehouse" "$folder/cache"
  timed "$1" "$c360" run -C "$folder/$1"
}

least() { cut -d' ' -f1 "$measured/$1" | sort -n | head -n 1; }
peak() { cut -d' ' -f2 "$measured/$1" | sort -n | tail -n 1; }

make_files
project here
project there
lakehouse_to_azure "$folder/there" bench "$folder/cache"
sources_to_azure "$folder/there" bench
sed -i 's|^lakehouse: .*|lakehouse: ./lakehouse|' "$folder/there/c360.yaml"
"$c360" upload -C "$folder/there" "$folder/raw" azure://lake/raw/bench >/dev/null 2>&1
for _ in 1 2 3; do
  download
  diff -rq "$folder/raw" "$folder/here/data"
  take_in here
  take_in there
done
bytes=$(cat "$folder"/raw/*.csv | wc -c)
blobs=$(find "$folder/raw" -name '*.csv' | wc -l)
{
  echo "# Azure: $((bytes / 1000000)) MB of CSV in $blobs blobs taken in to bronze"
  echo
  echo "| | time | peak memory |"
  echo "|---|---|---|"
  printf '| downloading with curl, 8 at a time | %s s | |\n' "$(least download)"
  printf '| taking in from here | %s s | %d MB |\n' "$(least here)" $(($(peak here) / 1024))
  printf '| taking in from Azurite | %s s | %d MB |\n' "$(least there)" $(($(peak there) / 1024))
  echo
  awk -v c="$(least download)" -v h="$(least here)" -v t="$(least there)" \
    'BEGIN { printf "Taking in from Azurite takes %.2f × downloading and taking in from here (aim: at most 1.3 ×).\n", t / (c + h) }'
  echo
  echo "The least of three each, in turn; $(nproc) cores, which Azurite shares. Repeat: \`./dev bench_azure $megabytes\`."
} | tee "$report"
