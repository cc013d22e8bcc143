#include "c360/project/values.h"

#include <fmt/core.h>

#include <charconv>
#include <cmath>

#include "c360/base/machine.h"
#include "c360/base/suggest.h"
#include "c360/project/names.h"
#include "c360/project/secret.h"

namespace c360::project {
namespace {

std::optional<std::string> take_text(const YamlNode& node, const Shape& shape, const std::string& what,
                                     Problems& problems) {
  if (node.kind != YamlNode::Kind::kScalar || node.text.empty()) {
    add_mismatch(node, what, shape.expected, problems);
    return std::nullopt;
  }
  if (is_secret_reference(node.text)) {
    problems.add(node.where, fmt::format("{} does not take ${{…}} references", what),
                 "only passwords, tokens and keys do; write the value itself");
    return std::nullopt;
  }
  return node.text;
}

using FaultOfName = std::optional<std::string> (*)(std::string_view);

Value<std::string> legal_name(std::string expected, std::string pattern, FaultOfName fault_of) {
  Shape shape;
  shape.expected = std::move(expected);
  shape.pattern = std::move(pattern);
  return {shape,
          [shape, fault_of](const YamlNode& node, const std::string& what,
                            Problems& problems) -> std::optional<std::string> {
            std::optional<std::string> name = take_text(node, shape, what, problems);
            if (!name) return std::nullopt;
            if (const auto fault = fault_of(*name))
              problems.add(node.where, fmt::format("'{}' cannot be a name here: {}", *name, *fault),
                           "use letters, digits and '_', a letter first");
            return name;
          }};
}

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool take_suffix(std::string_view& text, std::string_view suffix) {
  if (text.size() < suffix.size() || folded(text.substr(text.size() - suffix.size())) != folded(suffix)) return false;
  text.remove_suffix(suffix.size());
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return true;
}

std::optional<double> parse_share(std::string_view text) {
  const double unit = take_suffix(text, "%") ? 100 : 1;
  const std::optional<double> number = parse_number<double>(text);
  if (!number || !std::isfinite(*number) || *number < 0 || *number > unit) return std::nullopt;
  return *number / unit;
}

}  // namespace

std::optional<std::uint64_t> parse_memory(std::string_view text) {
  if (!text.empty() && text.back() == '%') {
    const std::optional<double> part = parse_share(text);
    if (!part || *part <= 0) return std::nullopt;
    return static_cast<std::uint64_t>(*part * static_cast<double>(usable_memory()));
  }
  constexpr double kThousand = 1000;
  double unit = 0;
  for (const auto& [suffix, power] : {std::pair{"MB", 2}, {"GB", 3}, {"TB", 4}})
    if (unit == 0 && take_suffix(text, suffix)) unit = std::pow(kThousand, power);
  const std::optional<double> number = parse_number<double>(text);
  if (unit == 0 || !number || !(*number > 0) || *number * unit > 1e18) return std::nullopt;
  return static_cast<std::uint64_t>(*number * unit);
}

Value<std::string> text(std::string expected) {
  Shape shape;
  shape.expected = std::move(expected);
  shape.pattern = ".";
  return {shape, [shape](const YamlNode& node, const std::string& what, Problems& problems) {
            return take_text(node, shape, what, problems);
          }};
}

Value<std::string> secret_text(std::string expected) {
  return parsed_text<std::string>(std::move(expected), ".", [](const std::string& written) {
    return written.empty() ? std::nullopt : std::optional(written);
  });
}

Value<std::string> any_text(std::string expected) {
  return parsed_text<std::string>(
      std::move(expected), {}, [](const std::string& written) { return std::optional(written); },
      "an empty text is written \"\", the word null \"null\"");
}

Value<std::string> text_or_null_word(std::string expected) {
  Value<std::string> value = any_text(std::move(expected));
  value.shape.allows_null = true;
  value.read = [read_text = value.read](const YamlNode& node, const std::string& what, Problems& problems) {
    const bool is_null_word = node.kind == YamlNode::Kind::kNothing && !node.text.empty();
    return is_null_word ? std::optional(node.text) : read_text(node, what, problems);
  };
  return value;
}

Value<std::string> table_name(std::string expected) {
  return legal_name(std::move(expected), "^[A-Za-z][A-Za-z0-9_]*$", fault_of_table_name);
}

Value<std::string> column_name(std::string expected) {
  return legal_name(std::move(expected), "^[^\\u0000-@\\[-`{-\\u007f][^\\u0000-/:-@\\[-^`{-\\u007f]*$",
                    fault_of_column_name);
}

Value<int> whole_number(int minimum, int maximum) {
  const bool has_top = maximum < kNoMost;
  const std::string range =
      has_top ? fmt::format("from {} to {}", minimum, maximum) : fmt::format("from {} up", minimum);
  Value<int> value = parsed_text<int>("a whole number " + range, {}, [=](const std::string& digits) {
    std::optional<int> number = parse_number<int>(digits);
    return number && *number >= minimum && *number <= maximum ? number : std::nullopt;
  });
  value.shape.kind = Shape::Kind::kInteger;
  value.shape.minimum = minimum;
  if (has_top) value.shape.maximum = maximum;
  return value;
}

Value<bool> boolean() {
  Value<bool> value = one_of<bool>({{"true", true}, {"false", false}});
  value.shape.kind = Shape::Kind::kBoolean;
  return value;
}

Value<char> character(std::vector<std::pair<std::string, char>> words) {
  std::string expected = "one character";
  std::string pattern = "^([\\u0001-\\u007f]";
  for (const auto& word : words) {
    expected += " or the word " + word.first;
    pattern += "|" + word.first;
  }
  return parsed_text<char>(expected, pattern + ")$", [words](const std::string& written) -> std::optional<char> {
    for (const auto& [word, meant] : words)
      if (written == word) return meant;
    if (written.size() != 1 || written[0] == '\n' || written[0] == '\r') return std::nullopt;
    return static_cast<unsigned char>(written[0]) < 0x80 ? std::optional(written[0]) : std::nullopt;
  });
}

Value<double> share() {
  return parsed_text<double>("a share from 0 to 1, or from 0% to 100%", R"(^([0-9.]+|[0-9.]+ ?%)$)",
                             [](const std::string& written) { return parse_share(written); });
}

Value<std::uint64_t> memory_amount() {
  return parsed_text<std::uint64_t>("an amount such as 4GB, 512MB or 60%", R"(^[0-9.]+ ?([MmGgTt][Bb]|%)$)",
                                    [](const std::string& written) { return parse_memory(written); });
}

YamlNode split_at_commas(const YamlNode& node) {
  YamlNode list;
  list.kind = YamlNode::Kind::kList;
  list.where = node.where;
  std::size_t start = 0;
  while (start <= node.text.size()) {
    const std::size_t end = std::min(node.text.find(',', start), node.text.size());
    const std::size_t first = std::min(node.text.find_first_not_of(" \t", start), end);
    std::size_t last = end;
    while (last > first && (node.text[last - 1] == ' ' || node.text[last - 1] == '\t')) --last;
    Location where = node.where;
    where.column += static_cast<int>(first);
    list.items.push_back(YamlNode::scalar(node.text.substr(first, last - first), where));
    start = end + 1;
  }
  return list;
}

std::string joined_words(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

void add_wrong_word(const YamlNode& node, const std::string& what, const std::vector<std::string>& words,
                    Problems& problems) {
  const auto near = node.kind == YamlNode::Kind::kScalar ? closest(node.text, words) : std::nullopt;
  add_mismatch(node, what, joined_words(words), problems, near ? fmt::format("did you mean '{}'?", *near) : "");
}

}  // namespace c360::project
