#include "c360/project/template.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

namespace c360::project {
namespace {

/// Where the text of an expression ends: at the first '}' outside of its texts. npos if there is none.
std::size_t end_of_expression(std::string_view text, std::size_t from) {
  bool in_text = false;
  for (std::size_t at = from; at < text.size(); ++at) {
    if (text[at] == '\'') in_text = !in_text;
    if (text[at] == '}' && !in_text) return at;
  }
  return std::string_view::npos;
}

bool is_secret(std::string_view inside) {
  return inside.starts_with("env:") || inside.starts_with("file:");
}

/// Cuts a text at its ${…}.
class TextReader {
 public:
  TextReader(const YamlNode& node, Problems& problems) : node_(node), problems_(problems) {}

  Template read() {
    const std::string& text = node_.text;
    std::size_t from = 0;
    while (true) {
      const std::size_t start = text.find("${", from);
      plain_ += text.substr(from, start == std::string::npos ? start : start - from);
      if (start == std::string::npos) break;
      if (!plain_.empty() && plain_.back() == '$') {
        plain_ += "{";
        from = start + 2;
        continue;
      }
      const std::size_t end = end_of_expression(text, start + 2);
      if (end == std::string::npos) {
        problems_.add(place(start), "a ${…} without its '}'", "close it, or write $${ for the characters themselves");
        break;
      }
      add(start + 2, end);
      from = end + 1;
    }
    return finished();
  }

 private:
  /// Of a text on one line; what stands on several is told by its beginning.
  Location place(std::size_t at) const {
    Location place = node_.where;
    const bool one_line = node_.text.find('\n') == std::string::npos;
    if (one_line && place.column > 0) place.column += static_cast<int>(at) + (node_.quoted ? 1 : 0);
    if (!one_line) place.column = 0;
    return place;
  }

  void flush() {
    if (!plain_.empty()) result_.parts.push_back({std::exchange(plain_, {}), std::nullopt});
  }

  void add(std::size_t start, std::size_t end) {
    flush();
    const std::string inside = node_.text.substr(start, end - start);
    if (is_secret(inside)) {
      problems_.add(place(start - 2), "a secret cannot stand here: what an activity is given is shown in its report",
                    "secrets belong into c360.yaml: publish and sql use the connection strings of its targets");
    } else {
      result_.parts.push_back({{}, parse_expression(inside, place(start), problems_)});
    }
  }

  Template finished() {
    flush();
    result_.where = node_.where;
    if (result_.parts.empty() || (result_.parts.size() == 1 && !result_.parts[0].expression)) {
      result_.value = result_.parts.empty() ? std::string() : result_.parts[0].text;
      result_.parts.clear();
      return std::move(result_);
    }
    const bool whole = result_.parts.size() == 1 && result_.parts[0].expression;
    result_.kind = whole ? Template::Kind::kExpression : Template::Kind::kText;
    return std::move(result_);
  }

  const YamlNode& node_;
  Problems& problems_;
  Template result_;
  std::string plain_;
};

/// What an unquoted scalar looks like, if it is no text.
std::optional<JsonValue> typed_scalar(const YamlNode& node) {
  const std::string& text = node.text;
  if (node.quoted || text.empty()) return std::nullopt;
  if (text == "true" || text == "false") return JsonValue(text == "true");
  const char* end = text.data() + text.size();
  std::int64_t whole = 0;
  if (const auto [rest, error] = std::from_chars(text.data(), end, whole); error == std::errc() && rest == end)
    return JsonValue(whole);
  const bool numeric =
      std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == '-'; });
  double real = 0;
  if (const auto [rest, error] = std::from_chars(text.data(), end, real);
      numeric && error == std::errc() && rest == end)
    return JsonValue(real);
  return std::nullopt;
}

Template read_scalar(const YamlNode& node, Problems& problems) {
  if (auto value = typed_scalar(node)) {
    Template result;
    result.where = node.where;
    result.value = std::move(*value);
    return result;
  }
  return TextReader(node, problems).read();
}

}  // namespace

Template read_template(const YamlNode& node, Problems& problems) {
  if (node.kind == YamlNode::Kind::kScalar) return read_scalar(node, problems);
  Template result;
  result.where = node.where;
  if (node.kind == YamlNode::Kind::kNothing) return result;
  result.kind = node.kind == YamlNode::Kind::kList ? Template::Kind::kList : Template::Kind::kMap;
  for (const YamlNode& item : node.items) result.items.push_back(read_template(item, problems));
  for (const YamlNode& key : node.keys) result.keys.push_back(key.text);
  return result;
}

std::optional<JsonValue> constant_of(const Template& value) {
  if (value.kind == Template::Kind::kConstant) return value.value;
  if (!value.parts.empty()) return std::nullopt;
  JsonValue result = value.kind == Template::Kind::kList ? JsonValue::array() : JsonValue::object();
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    std::optional<JsonValue> item = constant_of(value.items[i]);
    if (!item) return std::nullopt;
    if (value.kind == Template::Kind::kList)
      result.push_back(std::move(*item));
    else
      result[value.keys[i]] = std::move(*item);
  }
  return result;
}

}  // namespace c360::project
