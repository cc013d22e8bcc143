#include "c360/powerbi/m_text.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace c360::powerbi {
namespace {

constexpr std::array<std::string_view, 17> kKeywords = {"and",  "as", "each",    "else", "error",    "false",
                                                        "if",   "in", "is",      "let",  "meta",     "not",
                                                        "null", "or", "section", "then", "otherwise"};

/// A letter or '_' first, then digits too; no keyword.
bool is_plain(std::string_view name) {
  if (name.empty() || std::isdigit(static_cast<unsigned char>(name.front())) != 0) return false;
  if (std::find(kKeywords.begin(), kKeywords.end(), name) != kKeywords.end() || name == "shared" || name == "true" ||
      name == "try" || name == "type")
    return false;
  return std::all_of(name.begin(), name.end(),
                     [](unsigned char c) { return c < 0x80 && (std::isalnum(c) != 0 || c == '_'); });
}

}  // namespace

std::string m_text(std::string_view text) {
  std::string written = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') {
      written += "\"\"";
    } else if (c == '#' && i + 1 < text.size() && text[i + 1] == '(') {
      written += "#(#)";
    } else if (c == '\n' || c == '\r' || c == '\t') {
      written += c == '\n' ? "#(lf)" : c == '\r' ? "#(cr)" : "#(tab)";
    } else {
      written += c;
    }
  }
  return written + "\"";
}

std::string m_name(std::string_view name) {
  return is_plain(name) ? std::string(name) : "#" + m_text(name);
}

}  // namespace c360::powerbi
