// The kinds of values that project files hold, for use in schemas (schema.h).
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "c360/project/schema.h"

namespace c360::project {

/// Any text but the empty one; a ${…} reference is refused. `expected` names it in messages: "a glob of files".
Value<std::string> text(std::string expected);
/// Any text but the empty one, which may hold ${…} references to where a secret is kept (secret.h); taken as written.
Value<std::string> secret_text(std::string expected);
/// Any text, also an empty one.
Value<std::string> any_text(std::string expected);
/// The same, and the words null and ~ as they are written: a list of null tokens means them so.
Value<std::string> text_or_null_word(std::string expected);
/// A legal name of a table (names.h).
Value<std::string> table_name(std::string expected);
/// A legal name of a column.
Value<std::string> column_name(std::string expected);
/// The maximum of a whole number that may be any.
inline constexpr int kNoMost = std::numeric_limits<int>::max();
Value<int> whole_number(int minimum, int maximum);
Value<bool> boolean();
/// One character, or one of `words` with the character it stands for ("tab").
Value<char> character(std::vector<std::pair<std::string, char>> words);
/// A share between 0 and 1, written 0.25 or 25%.
Value<double> share();
/// An amount of memory in bytes, written 4GB, 512MB or as a share of the machine's: 60%.
Value<std::uint64_t> memory_amount();
/// Reads such an amount; nullopt for anything else, and for nothing.
std::optional<std::uint64_t> parse_memory(std::string_view text);
/// A scalar's parts between commas, as a list with a place for each.
YamlNode split_at_commas(const YamlNode& scalar);

/// Values separated by commas, as the comment lines of a model hold them, or a list.
template <class V>
Value<std::vector<V>> comma_separated(Value<V> inner, std::string expected) {
  Value<std::vector<V>> value = list_of(std::move(inner), std::move(expected));
  value.shape.kind = Shape::Kind::kOneOrList;
  value.read = [read_list = value.read](const YamlNode& node, const std::string& what, Problems& problems) {
    return read_list(node.kind == YamlNode::Kind::kScalar ? split_at_commas(node) : node, what, problems);
  };
  return value;
}

/// A text that `parse` turns into a V, or into nothing if it is none. `pattern` is the same for editors.
template <class V>
Value<V> parsed_text(std::string expected, std::string pattern,
                     std::function<std::optional<V>(const std::string&)> parse, std::string hint = {}) {
  Shape shape;
  shape.expected = std::move(expected);
  shape.pattern = std::move(pattern);
  return {shape,
          [shape, parse, hint](const YamlNode& node, const std::string& what, Problems& problems) -> std::optional<V> {
            std::optional<V> value;
            if (node.kind == YamlNode::Kind::kScalar) value = parse(node.text);
            if (!value) add_mismatch(node, what, shape.expected, problems, hint);
            return value;
          }};
}

/// "word, word or word".
std::string joined_words(const std::vector<std::string>& words);
/// Reports a word that is none of `words`, with "did you mean".
void add_wrong_word(const YamlNode& node, const std::string& what, const std::vector<std::string>& words,
                    Problems& problems);

/// One of some words, each standing for a value.
template <class V>
Value<V> one_of(std::vector<std::pair<std::string, V>> choices) {
  Shape shape;
  shape.kind = Shape::Kind::kWord;
  for (const auto& choice : choices) shape.words.push_back(choice.first);
  shape.expected = joined_words(shape.words);
  return {shape,
          [shape, choices](const YamlNode& node, const std::string& what, Problems& problems) -> std::optional<V> {
            for (const auto& [word, value] : choices)
              if (node.kind == YamlNode::Kind::kScalar && node.text == word) return value;
            add_wrong_word(node, what, shape.words, problems);
            return std::nullopt;
          }};
}

}  // namespace c360::project
