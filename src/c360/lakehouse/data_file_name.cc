#include "c360/lakehouse/data_file_name.h"

#include <fmt/core.h>

#include <algorithm>

#include "c360/base/ids.h"

namespace c360::lakehouse {
namespace {

constexpr std::string_view kBeginning = "part-";
constexpr std::string_view kDataEnding = ".snappy.parquet";
constexpr std::string_view kUuid = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

bool is_uuid(std::string_view text) {
  const auto fits = [](char c, char pattern) {
    if (pattern == '-') return c == '-';
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  };
  return text.size() == kUuid.size() && std::equal(text.begin(), text.end(), kUuid.begin(), fits);
}

}  // namespace

std::string new_data_file_name() {
  return fmt::format("{}{}{}", kBeginning, random_uuid(), kDataEnding);
}

bool is_data_file(std::string_view path) {
  std::string_view name = path.substr(path.rfind('/') + 1);
  if (!name.starts_with(kBeginning) || !name.ends_with(kDataEnding)) return false;
  name.remove_prefix(kBeginning.size());
  return name.size() > kDataEnding.size() && is_uuid(name.substr(0, name.size() - kDataEnding.size()));
}

}  // namespace c360::lakehouse
