#include "c360/session/delta_scan.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "c360/base/error.h"
#include "c360/base/letter_case.h"

namespace c360::session {
namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr const char* kFunction = "delta_scan";

bool is_delta_scan(const OrderedJson& node) {
  if (!node.is_object() || node.value("type", OrderedJson()) != "TABLE_FUNCTION") return false;
  const auto function = node.find("function");
  return function != node.end() && function->value("function_name", "") == kFunction;
}

/// The text that an argument is; nullptr if it is no constant text.
const OrderedJson* constant_text(const OrderedJson& argument) {
  if (argument.value("class", "") != "CONSTANT") return nullptr;
  const OrderedJson& constant = argument.at("value");
  const auto text = constant.find("value");
  return text != constant.end() && text->is_string() ? &*text : nullptr;
}

std::string path_argument(const OrderedJson& node) {
  const OrderedJson& arguments = node.at("function").at("children");
  const OrderedJson* text = arguments.size() == 1 ? constant_text(arguments[0]) : nullptr;
  if (text != nullptr) return text->get<std::string>();
  throw Error(ErrorCode::kUsage, "delta_scan takes the folder of one Delta table as a text",
              "write it as delta_scan('/path/to/table')");
}

OrderedJson base_table(const OrderedJson& node, const PlacedTable& table) {
  const std::string alias = node.value("alias", "");
  return {{"type", "BASE_TABLE"},
          {"alias", alias.empty() ? kFunction : alias},
          {"sample", node.value("sample", OrderedJson())},
          {"query_location", node.at("query_location")},
          {"schema_name", table.schema},
          {"table_name", table.name},
          {"column_name_alias", node.value("column_name_alias", OrderedJson::array())},
          {"catalog_name", ""},
          {"at_clause", nullptr}};
}

/// Whether anything below the node was replaced.
bool replace_in(OrderedJson& node, const PlaceTable& place) {
  if (is_delta_scan(node)) {
    node = base_table(node, place(path_argument(node)));
    return true;
  }
  bool replaced = false;
  if (node.is_structured()) {
    for (OrderedJson& child : node) replaced |= replace_in(child, place);
  }
  return replaced;
}

}  // namespace

bool names_delta_scan(std::string_view statement) {
  const std::string_view name = kFunction;
  const auto same = [](char a, char b) { return to_lower(a) == b; };
  return std::search(statement.begin(), statement.end(), name.begin(), name.end(), same) != statement.end();
}

std::optional<std::string> replace_delta_scans(std::string_view tree_json, const PlaceTable& place) {
  OrderedJson tree = OrderedJson::parse(tree_json);
  if (!replace_in(tree, place)) return std::nullopt;
  return tree.dump();
}

}  // namespace c360::session
