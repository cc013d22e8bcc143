// Rows as the body of an answer, column by column: for programs that work on them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "c360/engine/engine.h"
#include "c360/http/message.h"
#include "c360/serve/endpoint.h"
#include "c360/serve/rows_answer.h"

namespace c360::serve {

inline constexpr const char* kArrowType = "application/vnd.apache.arrow.stream";
inline constexpr const char* kParquetType = "application/vnd.apache.parquet";

/// Arrow's streaming format, a record batch for each chunk of rows, in memory for one batch only. Reads the first at
/// once. Throws Error(kUnsupported) for a type that is not written as Arrow, and what the query's start gives.
http::Response arrow_answer(const Call& call, std::shared_ptr<engine::Connection> connection, engine::Result rows,
                            std::optional<std::int64_t> limit);

/// A Parquet file, which is written whole before its first byte is sent, to a temporary file that goes with the answer.
/// Throws what the query gives.
http::Response parquet_answer(const Call& call, const Question& question, std::optional<std::int64_t> limit);

}  // namespace c360::serve
