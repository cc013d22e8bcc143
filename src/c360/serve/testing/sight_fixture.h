// A shop of two regions with roles that see some of it, served.
#pragma once

#include <string>
#include <vector>

#include "c360/access/token.h"
#include "c360/serve/testing/service_fixture.h"

namespace c360::serve::testing {

/// Ann (1) and Cid (3) live in the north, Zoe (2) in the south; her name and her order 11 of 99.25 are what the role
/// north may not see. Visits lead to no region, nor do prices. C-4 is no customer's number.
class SightFixture : public ServiceFixture {
 protected:
  SightFixture() {
    put("c360.yaml",
        settings("roles:\n"
                 "  north: { like: viewer, unmasked: true, where: \"region = 'north'\" }\n"
                 "  north_masked: { like: viewer, where: \"region = 'north'\" }\n"
                 "  store_a: { like: viewer, unmasked: true, where: \"store = 'a'\", tables: [silver.customers] }\n"
                 "  no_customers: { like: viewer, unmasked: true, where: \"store = 'a'\" }\n"));
    put("contracts/customers.yaml",
        "entity: customers\nfrom: customers\nkey: [customer_id]\ncolumns:\n"
        "  customer_id: { type: bigint, required: true }\n  name: { type: string, pii: name }\n"
        "  email: { type: string, pii: email }\n  region: { type: string }\n");
    put("contracts/orders.yaml",
        "entity: orders\nfrom: orders\nkey: [order_id]\ncolumns:\n  order_id: { type: bigint, required: true }\n"
        "  customer_id: { type: bigint, required: true, references: customers.customer_id }\n"
        "  amount: { type: \"decimal(12,2)\", required: true }\n  day: { type: date }\n  store: { type: string }\n"
        "  item: { type: bigint }\n");
    put("data/customers.csv",
        "customer_id,name,email,region\n1,Ann,ann@shop.example,north\n2,Zoe,zoe@shop.example,south\n"
        "3,Cid,cid@shop.example,north\nC-4,Max,max@shop.example,north\n");
    put("data/orders.csv",
        "order_id,customer_id,amount,day,store,item\n10,1,5.00,2024-01-01,a,1\n11,2,99.25,2024-01-02,b,1\n"
        "12,1,2.25,2024-01-03,b,1\n");
    put("models/gold/items.sql", "SELECT 1 AS item, 'tea' AS label\n");
    put("models/gold/visits.sql",
        "SELECT order_id + 100 AS visit_id, customer_id + 0 AS customer_id, day FROM silver.orders\n");
    put_metrics();
  }

  void put_metrics() {
    put("metrics/customers.yaml",
        "entity: customers\ndescription: People.\ntable: silver.customers\nrole: customer\n"
        "columns: { customer_id: id, name: name, email: email }\n");
    put("metrics/orders.yaml",
        "entity: orders\ndescription: What they buy.\nrole: sale\ntable: silver.orders\n"
        "columns: { order_id: id, day: time, amount: amount }\nrelationships: { customer_id: customers, item: items }\n"
        "measures:\n  spent: { value: sum(amount), format: currency, description: Money. }\n");
    put("metrics/items.yaml",
        "entity: items\ndescription: What there is.\ntable: gold.items\nkey: [item]\ncolumns: { item: id, label: name "
        "}\n");
    put("metrics/visits.yaml",
        "entity: visits\ndescription: Comings.\ntable: gold.visits\nkey: [visit_id]\n"
        "columns: { visit_id: id, day: time }\nrelationships: { customer_id: customers }\n"
        "measures:\n  visits: { value: count(*), description: How many. }\n");
  }

  /// What follows is asked as a token of this role.
  void serve_for(const std::string& role, bool unmasked = false, ServiceOptions options = {}) {
    secret_ = access::create_token(lake_->store(), {"reader", role, unmasked, {}}, Clock::system()).secret;
    serve(std::move(options));
  }
  Answer read(const std::string& target) {
    http::Request made = request("GET", target);
    made.headers.add("Authorization", "Bearer " + secret_);
    return ask(made);
  }

  /// null where there is no such measure.
  static Json measure(const Json& profile, const std::string& name) {
    for (const Json& each : profile["measures"]) {
      if (each["name"] == name) return each;
    }
    return nullptr;
  }
  static std::vector<std::string> ids_of(const Json& events) {
    std::vector<std::string> ids;
    for (const Json& event : events) ids.push_back(event["id"]);
    return ids;
  }

  std::string secret_;
};

}  // namespace c360::serve::testing
