# Sourced by the tests beside it, after ../robust/lakehouse.sh and tools/azure_project.sh: projects in Azurite, and runs
# that are caught at work. Needs $program.

# project_in_azure NAME FROM: a copy of the project FROM with raw files and lakehouse in Azurite, a cache of its own.
project_in_azure() {
  cp -r "$2" "$folder/$1"
  project=$folder/$1
  cache=$folder/cache-$1
  move_to_azure "$project" "$1" "$cache"
  "$program" upload -C "$project" "$project/data" "azure://lake/raw/$1" >"$folder/log" 2>&1 ||
    fail "upload: $(cat "$folder/log")"
  rm -r "$project/data"
}

# start_run: in the background; its process is $runner, its words in run.log.
start_run() {
  "$program" run -C "$project" >"$folder/run.log" 2>&1 &
  runner=$!
}

# wait_for_files COUNT: until the run has written so many Parquet files, or has ended.
wait_for_files() {
  local written=0
  while [ "$written" -lt "$1" ] && kill -0 "$runner" 2>/dev/null; do
    written=$({ find "$cache" -name '*.parquet*' -type f 2>/dev/null || true; } | wc -l)
    sleep 0.02
  done
}

# ended: how the run ended.
ended() {
  local status=0
  wait "$runner" || status=$?
  echo "$status"
}
