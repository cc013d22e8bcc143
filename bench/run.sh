#!/usr/bin/env bash
# How fast is a whole run, in multiples of a plain copy of the same files? ./dev bench [SCALE]
#
# The raw files of the e-commerce example are made once per scale and kept in .cache/bench. Then, three times in turn on
# two cores: DuckDB alone copies them to Parquet (copy_baseline), c360 runs from nothing, c360 runs again with nothing
# new to do, and c360 starts up. The medians, with the highest memory use, are printed and kept in bench/results/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scale=${1:-1000}
rounds=3
cores=2
c360=$PWD/build/release/c360
baseline=$PWD/build/release/bench/copy_baseline
project=$PWD/.cache/bench/ecommerce-$scale
report=bench/results/ecommerce-$scale.md
measured=$(mktemp -d)
trap 'rm -rf "$measured"' EXIT

make_files() {
  [ -f "$project/made" ] && return
  rm -rf "$project"
  mkdir -p "$(dirname "$project")"
  "$c360" init "$project" --template ecommerce >/dev/null
  "$c360" generate "$project/data" --template ecommerce --scale "$scale" --seed 1
  touch "$project/made"
}

# measure NAME COMMAND…: adds a line "seconds kilobytes CPU-seconds" to what is known of NAME.
measure() {
  local name=$1
  shift
  if ! taskset -c "0-$((cores - 1))" /usr/bin/time -f '%e %M %U %S' -a -o "$measured/$name" "$@" \
    >"$measured/$name.out" 2>"$measured/$name.err"; then
    cat "$measured/$name.err" >&2
    exit 1
  fi
}

# measure_often NAME TIMES COMMAND…: the same for what is too short to be timed once: the mean of many.
measure_often() {
  local name=$1 times=$2 start
  shift 2
  start=$EPOCHREALTIME
  for _ in $(seq "$times"); do taskset -c "0-$((cores - 1))" "$@" >/dev/null 2>&1; done
  awk -v a="$start" -v b="$EPOCHREALTIME" -v n="$times" 'BEGIN { print (b - a) / n, 0 }' >>"$measured/$name"
}

median() { cut -d' ' -f1 "$measured/$1" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
peak() { cut -d' ' -f2 "$measured/$1" | sort -n | awk 'END { printf "%.2f GB", $1 / 1024 / 1024 }'; }
cpu() { awk '{ print $3 + $4 }' "$measured/$1" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
times_baseline() { awk -v a="$(median "$1")" -v b="$(median copy)" 'BEGIN { printf "%.2f ×", a / b }'; }
milliseconds() { awk -v s="$(median "$1")" 'BEGIN { printf "%.0f ms", s * 1000 }'; }

round() {
  rm -rf "$project/copy" "$project/lakehouse"
  mkdir -p "$project/copy"
  sync
  measure copy "$baseline" "$cores" "$project/copy" "$project"/data/*.csv
  rm -rf "$project/copy"
  sync
  measure run "$c360" run -C "$project"
  measure_often idle 5 "$c360" run -C "$project"
  measure_often version 20 "$c360" --version
}

write_report() {
  cat <<TEXT
# E-commerce example at scale $scale

$(date -u +%Y-%m-%d), commit $(git rev-parse --short HEAD), $cores cores ($(sed -n 's/^model name\s*: //p' /proc/cpuinfo | head -n 1)), $(awk '/MemTotal/ { printf "%.0f GB", $2 / 1024 / 1024 }' /proc/meminfo) of memory, medians of $rounds.
Load of the machine just before: $load; times on a busy machine say little, CPU seconds still do.
Raw files: $(du -ch "$project"/data/*.csv | awk 'END { print $1 }') in $(ls "$project"/data/*.csv | wc -l) files.

| what | time | of the copy | CPU | peak memory |
|---|---|---|---|---|
| DuckDB copies the files to Parquet, all text, snappy | $(median copy) s | 1 × | $(cpu copy) s | $(peak copy) |
| \`c360 run\` from nothing | $(median run) s | $(times_baseline run) | $(cpu run) s | $(peak run) |
| \`c360 run\` with nothing new to do | $(milliseconds idle) | | | |
| \`c360 --version\` | $(milliseconds version) | | | |

Where the time of the last run went:

\`\`\`
$(cat "$measured/run.err" "$measured/run.out")
\`\`\`

Repeat it with \`./dev bench $scale\`.
TEXT
}

make_files
load=$(cut -d' ' -f1 /proc/loadavg)
for _ in $(seq "$rounds"); do round; done
mkdir -p "$(dirname "$report")"
write_report | tee "$report"
