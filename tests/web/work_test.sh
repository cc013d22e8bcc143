#!/usr/bin/env bash
# Opens the pages of c360 serve about the lakehouse itself in Chromium: work_test.sh PROGRAM NODE PICTURES [quick]. Both
# examples, a hostile project, one whose last run failed, one that never ran and an empty one; quick: retail360 alone, at
# one size.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/served.sh" work "$@"

make_example retail360
open retail360 example
[ -z "$quick" ] || exit 0
make_example ecommerce
open ecommerce example
printf 'x\n' >>ecommerce/models/gold/customer_360.sql
if "$program" run -C ecommerce >/dev/null 2>&1; then echo "a broken model runs"; exit 1; fi
mv ecommerce broken
open broken failed
"$here/hostile_project.sh" "$program" hostile
open hostile hostile
make_unused
open fresh fresh
open nothing fresh
