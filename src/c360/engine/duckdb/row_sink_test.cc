#include "c360/engine/duckdb/row_sink.h"

#include <atomic>
#include <thread>

#include "c360/engine/duckdb/connection_impl.h"
#include "c360/engine/duckdb/engine_fixture.h"
#include "c360/engine/duckdb/types.h"

namespace c360::engine {
namespace {

class RowSinkTest : public EngineTest {
 protected:
  RowSinkTest() {
    connection.impl().run(Statement{"CREATE TABLE numbers (n BIGINT)"});
    sink_ = std::make_unique<RowSink>(connection.impl().database->connect(), "numbers", ledger_);
  }

  static DataChunkHandle numbers(std::int64_t first, std::int64_t count) {
    const LogicalTypeHandle bigint = logical_type({sql::TypeKind::kBigint});
    duckdb_logical_type types[] = {bigint.get()};
    DataChunkHandle chunk(duckdb_create_data_chunk(types, 1));
    auto* values = static_cast<std::int64_t*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk.get(), 0)));
    for (std::int64_t i = 0; i < count; ++i) values[i] = first + i;
    duckdb_data_chunk_set_size(chunk.get(), static_cast<idx_t>(count));
    return chunk;
  }

  ErrorLedger ledger_;
  std::unique_ptr<RowSink> sink_;
};

TEST_F(RowSinkTest, KeepsTheRowsOfThreadsThatAppendAtOnce) {
  constexpr std::int64_t kRows = 1000;
  constexpr int kChunks = 20;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([this, thread] {
      for (int chunk = 0; chunk < kChunks; ++chunk) {
        sink_->append(numbers((thread * kChunks + chunk) * kRows, kRows).get());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(sink_->finish(), 80'000);
  EXPECT_EQ(one("SELECT count(*), count(DISTINCT n), min(n), max(n) FROM numbers"), "80000|80000|0|79999");
}

TEST_F(RowSinkTest, TellsThreadsThatComeAfterTheEnd) {
  sink_->append(numbers(0, 5).get());
  EXPECT_EQ(sink_->finish(), 5);
  EXPECT_EQ(sink_->finish(), 5);
  std::atomic<int> refused = 0;
  std::thread late([&] {
    try {
      sink_->append(numbers(5, 5).get());
    } catch (const Error&) {
      ++refused;
    }
  });
  late.join();
  EXPECT_EQ(refused, 1);
  EXPECT_EQ(one("SELECT count(*) FROM numbers"), "5");
}

TEST_F(RowSinkTest, RefusesATableThatIsNotThere) {
  EXPECT_THROW(RowSink(connection.impl().database->connect(), "nothing", ledger_), Error);
}

}  // namespace
}  // namespace c360::engine
