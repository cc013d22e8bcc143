#include "c360/engine/values/value_reader.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>
#include <vector>

#include "c360/base/error.h"
#include "c360/engine/values/civil_time.h"
#include "c360/engine/values/regex.h"
#include "c360/engine/values/unicode_text.h"

namespace c360::values {
namespace {

using sql::TypeKind;

struct RuleName {
  Rule rule;
  std::string_view name;
};
constexpr std::array<RuleName, 6> kRules = {{{Rule::kRequired, "required"},
                                             {Rule::kType, "type"},
                                             {Rule::kRange, "range"},
                                             {Rule::kMaxLength, "max_length"},
                                             {Rule::kPattern, "pattern"},
                                             {Rule::kAccepted, "accepted"}}};

/// How texts of one type are read.
struct Parser {
  sql::Type type;
  NumberNotation notation;
  std::vector<TimeFormat> formats;

  NumberFault parse(std::string_view text, Value& out) const;

 private:
  NumberFault parse_time(std::string_view text, Value& out) const;
  NumberFault parse_boolean(std::string_view text, Value& out) const;
};

template <typename Integer>
NumberFault parse_integer(std::string_view text, const NumberNotation& notation, Value& out) {
  return read_integer(text, notation, std::numeric_limits<Integer>::min(), std::numeric_limits<Integer>::max(),
                      out.number);
}

NumberFault Parser::parse_time(std::string_view text, Value& out) const {
  CivilTime time;
  if (!read_time(text, formats, time)) return NumberFault::kUnreadable;
  if (type.kind == TypeKind::kDate) {
    out.number = days_since_epoch(time.year, time.month, time.day);
    return NumberFault::kNone;
  }
  const std::int64_t to_utc = type.kind == TypeKind::kTimestamp ? time.offset_seconds : 0;
  const std::int64_t micros = wall_clock_micros(time) - to_utc * 1000000;
  out.number = micros;
  return is_in_calendar(micros) ? NumberFault::kNone : NumberFault::kOutOfRange;
}

NumberFault Parser::parse_boolean(std::string_view text, Value& out) const {
  bool value = false;
  if (!read_boolean(text, value)) return NumberFault::kUnreadable;
  out.number = value ? 1 : 0;
  return NumberFault::kNone;
}

NumberFault Parser::parse(std::string_view text, Value& out) const {
  switch (type.kind) {
    case TypeKind::kString:
      out.text = text;
      return NumberFault::kNone;
    case TypeKind::kBigint:
      return parse_integer<std::int64_t>(text, notation, out);
    case TypeKind::kInteger:
      return parse_integer<std::int32_t>(text, notation, out);
    case TypeKind::kDecimal:
      return read_decimal(text, notation, type.precision, type.scale, out.number);
    case TypeKind::kDouble:
      return read_double(text, notation, out.real);
    case TypeKind::kBoolean:
      return parse_boolean(text, out);
    default:
      return parse_time(text, out);
  }
}

int compare(const Value& a, const Value& b, TypeKind kind) {
  if (kind == TypeKind::kString) return a.text.compare(b.text);
  if (kind == TypeKind::kDouble) return a.real < b.real ? -1 : (a.real > b.real ? 1 : 0);
  return a.number < b.number ? -1 : (a.number > b.number ? 1 : 0);
}

bool has_formats(TypeKind kind) {
  return kind == TypeKind::kDate || kind == TypeKind::kTimestamp || kind == TypeKind::kDatetime;
}

void append_formats(const std::vector<std::string>& texts, std::vector<TimeFormat>& formats) {
  for (const std::string& text : texts) formats.emplace_back(text);
}

std::vector<TimeFormat> column_formats(const ValueSpec& spec) {
  std::vector<TimeFormat> formats;
  if (!has_formats(spec.type.kind)) return formats;
  const bool is_date = spec.type.kind == TypeKind::kDate;
  append_formats(!spec.formats.empty() ? spec.formats : (is_date ? default_date_formats() : default_time_formats()),
                 formats);
  return formats;
}

/// How defaults, bounds and accepted values are written: plainly, or as the column's own values are.
Parser plain_parser(const ValueSpec& spec) {
  Parser parser{spec.type, {}, {}};
  if (!has_formats(spec.type.kind)) return parser;
  append_formats(default_time_formats(), parser.formats);
  append_formats(spec.formats, parser.formats);
  return parser;
}

void refuse_unknown_types(const ValueSpec& spec) {
  switch (spec.type.kind) {
    case TypeKind::kString:
    case TypeKind::kBigint:
    case TypeKind::kInteger:
    case TypeKind::kDecimal:
    case TypeKind::kDouble:
    case TypeKind::kBoolean:
    case TypeKind::kDate:
    case TypeKind::kTimestamp:
    case TypeKind::kDatetime:
      return;
    default:
      throw Error(ErrorCode::kProject,
                  "column '" + spec.column + "': values cannot be read as " + spec.type.to_string(),
                  "expected one of string, bigint, integer, decimal(p,s), double, boolean, date, timestamp, datetime");
  }
}

/// A text of so few bytes cannot have more characters.
bool is_too_long(const ValueSpec& spec, const Value& value) {
  return spec.max_length && value.text.size() > *spec.max_length && count_characters(value.text) > *spec.max_length;
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t kMostShown = 80;
  return "'" + shortened(text, kMostShown) + "'";
}

std::string joined(const std::vector<std::string>& texts) {
  constexpr std::size_t kMostShown = 8;
  std::string all;
  for (std::size_t i = 0; i < texts.size() && i < kMostShown; ++i) all += (i == 0 ? "" : ", ") + texts[i];
  if (texts.size() > kMostShown) all += ", …";
  return all;
}

}  // namespace

std::string_view to_string(Rule rule) {
  const auto found = std::find_if(kRules.begin(), kRules.end(), [rule](const RuleName& r) { return r.rule == rule; });
  return found->name;
}

Rule rule_of(std::string_view name) {
  const auto found = std::find_if(kRules.begin(), kRules.end(), [name](const RuleName& r) { return r.name == name; });
  if (found != kRules.end()) return found->rule;
  throw Error(ErrorCode::kInternal, "'" + std::string(name) + "' is no rule of a column");
}

struct ValueReader::Compiled {
  explicit Compiled(ValueSpec from);

