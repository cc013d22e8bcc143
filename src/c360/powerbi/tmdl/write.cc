#include "c360/powerbi/tmdl/write.h"

#include "c360/powerbi/tmdl/names.h"
#include "c360/powerbi/tmdl/text_lines.h"

namespace c360::powerbi::tmdl {
namespace {

[[noreturn]] void refuse_part(const std::string& what, const std::string& text) {
  throw Error(ErrorCode::kInternal, "TMDL cannot hold " + what + ": " + text);
}

std::string one_line(const std::string& text) {
  if (text.find_first_of("\r\n") != std::string::npos) refuse_part("a line break here", text);
  return text;
}

/// A value as it stands behind a colon.
std::string value_text(const std::string& value) {
  one_line(value);
  const bool plain = !value.empty() && !is_blank(value.front()) && !is_blank(value.back()) && value.front() != '"';
  if (plain) return value;
  std::string text = "\"";
  for (const char c : value) text += c == '"' ? "\"\"" : std::string(1, c);
  return text + "\"";
}

/// Whether reading a block would give this expression back.
bool survives_a_block(const std::vector<std::string>& lines) {
  if (lines.front().empty() || lines.back().empty()) return false;
  bool at_left = false;
  for (const std::string& line : lines) {
    if (!line.empty() && is_blank(line.back())) return false;
    if (line.compare(0, kFence.size(), kFence) == 0) return false;
    at_left = at_left || (!line.empty() && !is_blank(line.front()));
  }
  return at_left;
}

/// Whether an expression can follow the equals sign in the same line.
bool fits_a_line(const std::string& expression) {
  return !expression.empty() && expression.find_first_of("\r\n") == std::string::npos &&
         !is_blank(expression.front()) && !is_blank(expression.back()) &&
         expression.compare(0, kFence.size(), kFence) != 0;
}

class Writer {
 public:
  void document(const Document& objects) {
    bool was_reference = false;
    for (const Object& object : objects) {
      if (!text_.empty() && !(was_reference && object.is_reference)) text_ += '\n';
      write(object, 0);
      was_reference = object.is_reference;
    }
  }

  std::string take() { return std::move(text_); }

 private:
  void line(std::size_t depth, const std::string& content) {
    if (!content.empty()) text_.append(depth, '\t');
    text_ += content + '\n';
  }

  void write(const Object& object, std::size_t depth) {
    if (!object.description.empty())
      for (const std::string& words : lines_of(object.description)) line(depth, words.empty() ? "///" : "/// " + words);
    std::string head = (object.is_reference ? "ref " : "") + object.type;
    if (!object.name.empty()) head += " " + tmdl::quoted(one_line(object.name));
    if (object.has_default) {
      expression(head, object.default_value, depth, depth + 2);
    } else {
      line(depth, head);
    }
    for (const Property& property : object.properties) write(property, depth + 1);
    for (const Object& child : object.children) {
      text_ += '\n';
      write(child, depth + 1);
    }
  }

  void write(const Property& property, std::size_t depth) {
    switch (property.assignment) {
      case Assignment::kFlag:
        return line(depth, property.name);
      case Assignment::kValue:
        return line(depth, property.name + ": " + value_text(property.value));
      case Assignment::kExpression:
        return expression(property.name, property.value, depth, depth + 2);
    }
  }

  void expression(const std::string& head, const std::string& value, std::size_t depth, std::size_t inner) {
    if (fits_a_line(value)) return line(depth, head + " = " + value);
    const std::vector<std::string> lines = lines_of(value);
    const bool fenced = !survives_a_block(lines);
    line(depth, head + (fenced ? " = ```" : " ="));
    for (const std::string& part : lines) {
      if (fenced && part.find(kFence) != std::string::npos) refuse_part("three backticks in such an expression", value);
      line(inner, part);
    }
    if (fenced) line(inner, std::string(kFence));
  }

  std::string text_;
};

}  // namespace

std::string write(const Document& document) {
  Writer writer;
  writer.document(document);
  return writer.take();
}

}  // namespace c360::powerbi::tmdl
