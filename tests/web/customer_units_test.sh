#!/usr/bin/env bash
# Calls the functions of the customer page, of the user's own dashboards and of signing in: customer_units_test.sh NODE.
set -euo pipefail
node=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")/../../web"
[ -e node_modules/esbuild ] || { echo "web/node_modules lacks esbuild: run ./dev build, which fetches it"; exit 1; }
LANG=en_US.UTF-8 exec "$node" test/customer_units_test.mjs
