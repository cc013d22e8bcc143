#!/usr/bin/env bash
# Type-checks web/: types_test.sh NODE.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../web"
[ -e node_modules/typescript ] || { echo "web/node_modules lacks typescript: run ./dev test, which fetches it"; exit 1; }
exec "$1" node_modules/typescript/bin/tsc -p .
