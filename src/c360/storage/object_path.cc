#include "c360/storage/object_path.h"

#include <fmt/core.h>

#include <algorithm>
#include <string>

#include "c360/base/error.h"

namespace c360::storage {
namespace {

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

[[noreturn]] void refuse(std::string_view path, std::string_view why) {
  std::string shown(path);
  std::replace_if(shown.begin(), shown.end(), is_control, '?');
  throw Error(ErrorCode::kUsage, fmt::format("'{}' cannot name a stored object: {}", shown, why));
}

void check_part(std::string_view part, std::string_view path) {
  if (part.empty()) refuse(path, "a part of it is empty");
  if (part == "." || part == "..") refuse(path, fmt::format("it has the part '{}'", part));
}

}  // namespace

void check_object_path(std::string_view path) {
  if (path.empty()) refuse(path, "it is empty");
  if (path.front() == '/') refuse(path, "it is absolute");
  if (std::any_of(path.begin(), path.end(), is_control)) refuse(path, "it has a control character");
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    check_part(path.substr(begin, end - begin), path);
    begin = end + 1;
  }
}

}  // namespace c360::storage
