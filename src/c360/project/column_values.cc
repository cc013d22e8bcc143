#include "c360/project/column_values.h"

#include <fmt/core.h>

#include <algorithm>

#include "c360/base/suggest.h"
#include "c360/project/names.h"

namespace c360::project {
namespace {

const std::vector<std::string>& type_words() {
  static const std::vector<std::string> words = {"string",  "bigint", "integer",   "decimal(p,s)", "double",
                                                 "boolean", "date",   "timestamp", "datetime"};
  return words;
}

std::optional<sql::Type> parse_type(const std::string& written) {
  const std::string word = folded(written.substr(0, written.find('(')));
  const auto is_word = [&](const std::string& known) { return known.substr(0, known.find('(')) == word; };
  if (std::none_of(type_words().begin(), type_words().end(), is_word)) return std::nullopt;
  try {
    return sql::Type::parse(written);
  } catch (const Error&) {
    return std::nullopt;
  }
}

/// What other systems call our types.
std::string our_word_for(const std::string& other) {
  static const std::map<std::string, std::string> words = {
      {"int", "integer"},          {"int32", "integer"},         {"int64", "bigint"},
      {"long", "bigint"},          {"text", "string"},           {"varchar", "string"},
      {"char", "string"},          {"bool", "boolean"},          {"float", "double"},
      {"real", "double"},          {"numeric", "decimal(12,2)"}, {"money", "decimal(12,2)"},
      {"number", "decimal(12,2)"}, {"timestamptz", "timestamp"}, {"timestamp_ntz", "datetime"}};
  const auto found = words.find(other);
  return found == words.end() ? "" : found->second;
}

std::string hint_for_type(const YamlNode& node) {
  if (node.kind != YamlNode::Kind::kScalar) return {};
  if (folded(node.text).starts_with("decimal"))
    return "write decimal(12,2): 1 to 38 digits in all, of which 0 or more after the point";
  if (const std::string word = our_word_for(folded(node.text.substr(0, node.text.find('(')))); !word.empty())
    return fmt::format("did you mean '{}'?", word);
  if (const auto near = closest(node.text, type_words())) return fmt::format("did you mean '{}'?", *near);
  return {};
}

std::optional<Reference> parse_reference(const std::string& written) {
  const std::size_t dot = written.find('.');
  if (dot == std::string::npos || dot == 0 || dot + 1 == written.size()) return std::nullopt;
  if (written.find('.', dot + 1) != std::string::npos) return std::nullopt;
  return Reference{written.substr(0, dot), written.substr(dot + 1)};
}

/// {replace: {pattern: …, with: …}}
struct Replacement {
  Location where;
  std::string pattern, with;
};

const Object<Replacement>& replacement_object() {
  static const Object<Replacement> object =
      Object<Replacement>("replace", "A clean step that replaces every match of a pattern.")
          .field("pattern", text("a regular expression"), &Replacement::pattern, required(),
                 "What to replace: a regular expression in RE2's syntax.")
          .field("with", any_text("a text"), &Replacement::with, by_default("\"\""), "What to put in its place.");
  return object;
}

/// {map: {m: Male}}
Value<std::map<std::string, std::string>> value_map() {
  const Value<std::string> inner = text_or_null_word("a text");
  Shape shape;
  shape.kind = Shape::Kind::kMap;
  shape.expected = "a map from values to what they become";
  shape.inner = std::make_shared<const Shape>(inner.shape);
  return {shape,
          [shape, inner](const YamlNode& node, const std::string& what,
                         Problems& problems) -> std::optional<std::map<std::string, std::string>> {
            if (node.kind != YamlNode::Kind::kMap) {
              add_mismatch(node, what, shape.expected, problems);
              return std::nullopt;
            }
            std::map<std::string, std::string> values;
            for (std::size_t i = 0; i < node.items.size(); ++i)
              if (auto value = inner.read(node.items[i], fmt::format("'{}'", node.keys[i].text), problems))
                values[node.keys[i].text] = std::move(*value);
            return values;
          }};
}

/// A step that is more than a word: a map with one key.
struct LongStep {
  Location where;
  std::optional<Replacement> replace;
  std::optional<std::map<std::string, std::string>> map;
};

const Object<LongStep>& long_step_object() {
  static const Object<LongStep> object =
      Object<LongStep>("clean step", "A clean step with values of its own; one key.")
          .field("replace", replacement_object().as_value(), &LongStep::replace, otherwise("none"),
                 "Replaces every match of a pattern: `{ replace: { pattern: \"[^0-9]\", with: \"\" } }`.")
          .field("map", value_map(), &LongStep::map, otherwise("none"),
                 "Replaces whole values: `{ map: { m: Male, f: Female } }`. Other values stay.");
  return object;
}

std::optional<CleanStep> read_long_step(const YamlNode& node, Problems& problems) {
  const std::optional<LongStep> written = long_step_object().read(node, "a clean step", problems);
  if (!written) return std::nullopt;
  CleanStep step;
  if (written->replace && !written->map) {
    step.kind = CleanStep::Kind::kReplace;
    step.pattern = written->replace->pattern;
    step.replacement = written->replace->with;
    return step;
  }
  if (written->map && !written->replace) {
    step.kind = CleanStep::Kind::kMap;
    step.values = *written->map;
    return step;
  }
  if (node.keys.size() != 1) problems.add(node.where, "a clean step must have one key, replace or map");
  return std::nullopt;
}

Value<CleanStep::Kind> plain_step() {
  using Kind = CleanStep::Kind;
  return one_of<Kind>({{"trim", Kind::kTrim},
                       {"squeeze", Kind::kSqueeze},
                       {"lower", Kind::kLower},
                       {"upper", Kind::kUpper},
                       {"title", Kind::kTitle},
                       {"digits", Kind::kDigits},
                       {"email", Kind::kEmail},
                       {"phone", Kind::kPhone}});
}

}  // namespace

Value<sql::Type> column_type() {
  Shape shape;
  shape.expected = joined_words(type_words());
  shape.pattern =
      R"(^(string|bigint|integer|decimal ?\( ?[0-9]+ ?, ?[0-9]+ ?\)|double|boolean|date|timestamp|datetime)$)";
  return {shape,
          [shape](const YamlNode& node, const std::string& what, Problems& problems) -> std::optional<sql::Type> {
            std::optional<sql::Type> type;
            if (node.kind == YamlNode::Kind::kScalar) type = parse_type(node.text);
            if (!type) add_mismatch(node, what, shape.expected, problems, hint_for_type(node));
            return type;
          }};
}

Value<Reference> reference() {
  return parsed_text<Reference>("an entity and its column such as customers.customer_id", R"(^[^.]+\.[^.]+$)",
                                [](const std::string& written) { return parse_reference(written); });
}

Value<CleanStep> clean_step() {
  const Value<CleanStep::Kind> plain = plain_step();
  Shape shape;
  shape.kind = Shape::Kind::kAlternative;
  shape.expected = "a clean step";
  shape.alternatives = {plain.shape, long_step_object().shape()};
  return {shape,
          [plain](const YamlNode& node, const std::string& what, Problems& problems) -> std::optional<CleanStep> {
            if (node.kind == YamlNode::Kind::kMap) return read_long_step(node, problems);
            const std::optional<CleanStep::Kind> kind = plain.read(node, what, problems);
            if (!kind) return std::nullopt;
            CleanStep step;
            step.kind = *kind;
            return step;
          }};
}

}  // namespace c360::project
