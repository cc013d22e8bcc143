#!/usr/bin/env bash
# Every Delta table of both examples, read by delta-rs, holds the same rows as c360 reads: ./dev interop.
# Skipped, with pip's reason, where the Python package cannot be had.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
c360=$PWD/build/release/c360
venv=build/interop/venv

mkdir -p build/interop
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
if ! "$venv/bin/pip" install --quiet --disable-pip-version-check --retries 1 --timeout 20 \
  -r tests/interop/requirements.txt 2>build/interop/pip.log; then
  echo "interop: skipped, pip could not install deltalake: $(grep -v '^WARNING' build/interop/pip.log | tail -n 1)"
  exit 0
fi

for template in ecommerce retail360; do
  project=build/interop/$template
  rm -rf "$project"
  "$c360" init "$project" --template "$template" >/dev/null
  "$c360" generate "$project/data" --template "$template" --scale 1 --seed 7
  "$c360" run -C "$project"
  "$venv/bin/python" tests/interop/compare.py "$c360" "$project"
  "$venv/bin/python" tests/interop/delta_rs.py "$project/lakehouse"
done
