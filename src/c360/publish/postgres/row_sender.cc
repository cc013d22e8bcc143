#include "c360/publish/postgres/row_sender.h"

#include <fmt/format.h>

#include <charconv>
#include <deque>
#include <optional>
#include <utility>

#include "c360/publish/binary_copy.h"
#include "c360/publish/offer.h"
#include "c360/publish/postgres/text_copy.h"

namespace c360::publish::postgres {
namespace {

constexpr std::size_t kBlock = std::size_t{256} * 1024;  // bytes that are sent at once

/// The last chunks that were sent: the server tells of a refused row by its number alone, a little later.
class SentChunks {
 public:
  void keep(engine::Chunk chunk) {
    const auto rows = static_cast<std::int64_t>(chunk.rows());
    chunks_.emplace_back(sent_, std::move(chunk));
    sent_ += rows;
    if (chunks_.size() > kMost) chunks_.pop_front();
  }
  std::int64_t sent() const { return sent_; }

  /// The key of a row, counted from 1.
  std::optional<std::string> describe(const sql::TableDefinition& table, std::int64_t number) const {
    for (const auto& [before, chunk] : chunks_) {
      const std::int64_t row = number - 1 - before;
      if (row >= 0 && row < static_cast<std::int64_t>(chunk.rows()))
        return describe_row(table, chunk, static_cast<std::size_t>(row));
    }
    return std::nullopt;
  }

 private:
  static constexpr std::size_t kMost = 64;
  std::deque<std::pair<std::int64_t, engine::Chunk>> chunks_;
  std::int64_t sent_ = 0;
};

/// The row of a context such as "COPY orders, line 5, column amount"; 0 for another.
std::int64_t row_of(const Refusal& refusal) {
  constexpr std::string_view kLine = ", line ";
  const std::size_t at = refusal.context.find(kLine);
  if (!refusal.context.starts_with("COPY ") || at == std::string::npos) return 0;
  std::int64_t row = 0;
  const char* end = refusal.context.data() + refusal.context.size();
  std::from_chars(refusal.context.data() + at + kLine.size(), end, row);
  return row;
}

template <class Copy>
void encode(Copy& copy, const engine::Chunk& chunk, const sql::TableDefinition& table) {
  try {
    copy.add(chunk);
  } catch (const UnsendableValue& value) {
    throw unsendable(value, table, chunk);
  }
}

template <class Copy>
void send_all(Connection& connection, engine::Result& result, const sql::TableDefinition& table, SentChunks& sent) {
  Copy copy(table.columns);
  const auto send = [&] {
    connection.send(copy.bytes());
    copy.clear();
  };
  while (auto chunk = result.next()) {
    encode(copy, *chunk, table);
    sent.keep(std::move(*chunk));
    if (copy.bytes().size() >= kBlock) send();
  }
  copy.finish();
  send();
  connection.end_copy();
}

template <class Copy>
std::int64_t send_by(Connection& connection, engine::Connection& engine, const sql::Query& rows,
                     const sql::TableDefinition& table, const std::string& copy_statement) {
  engine::Result result = engine.query(rows);
  connection.begin_copy(copy_statement);
  SentChunks sent;
  try {
    send_all<Copy>(connection, result, table, sent);
  } catch (const RefusedError& error) {
    const auto row = sent.describe(table, row_of(error.refusal()));
    throw error.in(row ? fmt::format("{}, the row with {}", table.name, *row) : table.name);
  }
  return sent.sent();
}

/// The same values with all but bytes as texts.
sql::Query as_texts(sql::Query rows, const std::vector<sql::ColumnDefinition>& columns) {
  sql::Query query;
  for (const sql::ColumnDefinition& column : columns) {
    const sql::Expr value = sql::column(column.name);
    const bool is_binary = column.type.kind == sql::TypeKind::kBinary;
    query.select.push_back({is_binary ? value : sql::cast(value, {sql::TypeKind::kString}), column.name});
  }
  query.from = sql::subquery(std::move(rows), "typed");
  return query;
}

}  // namespace

std::int64_t send_rows(Connection& connection, engine::Connection& engine, const sql::Query& rows,
                       const sql::TableDefinition& table, const std::string& copy_statement) {
  return send_by<BinaryCopy>(connection, engine, rows, table, copy_statement);
}

std::int64_t send_texts(Connection& connection, engine::Connection& engine, const sql::Query& rows,
                        const sql::TableDefinition& table, const std::string& copy_statement) {
  sql::TableDefinition texts = table;
  for (sql::ColumnDefinition& column : texts.columns)
    if (column.type.kind != sql::TypeKind::kBinary) column.type = {sql::TypeKind::kString};
  return send_by<TextCopy>(connection, engine, as_texts(rows, table.columns), texts, copy_statement);
}

}  // namespace c360::publish::postgres
