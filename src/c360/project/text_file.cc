#include "c360/project/text_file.h"

#include <algorithm>
#include <string_view>

#include "c360/base/local_files.h"

namespace c360::project {
namespace {

namespace fs = std::filesystem;

/// Bytes of the UTF-8 sequence that `text` starts with; 0 if it is none (RFC 3629: no overlong forms, no surrogates).
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const bool is_overlong = first == 0xE0 && byte(1) < 0xA0;
    const bool is_surrogate = first == 0xED && byte(1) > 0x9F;
    return follows(1) && follows(2) && !is_overlong && !is_surrogate ? 3 : 0;
  }
  if (first < 0xF0 || first > 0xF4) return 0;
  const bool is_overlong = first == 0xF0 && byte(1) < 0x90;
  const bool is_too_great = first == 0xF4 && byte(1) > 0x8F;
  return follows(1) && follows(2) && follows(3) && !is_overlong && !is_too_great ? 4 : 0;
}

/// The line of the first byte that is no UTF-8; 0 if all is.
int line_of_invalid_utf8(std::string_view text) {
  int line = 1;
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    if (length == 0) return line;
    if (text.front() == '\n') ++line;
    text.remove_prefix(length);
  }
  return 0;
}

bool is_hidden(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.starts_with('.') || name.starts_with('_');
}

void collect(const fs::path& folder, const std::string& shown, const std::string& extension, bool recursive,
             std::vector<std::string>& found) {
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    if (is_hidden(entry.path())) continue;
    const std::string name = shown + "/" + entry.path().filename().string();
    if (entry.is_directory(error)) {
      if (recursive) collect(entry.path(), name, extension, recursive, found);
    } else if (entry.path().extension() == extension) {
      found.push_back(name);
    }
  }
}

}  // namespace

std::optional<std::string> read_text(const fs::path& path, const std::string& shown, Problems& problems) {
  std::string text;
  try {
    text = read_file(path);
  } catch (const Error& error) {
    problems.add({shown}, error.message());
    return std::nullopt;
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  const int line = line_of_invalid_utf8(text);
  if (line == 0) return text;
  problems.add({shown, line, 0}, "the file is not UTF-8", "save it as UTF-8");
  return std::nullopt;
}

std::vector<std::string> files_below(const fs::path& root, const std::string& folder, const std::string& extension,
                                     bool recursive) {
  std::vector<std::string> found;
  collect(root / folder, folder, extension, recursive, found);
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace c360::project
