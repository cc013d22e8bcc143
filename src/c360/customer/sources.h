// Where the values of a customer's page come from: columns of silver and of sources, and the records of files.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "c360/customer/customer_key.h"
#include "c360/lakehouse/moment.h"
#include "c360/project/project.h"

namespace c360::customer {

/// A column of silver that a value carries.
struct SourceColumn {
  lakehouse::TableName table;
  std::string column;
  std::string source, source_column;  ///< what the contract reads it from
  std::string how;                    ///< copied, computed or aggregated, over all tables in between
};

/// A record of a source's files.
struct SourceRecord {
  std::string file;
  std::int64_t record = 0;
};

/// What is known of a moment's customers before any one is looked at. Any thread may read it.
class Sources {
 public:
  /// Follows the customers' table through the models of the moment to silver. What cannot be followed is left out.
  Sources(engine::Connection& connection, const project::Project& project, const lakehouse::Moment& moment,
          const CustomerKey& key);

  /// The columns of silver whose values stand in a column of a table.
  std::vector<SourceColumn> columns_of(const lakehouse::TableName& table, const std::string& column) const;

  /// Tables of silver in which one column holds the customer's key.
  const std::map<lakehouse::TableName, std::string>& keyed_tables() const { return keyed_; }
  /// The record that a customer's one row of a table of silver came from; nullopt where there are none or several.
  std::optional<SourceRecord> record_of(engine::Connection& connection, const lakehouse::TableName& table,
                                        const sql::Expr& customer) const;
  /// The same without the keyed tables that are not there in a reader's conversation.
  Sources seen_in(engine::Connection& reader) const;

 private:
  void follow_columns(const lakehouse::TableName& table, const std::string& column, const std::string& how, int depth,
                      std::vector<SourceColumn>& found) const;

  std::map<std::pair<lakehouse::TableName, std::string>, std::vector<lakehouse::Moment::ColumnOrigin::Input>> inputs_;
  std::map<lakehouse::TableName, const project::Contract*> contracts_;
  std::map<lakehouse::TableName, std::string> keyed_;
};

}  // namespace c360::customer
