#include "c360/powerbi/tmdl/text_lines.h"

namespace c360::powerbi::tmdl {

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (true) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    lines.emplace_back(line);
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::size_t leading_tabs(std::string_view line) {
  const std::size_t end = line.find_first_not_of('\t');
  return end == std::string_view::npos ? line.size() : end;
}

}  // namespace c360::powerbi::tmdl
