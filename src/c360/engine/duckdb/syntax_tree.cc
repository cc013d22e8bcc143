// What the engine's parser and planner make of SQL that a user wrote, without running it.
#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "c360/engine/duckdb/connection_impl.h"
#include "c360/engine/duckdb/sql_writer.h"

namespace c360::engine {

namespace {

using nlohmann::json;

/// The JSON that one of the engine's json_serialize_ functions makes of a text.
std::string serialize(Connection::Impl& connection, std::string_view function, std::string_view text,
                      std::string_view options = {}) {
  Result result = stream(connection, Statement{fmt::format("SELECT {}({}{})", function, quote_text(text), options)});
  const auto chunk = result.next();
  if (!chunk || chunk->rows() == 0) throw Error(ErrorCode::kInternal, "the engine gave no syntax tree");
  return std::string(chunk->text(0, 0));
}

/// Throws what the tree says is wrong with the text, with its place in the part that a user wrote.
void throw_if_error(const json& tree, std::string_view text, bool all_user) {
  if (!tree.value("error", true)) return;
  const std::string position = tree.value("position", "");
  std::size_t offset = 0;
  std::from_chars(position.data(), position.data() + position.size(), offset);
  const bool in_characters = tree.value("error_type", "") == "parser";
  throw Error(ErrorCode::kEngine, tree.value("error_message", "not SQL that can be read"), {},
              position.empty() ? Location{} : place_in(text, byte_offset(text, offset, in_characters), all_user));
}

bool is_empty(const json& node, const char* key) {
  const auto member = node.find(key);
  return member == node.end() || member->is_null() || member->empty();
}

/// SELECT of one thing from nowhere.
bool is_one_expression(const json& tree) {
  const auto& statements = tree.at("statements");
  if (statements.size() != 1) return false;
  const auto& node = statements[0].at("node");
  if (node.value("type", "") != "SELECT_NODE" || node.at("select_list").size() != 1) return false;
  if (node.at("from_table").value("type", "") != "EMPTY") return false;
  const auto& item = node.at("select_list")[0];
  if (item.value("class", "") == "STAR" || !item.value("alias", "").empty()) return false;
  for (const char* clause :
       {"modifiers", "where_clause", "group_expressions", "group_sets", "having", "sample", "qualify"}) {
    if (!is_empty(node, clause)) return false;
  }
  return true;
}

void check_wrapped(Connection::Impl& connection, std::string_view text, std::string_view before,
                   std::string_view after) {
  const std::string select = fmt::format("SELECT {}{}{}{}{}", before, kUserTextBegin, text, kUserTextEnd, after);
  const auto tree = json::parse(serialize(connection, "json_serialize_sql", select));
  throw_if_error(tree, select, false);
  if (!is_one_expression(tree)) {
    throw Error(ErrorCode::kEngine, "this is not one SQL expression", "write one condition, without ; or SELECT",
                {{}, 1, 1});
  }
}

}  // namespace

std::string optimized_plan(Connection::Impl& connection, std::string_view select_text) {
  return serialize(connection, "json_serialize_plan", select_text, ", optimize := TRUE");
}

std::string Connection::parse_to_json(std::string_view select_text) {
  std::string tree = serialize(*impl_, "json_serialize_sql", select_text);
  throw_if_error(json::parse(tree), select_text, true);
  return tree;
}

std::string Connection::sql_from_json(std::string_view tree) {
  return serialize(*impl_, "json_deserialize_sql", tree);
}

std::string Connection::plan_to_json(std::string_view select_text) {
  std::string plan = serialize(*impl_, "json_serialize_plan", select_text);
  throw_if_error(json::parse(plan), select_text, true);
  return plan;
}

// Bare, everything else that may follow SELECT shows in the tree, except what the tree forgets (a WINDOW clause); in
// brackets, nothing but an expression can be read. A text that closes the brackets itself cannot be read bare.
void Connection::check_expression(std::string_view text) {
  check_wrapped(*impl_, text, "", "");
  check_wrapped(*impl_, text, "((", "))");
}

}  // namespace c360::engine
