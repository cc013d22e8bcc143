#include "c360/powerbi/tmdl/read.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "c360/powerbi/tmdl/names.h"
#include "c360/powerbi/tmdl/text_lines.h"

namespace c360::powerbi::tmdl {
namespace {

constexpr std::string_view kDescription = "///";

std::string_view leading_word(std::string_view text) {
  const auto end =
      std::find_if(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) == 0 && c != '_'; });
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

/// A value behind a colon: quotes around it are taken off; nullopt where they do not fit together.
std::optional<std::string> unquoted(std::string_view text) {
  if (text.empty() || text.front() != '"') return std::string(text);
  std::string value;
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (text[at] != '"') {
      value += text[at];
    } else if (at + 1 < text.size() && text[at + 1] == '"') {
      value += text[at++];
    } else {
      return at + 1 == text.size() ? std::optional(value) : std::nullopt;
    }
  }
  return std::nullopt;
}

/// Joins lines, without the white space that all of them (but blank ones) begin with.
std::string without_indentation(const std::vector<std::string>& lines, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t blanks = std::min(lines[i].find_first_not_of(" \t"), lines[i].size());
    if (i > 0) text += '\n';
    text += lines[i].substr(std::min(blanks, most));
  }
  return text;
}

std::size_t common_indentation(const std::vector<std::string>& lines) {
  std::size_t least = std::string::npos;
  for (const std::string& line : lines)
    if (!trimmed(line).empty()) least = std::min(least, line.find_first_not_of(" \t"));
  return least;
}

class Reader {
 public:
  Reader(std::string_view text, const std::string& file, std::vector<Error>& errors)
      : lines_(lines_of(text)), file_(file), errors_(errors) {}

  Document document() {
    for (; at_ < lines_.size(); ++at_) read_line();
    if (!description_.empty()) report("a description without the object that it describes");
    return std::move(document_);
  }

 private:
  Location here() const { return {file_, static_cast<int>(at_) + 1, 0}; }
  void report(std::string message) { errors_.emplace_back(ErrorCode::kCorrupt, std::move(message), "", here()); }

  void read_line() {
    const std::string& line = lines_[at_];
    if (trimmed(line).empty()) {
      if (!description_.empty()) report("a blank line between a description and its object");
      description_.clear();
      return;
    }
    const std::size_t depth = leading_tabs(line);
    const std::string_view content = std::string_view(line).substr(depth);
    if (content.front() == ' ') return report("indented by spaces; TMDL is indented by tabs");
    if (depth > open_.size()) {
      return report(fmt::format("indented by {} tabs where at most {} can be", depth, open_.size()));
    }
    if (content.substr(0, kDescription.size()) == kDescription) return read_description(content);
    open_.resize(depth);
    read_content(trimmed(content), depth);
    if (!description_.empty()) report("a description above something that is no object");
    description_.clear();
  }

  void read_description(std::string_view content) {
    content.remove_prefix(kDescription.size());
    if (!content.empty() && content.front() == ' ') content.remove_prefix(1);
    description_.emplace_back(content);
  }

  void read_content(std::string_view content, std::size_t depth) {
    const std::string_view word = leading_word(content);
    if (word.empty()) return report(fmt::format("neither an object nor a property: {}", content));
    std::string_view rest = content.substr(word.size());
    if (word == "ref" && !rest.empty() && is_blank(rest.front())) return read_reference(trimmed(rest), depth);
    if (!rest.empty() && rest.front() == ':') return read_value(word, trimmed(rest.substr(1)));
    rest = trimmed(rest);
    if (rest.empty()) return is_object_without_name(depth) ? read_object(word, rest, depth) : read_flag(word);
    if (rest.front() == '=') return read_expression(word, trimmed(rest.substr(1)), depth);
    if (!is_blank(content[word.size()])) return report(fmt::format("neither an object nor a property: {}", content));
    read_object(word, rest, depth);
  }

  /// Whether the next line that is not blank stands further in.
  bool is_object_without_name(std::size_t depth) const {
    for (std::size_t next = at_ + 1; next < lines_.size(); ++next)
      if (!trimmed(lines_[next]).empty()) return leading_tabs(lines_[next]) > depth;
    return false;
  }

