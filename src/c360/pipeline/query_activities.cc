#include <fmt/core.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/lakehouse/moment.h"
#include "c360/pipeline/activities.h"
#include "c360/pipeline/folder_inputs.h"
#include "c360/session/reading_only.h"
#include "c360/session/row_texts.h"
#include "c360/session/session.h"

namespace c360::pipeline {
namespace {

constexpr std::int64_t kMostRows = 5000;

/// Whole numbers and truths as such; everything else as text, so that money stays exact.
JsonValue looked_up_value(const engine::ResultColumn& column, const std::optional<std::string>& text) {
  if (!text) return nullptr;
  JsonValue value = JsonValue::parse(session::json_value(column, text), nullptr, false);
  return value.is_number_integer() || value.is_boolean() ? value : JsonValue(*text);
}

JsonValue row_object(const std::vector<engine::ResultColumn>& columns, const session::RowTexts& row) {
  JsonValue object = JsonValue::object();
  for (std::size_t c = 0; c < columns.size(); ++c) object[columns[c].name] = looked_up_value(columns[c], row[c]);
  return object;
}

/// At most `most` rows as objects, and whether there are more.
std::pair<JsonValue, bool> first_rows(engine::Result& result, std::int64_t most) {
  JsonValue rows = JsonValue::array();
  bool more = false;
  session::for_each_row(result, [&](const session::RowTexts& row) {
    more = static_cast<std::int64_t>(rows.size()) == most;
    if (!more) rows.push_back(row_object(result.columns(), row));
    return !more;
  });
  return {std::move(rows), more};
}

/// Rows of the lakehouse's current snapshot; in a database of their own, where no view of the run is in the way.
class Reading {
 public:
  Reading(Work& work, const Cancellation& cancel)
      : lake_(storage::open_substore(work.lake.store(), ""), database_, work.lake.clock()),
        moment_(lakehouse::current_moment(lake_.store())),
        session_(lake_, &work.project, moment_) {
    session_.connection().set_cancellation(&cancel);
  }

  /// At most `most` rows as objects, and whether there are more.
  std::pair<JsonValue, bool> rows(const std::string& query, std::int64_t most) {
    session::refuse_all_but_reading(session_.connection(), query,
                                    [this](const std::string& schema, const std::string& name) {
                                      return session_.catalog().find({schema, name}) != nullptr;
                                    });
    engine::Result result = session_.query(query);
    return first_rows(result, most);
  }

 private:
  engine::Database database_;
  lakehouse::Lakehouse lake_;
  std::optional<lakehouse::Moment> moment_;
  session::Session session_;
};

/// Says which activity's query was refused.
std::pair<JsonValue, bool> rows_of(Runner& runner, const Attempt& attempt, std::int64_t most) {
  try {
    return Reading(runner.work(), attempt.cancel).rows(attempt.text("query"), most);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kCancelled) throw;
    const ErrorCode code = error.code() == ErrorCode::kUsage ? ErrorCode::kProject : error.code();
    throw Error(code, fmt::format("the query of '{}': {}", attempt.activity.name, error.message()), error.hint(),
                attempt.activity.input("query")->where);
  }
}

/// Rows of the files of the activity's folder.
std::pair<JsonValue, bool> rows_in_files(Runner& runner, const Attempt& attempt, std::int64_t most) {
  engine::Database database;
  engine::Connection connection = database.connect();
  connection.set_cancellation(&attempt.cancel);
  const FolderRows folder = rows_in_folder(runner.work(), attempt, folder_choice(attempt), database, connection);
  sql::Query first = sql::select_from(sql::table({folder.schema, folder.name}));
  first.limit = most + 1;
  engine::Result result = connection.query(first);
  return first_rows(result, most);
}

std::pair<JsonValue, bool> looked_up(Runner& runner, const Attempt& attempt, std::int64_t most) {
  if (attempt.input.contains("folder")) return rows_in_files(runner, attempt, most);
  return attempt.input.contains("target") ? rows_in_target(runner, attempt, most) : rows_of(runner, attempt, most);
}

}  // namespace

void ask_sql(Runner& runner, Attempt& attempt) {
  if (attempt.input.contains("target")) return run_in_target(runner, attempt);
  auto [rows, more] = rows_of(runner, attempt, attempt.number("most_rows", 1, kMostRows, 100));
  attempt.rows = static_cast<std::int64_t>(rows.size());
  attempt.output = {{"count", rows.size()}, {"rows", std::move(rows)}, {"has_more", more}};
}

void look_up(Runner& runner, Attempt& attempt) {
  const bool first_alone = attempt.truth("first_row", true);
  const std::int64_t most = attempt.number("most_rows", 1, kMostRows, kMostRows);
  const std::int64_t asked_for = first_alone ? 1 : most;
  auto [rows, more] = looked_up(runner, attempt, asked_for);
  if (more && !first_alone)
    throw Error(ErrorCode::kData,
                fmt::format("the {} of '{}' gives more than {} rows",
                            attempt.input.contains("folder") ? "folder" : "query", attempt.activity.name, most),
                "let it give fewer, or raise most_rows", attempt.activity.where);
  attempt.rows = static_cast<std::int64_t>(rows.size());
  if (first_alone)
    attempt.output = {{"first_row", rows.empty() ? JsonValue() : rows[0]}};
  else
    attempt.output = {{"count", rows.size()}, {"rows", std::move(rows)}};
}

}  // namespace c360::pipeline
