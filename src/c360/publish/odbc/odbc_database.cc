#include "c360/publish/odbc/odbc_database.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "c360/publish/offer.h"

namespace c360::publish::odbc {
namespace {

/// Sends the rows of a query by one prepared statement.
class RowSender {
 public:
  RowSender(Connection& connection, const DatabaseKind& kind, const sql::TableDefinition& table,
            const std::string& insert)
      : connection_(connection),
        kind_(kind),
        table_(table),
        rows_(table.columns, *kind.dialect),
        prepared_(connection.prepare(insert)),
        one_by_one_(has_bytes(table) && !kind.dialect->takes_blocks_of_bytes()) {}

  std::int64_t send(engine::Result& result) {
    std::int64_t sent = 0;
    while (const auto chunk = result.next()) {
      encode(*chunk);
      send(*chunk, 0, rows_.rows());
      sent += static_cast<std::int64_t>(rows_.rows());
    }
    return sent;
  }

 private:
  void encode(const engine::Chunk& chunk) {
    try {
      rows_.encode(chunk);
    } catch (const UnsendableValue& value) {
      throw unsendable(value, table_, chunk);
    }
  }

  static bool has_bytes(const sql::TableDefinition& table) {
    return std::any_of(table.columns.begin(), table.columns.end(), [](const sql::ColumnDefinition& column) {
      return kind_of(column.type) == ParameterKind::kBytes;
    });
  }

  /// In halves, where wide values make a block too large.
  void send(const engine::Chunk& chunk, std::size_t first, std::size_t count) {
    if (count == 0) return;
    if (count > 1 && (one_by_one_ || bytes(first, count) > kMostBytes)) {
      send(chunk, first, count / 2);
      return send(chunk, first + count / 2, count - count / 2);
    }
    if (count > 1) connection_.execute(kind_.save);
    try {
      prepared_.run(rows_, first, count);
    } catch (const RefusedError& error) {
      if (!error.is_about_row()) throw error.in(table_.name);
      throw error.in(place_of(refused_row(first, count), chunk, first, count));
    }
  }

  /// Which row of a block is refused: drivers tell none or a wrong one, so that the rows are tried again one by one.
  std::optional<std::size_t> refused_row(std::size_t first, std::size_t count) {
    if (count == 1) return first;
    try {
      connection_.execute(kind_.go_back);
    } catch (const RefusedError&) {
      return std::nullopt;  // there is no way back
    }
    for (std::size_t row = first; row < first + count; ++row) {
      try {
        prepared_.run(rows_, row, 1);
      } catch (const RefusedError&) {
        return row;
      }
    }
    return std::nullopt;
  }

  std::size_t bytes(std::size_t first, std::size_t count) const {
    std::size_t width = 0;
    for (std::size_t column = 0; column < table_.columns.size(); ++column) width += rows_.width(column, first, count);
    return width * count;
  }

  std::string place_of(std::optional<std::size_t> row, const engine::Chunk& chunk, std::size_t first,
                       std::size_t count) const {
    if (row) return fmt::format("{}, the row with {}", table_.name, describe_row(table_, chunk, *row));
    return fmt::format("{}, one of the {} rows from {} to {}", table_.name, count, describe_row(table_, chunk, first),
                       describe_row(table_, chunk, first + count - 1));
  }

  static constexpr std::size_t kMostBytes = std::size_t{4} << 20U;

  Connection& connection_;
  const DatabaseKind& kind_;
  const sql::TableDefinition& table_;
  ParameterRows rows_;
  PreparedRows prepared_;
  bool one_by_one_;
};

}  // namespace

std::int64_t OdbcDatabase::run(const std::string& statement) {
  return statement.empty() ? 0 : connection_.execute(statement);
}

std::int64_t OdbcDatabase::send(engine::Connection& engine, const sql::Query& rows, const sql::TableDefinition& table) {
  engine::Result result = engine.query(rows);
  return RowSender(connection_, kind_, table, dialect_.insert(table)).send(result);
}

std::int64_t OdbcDatabase::fill(engine::Connection& engine, const sql::Query& rows, const sql::TableDefinition& table,
                                const sql::StagedTable& staged) {
  engine::Result result = engine.query(rows);
  return RowSender(connection_, kind_, table, dialect_.insert(staged)).send(result);
}

std::int64_t OdbcDatabase::stage(engine::Connection& engine, const sql::Query& rows, const sql::TableDefinition& table,
                                 const sql::StagedTable& staged) {
  connection_.execute(dialect_.create_staged(staged));
  return fill(engine, rows, table, staged);
}

}  // namespace c360::publish::odbc
