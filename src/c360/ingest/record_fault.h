// Why a record is no row, in any format.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "c360/ingest/encoding.h"

namespace c360::ingest {

/// Why a record is malformed.
enum class RecordFault : std::uint8_t {
  kNone,
  kTooFewFields,
  kTooManyFields,
  kTextAfterQuote,
  kQuoteNeverClosed,
  kInvalidText,
  kNulByte,
  kNoJson,
  kNoObject,
  kNamedTwice,
  kTooDeep,
};

/// What is to be told of a record's fault.
struct Judgement {
  RecordFault fault = RecordFault::kNone;
  std::size_t fault_field = 0;  ///< of the quote faults the field, of kNoJson the byte; from 1, 0 where not known
  std::size_t field_count = 0;
  std::string_view detail =
      {};  ///< of kNoJson why, a text that stays; of kNamedTwice the name, within the record's bytes
};

/// "too few fields: 3 instead of 5", as _cause tells it.
std::string describe_fault(const Judgement& judgement, std::size_t expected_fields, Encoding encoding);

}  // namespace c360::ingest
