#!/usr/bin/env bash
# examples_agree_test.sh PROGRAM EXAMPLES: every measure of both examples equals what gold says, by every dimension, and a
# cent more in gold is found.
set -euo pipefail
program=$1
examples=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

for example in ecommerce retail360; do
  cp -r "$examples/$example" $example
  "$program" generate --template $example --scale 1 --seed 11 $example/data >/dev/null
  "$program" run -C $example >/dev/null
  "$program" metrics check -C $example >$example.txt || { cat $example.txt; exit 1; }
  tail -n 1 $example.txt
done

rm -r ecommerce/tests  # they would find it first
sed -i 's/sum(order_amount) AS revenue/sum(order_amount) + 0.01 AS revenue/' ecommerce/models/gold/monthly_revenue.sql
"$program" run -C ecommerce >/dev/null
if "$program" metrics check -C ecommerce >faulty.txt; then
  echo "a cent more was not found"
  exit 1
fi
grep -q 'gold.monthly_revenue by time.month' faulty.txt
