#include "c360/adf/yaml_text.h"

#include <algorithm>
#include <set>
#include <sstream>

#include "c360/base/letter_case.h"

namespace c360::adf {
namespace {

constexpr std::size_t kWidest = 110;

/// Letters, digits and a few signs, beginning with a letter, and no word that YAML takes for something else.
bool is_plain(const std::string& text) {
  static const std::set<std::string> words = {"true", "false", "null", "yes", "no", "on",
                                              "off",  "y",     "n",    "nan", "inf"};
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  if (text.empty() || !is_letter(text[0]) || text.back() == ' ' || words.count(to_lower(text)) > 0) return false;
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == ' ' || c == '.' || c == '-' || c == '/';
  });
}

std::string scalar(const Json& value) {
  if (!value.is_string()) return value.dump();
  const std::string text = value.get<std::string>();
  return is_plain(text) ? text : value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool is_empty(const Json& value) {
  return value.is_structured() &&
         (value.empty() || (value.size() == 1 && value.is_object() && value.contains(kComment)));
}

void write(const Json& value, const std::string& indent, std::string& out);

void write_comments(const Json& value, const std::string& indent, std::string& out) {
  const Json& comments = member(value, kComment);
  if (comments.is_string()) out += comment_lines(comments.get<std::string>(), indent);
  if (comments.is_array())
    for (const Json& comment : comments) out += comment_lines(comment.get<std::string>(), indent);
}

/// What follows "key:" or "-".
void write_after(const Json& value, const std::string& indent, std::string& out) {
  if (!value.is_structured() || is_empty(value)) {
    out += " " + (value.is_structured() ? std::string(value.is_array() ? "[]" : "{}") : scalar(value)) + "\n";
    return;
  }
  out += "\n";
  write(value, indent, out);
}

void write_list(const Json& list, const std::string& indent, std::string& out) {
  for (const Json& item : list) {
    write_comments(item, indent, out);
    if (!item.is_object() || is_empty(item)) {
      out += indent + "-";
      write_after(item, indent + "  ", out);
      continue;
    }
    std::string body;
    write(item, indent + "  ", body);
    out += indent + "- " + body.substr(indent.size() + 2);
  }
}

void write_map(const Json& map, const std::string& indent, std::string& out) {
  for (const auto& entry : map.items()) {
    if (entry.key() == kComment) continue;
    const Json& value = entry.value();
    if (value.is_object()) write_comments(value, indent, out);
    out += indent + scalar(Json(entry.key())) + ":";
    write_after(value, indent + "  ", out);
  }
}

void write(const Json& value, const std::string& indent, std::string& out) {
  if (value.is_array())
    write_list(value, indent, out);
  else
    write_map(value, indent, out);
}

}  // namespace

std::string comment_lines(const std::string& text, const std::string& indent) {
  std::string result;
  std::string line;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    word.erase(std::remove_if(word.begin(), word.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }),
               word.end());
    if (!line.empty() && indent.size() + line.size() + word.size() + 3 > kWidest)
      result += indent + "# " + std::exchange(line, {}) + "\n";
    line += (line.empty() ? "" : " ") + word;
  }
  return result + (line.empty() ? "" : indent + "# " + line + "\n");
}

std::string to_yaml(const Json& value) {
  std::string text;
  write_comments(value, "", text);
  write(value, "", text);
  return text;
}

}  // namespace c360::adf