  void read_reference(std::string_view content, std::size_t depth) {
    const std::string_view type = leading_word(content);
    read_object(type, trimmed(content.substr(type.size())), depth);
    if (Object* made = open_.size() > depth ? open_.back() : nullptr) made->is_reference = true;
  }

  void read_object(std::string_view type, std::string_view rest, std::size_t depth) {
    Object made = object(std::string(type), {});
    made.where = here();
    if (!rest.empty()) {
      const auto name = read_name(rest);
      if (!name) return report(fmt::format("the name of this {} cannot be read: {}", type, rest));
      made.name = name->name;
      rest = trimmed(rest.substr(name->length));
    }
    for (std::size_t i = 0; i < description_.size(); ++i) made.description += (i > 0 ? "\n" : "") + description_[i];
    description_.clear();
    if (!rest.empty() && rest.front() != '=') {
      return report(fmt::format("the name of this {} needs quotes, or something stands behind it: {}", type, rest));
    }
    if (!rest.empty()) {
      made.has_default = true;
      made.default_value = read_text(trimmed(rest.substr(1)), depth + 2);
    }
    Document& siblings = open_.empty() ? document_ : open_.back()->children;
    siblings.push_back(std::move(made));
    open_.push_back(&siblings.back());
  }

  void add(Property property) {
    if (open_.empty()) return report(fmt::format("'{}' is a property of no object", property.name));
    open_.back()->properties.push_back(std::move(property));
  }

  void read_flag(std::string_view name) { add({here(), std::string(name), Assignment::kFlag, {}}); }

  void read_value(std::string_view name, std::string_view text) {
    if (text.empty()) return report(fmt::format("'{}' has no value", name));
    const auto value = unquoted(text);
    if (!value) return report(fmt::format("the quotes of '{}' do not fit together: {}", name, text));
    add({here(), std::string(name), Assignment::kValue, *value});
  }

  void read_expression(std::string_view name, std::string_view text, std::size_t depth) {
    Property property{here(), std::string(name), Assignment::kExpression, {}};
    property.value = read_text(text, depth + 1);
    add(std::move(property));
  }

  /// An expression that begins with `text` behind the equals sign, or in the lines below it.
  std::string read_text(std::string_view text, std::size_t least_depth) {
    if (text.substr(0, kFence.size()) == kFence) {
      if (text.size() > kFence.size()) report("something stands behind the opening ```");
      return read_fenced();
    }
    return text.empty() ? read_block(least_depth) : std::string(text);
  }

  std::string read_block(std::size_t least_depth) {
    std::vector<std::string> block;
    std::size_t next = at_ + 1;
    for (; next < lines_.size(); ++next) {
      const std::string& line = lines_[next];
      if (!trimmed(line).empty() && leading_tabs(line) < least_depth) break;
      block.push_back(trimmed(line).empty() ? std::string() : line);
    }
    while (!block.empty() && block.back().empty()) block.pop_back();
    if (block.empty()) {
      report(fmt::format("an expression is missing; below the line it is indented by {} tabs at least", least_depth));
      return {};
    }
    at_ += block.size();
    return without_indentation(block, common_indentation(block));
  }

  std::string read_fenced() {
    std::vector<std::string> block;
    for (std::size_t next = at_ + 1; next < lines_.size(); ++next) {
      const std::string& line = lines_[next];
      if (trimmed(line) != kFence) {
        block.push_back(line);
        continue;
      }
      at_ = next;
      return without_indentation(block, line.find_first_not_of(" \t"));
    }
    report("the expression between backticks does not end");
    at_ = lines_.size();
    return {};
  }

  const std::vector<std::string> lines_;
  const std::string& file_;
  std::vector<Error>& errors_;
  std::size_t at_ = 0;
  Document document_;
  std::vector<Object*> open_;  ///< the object that each depth belongs to; only the last of its siblings is ever open
  std::vector<std::string> description_;
};

}  // namespace

Document read(std::string_view text, const std::string& file, std::vector<Error>& errors) {
  return Reader(text, file, errors).document();
}

}  // namespace c360::powerbi::tmdl
