#include "c360/powerbi/stable_id.h"

#include "c360/base/hashing.h"

namespace c360::powerbi {
namespace {

std::string hash_of(std::initializer_list<std::string_view> parts) {
  ContentHash hash;
  for (const std::string_view part : parts) {
    hash.update(std::to_string(part.size()) + ":");  // so that {"ab", "c"} is not {"a", "bc"}
    hash.update(part);
  }
  return hash.hex();
}

}  // namespace

std::string stable_uuid(std::initializer_list<std::string_view> parts) {
  std::string digits = hash_of(parts);
  digits[12] = '8';  // version
  digits[16] =
      "89ab"[static_cast<std::size_t>(digits[16] < 'a' ? digits[16] - '0' : digits[16] - 'a' + 10) & 3];  // variant
  for (const std::size_t dash : {20, 16, 12, 8}) digits.insert(dash, "-");
  return digits;
}

std::string stable_name(std::initializer_list<std::string_view> parts) {
  return hash_of(parts).substr(0, 20);
}

std::string file_name(std::string_view name) {
  constexpr std::size_t kMostBytes = 100;
  std::string safe;
  for (const char c : name.substr(0, kMostBytes)) {
    const bool is_sign =
        static_cast<unsigned char>(c) < ' ' || std::string_view("<>:\"/\\|?*").find(c) != std::string_view::npos;
    safe += is_sign ? '_' : c;
  }
  while (!safe.empty() && (safe.back() == '.' || safe.back() == ' ' || (safe.size() == kMostBytes && safe.back() < 0)))
    safe.pop_back();
  constexpr std::size_t kDigits = 8;
  return safe == name ? safe : safe + "_" + stable_name({"file", name}).substr(0, kDigits);
}

}  // namespace c360::powerbi
