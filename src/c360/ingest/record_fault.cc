#include "c360/ingest/record_fault.h"

#include <fmt/format.h>

namespace c360::ingest {
namespace {

std::string describe_no_json(const Judgement& record) {
  const std::string why = fmt::format("no JSON: {}", record.detail);
  return record.fault_field == 0 ? why : fmt::format("{}, at byte {} of the record", why, record.fault_field);
}

}  // namespace

std::string describe_fault(const Judgement& record, std::size_t expected_fields, Encoding encoding) {
  switch (record.fault) {
    case RecordFault::kTooFewFields:
      return fmt::format("too few fields: {} instead of {}", record.field_count, expected_fields);
    case RecordFault::kTooManyFields:
      return fmt::format("too many fields: {} instead of {}", record.field_count, expected_fields);
    case RecordFault::kTextAfterQuote:
      return fmt::format("text after a closing quote in field {}", record.fault_field);
    case RecordFault::kQuoteNeverClosed:
      return fmt::format("a quote that is never closed in field {}", record.fault_field);
    case RecordFault::kInvalidText:
      return fmt::format("bytes that are no {} text", to_string(encoding));
    case RecordFault::kNulByte:
      return "a NUL byte";
    case RecordFault::kNoJson:
      return describe_no_json(record);
    case RecordFault::kNoObject:
      return "no JSON object";
    case RecordFault::kNamedTwice:
      return fmt::format("the field '{}' comes twice", visible_text(record.detail));
    case RecordFault::kTooDeep:
      return "values nested deeper than 500 levels";
    case RecordFault::kNone:
      return "";
  }
  return "";
}

}  // namespace c360::ingest
