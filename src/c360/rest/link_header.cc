#include "c360/rest/link_header.h"

#include <algorithm>
#include <sstream>
#include <string_view>

#include "c360/base/letter_case.h"

namespace c360::rest {
namespace {

/// The end of a link's parameters: the next comma outside of quotes.
std::size_t end_of_link(std::string_view text, std::size_t at) {
  bool is_quoted = false;
  for (; at < text.size(); ++at) {
    if (text[at] == '"') is_quoted = !is_quoted;
    if (text[at] == ',' && !is_quoted) break;
  }
  return at;
}

/// Whether parameters such as `; rel="next last"; title="…"` have the relation "next".
bool is_next(std::string_view parameters) {
  std::string text = to_lower(parameters);
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '"' || c == '\t'; }, ' ');
  for (std::size_t at = text.find("rel"); at != std::string::npos; at = text.find("rel", at + 1)) {
    const bool begins = at > 0 && (text[at - 1] == ';' || text[at - 1] == ' ');
    const std::size_t equals = text.find_first_not_of(' ', at + 3);
    if (!begins || equals == std::string::npos || text[equals] != '=') continue;
    std::istringstream words(text.substr(equals + 1, text.find(';', equals) - equals - 1));
    for (std::string word; words >> word;)
      if (word == "next") return true;
  }
  return false;
}

}  // namespace

std::string next_link(const http::Fields& headers) {
  for (const auto& [name, value] : headers.all()) {
    if (to_lower(name) != "link") continue;
    const std::string_view text(value);
    for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at)) {
      const std::size_t close = text.find('>', at);
      if (close == std::string_view::npos) break;
      const std::size_t end = end_of_link(text, close);
      if (is_next(text.substr(close + 1, end - close - 1))) return std::string(text.substr(at + 1, close - at - 1));
      at = end;
    }
  }
  return {};
}

}  // namespace c360::rest
