// What stands in a PostgreSQL target, read back.
#pragma once

#include "c360/base/local_files.h"
#include "c360/publish/postgres/connection.h"
#include "c360/publish/postgres/state.h"
#include "c360/publish/published_tables.h"

namespace c360::publish::postgres {

/// All tables and views are read in one REPEATABLE READ transaction, by way of CSV files that are removed with this.
class PostgresTables final : public PublishedTables {
 public:
  PostgresTables(const project::Project& project, const project::PublishTarget& target, engine::Connection& into,
                 const Cancellation& cancellation);

  std::string place() const override;
  std::int64_t snapshot() const override { return state_.snapshot; }
  bool has(const lakehouse::TableName& source) const override { return tables_.count(source.to_string()) > 0; }
  void read(const lakehouse::TableName& source, const std::vector<sql::ColumnDefinition>& columns) override;

 private:
  engine::Connection& into_;
  std::string schema_;
  Connection connection_;
  State state_;
  std::map<std::string, std::string> tables_;  ///< source → name there
  TemporaryDirectory folder_;
};

}  // namespace c360::publish::postgres
