// A conversation with a database through its ODBC driver. A statement that runs ends soon after a cancellation, as far
// as the driver can stop it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "c360/base/cancel.h"
#include "c360/publish/first_rows.h"
#include "c360/publish/odbc/connection_text.h"
#include "c360/publish/odbc/prepared_rows.h"
#include "c360/publish/odbc/refusal.h"
#include "c360/sql/table_definition.h"

namespace c360::publish::odbc {

using Cell = std::optional<std::string>;
using Row = std::vector<Cell>;

class DriverConnection;

/// One connection, closed with it; what was not committed is rolled back. One thread at a time. Its calls throw
/// RefusedError for what the database refuses, Error(kIo) for one that cannot be reached or went away,
/// Error(kCancelled) after a cancellation. No message holds a secret of the connection string.
class Connection {
 public:
  /// Connects; `cancellation` must outlive it. Waits 30 seconds for a server, if the driver knows how to wait.
  Connection(const ConnectionText& text, const Cancellation& cancellation);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// What the driver calls its database ("Microsoft SQL Server") and the database's version ("15.00.2000").
  std::string database_name() const;
  std::string database_version() const;
  /// "shop on db.example.com" for messages.
  std::string display() const;

  /// The rows of a statement with values for its markers; texts, or nullopt for NULL.
  std::vector<Row> query(const std::string& statement, const std::vector<Cell>& values = {});
  /// The first rows of a statement, `most` of them; the others are not read.
  FirstRows first_rows(const std::string& statement, std::size_t most);
  /// Gives each row of a SELECT as a CSV record (csv_record.h), its values being of these columns' types.
  void copy_out(const std::string& select, const std::vector<sql::ColumnDefinition>& columns,
                const std::function<void(std::string_view record)>& take);
  /// The names of a SELECT's columns.
  std::vector<std::string> columns_of(const std::string& select);
  /// Runs a statement; the rows that it changed.
  std::int64_t execute(const std::string& statement, const std::vector<Cell>& values = {});

  /// From here on nothing is seen by others until commit().
  void begin();
  void commit();

  /// A statement to run for many rows. The connection must outlive the result.
  PreparedRows prepare(const std::string& statement);

 private:
  std::unique_ptr<DriverConnection> driver_;
};

}  // namespace c360::publish::odbc
