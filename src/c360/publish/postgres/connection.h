// A conversation with a PostgreSQL server: the one place that calls libpq. Every wait ends within a second of a
// cancellation.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "c360/base/cancel.h"
#include "c360/base/error.h"
#include "c360/publish/database/database.h"
#include "c360/publish/first_rows.h"

namespace c360::publish::postgres {

/// What the server says of a statement that it refused ("Error and Notice Message Fields").
struct Refusal {
  std::string sqlstate;
  std::string message;
  std::string detail;
  std::string hint;
  std::string table;
  std::string column;
  std::string constraint;
  std::string context;
};

/// A statement that the server refused, told in our words.
class RefusedError : public database::RefusedError {
 public:
  explicit RefusedError(Refusal refusal);
  const Refusal& refusal() const { return refusal_; }

 private:
  Refusal refusal_;
};

using Cell = std::optional<std::string>;
using Row = std::vector<Cell>;

/// One connection, closed with it. One thread at a time. Its calls throw RefusedError for what the server refuses,
/// Error(kIo) for a server that cannot be reached or went away, Error(kCancelled) within a second of a cancellation. No
/// message holds the password.
class Connection {
 public:
  /// Connects; `cancellation` must outlive it. Throws Error(kProject) for a text that is no connection string.
  Connection(const std::string& connection_string, const Cancellation& cancellation);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// The rows of a statement with values for $1, $2, …; texts, or nullopt for NULL.
  std::vector<Row> query(const std::string& statement, const std::vector<Cell>& values = {});
  /// Runs a statement; the rows that it changed.
  std::int64_t execute(const std::string& statement, const std::vector<Cell>& values = {});

  /// The first rows of a SELECT, `most` of them, in a transaction of its own that can change nothing.
  FirstRows first_rows(const std::string& select, std::size_t most);

  /// Begins a COPY … FROM STDIN, whose bytes are given to send() until end() tells the rows that came.
  void begin_copy(const std::string& statement);
  void send(std::string_view bytes);
  std::int64_t end_copy();

  /// Runs a COPY … TO STDOUT, whose bytes `take` is given, a record at a time.
  void copy_out(const std::string& statement, const std::function<void(std::string_view record)>& take);

  /// 150018 for 15.18.
  int server_version() const;
  /// "shop on db.example.com" for messages.
  std::string display() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace c360::publish::postgres
