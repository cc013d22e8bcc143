#include "c360/ingest/json/json_split.h"

#include <cstring>

#include "c360/ingest/json/json_structure.h"

namespace c360::ingest {
namespace {

std::string_view trimmed_between(const char* from, const char* to) {
  return json_trimmed({from, static_cast<std::size_t>(to - from)});
}

/// Behind the quote that ends the text that begins at `at`, or the end.
const char* text_end(const char* at, const char* end) {
  for (++at; at < end; ++at) {
    if (*at == '"') return at + 1;
    if (*at == '\\') ++at;
  }
  return end;
}

}  // namespace

bool JsonSplitter::next(std::string_view& record) {
  if (layout_ == JsonLayout::kLines) return next_line(record);
  if (ended_) return false;
  const char* to = element_end();
  record = trimmed_between(at_, to);
  ended_ = to == end_;
  at_ = to + 1;
  return true;
}

bool JsonSplitter::next_line(std::string_view& record) {
  while (at_ < end_) {
    const void* found = std::memchr(at_, '\n', static_cast<std::size_t>(end_ - at_));
    const char* to = found == nullptr ? end_ : static_cast<const char*>(found);
    record = trimmed_between(at_, to);
    at_ = to + 1;
    if (!record.empty()) return true;
  }
  return false;
}

const char* JsonSplitter::element_end() const {
  int depth = 0;
  for (const char* at = at_; at < end_;) {
    switch (*at) {
      case '"':
        at = text_end(at, end_);
        continue;
      case '{':
      case '[':
        ++depth;
        break;
      case '}':
      case ']':
        --depth;
        break;
      case ',':
        if (depth == 0) return at;
        break;
      default:
        break;
    }
    ++at;
  }
  return end_;
}

}  // namespace c360::ingest
