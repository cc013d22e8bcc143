#!/usr/bin/env bash
# Every Delta table of both examples, read by delta-rs and by Spark, holds the same rows as c360 reads, and what is
# exported for Power BI, as OpenLineage, answered over HTTP as Arrow and Parquet, and what SQL Server would be told, is what others' tools take for it:
# ./dev interop.
# A reader is skipped, with the reason, where its packages cannot be had.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
c360=$PWD/build/release/c360
folder=$PWD/build/interop
python=$folder/venv/bin/python
export IVY_FOLDER=$folder/ivy

skip() { echo "interop: $1 skipped, $2"; }

# can_read READER: whether its packages are there.
can_read() {
  if ! "$python" -m pip install --quiet --disable-pip-version-check --retries 1 --timeout 20 \
    -r "tests/interop/requirements_$1.txt" 2>"$folder/pip.log"; then
    skip "$1" "pip could not install it: $(grep -v '^WARNING' "$folder/pip.log" | tail -n 1)"
    return 1
  fi
  [ "$1" = spark ] || return 0
  command -v java >/dev/null || { skip spark "there is no java"; return 1; }
  (cd tests/interop && "$python" -c 'import read_by_spark as r; r.session()') >"$folder/spark.log" 2>&1 ||
    { skip spark "it did not start: $(grep -iE 'unresolved|not found|exception' "$folder/spark.log" | head -n 1)"; return 1; }
}

# make_project TEMPLATE: its raw files arrive in twelve runs, so that the tables have a history, and checkpoints.
make_project() {
  local project=$folder/$1 number
  rm -rf "$project"
  "$c360" init "$project" --template "$1" >/dev/null
  "$c360" generate "$project/later" --template "$1" --scale 1 --seed 7 --files 12 >/dev/null
  mkdir "$project/data"
  for number in $(seq -w 12); do
    mv "$project"/later/*"$number".csv "$project/data/"
    "$c360" run -C "$project" >"$folder/run.log" 2>&1 || { tail -n 5 "$folder/run.log"; exit 1; }
  done
}

mkdir -p "$folder"
[ -x "$python" ] || python3 -m venv "$folder/venv"
for template in ecommerce retail360; do make_project "$template"; done

faults=0
for reader in delta_rs spark; do
  can_read "$reader" || continue
  for template in ecommerce retail360; do
    "$python" tests/interop/compare.py "$reader" "$c360" "$folder/$template" 2>"$folder/$reader.log" ||
      { tail -n 20 "$folder/$reader.log"; faults=1; }
    if [ "$reader" = delta_rs ]; then "$python" tests/interop/delta_rs.py "$folder/$template/lakehouse" || faults=1; fi
  done
done

# What c360 export powerbi writes, by the tools that PyPI has for it.
if can_read powerbi; then
  for template in ecommerce retail360; do
    rm -rf "$folder/powerbi_$template"
    "$c360" export powerbi "$folder/powerbi_$template" -C "$folder/$template" >"$folder/export.log" 2>&1 ||
      { tail -n 5 "$folder/export.log"; faults=1; continue; }
    "$python" tests/interop/powerbi.py "$folder/powerbi_$template" \
      ${C360_SHARED:+"$C360_SHARED/data/powerbi-schemas"} || faults=1
  done
fi

# What c360 serve answers as Arrow and as Parquet, by pyarrow.
if can_read answers; then
  for template in ecommerce retail360; do
    "$python" tests/interop/answers.py "$c360" "$folder/$template" || faults=1
  done
fi

# Workbooks, Parquet files and JSON of others, as bronze has them.
if can_read files; then
  "$python" tests/interop/files.py "$c360" "$folder/files" || faults=1
fi

# What c360 lineage writes as OpenLineage, by OpenLineage's own client.
if can_read openlineage; then
  for template in ecommerce retail360; do
    "$c360" lineage gold.customer_360 -C "$folder/$template" --format openlineage >"$folder/lineage.json" 2>"$folder/lineage.log" ||
      { tail -n 5 "$folder/lineage.log"; faults=1; continue; }
    "$python" tests/interop/lineage_events.py "$folder/lineage.json" || faults=1
  done
fi

# What a publish says to SQL Server, which no test here can ask: every statement of the golden files, and the views.
if can_read tsql; then
  "$python" tests/interop/tsql.py src/c360/sql/golden/tsql.sql src/c360/publish/odbc/golden/*.sql \
    examples/*/models/*/*.tsql.sql || faults=1
fi
exit $faults
