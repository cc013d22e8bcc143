#!/usr/bin/env bash
# rename_everything_test.sh PROGRAM EXAMPLE: a copy of an example in which every table and column has another name yields
# the same pages and the same answers: no name stands in code.
set -euo pipefail
program=$1
example=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

tables='customers|products|stores|agents|online_transactions|in_store_transactions|service_interactions|loyalty_accounts|loyalty_transactions'
models='dim_agent|dim_customer|dim_date|dim_product|dim_store|fact_sales|fact_service_interaction|fact_loyalty_transaction|agent_performance|average_order_value|customer_360|customer_segments|peak_times_in_store|peak_times_online|sales_by_channel'
columns='customer_id|name|email|address|product_id|category|price|store_id|location|manager|open_hours|agent_id|department|shift|interaction_id|date_time|issue_type|resolution_status|loyalty_id|points_earned|tier_level|join_date|points_change|reason|transaction_id|amount|payment_method|order_id|status|sale_id|channel|sold_at|is_revenue|is_resolved|member_since|segment|total_spend|purchases|total_interactions|total_transactions|hour_of_week'
roles='name|email|address|category|price|location|manager|department|shift|reason|amount|status|channel|segment'

renamed() { sed -E "s/\b($tables|$models|$columns)\b/zz_\1/g"; }

cp -r "$example" one
"$program" generate --template retail360 --scale 1 --seed 7 one/data >/dev/null
cp -r one two
find two -name '*.yaml' -o -name '*.sql' | while read -r file; do
  renamed <"$file" >changed && mv changed "$file"
done
# A role is no name: `zz_channel: channel` again.
sed -i -E "s/^(  zz_[a-z_0-9]+: +)zz_($roles)$/\1\2/; s/role: zz_($roles)\b/role: \1/" two/metrics/*.yaml
for file in two/models/*/*.sql; do
  new=$(dirname "$file")/$(basename "$file" .sql | renamed).sql
  [ "$new" = "$file" ] || mv "$file" "$new"
done
grep -q zz_fact_sales two/metrics/sales.yaml && grep -q zz_amount two/contracts/in_store_transactions.yaml

for project in one two; do
  "$program" run -C $project >/dev/null
  "$program" check -C $project | sed 's/\bzz_//g' >pages_$project
  "$program" metrics check -C $project >/dev/null
done
diff pages_one pages_two

# What is exported for Power BI is the same too, names apart.
for project in one two; do
  "$program" export powerbi $project.pbi -C $project --json | sed -E 's/\bzz[_ ]//Ig' | tr '[:upper:]' '[:lower:]' >export_$project
done
grep -q '"title": "loyalty"' export_one
diff export_one export_two

asked=0
# same MEASURE… [--by …]: the same rows under both names.
same() {
  local arguments=() argument
  for argument in "$@"; do arguments+=("$(renamed <<<"$argument")"); done
  "$program" metrics query -C one --format csv "$@" | tail -n +2 >answer_one
  "$program" metrics query -C two --format csv "${arguments[@]}" | tail -n +2 >answer_two
  [ -s answer_one ] || { echo "no answer: $*"; exit 1; }
  diff answer_one answer_two || { echo "another answer: $*"; exit 1; }
  asked=$((asked + 1))
}
same revenue sales payment_success_rate --by sales.channel
same revenue revenue_change revenue_this_year --grain month
same revenue --by products.category --by stores.location
same revenue customers repeat_rate --by customers.tier_level
same customers buyers --by customers.sales_made
same resolution_rate --by agents.department --by service.issue_type
same points_balance --grain quarter --by customers.tier_level
same retention --by customers.first_sale.quarter --by sales.since_first_sale.quarter
same revenue --by sales.payment_method --top 2 --where "channel = Online"
same revenue --by segments.segment
same sales --by time.day_name --by time.hour_of_day
echo "$asked questions have the same answers"
