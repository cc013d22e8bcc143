#include "c360/ingest/json/json_scan.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "c360/base/error.h"
#include "c360/ingest/json/json_structure.h"

namespace c360::ingest {
namespace {

constexpr std::uint64_t kNone = std::string_view::npos;

/// Goes through the document around the records.
class JsonDocument {
 public:
  JsonDocument(std::string_view text, const std::string& name) : text_(text), name_(name) {}

  JsonRegion array(std::uint64_t open) const {
    const std::uint64_t end = value_end(open);
    if (text_[end - 1] != ']') fail(end - 1, "an array ends with a brace here", kBroken);
    return {JsonLayout::kElements, open + 1, end - 1};
  }

  /// The array that a path of names leads to.
  JsonRegion array_at(std::uint64_t begin, const std::string& path) const {
    std::uint64_t at = begin;
    for (std::size_t from = 0; from <= path.size();) {
      const std::size_t dot = std::min(path.find('.', from), path.size());
      at = member(at, path.substr(from, dot - from), path);
      from = dot + 1;
    }
    if (text_[at] == '[') return array(at);
    fail(at, fmt::format("'{}' is no array", path), "`records:` in the source leads to an array of objects");
  }

  void expect_end(std::uint64_t at) const {
    at = skip_space(at);
    if (at < text_.size()) fail(at, "the document goes on behind its end", kBroken);
  }

  std::uint64_t skip_space(std::uint64_t at) const {
    while (at < text_.size() && is_json_space(text_[at])) ++at;
    return at;
  }

  /// The first byte behind a value; kNone where it is never closed.
  std::uint64_t find_value_end(std::uint64_t at) const {
    if (text_[at] == '"') return string_end(at);
    if (text_[at] != '{' && text_[at] != '[') return std::min(text_.find_first_of(",]} \t\r\n", at), text_.size());
    std::uint64_t depth = 0;
    const std::uint64_t last = walk_structure(text_, at, [&](std::uint64_t /*place*/, char c) {
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
      return depth > 0;
    });
    return last == kNone ? kNone : last + 1;
  }

  std::uint64_t value_end(std::uint64_t at) const {
    const std::uint64_t end = find_value_end(at);
    if (end == kNone) fail_unclosed(at);
    return end;
  }

  [[noreturn]] void fail(std::uint64_t at, const std::string& what, const std::string& hint) const {
    const std::string_view before = text_.substr(0, at);
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const std::size_t line_begin = before.rfind('\n') + 1;
    throw Error(ErrorCode::kData, fmt::format("{}:{}:{}: {}", name_, line, at - line_begin + 1, what), hint);
  }

  static constexpr const char* kBroken =
      "correct the file or bring it again; nothing of it was taken in, as its records cannot be told apart";

 private:
  /// Tells of the innermost thing that could be known to be open: the array's last element, else the value itself.
  [[noreturn]] void fail_unclosed(std::uint64_t begin) const {
    std::uint64_t depth = 0;
    std::uint64_t element = begin;
    std::int64_t elements = 0;
    walk_structure(text_, begin, [&](std::uint64_t place, char c) {
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
      if (depth == 1 && (c == ',' || place == begin)) {
        element = place + 1;
        ++elements;
      }
      return true;
    });
    if (text_[begin] != '[') fail(begin, "an object begins here and is never closed", kBroken);
    fail(skip_space(element),
         fmt::format("the array is cut off, or a bracket, brace or quote is missing, in or after "
                     "its element {}, which begins here",
                     elements),
         kBroken);
  }

  std::uint64_t string_end(std::uint64_t at) const {
    for (++at; at < text_.size(); ++at) {
      if (text_[at] == '\\')
        ++at;
      else if (text_[at] == '"')
        return at + 1;
    }
    return kNone;
  }

  /// Where the value of a member of the object at `at` begins.
  std::uint64_t member(std::uint64_t at, const std::string& wanted, const std::string& path) const {
    if (text_[at] != '{') fail(at, fmt::format("no object here, so no '{}' of the path '{}'", wanted, path), kPath);
    std::vector<std::string> names;
    while (true) {
      const std::uint64_t name = skip_space(at + 1);
      if (name >= text_.size() || text_[name] != '"') break;
      const std::uint64_t end = value_end(name);
      const std::uint64_t colon = skip_space(end);
      const std::uint64_t value = colon < text_.size() && text_[colon] == ':' ? skip_space(colon + 1) : text_.size();
      if (value >= text_.size()) fail(end, "a ':' and a value are missing behind a name", kBroken);
      names.emplace_back(text_.substr(name + 1, end - name - 2));
      if (names.back() == wanted) return value;
      at = skip_space(value_end(value));
      if (at >= text_.size() || text_[at] != ',') break;
    }
    if (names.size() > 20) names.resize(20);
    fail(at, fmt::format("no '{}' of the path '{}' here, only: {}", wanted, path, fmt::join(names, ", ")), kPath);
  }

