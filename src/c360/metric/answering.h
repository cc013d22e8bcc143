// A place that answers questions: the lakehouse, or what was read back from a publish target or an export.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "c360/engine/engine.h"
#include "c360/metric/rows.h"
#include "c360/sql/query.h"

namespace c360::metric {

/// Values of a row as texts that people read; nullopt for NULL.
using AnswerRow = std::vector<std::optional<std::string>>;

/// An answer's rows.
struct Answer {
  std::vector<std::string> columns;
  std::vector<AnswerRow> rows;
  bool operator==(const Answer&) const = default;
};

/// The rows of an answer one after another, however many. Any later statement on its connection ends it.
class AnswerRows {
 public:
  explicit AnswerRows(engine::Result result) : result_(std::move(result)) {}
  /// nullopt after the last. Throws Error as engine::Result.
  std::optional<AnswerRow> next();

 private:
  engine::Result result_;
  std::optional<engine::Chunk> chunk_;
  std::size_t row_ = 0;
};

/// A connection of the engine and the names under which it has the project's tables. Numbers are always worked out by
/// the engine, from whatever rows stand in a place (docs/adr/0015). One thread at a time; the connection must outlive
/// it.
class Answering {
 public:
  /// `name` is what it is called in messages: "the lakehouse", "warehouse".
  explicit Answering(engine::Connection& connection, std::string name = "the lakehouse",
                     TableNames tables = named_as_in_project)
      : connection_(connection), name_(std::move(name)), tables_(std::move(tables)) {}

  const std::string& name() const { return name_; }
  const TableNames& tables() const { return tables_; }
  /// Throws Error where the statement cannot be answered.
  Answer ask(const sql::Query& query);
  AnswerRows open(const sql::Query& query) { return AnswerRows(connection_.query(query)); }

 private:
  engine::Connection& connection_;
  std::string name_;
  TableNames tables_;
};

}  // namespace c360::metric
