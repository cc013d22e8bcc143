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

std::int64_t PipelineTargets::load(const Call& call, const Load& load) {
  if (!call.target.odbc.empty()) return load_by_odbc(call, load);
  if (!call.target.postgresql.empty()) return load_by_postgresql(call, load);
  refuse(call.target);
}

}  // namespace c360::publish
