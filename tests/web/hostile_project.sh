#!/usr/bin/env bash
# Makes a project whose names, texts and values try to become markup, and runs it: hostile_project.sh PROGRAM DIR.
set -euo pipefail
program=$1
mkdir -p "$2"/{data,contracts,models/gold,metrics}
cd "$2"

cat >c360.yaml <<'TEXT'
project: hostile
currency: EUR
freshness: 1h
sources:
  people: { files: "data/*.csv" }
publish: { shelf: { parquet: out } }
TEXT
cat >contracts/people.yaml <<'TEXT'
entity: people
description: "</script><img src=x onerror=\"globalThis.hacked=1\"><b>bold</b> @@C360_DATA@@ <!-- -->"
from: people
key: [id]
max_quarantined: 1
columns:
  id: { type: bigint, required: true }
  название_колонки_очень_длинное_имя_которое_никак: { type: string, from: "</td><script>globalThis.hacked=2</script>", description: "<svg onload=globalThis.hacked=3>" }
  mail: { type: string, pii: email, pattern: "[^<]+@.*", description: "javascript:alert(1)" }
checks:
  - { name: short, where: "length(mail) < 10", otherwise: warn }
TEXT
cat >'data/<img src=x onerror=alert(1)>.csv' <<'TEXT'
id,</td><script>globalThis.hacked=2</script>,mail
1,"<img src=x onerror=""globalThis.hacked=4"">",ann@secret.example
2,"</script><script>globalThis.hacked=5</script>",bob@secret.example
3,a very long value that goes on and on and on and on and on and on and on and on and on,not a mail<secret
TEXT
cat >models/gold/shout.sql <<'TEXT'
-- grain: id
-- <iframe src="https://evil.example"></iframe> & "quotes" 'single' `ticks`
SELECT id, upper(mail) AS loud, count(*) AS n, '</script><script>globalThis.hacked=6</script>' AS "</style>"
FROM silver.people GROUP BY ALL
TEXT
cat >metrics/people.yaml <<'TEXT'
entity: people
table: silver.people
description: "<img src=x onerror=globalThis.hacked=7>"
columns: { id: id, mail: email }
measures:
  people: { value: count(*), description: "<a href='javascript:globalThis.hacked=8'>click</a>", unit: "<u>" }
TEXT
"$program" run >run.log 2>&1 || { cat run.log; exit 1; }
