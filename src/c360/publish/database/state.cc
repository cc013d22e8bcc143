#include "c360/publish/database/state.h"

#include <fmt/format.h>

#include "c360/base/error.h"

namespace c360::publish::database {

const PublishedTable* State::find(const std::string& name) const {
  const auto found = tables.find(name);
  return found == tables.end() ? nullptr : &found->second;
}

const PublishedView* State::find_view(const std::string& name) const {
  const auto found = views.find(name);
  return found == views.end() ? nullptr : &found->second;
}

void check_format(std::int64_t found, int known) {
  const bool found_odbc = found >= kOdbcFormat;
  const bool known_odbc = known >= kOdbcFormat;
  if (found_odbc != known_odbc)
    throw Error(ErrorCode::kUnsupported,
                fmt::format("what stands here was published through {}",
                            found_odbc ? "ODBC" : "PostgreSQL's own protocol ('postgresql:')"),
                "publish it the same way, or give the target a 'schema' of its own");
  if (found > known)
    throw Error(ErrorCode::kUnsupported, "a newer c360 has published into this schema", "use that version here, too");
}

void check_owner(const State& state, const Plan& plan) {
  if (state.project.empty() || state.project == plan.project) return;
  throw Error(
      ErrorCode::kConflict,
      fmt::format("the schema {} belongs to the project '{}', not '{}'", plan.schema, state.project, plan.project),
      "give the target a 'schema' of its own");
}

const Relation* find(const Relations& relations, const std::string& name) {
  const auto found = relations.find(name);
  return found == relations.end() ? nullptr : &found->second;
}

}  // namespace c360::publish::database
