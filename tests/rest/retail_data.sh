# Sourced by the tests beside it: the example retail360 with raw files, and those of two sources as the JSON of an API.
# Needs $program.

source "$(dirname "${BASH_SOURCE[0]}")/../robust/lakehouse.sh"

# make_api_project: the project in $project, a run over its files done, and the API's records in $folder/db.json.
make_api_project() {
  local source
  TEMPLATE=retail360 make_project 2
  run_well "over the files"
  {
    echo '{'
    for source in OnlineTransactions:online_transactions CustomerServiceInteractions:service_interactions; do
      printf '"%s":\n' "${source%:*}"
      "$program" sql -C "$project" --format json "SELECT * EXCLUDE (_source_file, _source_row) FROM raw.${source#*:}
        ORDER BY _source_file, _source_row"
      [ "${source#*:}" = service_interactions ] || echo ','
    done
    echo '}'
  } >"$folder/db.json"
}

# values ENVIRONMENT…: of every table of silver and gold the number of its rows and the sum of their hashes, places apart.
values() {
  local table query=
  for table in $("$program" "$@" sql -C "$project" --format csv "SELECT concat(table_schema, '.', table_name) AS t
       FROM information_schema.tables WHERE table_schema IN ('silver', 'gold', 'legacy') ORDER BY t" | tail -n +2); do
    query+="${query:+ UNION ALL }SELECT '$table' AS name, count(*) AS n, sum(hash(r)::HUGEINT) AS hashes
      FROM (SELECT COLUMNS(lambda c: NOT starts_with(c, '_')) FROM $table) r"
  done
  "$program" "$@" sql -C "$project" --format csv "$query ORDER BY 1"
}

# account ENVIRONMENT…: the sums that must balance, without those that say how often a record came.
account() {
  "$program" "$@" sql -C "$project" --format csv "SELECT entity, silver_rows, older_versions, quarantined,
    bronze_rows - silver_rows - exact_duplicates - older_versions - quarantined AS rest,
    source_rows - malformed - bronze_rows AS lost FROM meta.row_account ORDER BY entity"
}