  Reading read(std::optional<std::string_view> raw, CleaningBuffers& buffers) const;
  Reading read_clean(std::string_view text) const;
  Rules judge(const Value& value, std::string_view text) const;
  std::string explain_type(std::string_view text) const;
  std::string explain_range(const Value& value) const;
  std::string explain_length(const Value& value) const;

  ValueSpec spec;
  TextCleaner cleaner;
  Parser parser;
  std::optional<Value> min, max;
  std::vector<Value> accepted;  // sorted
  std::unique_ptr<re2::RE2> pattern;
  Reading absent;  // what a column without a value gives: its default, or nothing

 private:
  std::optional<Reading> read_digits_alone(std::string_view raw) const;
  Value plain_value(const Parser& plain, const std::string& text, std::string_view what) const;
  void compile_rules(const Parser& plain);
  void compile_default(const Parser& plain);

  bool digits_need_no_cleaning_ = false;  // of a column of whole numbers
  bool judges_ = false;                   // whether a value that can be read may break a rule
};

ValueReader::Compiled::Compiled(ValueSpec from)
    : spec(std::move(from)), cleaner(spec.null_tokens, spec.clean), parser{spec.type, spec.notation, {}} {
  refuse_unknown_types(spec);
  parser.formats = column_formats(spec);
  const Parser plain = plain_parser(spec);
  compile_rules(plain);
  compile_default(plain);
  const bool whole_numbers = spec.type.kind == TypeKind::kBigint || spec.type.kind == TypeKind::kInteger;
  digits_need_no_cleaning_ = whole_numbers && cleaner.keeps_digits();
  judges_ = min || max || spec.max_length || pattern || !accepted.empty();
}

Value ValueReader::Compiled::plain_value(const Parser& plain, const std::string& text, std::string_view what) const {
  Value value;
  if (plain.parse(text, value) == NumberFault::kNone) return value;
  throw Error(ErrorCode::kProject, "column '" + spec.column + "': " + std::string(what) + " " + in_quotes(text) +
                                       " is no " + spec.type.to_string());
}

void ValueReader::Compiled::compile_rules(const Parser& plain) {
  if (spec.min) min = plain_value(plain, *spec.min, "min");
  if (spec.max) max = plain_value(plain, *spec.max, "max");
  if (spec.pattern) pattern = compile_pattern(*spec.pattern);
  for (const std::string& text : spec.accepted) accepted.push_back(plain_value(plain, text, "the accepted value"));
  std::sort(accepted.begin(), accepted.end(),
            [this](const Value& a, const Value& b) { return compare(a, b, spec.type.kind) < 0; });
}

void ValueReader::Compiled::compile_default(const Parser& plain) {
  if (!spec.default_value) {
    absent.broken = spec.required ? static_cast<Rules>(Rule::kRequired) : Rules{0};
    return;
  }
  absent.value = plain_value(plain, *spec.default_value, "default");
  absent.present = true;
  absent.broken = judge(absent.value, *spec.default_value);
  if (absent.broken == 0) return;
  throw Error(
      ErrorCode::kProject,
      "column '" + spec.column + "': its default " + in_quotes(*spec.default_value) + " breaks the column's own rules",
      "change the default, or the min, max, max_length, pattern or accepted values");
}

Rules ValueReader::Compiled::judge(const Value& value, std::string_view text) const {
  Rules broken = 0;
  const TypeKind kind = spec.type.kind;
  if ((min && compare(value, *min, kind) < 0) || (max && compare(value, *max, kind) > 0)) {
    broken |= static_cast<Rules>(Rule::kRange);
  }
  if (is_too_long(spec, value)) broken |= static_cast<Rules>(Rule::kMaxLength);
  if (pattern && !RE2::FullMatch(re2::StringPiece(text.data(), text.size()), *pattern)) {
    broken |= static_cast<Rules>(Rule::kPattern);
  }
  const auto before = [kind](const Value& a, const Value& b) { return compare(a, b, kind) < 0; };
  if (!accepted.empty() && !std::binary_search(accepted.begin(), accepted.end(), value, before)) {
    broken |= static_cast<Rules>(Rule::kAccepted);
  }
  return broken;
}

Reading ValueReader::Compiled::read_clean(std::string_view text) const {
  Reading reading;
  reading.present = parser.parse(text, reading.value) == NumberFault::kNone;
  reading.broken = reading.present ? judge(reading.value, text) : static_cast<Rules>(Rule::kType);
  return reading;
}

/// The way of most values of most keys; the long way gives the same.
std::optional<Reading> ValueReader::Compiled::read_digits_alone(std::string_view raw) const {
  std::int64_t number = 0;
  if (!digits_need_no_cleaning_ || !read_digits(raw, number)) return std::nullopt;
  if (spec.type.kind == TypeKind::kInteger && number > std::numeric_limits<std::int32_t>::max()) return std::nullopt;
  Reading reading;
  reading.present = true;
  reading.value.number = number;
  if (judges_) reading.broken = judge(reading.value, raw);
  return reading;
}

Reading ValueReader::Compiled::read(std::optional<std::string_view> raw, CleaningBuffers& buffers) const {
  if (!raw) return absent;
  if (const std::optional<Reading> reading = read_digits_alone(*raw)) return *reading;
  const std::optional<std::string_view> clean = cleaner.clean(*raw, buffers);
  return clean ? read_clean(*clean) : absent;
}

std::string ValueReader::Compiled::explain_type(std::string_view text) const {
  Value ignored;
  const NumberFault fault = parser.parse(text, ignored);
  if (fault == NumberFault::kTooManyDecimals) {
    return spec.type.kind == TypeKind::kDecimal ? " has more than " + std::to_string(spec.type.scale) + " decimals"
                                                : " is no whole number";
  }
  if (fault == NumberFault::kOutOfRange) return " does not fit into " + spec.type.to_string();
  std::string reason = " is no " + spec.type.to_string();
  if (!spec.formats.empty()) reason += " written as " + joined(spec.formats);
  return reason;
}

std::string ValueReader::Compiled::explain_range(const Value& value) const {
  if (min && compare(value, *min, spec.type.kind) < 0) return " is below " + *spec.min;
  return " is above " + *spec.max;
}

std::string ValueReader::Compiled::explain_length(const Value& value) const {
  return " has " + std::to_string(count_characters(value.text)) + " characters, more than " +
         std::to_string(*spec.max_length);
}

ValueReader::ValueReader(ValueSpec spec) : compiled_(std::make_unique<const Compiled>(std::move(spec))) {}
ValueReader::~ValueReader() = default;

const ValueSpec& ValueReader::spec() const {
  return compiled_->spec;
}

Reading ValueReader::read(std::optional<std::string_view> raw, CleaningBuffers& buffers) const {
  return compiled_->read(raw, buffers);
}

bool ValueReader::can_break(Rule rule) const {
  const ValueSpec& spec = compiled_->spec;
  switch (rule) {
    case Rule::kRequired:
      return spec.required && !spec.default_value;
    case Rule::kType:
      return spec.type.kind != TypeKind::kString;
    case Rule::kRange:
      return spec.min || spec.max;
    case Rule::kMaxLength:
      return spec.max_length.has_value();
    case Rule::kPattern:
      return spec.pattern.has_value();
    case Rule::kAccepted:
      return !spec.accepted.empty();
  }
  return false;
}

std::string ValueReader::explain(std::optional<std::string_view> raw, CleaningBuffers& buffers) const {
  const Reading reading = compiled_->read(raw, buffers);
  const std::string& column = compiled_->spec.column;
  if (reading.broken == 0) return {};
  if (breaks(reading.broken, Rule::kRequired)) return column + " is missing";
  const std::string subject = column + " " + in_quotes(trim(*raw));
  if (breaks(reading.broken, Rule::kType))
    return subject + compiled_->explain_type(*compiled_->cleaner.clean(*raw, buffers));
  std::vector<std::string> reasons;
  if (breaks(reading.broken, Rule::kRange)) reasons.push_back(subject + compiled_->explain_range(reading.value));
  if (breaks(reading.broken, Rule::kMaxLength)) reasons.push_back(subject + compiled_->explain_length(reading.value));
  if (breaks(reading.broken, Rule::kPattern))
    reasons.push_back(subject + " does not match " + *compiled_->spec.pattern);
  if (breaks(reading.broken, Rule::kAccepted)) {
    reasons.push_back(subject + " is not one of " + joined(compiled_->spec.accepted));
  }
  std::string all = reasons.front();
  for (std::size_t i = 1; i < reasons.size(); ++i) all += "; " + reasons[i];
  return all;
}

}  // namespace c360::values
