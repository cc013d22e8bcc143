// The functions that expressions may call, by name. Every dialect writes each of them so that it gives the same result
// on every engine; those below "readers" have the meaning that docs and contracts promise ("How values are read").
#pragma once

#include <string_view>

namespace c360::sql::fn {

// Aggregates and plain functions.
inline constexpr std::string_view kCount = "count";  // count(*) or count(x)
inline constexpr std::string_view kSum = "sum";      // exact; decimal(38, s) for decimals
inline constexpr std::string_view kMin = "min";
inline constexpr std::string_view kMax = "max";
inline constexpr std::string_view kArgMax = "arg_max";  // (value, by); by may be a row()
inline constexpr std::string_view kCoalesce = "coalesce";
inline constexpr std::string_view kRow = "row";    // a struct of its arguments, ordered by them
inline constexpr std::string_view kList = "list";  // a list value of its arguments
inline constexpr std::string_view kListWithoutNulls =
    "list_without_nulls";                                   // a list of its arguments that are not null
inline constexpr std::string_view kJoinText = "join_text";  // (list, separator)
inline constexpr std::string_view kConcat = "concat";       // null if any argument is null

// Readers: raw text in, NULL for what cannot be read (and for NULL). All native kernels, all trimmed before.
inline constexpr std::string_view kCleanText = "clean_text";  // (text, steps): a CleanSteps text, see clean.h
inline constexpr std::string_view kReadBigint = "read_bigint";
inline constexpr std::string_view kReadInteger = "read_integer";
inline constexpr std::string_view kReadDecimal = "read_decimal";  // (text, precision, scale, round)
inline constexpr std::string_view kReadDouble = "read_double";
inline constexpr std::string_view kReadBoolean = "read_boolean";
inline constexpr std::string_view kReadDate = "read_date";            // (text, formats): formats joined by '\n'
inline constexpr std::string_view kReadTimestamp = "read_timestamp";  // (text, formats), an instant in UTC
inline constexpr std::string_view kReadDatetime = "read_datetime";    // (text, formats)
inline constexpr std::string_view kMatches = "matches";               // (text, RE2 pattern): the whole text matches

}  // namespace c360::sql::fn
