// A lakehouse of its own for each test, on a store that can be told to fail.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "c360/base/clock.h"
#include "c360/base/local_files.h"
#include "c360/engine/engine.h"
#include "c360/lakehouse/lakehouse.h"
#include "c360/lakehouse/write.h"
#include "c360/storage/testing/fault_store.h"

namespace c360::lakehouse::testing {

inline delta::Field required(delta::Field field) {
  field.nullable = false;
  return field;
}

inline delta::Schema schema_of_columns(const std::vector<std::pair<std::string, std::string>>& columns) {
  delta::Schema schema;
  for (const auto& [name, type] : columns) schema.fields.push_back({name, delta::DataType::of(type)});
  return schema;
}

inline sql::Query query_of(const std::string& user_sql) {
  sql::Query query;
  query.user_sql = user_sql;
  return query;
}

inline sql::Query all_of_relation(sql::Relation relation) {
  sql::Query query;
  query.from = std::move(relation);
  return query;
}

class LakeFixture : public ::testing::Test {
 protected:
  LakeFixture() : lake_(faulty_store(), database_, clock_) {}

  /// All rows as text, columns joined by '|', in the query's order.
  std::vector<std::string> rows(const sql::Query& query) {
    std::vector<std::string> texts;
    engine::Result result = connection_.query(query);
    while (const std::optional<engine::Chunk> chunk = result.next()) {
      for (std::size_t row = 0; row < chunk->rows(); ++row) {
        std::string& text = texts.emplace_back();
        for (std::size_t column = 0; column < result.columns().size(); ++column) {
          if (column > 0) text += '|';
          text += chunk->is_null(column, row) ? "NULL" : chunk->display(column, row);
        }
      }
    }
    return texts;
  }

  /// Creates a table that holds the rows of a SELECT.
  delta::Snapshot create(LakeTable& table, const std::string& select) {
    const sql::Query query = query_of(select);
    delta::Metadata metadata;
    metadata.schema = schema_of(connection_.describe(query));
    return table.log().create(metadata, "WRITE", write_files(connection_, table, metadata.schema, query).files);
  }

  TemporaryDirectory folder_;
  std::unique_ptr<storage::ObjectStore> real_ = storage::open_local_store(folder_.path() / "lake");
  storage::testing::FaultStore* store_ = nullptr;
  engine::Database database_{engine::Options{}};
  engine::Connection connection_ = database_.connect();
  FixedClock clock_{parse_utc("2024-05-31T08:15:00Z")};
  Lakehouse lake_;

 private:
  std::unique_ptr<storage::ObjectStore> faulty_store() {
    auto store = std::make_unique<storage::testing::FaultStore>(*real_);
    store_ = store.get();
    return store;
  }
};

}  // namespace c360::lakehouse::testing
