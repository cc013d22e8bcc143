// The fields of one JSON record as texts. The one place that knows the JSON parser (simdjson).
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "c360/ingest/record_fault.h"

namespace c360::ingest {

struct JsonField {
  std::string_view name;
  std::string_view text;  ///< of null: nothing
  bool null = false;
  bool stable = false;  ///< the text lies within the record's bytes, or for ever; else until the next parse()
};

/// Takes records apart, strictly by RFC 8259. A number keeps its text, a text its value, true and false are themselves.
/// What is nested is JSON without white space, its numbers as written, its texts with no escape but those they need,
/// its names in their order, also those that come twice. One thread at a time.
class JsonRecordParser {
 public:
  /// `flatten`: a nested object's fields are fields of the record, called "a.b"; an object without any is "{}".
  explicit JsonRecordParser(bool flatten);
  ~JsonRecordParser();
  JsonRecordParser(const JsonRecordParser&) = delete;
  JsonRecordParser& operator=(const JsonRecordParser&) = delete;

  /// Takes one record apart. `behind` bytes may be read behind it, whatever they are: 64 of them save a copy. Never
  /// throws for what a record holds; the memory is some times the longest record's.
  Judgement parse(std::string_view record, std::size_t behind);

  /// Of the record parsed last, if it had no fault; no two have one name.
  const std::vector<JsonField>& fields() const;
  /// Whether their names are those of the record before, in the same order.
  bool same_names() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace c360::ingest
