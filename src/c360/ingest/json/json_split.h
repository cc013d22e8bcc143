// Splits JSON text into the bytes of its records. The reader's own: the counting pass does not use it.
#pragma once

#include <string_view>

#include "c360/ingest/json/json_scan.h"

namespace c360::ingest {

/// Goes through the records of one chunk. One thread at a time; the text must outlive it.
class JsonSplitter {
 public:
  JsonSplitter(std::string_view text, const Chunk& chunk, JsonLayout layout)
      : at_(text.data() + chunk.begin), end_(text.data() + chunk.end), layout_(layout) {}

  /// The next record without the white space around it; false after the last.
  bool next(std::string_view& record);

 private:
  bool next_line(std::string_view& record);
  const char* element_end() const;

  const char* at_;
  const char* end_;
  JsonLayout layout_;
  bool ended_ = false;
};

}  // namespace c360::ingest
