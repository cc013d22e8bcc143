# Sourced by the tests beside it: a project with raw files, what its lakehouse holds, and what must hold of it.
# Needs $program.

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
project=$folder/project

fail() {
  echo "FAILED: $1"
  exit 1
}

skip() {
  echo "SKIPPED: $1"
  exit 77
}

# make_project FILES: an example ($TEMPLATE) with its raw files (of $SEED), each source's split over that many.
make_project() {
  local template=${TEMPLATE:-ecommerce}
  "$program" init "$project" --template "$template" >/dev/null
  "$program" generate "$project/data" --template "$template" --scale 1 --seed "${SEED:-11}" --files "$1" >/dev/null
}

# hold_back N and give_back: takes the last of every source's N files away, and brings them back.
hold_back() {
  local file
  mkdir -p "$folder/later"
  for file in "$project"/data/*"$1".csv; do mv "$file" "$folder/later/"; done
}
give_back() { mv "$folder"/later/* "$project/data/"; }

run() { "$program" run -C "$project" >"$folder/run.log" 2>&1; }

# run_well WHEN: a run that must succeed.
run_well() { run || fail "a run $1 failed: $(tail -n 5 "$folder/run.log")"; }

ask() { "$program" sql -C "$project" --format csv "$1"; }

# tables: every table that a reader sees, bronze to gold.
tables() {
  ask "SELECT concat(table_schema, '.', table_name) AS t FROM information_schema.tables
       WHERE table_schema IN ('bronze', 'silver', 'quarantine', 'gold') ORDER BY t" | tail -n +2
}

# contents: of every table the number of its rows and the sum of their hashes, batch ids and times apart; the account.
contents() {
  local table query=
  for table in $(tables); do
    query+="${query:+ UNION ALL }SELECT '$table' AS name, count(*) AS n, sum(hash(r)::HUGEINT) AS hashes
      FROM (SELECT COLUMNS(lambda c: c NOT IN ('_batch_id', '_ingested_at')) FROM $table) r"
  done
  ask "${query:-SELECT 'nothing'} ORDER BY 1"
  ask 'SELECT * FROM meta.row_account ORDER BY entity'
}

# must_hold WHAT EXPECTED: the contents now are those of the file EXPECTED.
must_hold() {
  contents >"$folder/now"
  [ -s "$2" ] || fail "there is nothing to compare with"
  diff "$2" "$folder/now" >"$folder/difference" || fail "$1: $(head -n 10 "$folder/difference")"
}

# must_hold_either WHAT OLD NEW: a reader sees all of the one moment or all of the other.
must_hold_either() {
  contents >"$folder/now"
  cmp -s "$2" "$folder/now" || cmp -s "$3" "$folder/now" ||
    fail "$1: a reader sees neither moment: $(diff "$2" "$folder/now" | head -n 10)"
}
