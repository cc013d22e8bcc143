// Rows as the body of an answer, in the format that the client accepts.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "c360/engine/engine.h"
#include "c360/http/message.h"
#include "c360/serve/endpoint.h"
#include "c360/sql/query.h"

namespace c360::serve {

enum class RowsFormat { kJson, kCsv, kArrow, kParquet };

/// The media types of the formats, JSON first; what endpoints that answer rows say of themselves.
std::vector<std::string> rows_formats();

/// The first format of an Accept header that there is (RFC 9110, section 12.5.1); JSON where it is empty. nullopt where
/// it accepts none.
std::optional<RowsFormat> format_of(const std::string& accept);

/// A question whose answer is rows: a query of ours or, where `statement` is not empty, one SELECT of the user's, known
/// to read only, with values for its ? marks.
struct Question {
  std::shared_ptr<engine::Connection> connection;
  sql::Query query = {};
  std::string statement = {};
  std::vector<std::string> parameters = {};
};

/// Writes rows as they come, in memory for one chunk only. JSON is an object of `snapshot`, `columns` (name, type),
/// `rows` (an array of values each) and `truncated`; numbers that a double would not hold exactly (decimals, whole
/// numbers beyond 2^53) are texts. CSV is RFC 4180 with a header. Arrow and Parquet: columnar_answer.h. At most `limit`
/// rows. Reads the first chunk at once: throws what the query's start gives.
http::Response rows_answer(const Call& call, const Question& question, std::optional<std::int64_t> limit);

}  // namespace c360::serve
