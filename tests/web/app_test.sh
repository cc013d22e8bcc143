#!/usr/bin/env bash
# Opens the dashboards of c360 serve in Chromium: app_test.sh PROGRAM NODE PICTURES [quick]. Both examples, a hostile shop, a
# project that never ran and an empty one; quick: retail360 alone, at one size.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/served.sh" app "$@"

make_example retail360
open retail360
[ -z "$quick" ] || exit 0
make_example ecommerce
open ecommerce
"$here/hostile_shop.sh" "$program" hostile_shop
open hostile_shop
"$here/hostile_project.sh" "$program" hostile
open hostile
make_unused
open fresh
open nothing
