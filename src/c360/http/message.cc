#include "c360/http/message.h"

#include <algorithm>

#include "c360/base/error.h"
#include "c360/base/letter_case.h"

namespace c360::http {
namespace {

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (to_lower(c) >= 'a' && to_lower(c) <= 'f') return to_lower(c) - 'a' + 10;
  return -1;
}

/// Text without %XX; in a query '+' is a space. nullopt for a broken %XX and for NUL.
std::optional<std::string> decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size() || digit_of(text[i + 1]) < 0 || digit_of(text[i + 2]) < 0) return std::nullopt;
      c = static_cast<char>(digit_of(text[i + 1]) * 16 + digit_of(text[i + 2]));
      i += 2;
    } else if (c == '+' && plus_is_space) {
      c = ' ';
    }
    if (c == '\0') return std::nullopt;
    out += c;
  }
  return out;
}

/// A part of a path with %XX for what would be read as something else.
std::string encoded(std::string_view segment) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : segment) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = byte >= 0x20 && byte != 0x7F && c != '/' && c != '%';
    if (is_plain) {
      out += c;
    } else {
      out += {'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
    }
  }
  return out;
}

/// How many bytes a character takes that begins so; 0: none does.
std::size_t utf8_length(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first < 0xE0) return 2;
  if (first >= 0xE0 && first < 0xF0) return 3;
  if (first >= 0xF0 && first < 0xF5) return 4;
  return 0;
}

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_length(static_cast<unsigned char>(text[i]));
    if (length == 0 || i + length > text.size()) return false;
    for (std::size_t j = 1; j < length; ++j) {
      if ((static_cast<unsigned char>(text[i + j]) & 0xC0) != 0x80) return false;
    }
    i += length;
  }
  return true;
}

/// Calls `use` with each part between slashes of what begins with one.
template <class Use>
void for_each_segment(std::string_view path, const Use& use) {
  for (std::size_t at = 1; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    use(path.substr(at, end - at));
    at = end + 1;
  }
}

/// nullopt for one that is not valid.
std::optional<std::string> canonical_path(std::string_view path) {
  if (!path.starts_with('/')) return std::nullopt;
  std::string canonical;
  bool is_valid = true;
  for_each_segment(path, [&](std::string_view part) {
    const auto segment = decoded(part, false);
    is_valid = is_valid && segment && is_utf8(*segment);
    if (is_valid) canonical += "/" + encoded(*segment);
  });
  return is_valid ? std::optional(canonical) : std::nullopt;
}

bool add_pair(std::string_view pair, Fields& query) {
  if (pair.empty()) return true;
  const std::size_t equals = std::min(pair.find('='), pair.size());
  auto name = decoded(pair.substr(0, equals), true);
  auto value = decoded(pair.substr(std::min(equals + 1, pair.size())), true);
  if (!name || !value || !is_utf8(*name) || !is_utf8(*value)) return false;
  query.add(std::move(*name), std::move(*value));
  return true;
}

}  // namespace

std::optional<std::string> Fields::header(std::string_view name) const {
  for (const auto& [key, value] : all_) {
    if (equal_ignoring_case(key, name)) return value;
  }
  return std::nullopt;
}

std::optional<std::string> Fields::value(std::string_view name) const {
  for (const auto& [key, value] : all_) {
    if (key == name) return value;
  }
  return std::nullopt;
}

std::vector<std::string> Fields::values(std::string_view name) const {
  std::vector<std::string> found;
  for (const auto& [key, value] : all_) {
    if (key == name) found.push_back(value);
  }
  return found;
}

Response& Response::with(std::string name, std::string value) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t'; };
  if (std::any_of(name.begin(), name.end(), is_control) || std::any_of(value.begin(), value.end(), is_control))
    throw Error(ErrorCode::kInternal, "a header of an answer holds a control character");
  headers.emplace_back(std::move(name), std::move(value));
  return *this;
}

std::optional<Target> parse_target(std::string_view target) {
  target = target.substr(0, target.find('#'));
  const std::size_t question = std::min(target.find('?'), target.size());
  auto path = canonical_path(target.substr(0, question));
  if (!path) return std::nullopt;
  Target parsed{std::move(*path), {}};
  std::string_view rest = target.substr(std::min(question + 1, target.size()));
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('&'), rest.size());
    if (!add_pair(rest.substr(0, end), parsed.query)) return std::nullopt;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return parsed;
}

std::vector<std::string> segments_of(std::string_view path) {
  std::vector<std::string> segments;
  for_each_segment(path, [&](std::string_view part) { segments.push_back(decoded(part, false).value_or("")); });
  return segments;
}

}  // namespace c360::http
