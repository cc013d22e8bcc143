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
    "list_without_nulls";                                       // a list of its arguments that are not null
inline constexpr std::string_view kListHas = "list_has";        // (list, value)
inline constexpr std::string_view kJoinText = "join_text";      // (list, separator)
inline constexpr std::string_view kConcat = "concat";           // null if any argument is null
inline constexpr std::string_view kStartsWith = "starts_with";  // (text, prefix), by bytes
inline constexpr std::string_view kToJson = "to_json";          // JSON text of a value; structs and maps as objects

// Null-safe equality: TRUE also for two NULLs, never NULL.
inline constexpr std::string_view kSame = "same";  // (a, b)

// Aggregates that do not add up.
inline constexpr std::string_view kCountDistinct = "count_distinct";  // (value)
inline constexpr std::string_view kArgMin = "arg_min";                // (value, by); by may be a row()
// (value, share): the least value that at least that share of the values does not exceed; and the same counted from the
// greatest value down. Shares are decimal literals.
inline constexpr std::string_view kPercentile = "percentile";
inline constexpr std::string_view kPercentileFromTop = "percentile_from_top";
// Only in windows.
inline constexpr std::string_view kRank = "rank";

// Division of exact numbers, once, rounded half away from zero; NULL by zero. (dividend, divisor, the scales of both,
// precision and scale of the result); the first two are columns, since a dialect may write them several times.
inline constexpr std::string_view kDivide = "divide";

// The calendar. `period` is one of the literals day, week (from Monday), month, quarter, year.
inline constexpr std::string_view kTruncate = "truncate";               // (period, moment): its first day
inline constexpr std::string_view kShift = "shift";                     // (period, date, whole number): a date
inline constexpr std::string_view kPeriodsBetween = "periods_between";  // (period, from, to): begun ones, bigint
inline constexpr std::string_view kEachPeriod = "each_period";          // (period, first, last): a row for each date
inline constexpr std::string_view kDayOfWeek = "day_of_week";           // (moment, first): 1 to 7; first: 1 is Monday
inline constexpr std::string_view kDayName = "day_name";                // (moment): Monday
inline constexpr std::string_view kHourOfDay = "hour_of_day";           // (moment): 0 to 23
inline constexpr std::string_view kMonthOfYear = "month_of_year";       // (moment): 1 to 12
inline constexpr std::string_view kLocalTime = "local_time";            // (instant, time zone): a datetime

// Readers: native kernels over the raw text of one column and constants, so that an engine runs them once for each
// distinct value. `spec` is the text of a values::ValueSpec (engine/values/value_spec.h): cleaning, null tokens, how to
// read, default, and the rules. The whole way from raw text to judged value is one call.
//
// read_<type>: the clean value, default included; NULL for none and for a value that breaks a rule of its column.
inline constexpr std::string_view kReadString = "read_string";        // (text, spec)
inline constexpr std::string_view kReadBigint = "read_bigint";        // (text, spec)
inline constexpr std::string_view kReadInteger = "read_integer";      // (text, spec)
inline constexpr std::string_view kReadDecimal = "read_decimal";      // (text, spec, precision, scale)
inline constexpr std::string_view kReadDouble = "read_double";        // (text, spec)
inline constexpr std::string_view kReadBoolean = "read_boolean";      // (text, spec)
inline constexpr std::string_view kReadDate = "read_date";            // (text, spec)
inline constexpr std::string_view kReadTimestamp = "read_timestamp";  // (text, spec), an instant in UTC
inline constexpr std::string_view kReadDatetime = "read_datetime";    // (text, spec)
// What is wrong with a value.
inline constexpr std::string_view kPassesRules = "passes_rules";    // (text, spec): TRUE or FALSE, never NULL
inline constexpr std::string_view kBrokenRule = "broken_rule";      // (text, spec, rule): "rule(column)" or NULL
inline constexpr std::string_view kExplainValue = "explain_value";  // (text, spec): a sentence, or NULL if all is well

// What a query tells beside its rows. An engine writes them only for objects that it has made (engine/key_tally.h,
// engine/side_table.h), by whose name they are called.
inline constexpr std::string_view kNoteKey = "note_key";               // (number, tally): TRUE if noted before
inline constexpr std::string_view kIsRepeatedKey = "is_repeated_key";  // (number, tally): TRUE if noted twice or more
inline constexpr std::string_view kIsKnownKey = "is_known_key";        // (number, tally): NULL for NULL
inline constexpr std::string_view kSetAside = "set_aside";             // (table, value…): FALSE

// For conditions that users write, too.
inline constexpr std::string_view kIsEmail = "is_email";  // (text): whether it can be an e-mail address
inline constexpr std::string_view kIsPhone = "is_phone";  // (text): whether it can be a telephone number

}  // namespace c360::sql::fn
