#include "c360/delta/log_path.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

namespace c360::delta {
namespace {

constexpr std::size_t kVersionDigits = 20;
constexpr std::size_t kPartDigits = 10;
constexpr std::size_t kUuidLength = 36;

/// Takes exactly `digits` digits off the front of `text`.
std::optional<std::int64_t> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  std::int64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + digits, number);
  if (failure != std::errc() || end != text.data() + digits || number < 0) return std::nullopt;
  text.remove_prefix(digits);
  return number;
}

bool take(std::string_view& text, std::string_view expected) {
  if (!text.starts_with(expected)) return false;
  text.remove_prefix(expected.size());
  return true;
}

/// "0000000001.0000000003.parquet".
std::optional<LogPath> parse_part(std::string_view rest, Version version) {
  const auto part = take_number(rest, kPartDigits);
  if (!part || !take(rest, ".")) return std::nullopt;
  const auto parts = take_number(rest, kPartDigits);
  if (!parts || rest != ".parquet" || *part < 1 || *part > *parts || *parts > 1'000'000) return std::nullopt;
  return LogPath{LogPath::Kind::kCheckpointPart, version, static_cast<int>(*part), static_cast<int>(*parts)};
}

bool is_v2_name(std::string_view rest) {
  if (rest.size() <= kUuidLength || std::count(rest.begin(), rest.begin() + kUuidLength, '-') != 4) return false;
  rest.remove_prefix(kUuidLength);
  return rest == ".json" || rest == ".parquet";
}

}  // namespace

std::string version_prefix(Version version) {
  return fmt::format("{}/{:020}", kLogFolder, version);
}
std::string commit_path(Version version) {
  return version_prefix(version) + ".json";
}
std::string checkpoint_path(Version version) {
  return version_prefix(version) + ".checkpoint.parquet";
}

std::optional<LogPath> parse_log_path(std::string_view path) {
  if (!take(path, kLogFolder) || !take(path, "/")) return std::nullopt;
  const auto version = take_number(path, kVersionDigits);
  if (!version) return std::nullopt;
  if (path == ".json") return LogPath{LogPath::Kind::kCommit, *version};
  if (path == ".checkpoint.parquet") return LogPath{LogPath::Kind::kCheckpoint, *version};
  if (!take(path, ".checkpoint.")) return std::nullopt;
  if (is_v2_name(path)) return LogPath{LogPath::Kind::kV2Checkpoint, *version};
  return parse_part(path, *version);
}

}  // namespace c360::delta
