#!/usr/bin/env bash
# A disk that fills up ends a run with a clear error; what was readable stays so, and with room the next run mends all.
# full_disk_test.sh PROGRAM PERCENT…: of the room that a run needs. The disk is a small tmpfs in a mount name space of this test's own; where the machine does
# not allow one, the test is skipped.
set -euo pipefail
program=$(realpath "$1")
percents=("${@:2}")
if [ -z "${C360_OWN_MOUNTS:-}" ]; then
  unshare --map-root-user --mount true 2>/dev/null || { echo "SKIPPED: no mount name space is allowed here"; exit 77; }
  exec env C360_OWN_MOUNTS=yes unshare --map-root-user --mount "${BASH_SOURCE[0]}" "$program" "${percents[@]}"
fi
source "$(dirname "${BASH_SOURCE[0]}")/lakehouse.sh"
lakehouse=$project/lakehouse

# a_disk KILOBYTES: an empty one of that size, as the lakehouse's folder.
a_disk() {
  umount "$lakehouse" 2>/dev/null || true
  mkdir -p "$lakehouse"
  mount -t tmpfs -o "size=$1k" tmpfs "$lakehouse" || skip "tmpfs cannot be mounted here"
}
trap 'umount "$lakehouse" 2>/dev/null; rm -rf "$folder"' EXIT

used() { df -k --output=used "$lakehouse" | tail -n 1; }

make_project 2
hold_back 2
a_disk 1000000
run_well "over the first files"
contents >"$folder/old"
first=$(used)
cp -a "$lakehouse" "$folder/first"
give_back
run_well "over all files"
contents >"$folder/new"
all=$(used)

# in_part PERCENT: the run over the new files with only that part of the room that it needs.
in_part() {
  local status=0
  a_disk $((first + (all - first) * $1 / 100))
  cp -a "$folder/first/." "$lakehouse/"
  run || status=$?
  [ $status -eq 1 ] || fail "with $1 % of the room a run ended with $status: $(tail -n 3 "$folder/run.log")"
  grep -qiE 'space|full' "$folder/run.log" || fail "the error does not say that the disk is full: $(cat "$folder/run.log")"
  must_hold "after the disk was full at $1 %" "$folder/old"
  mount -o "remount,size=1000000k" "$lakehouse"
  run_well "with room again"
  must_hold "with room again after $1 %" "$folder/new"
}

for percent in "${percents[@]}"; do in_part "$percent"; done
echo "a full disk at ${percents[*]} % of a run: the last moment stayed readable, the next run mended all"
