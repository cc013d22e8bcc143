// What the engine's tests share: a database, a connection and short ways to ask them.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/engine/engine.h"

namespace c360::engine {

class EngineTest : public ::testing::Test {
 protected:
  /// All values of a result as people read them, row by row, "a|b" each.
  static std::vector<std::string> rows(Result result) {
    std::vector<std::string> lines;
    while (const auto chunk = result.next()) {
      for (std::size_t row = 0; row < chunk->rows(); ++row) {
        std::string line;
        for (std::size_t column = 0; column < result.columns().size(); ++column) {
          line += (column > 0 ? "|" : "") + (chunk->is_null(column, row) ? "-" : chunk->display(column, row));
        }
        lines.push_back(line);
      }
    }
    return lines;
  }
  std::vector<std::string> rows(std::string_view text) { return rows(connection.query_user_sql(text)); }
  std::vector<std::string> rows(const sql::Query& query) { return rows(connection.query(query)); }
  std::string one(std::string_view text) { return rows(text).at(0); }

  /// The error that a statement ends with, wherever it comes up.
  Error error_of(std::string_view text) {
    try {
      rows(text);
    } catch (const Error& error) {
      return error;
    }
    return Error(ErrorCode::kInternal, "no error");
  }

  static sql::Query user_query(std::string text) {
    sql::Query query;
    query.user_sql = std::move(text);
    return query;
  }

  Database database;
  Connection connection = database.connect();
};

}  // namespace c360::engine
