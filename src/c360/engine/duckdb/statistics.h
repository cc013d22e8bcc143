// What COPY tells about a Parquet file it has written, made safe for readers that skip files by it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "c360/engine/duckdb/chunk_impl.h"
#include "c360/engine/engine.h"

namespace c360::engine {

/// By column path as COPY writes it ("a", or "l"."element"), name and text of each figure.
using RawStatistics = std::map<std::string, std::map<std::string, std::string>>;

/// Row 0 of the MAP(VARCHAR, MAP(VARCHAR, VARCHAR)) that COPY … RETURN_STATS gives.
RawStatistics read_statistics(const ColumnVector& column);

/// Top-level columns with their null counts, and bounds where they hold for every value: none for floating point,
/// booleans and binary; instants rounded outwards to milliseconds ("2024-05-31T08:15:00.123Z", datetimes without the
/// Z); texts of at most 32 characters, the upper bound rounded up.
std::vector<ColumnStatistics> trusted_statistics(const RawStatistics& raw, const std::vector<ResultColumn>& columns);

/// The first characters of a text: not above it.
std::string lower_text_bound(std::string_view text);
/// A text of at most as many characters that is not below it; nullopt where there is none.
std::optional<std::string> upper_text_bound(std::string_view text);

}  // namespace c360::engine
