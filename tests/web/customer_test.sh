#!/usr/bin/env bash
# Opens the customer page, the search, dashboards of the user's own and signing in, in Chromium:
# customer_test.sh PROGRAM NODE PICTURES [quick]. Both examples and hostile customers; quick: ecommerce alone, at one size.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/served.sh" customer "$@"

make_example ecommerce
mkdir -p ecommerce/dashboards
open ecommerce ecommerce
[ -z "$quick" ] || exit 0
make_example retail360
mkdir -p retail360/dashboards
open retail360 retail360
"$here/hostile_customers.sh" "$program" hostile_customers
mkdir -p hostile_customers/dashboards
open hostile_customers hostile_customers
