#!/usr/bin/env bash
# Makes a project whose customers' values try to become markup, are very long, or are many, and runs it:
# hostile_customers.sh PROGRAM DIR. Customer "p 0?&#=%" has thousands of events, "quiet" none, "wrong" was rejected.
set -euo pipefail
program=$(realpath "$1")
mkdir -p "$2"/{data,contracts,metrics,dashboards}
cd "$2"

cat >c360.yaml <<'TEXT'
project: hostile_customers
currency: EUR
sources:
  people: { files: "data/people.csv" }
  buys: { files: "data/<buys>.csv" }
  calls: { files: "data/calls.csv" }
TEXT
cat >contracts/people.yaml <<'TEXT'
entity: people
from: people
key: [id]
max_quarantined: 1
columns:
  id: { type: string, required: true }
  name: string
  mail: string
  phone: string
  kind: string
  since: { type: date, formats: ["%Y-%m-%d"] }
  note: { type: string, accepted: [fine] }
TEXT
cat >contracts/buys.yaml <<'TEXT'
entity: buys
from: buys
key: [id]
columns:
  id: { type: bigint, required: true }
  who: { type: string, references: people.id }
  at: { type: datetime, formats: ["%Y-%m-%d %H:%M"] }
  paid: { type: "decimal(18,4)" }
  what: string
  how: string
TEXT
cat >contracts/calls.yaml <<'TEXT'
entity: calls
from: calls
key: [id]
columns:
  id: { type: bigint, required: true }
  who: { type: string, references: people.id }
  at: { type: date, formats: ["%Y-%m-%d"] }
  about: string
TEXT

long=$(printf 'Donaudampfschifffahrtsgesellschaftskapitän%.0s' 1 2 3 4 5)
names=('<img src=x onerror="globalThis.hacked=1">' '</script><script>globalThis.hacked=2</script>' "$long"
  'עברית ‏مختلط‎ mixed' '名字很长的客户先生' '' 'name·7k2m9x4q' 'Zoë Ångström-Łukasiewicz')
csv() { local text=${1//\"/\"\"}; printf '"%s"' "$text"; }
{
  echo id,name,mail,phone,kind,since,note
  for i in "${!names[@]}"; do
    echo "$(csv "p $i?&#=%"),$(csv "${names[$i]}"),$(csv "javascript:globalThis.hacked=3@$i"),+49 30 12345$i,$(csv "${names[$(((i + 1) % 8))]}"),2020-01-0$((i + 1)),fine"
  done
  echo 'quiet,Quentin Quiet,quiet@example.com,,,,fine'
  echo 'wrong,Wanda Wrong,wanda@example.com,,,,not accepted'
} >data/people.csv
{
  echo id,who,at,paid,what,how
  for n in $(seq 1 3000); do
    who=0
    [ $((n % 10)) -ne 0 ] || who=$((n / 10 % 8))
    printf '%s,%s,20%02d-%02d-%02d %02d:%02d,%s,%s,%s\n' "$n" "$(csv "p $who?&#=%")" $((n % 6 + 19)) $((n % 12 + 1)) $((n % 28 + 1)) \
      $((n % 24)) $((n % 60)) "$((n * 9999999 % 1000000007)).$((1000 + n))" "$(csv "${names[$((n % 5))]}")" '<b>card</b>'
  done
} >'data/<buys>.csv'
{
  echo id,who,at,about
  for n in $(seq 1 40); do echo "$n,$(csv "p $((n % 8))?&#=%"),2024-05-$((n % 20 + 10)),$(csv "${names[$((n % 3))]}")"; done
} >data/calls.csv
cat >metrics/people.yaml <<'TEXT'
entity: people
role: customer
table: silver.people
description: "<style>body { display: none }</style>"
columns: { id: id, name: name, mail: email, phone: phone, kind: segment, since: time }
measures:
  heads: { value: count(*), description: "<u>People</u>" }
TEXT
cat >metrics/buys.yaml <<'TEXT'
entity: buys
role: sale
table: silver.buys
description: "<iframe src=javascript:globalThis.hacked=4></iframe>"
columns:
  id: id
  at: time
  paid: amount
  what: { role: category, label: "<svg onload=globalThis.hacked=5> what was bought, in a label that does not end where labels should" }
  how: method
measures:
  takings: { value: sum(paid), format: currency, label: "Takings <script>globalThis.hacked=6</script>", description: "All <b>money</b>." }
  buys: { value: count(*), unit: "<i>buys</i>", description: Buys. }
TEXT
cat >metrics/calls.yaml <<'TEXT'
entity: calls
role: ticket
table: silver.calls
description: "Calls."
columns: { id: id, at: time, about: issue }
measures:
  calls: { value: count(*), description: Calls. }
TEXT
cat >'dashboards/hostile.yaml' <<'TEXT'
title: "<script>globalThis.hacked=7</script> and a title that is much longer than any rail has room for"
description: "<img src=x onerror=globalThis.hacked=8>"
cards:
  - { chart: tile, measures: [takings, buys, heads] }
  - { chart: bars, measures: takings, by: people.kind, description: "<b>Description</b>" }
  - { title: "<u>Rows</u>", sql: "SELECT name AS \"</th><script>globalThis.hacked=9</script>\", mail FROM silver.people ORDER BY id" }
  - { chart: bars, measures: takigns, by: people.kind }
  - title: Texts
    markdown: |
      <script>globalThis.hacked=10</script><img src=x onerror=globalThis.hacked=11>

      [one](javascript:globalThis.hacked=12) [two](JaVaScRiPt:globalThis.hacked=12) [three](data:text/html,<script>1</script>)
      [four](//elsewhere.example/x) [five](vbscript:x) [six](java&#10;script:globalThis.hacked=13) <javascript:globalThis.hacked=14>
      ![seven](https://elsewhere.example/seven.png) [good](https://example.org/?a=b&c=d) [mail](mailto:a@example.org) [page](#/customer/quiet)

      <iframe src="https://elsewhere.example"></iframe> <style>body { display: none }</style>

      # Heading <b>bold</b>
      `<code>` &lt;b&gt; &amp; &#x1F600; **strong** ~~gone~~

      | a | b |
      |---|--:|
      | <i>1</i> | 2 |
TEXT
"$program" run >run.log 2>&1 || { cat run.log; exit 1; }
