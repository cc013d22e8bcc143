#!/usr/bin/env bash
# Calls the functions of a part of the dashboards: units_test.sh NODE app|customer|work.
set -euo pipefail
node=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")/../../web"
[ -e node_modules/esbuild ] || { echo "web/node_modules lacks esbuild: run ./dev build, which fetches it"; exit 1; }
LANG=en_US.UTF-8 exec "$node" "test/$2_units_test.mjs"
