#!/usr/bin/env bash
# Drives the program through scenarios and compares all that it says with what is expected.
#
#   scenario.sh [--regenerate] PROGRAM [NAME…]
#
# A scenario is a folder below tests/scenarios/: commands.txt, one shell command a line, is run in a temporary copy of
# project/ (empty where there is none), and standard output, standard error and exit codes must be expected.txt.
# What differs from run to run (times, ids, the folder) is written as <time>, <id> and so on before comparing.
# Commands find the other scenarios in $SCENARIOS. --regenerate writes expected.txt instead; without names, all scenarios are taken.
set -euo pipefail

regenerate=
if [ "${1:-}" = --regenerate ]; then
  regenerate=yes
  shift
fi
program=$(realpath "${1:?usage: scenario.sh [--regenerate] PROGRAM [NAME…]}")
shift
scenarios=$(realpath "$(dirname "${BASH_SOURCE[0]}")/scenarios")

# same_every_time FOLDER: standard input without what differs from run to run.
same_every_time() {
  sed -E \
    -e "s#$1#<folder>#g" \
    -e 's/[0-9]{8}T[0-9]{6}-[0-9a-f]{8}/<id>/g' \
    -e 's/20[2-9][0-9]-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+(Z|\+00)?| UTC)/<time>/g'
}

# of_a_run: the same for what a run tells of its time and speed, and for the widths that follow from them.
of_a_run() {
  sed -E -e 's/\b[0-9]+(\.[0-9]+)? (ms|s)\b( +[0-9,]+(  |$))?/<time> /g' -e 's/ +/ /g' -e 's/ $//' -e 's/-{3,}/---/g'
}

# play NAME: what the scenario's commands say, each after a line of its own.
play() {
  local folder status line filter
  folder=$(mktemp -d)
  if [ -d "$scenarios/$1/project" ]; then cp -r "$scenarios/$1/project/." "$folder"; fi
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      '' | '#'*) continue ;;
      *'c360 run'* | *'c360 pipeline run'* | *'c360 publish'*) filter=of_a_run ;;
      *) filter=cat ;;
    esac
    status=0
    printf '$ %s\n' "$line"
    (cd "$folder" && SCENARIOS=$scenarios PATH="$(dirname "$program"):$PATH" TZ=America/New_York NO_COLOR=1 \
      bash -c "$line" </dev/null 2>&1) | $filter || status=$?
    printf '[%s]\n' "$status"
  done <"$scenarios/$1/commands.txt" | same_every_time "$folder"
  rm -rf "$folder"
}

# check NAME: 0 if the scenario gives what is expected.
check() {
  if [ -n "$regenerate" ]; then
    play "$1" >"$scenarios/$1/expected.txt"
  elif ! play "$1" | diff -u "$scenarios/$1/expected.txt" -; then
    echo "FAILED: scenario $1 (tests/scenarios/$1); if the change is meant: ./dev regenerate $1"
    return 1
  fi
}

[ $# -gt 0 ] || mapfile -t names < <(cd "$scenarios" && ls)
[ $# -eq 0 ] || names=("$@")
faults=0
for name in "${names[@]}"; do
  check "$name" || faults=1
done
exit $faults
