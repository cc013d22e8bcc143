// What stands in a target by ODBC, read back.
#pragma once

#include <map>
#include <string>

#include "c360/base/local_files.h"
#include "c360/publish/odbc/connection.h"
#include "c360/publish/odbc/database_kind.h"
#include "c360/publish/published_tables.h"

namespace c360::publish::odbc {

/// All tables and views are read in one transaction (DatabaseKind::one_moment), by way of CSV files that are removed
/// with this.
class OdbcTables final : public PublishedTables {
 public:
  OdbcTables(const project::Project& project, const project::PublishTarget& target, engine::Connection& into,
             const Cancellation& cancellation);

  std::string place() const override;
  std::int64_t snapshot() const override { return snapshot_; }
  bool has(const lakehouse::TableName& source) const override { return tables_.count(source.to_string()) > 0; }
  void read(const lakehouse::TableName& source, const std::vector<sql::ColumnDefinition>& columns) override;

 private:
  void begin();
  void read_state(const project::Project& project, const project::PublishTarget& target);

  engine::Connection& into_;
  std::string schema_;
  Connection connection_;
  const DatabaseKind& kind_;
  std::int64_t snapshot_ = 0;
  std::map<std::string, std::string> tables_;  ///< source → name there
  TemporaryDirectory folder_;
};

}  // namespace c360::publish::odbc
