#!/usr/bin/env bash
# The long tests, for as long as one likes: ./dev prove [SECONDS]. Each round kills, fills the disk and runs twice.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
program=../build/release/c360
until=$((SECONDS + ${1:-300}))
rounds=0
while [ $SECONDS -lt $until ]; do
  robust/kill_test.sh "$program" 24
  robust/two_runs_test.sh "$program"
  robust/full_disk_test.sh "$program" || [ $? -eq 77 ]
  rounds=$((rounds + 1))
done
echo "prove: $rounds rounds without a fault"