  static constexpr const char* kPath =
      "`records:` in the source has the names that lead to the array, as in data.items";

  std::string_view text_;
  const std::string& name_;
};

/// A text that begins with an object: a document, or NDJSON, whose first line may be broken.
JsonRegion object_or_lines(std::string_view text, std::uint64_t at, const JsonDocument& document) {
  const JsonRegion lines{JsonLayout::kLines, at, text.size()};
  const std::size_t line_end = text.find('\n', at);
  const bool next_begins = line_end != std::string_view::npos && text.substr(line_end + 1).starts_with('{');
  if (next_begins) return lines;
  const std::uint64_t end = document.value_end(at);
  if (document.skip_space(end) == text.size()) return {JsonLayout::kElements, at, end};
  if (end <= std::min(line_end, text.size())) return lines;
  document.fail(document.skip_space(end), "another value follows the first, which goes over several lines",
                "put each record on one line of its own (NDJSON), or all of them into an array");
}

/// Puts counted records into chunks.
class ChunkCounter {
 public:
  ChunkCounter(std::uint64_t begin, std::uint64_t chunk_bytes, const ChunkDone& done)
      : chunk_bytes_(chunk_bytes), done_(done) {
    chunk_.begin = begin;
  }

  /// A record ends before `end`, and the next begins at `next`.
  void add(std::uint64_t end, std::uint64_t next) {
    ++chunk_.records;
    chunk_.end = end;
    if (end - chunk_.begin >= chunk_bytes_) cut(next);
  }
  Scan take() {
    if (chunk_.records > 0) cut(chunk_.end);
    return std::move(scan_);
  }

 private:
  void cut(std::uint64_t next) {
    scan_.records += chunk_.records;
    scan_.chunks.push_back(chunk_);
    if (done_) done_(chunk_);
    chunk_ = {.begin = next, .end = next, .first_record = scan_.records + 1};
  }

  std::uint64_t chunk_bytes_;
  const ChunkDone& done_;
  Chunk chunk_;
  Scan scan_;
};

Scan count_lines(std::string_view text, const JsonRegion& region, const ChunkDone& done, std::uint64_t chunk_bytes) {
  ChunkCounter counter(region.begin, chunk_bytes, done);
  for (std::uint64_t at = region.begin; at < region.end;) {
    const std::uint64_t end = std::min<std::uint64_t>(text.find('\n', at), region.end);
    if (!json_trimmed(text.substr(at, end - at)).empty()) counter.add(end, end + 1);
    at = end + 1;
  }
  return counter.take();
}

Scan count_elements(std::string_view text, const JsonRegion& region, const ChunkDone& done, std::uint64_t chunk_bytes) {
  const std::string_view inside = text.substr(0, region.end);
  ChunkCounter counter(region.begin, chunk_bytes, done);
  bool any = !json_trimmed(inside.substr(region.begin)).empty();
  std::int64_t depth = 0;
  walk_structure(inside, region.begin, [&](std::uint64_t place, char c) {
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    if (c == ',' && depth == 0) counter.add(place, place + 1);
    return true;
  });
  if (any) counter.add(region.end, region.end);
  return counter.take();
}

}  // namespace

JsonRegion find_json_records(std::string_view text, std::uint64_t begin, const JsonOptions& options, bool lines,
                             const std::string& name) {
  const JsonDocument document(text, name);
  const std::uint64_t at = document.skip_space(begin);
  if (lines || at == text.size()) return {JsonLayout::kLines, begin, text.size()};
  if (!options.records.empty()) {
    const std::uint64_t end = document.value_end(at);
    document.expect_end(end);
    return document.array_at(at, options.records);
  }
  if (text[at] == '{') return object_or_lines(text, at, document);
  if (text[at] != '[') {
    document.fail(at, "neither an object nor an array begins here",
                  "is it JSON? `format:` in the source says what it is");
  }
  const JsonRegion region = document.array(at);
  document.expect_end(region.end + 1);
  return region;
}

Scan count_json_records(std::string_view text, const JsonRegion& region, const ChunkDone& done,
                        std::uint64_t chunk_bytes) {
  return region.layout == JsonLayout::kLines ? count_lines(text, region, done, chunk_bytes)
                                             : count_elements(text, region, done, chunk_bytes);
}

}  // namespace c360::ingest
