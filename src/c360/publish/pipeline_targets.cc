#include "c360/publish/pipeline_targets.h"

#include <fmt/format.h>

#include "c360/base/error.h"
#include "c360/publish/load_table.h"
#include "c360/publish/odbc/connection.h"
#include "c360/publish/odbc/opening.h"
#include "c360/publish/postgres/connection.h"
#include "c360/publish/postgres/opening.h"
#include "c360/publish/publish.h"

namespace c360::publish {
namespace {

[[noreturn]] void refuse(const project::PublishTarget& target) {
  throw Error(ErrorCode::kUnsupported,
              fmt::format("the target '{}' is no database that statements or rows could be sent to", target.name),
              "sql and load go to those with postgresql: or odbc:", target.where);
}

/// Whole numbers as such, everything else as text, so that money stays exact.
project::JsonValue value_of(const FirstRows::Column& column, const std::optional<std::string>& text) {
  if (!text) return nullptr;
  project::JsonValue value;
  if (column.is_whole_number) value = project::JsonValue::parse(*text, nullptr, false);
  return value.is_number_integer() ? value : project::JsonValue(*text);
}

pipeline::Outside::Rows json_of(const FirstRows& first) {
  project::JsonValue rows = project::JsonValue::array();
  for (const auto& row : first.rows) {
    project::JsonValue object = project::JsonValue::object();
    for (std::size_t c = 0; c < row.size(); ++c) object[first.columns[c].name] = value_of(first.columns[c], row[c]);
    rows.push_back(std::move(object));
  }
  return {std::move(rows), first.has_more};
}

}  // namespace

project::JsonValue PipelineTargets::publish(const Call& call, lakehouse::Lakehouse& lake, bool full,
                                            pipeline::Progress& progress) {
  const TargetReport report =
      open_target(call.target)->publish({call.project, call.target, lake, {full}, progress, call.cancel});
  return project::JsonValue::parse(to_json({report}, {})).at("targets").at(0);
}

std::int64_t PipelineTargets::execute(const Call& call, const std::string& statement) {
  if (!call.target.odbc.empty())
    return odbc::Connection(odbc::connection_text(call.project, call.target), call.cancel).execute(statement);
  if (!call.target.postgresql.empty())
    return postgres::Connection(postgres::connection_string(call.project, call.target), call.cancel).execute(statement);
  refuse(call.target);
}

pipeline::Outside::Rows PipelineTargets::ask(const Call& call, const std::string& query, std::int64_t most) {
  const auto count = static_cast<std::size_t>(most);
  if (!call.target.odbc.empty())
    return json_of(
        odbc::Connection(odbc::connection_text(call.project, call.target), call.cancel).first_rows(query, count));
  if (!call.target.postgresql.empty())
    return json_of(postgres::Connection(postgres::connection_string(call.project, call.target), call.cancel)
                       .first_rows(query, count));
  refuse(call.target);
}

std::int64_t PipelineTargets::load(const Call& call, const Load& load) {
  if (!call.target.odbc.empty()) return load_by_odbc(call, load);
  if (!call.target.postgresql.empty()) return load_by_postgresql(call, load);
  refuse(call.target);
}

}  // namespace c360::publish
