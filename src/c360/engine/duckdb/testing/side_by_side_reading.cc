#include "c360/engine/duckdb/testing/side_by_side_reading.h"

#include <iterator>
#include <thread>
#include <utility>

#include "c360/engine/duckdb/chunk_impl.h"
#include "c360/engine/duckdb/types.h"

namespace c360::engine {
namespace {

std::vector<sql::Type> types_of(const RowSource& source, const std::vector<std::size_t>& projected) {
  std::vector<sql::Type> types;
  for (const std::size_t column : projected) types.push_back(source.columns()[column].type);
  return types;
}

DataChunkHandle new_chunk(const std::vector<sql::Type>& types) {
  std::vector<LogicalTypeHandle> owned;
  std::vector<duckdb_logical_type> raw;
  for (const sql::Type& type : types) {
    owned.push_back(logical_type(type));
    raw.push_back(owned.back().get());
  }
  return DataChunkHandle(duckdb_create_data_chunk(raw.data(), raw.size()));
}

/// What one thread reads.
class Part {
 public:
  Part(RowSource& source, const std::vector<std::size_t>& projected)
      : types_(types_of(source, projected)),
        reader_(source.open_reader(projected)),
        writer_(duckdb_vector_size(), projected, types_) {}

  std::vector<std::string> read() {
    std::vector<std::string> rows;
    while (next()) {
      const Chunk::Impl chunk(std::move(chunk_));
      for (std::size_t row = 0; row < writer_.rows(); ++row) rows.push_back(line(chunk, row));
    }
    return rows;
  }

 private:
  bool next() {
    chunk_ = new_chunk(types_);
    std::vector<void*> vectors;
    for (idx_t i = 0; i < types_.size(); ++i) vectors.push_back(duckdb_data_chunk_get_vector(chunk_.get(), i));
    writer_.start(vectors);
    reader_->next(writer_);
    return writer_.rows() > 0;
  }

  static std::string line(const Chunk::Impl& chunk, std::size_t row) {
    std::string line;
    for (const ColumnVector& column : chunk.columns) {
      line += (line.empty() ? "" : "|") + (column.is_null(row) ? "-" : display(column, row));
    }
    return line;
  }

  std::vector<sql::Type> types_;
  std::unique_ptr<RowReader> reader_;
  ChunkWriter writer_;
  DataChunkHandle chunk_;
};

}  // namespace

std::vector<std::string> read_side_by_side(RowSource& source, const std::vector<std::size_t>& projected,
                                           std::size_t threads) {
  source.begin();
  std::vector<std::vector<std::string>> parts(threads);
  std::vector<std::thread> running;
  for (std::vector<std::string>& part : parts) {
    running.emplace_back([&source, &projected, &part] { part = Part(source, projected).read(); });
  }
  for (std::thread& thread : running) thread.join();
  std::vector<std::string> rows;
  for (std::vector<std::string>& part : parts) std::move(part.begin(), part.end(), std::back_inserter(rows));
  return rows;
}

}  // namespace c360::engine
