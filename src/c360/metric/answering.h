// A thing that answers SQL: the lakehouse, a database that gold was published to, the files of an export.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "c360/engine/engine.h"
#include "c360/metric/rows.h"
#include "c360/sql/query.h"

namespace c360::metric {

/// An answer's rows as texts that people read; nullopt for NULL.
struct Answer {
  std::vector<std::string> columns;
  std::vector<std::vector<std::optional<std::string>>> rows;
  bool operator==(const Answer&) const = default;
};

/// Asked in statements without a dialect, which it writes in its own. One thread at a time.
class Answering {
 public:
  virtual ~Answering() = default;
  /// What it is called in messages: "the lakehouse", "warehouse".
  virtual std::string name() const = 0;
  /// Where it keeps the project's tables.
  virtual std::vector<std::string> table(const std::string& schema, const std::string& table) const = 0;
  /// Throws Error where the statement cannot be answered.
  virtual Answer ask(const sql::Query& query) = 0;
};

/// A connection of the engine in which the project's tables are views under their own names. It must outlive this.
class EngineAnswering final : public Answering {
 public:
  explicit EngineAnswering(engine::Connection& connection) : connection_(connection) {}
  std::string name() const override { return "the lakehouse"; }
  std::vector<std::string> table(const std::string& schema, const std::string& table) const override {
    return {schema, table};
  }
  Answer ask(const sql::Query& query) override;

 private:
  engine::Connection& connection_;
};

}  // namespace c360::metric
