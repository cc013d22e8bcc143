#!/usr/bin/env bash
# Makes a shop whose names and members try to become markup, or are very long, and runs it: hostile_shop.sh PROGRAM DIR.
set -euo pipefail
program=$(realpath "$1")
mkdir -p "$2"/{data,contracts,metrics}
cd "$2"

cat >c360.yaml <<'TEXT'
project: a_shop_with_a_name_that_goes_on_and_on_until_nobody_reads_it_any_more
currency: EUR
week_start: sunday
freshness: 1h
sources:
  people: { files: "data/people.csv" }
  buys: { files: "data/buys.csv" }
TEXT
cat >contracts/people.yaml <<'TEXT'
entity: people
from: people
key: [id]
columns: { id: { type: string, required: true }, name: string, kind: string }
TEXT
cat >contracts/buys.yaml <<'TEXT'
entity: buys
from: buys
key: [id]
columns:
  id: { type: bigint, required: true }
  who: { type: string, references: people.id }
  day: { type: datetime, formats: ["%Y-%m-%d %H:%M"] }
  paid: { type: "decimal(18,4)" }
  what: string
TEXT
long=$(printf 'Donaudampfschifffahrtsgesellschaft%.0s' 1 2 3 4)
names=('<img src=x onerror="globalThis.hacked=1">' '</script><script>globalThis.hacked=2</script>' "Robert'); DROP TABLE buys;--"
  "$long" '{value|rich} {head|text}' 'עברית ‏مختلط‎ mixed' '  ' '100 %, "quoted", = + - @')
csv() { local text=${1//\"/\"\"}; printf '"%s"' "$text"; }
{
  echo id,name,kind
  for i in "${!names[@]}"; do
    echo "$(csv "p/$i?&#=%"),$(csv "${names[$i]}"),$(csv "${names[$(((i + 3) % 8))]}")"
  done
} >data/people.csv
{
  echo id,who,day,paid,what
  for n in $(seq 1 400); do
    i=$((n * 7 % 8))
    printf '%s,%s,2024-%02d-%02d %02d:%02d,%s,%s\n' "$n" "$(csv "p/$i?&#=%")" $((n % 12 + 1)) $((n % 28 + 1)) $((n % 24)) $((n % 60)) \
      "$((n * 9999999 % 1000000007)).$((1000 + n))" "$(csv "${names[$((n % 8))]}")"
  done
} >data/buys.csv
cat >metrics/people.yaml <<'TEXT'
entity: people
role: customer
table: silver.people
description: "</style><script>globalThis.hacked=3</script>"
columns: { id: id, name: name, kind: segment }
dimensions:
  worth: { measure: takings, bands: [1, 1000000, 1000000000] }
measures:
  heads: { value: count(*), description: "<u>People</u>" }
  back: { each: people, of: buys, having: ">= 2", description: Came back. }
  back_rate: { ratio: back / heads, format: percent, description: "Came back, of all." }
TEXT
cat >metrics/buys.yaml <<'TEXT'
entity: buys
role: sale
table: silver.buys
description: "<iframe src=javascript:globalThis.hacked=4></iframe>"
columns:
  id: id
  day: time
  paid: amount
  what: { role: category, label: "<svg onload=globalThis.hacked=5> what was bought, in a label that does not end where labels should" }
measures:
  takings: { value: sum(paid), format: currency, label: "Takings <script>globalThis.hacked=6</script>", description: "All <b>money</b>." }
  buys: { value: count(*), unit: "<i>buys</i>", description: Buys. }
  per_buy: { ratio: takings / buys, description: Takings for one buy. }
TEXT
"$program" run >run.log 2>&1 || { cat run.log; exit 1; }
