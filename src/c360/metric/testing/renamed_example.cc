#include "c360/metric/testing/renamed_example.h"

#include <regex>

#include "c360/base/local_files.h"

namespace c360::metric {
namespace {

namespace fs = std::filesystem;

constexpr const char* kNames =
    "customers|products|stores|agents|online_transactions|in_store_transactions|service_interactions|loyalty_accounts|"
    "loyalty_transactions|dim_agent|dim_customer|dim_date|dim_product|dim_store|fact_sales|fact_service_interaction|"
    "fact_loyalty_transaction|agent_performance|average_order_value|customer_360|customer_segments|peak_times_in_store|"
    "peak_times_online|sales_by_channel|customer_id|name|email|address|product_id|category|price|store_id|location|"
    "manager|open_hours|agent_id|department|shift|interaction_id|date_time|issue_type|resolution_status|loyalty_id|"
    "points_earned|tier_level|join_date|points_change|reason|transaction_id|amount|payment_method|order_id|status|"
    "sale_id|channel|sold_at|is_revenue|is_resolved|member_since|segment|total_spend|purchases|total_interactions|"
    "total_transactions";
constexpr const char* kRoles =
    "name|email|address|category|price|location|manager|department|shift|reason|amount|status|channel|segment";

}  // namespace

std::string renamed(const std::string& text) {
  static const std::regex names(std::string("\\b(") + kNames + ")\\b");
  return std::regex_replace(text, names, "zz_$1");
}

namespace {

/// Roles and kinds of personal data are no names: "zz_channel: channel".
std::string with_roles(const std::string& text) {
  static const std::regex short_role(std::string("(\n  zz_\\w+: +)zz_(") + kRoles + ")(?=\n)");
  static const std::regex long_role(std::string("(role|pii): zz_(") + kRoles + ")\\b");
  return std::regex_replace(std::regex_replace(text, short_role, "$1$2"), long_role, "$1: $2");
}

}  // namespace

void write_renamed_retail360(const fs::path& to) {
  const fs::path from = fs::path(C360_SOURCE_DIR) / "examples" / "retail360";
  for (const auto& entry : fs::recursive_directory_iterator(from)) {
    if (!entry.is_regular_file()) continue;
    const fs::path relative = entry.path().lexically_relative(from);
    const std::string extension = relative.extension().string();
    if (extension != ".yaml" && extension != ".sql") continue;
    if (*relative.begin() == "pipelines") continue;  // their keys are words of the language, too: name, copy
    const fs::path target = to / relative.parent_path() / (renamed(relative.stem().string()) + extension);
    fs::create_directories(target.parent_path());
    const std::string text = renamed(read_file(entry.path()));
    write_file(relative == "c360.yaml" ? to / "c360.yaml" : target, extension == ".yaml" ? with_roles(text) : text);
  }
}

}  // namespace c360::metric
