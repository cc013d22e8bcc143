// Which columns the records of a file have together, and which of them each field of a record is.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "c360/ingest/json/json_record.h"

namespace c360::ingest {

/// More columns than this are keys that should be values.
inline constexpr std::size_t kMostJsonColumns = 10'000;

/// The names of a file's columns in the order in which they first came. Any thread may call find().
class JsonColumns {
 public:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  JsonColumns() = default;
  explicit JsonColumns(std::vector<std::string> names);

  /// Takes in the names of a record. Throws Error(kData), naming the file, beyond kMostJsonColumns.
  void add(const std::vector<JsonField>& fields, const std::string& file);
  /// A column's position, or kNone.
  std::size_t find(std::string_view name) const;
  const std::vector<std::string>& names() const { return names_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };

  std::vector<std::string> names_;
  std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> places_;
};

}  // namespace c360::ingest
