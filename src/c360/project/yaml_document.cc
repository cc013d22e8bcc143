#include "c360/project/yaml_document.h"

#include <fmt/core.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <sstream>
#include <utility>

namespace c360::project {
namespace {

// Bytes of a value in a message.
constexpr std::size_t kLongestShown = 60;

/// Builds the tree from yaml-cpp's events and reports what c360's files do not use.
class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(std::vector<std::string_view> lines, std::string file, Problems& problems)
      : lines_(std::move(lines)), file_(std::move(file)), problems_(problems) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (root_)
      problems_.add(at(mark, YamlNode::Kind::kNothing).where, "a second YAML document starts here",
                    "remove the line '---'");
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    YamlNode node = at(mark, YamlNode::Kind::kNothing);
    node.text = null_word(mark);
    refuse_anchor(node.where, anchor);
    add(std::move(node));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    YamlNode node = at(mark, YamlNode::Kind::kNothing);
    node.text = "*";
    problems_.add(node.where, "an alias (*name) is not allowed here", "write the value out");
    add(std::move(node));
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    YamlNode node = at(mark, YamlNode::Kind::kScalar);
    node.text = value;
    node.quoted = tag == "!";
    refuse_anchor(node.where, anchor);
    if (!node.quoted) refuse_tag(node.where, tag);
    add(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(at(mark, YamlNode::Kind::kList), tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(at(mark, YamlNode::Kind::kMap), tag, anchor);
  }
  void OnMapEnd() override { close(); }

  const std::optional<YamlNode>& root() const { return root_; }

 private:
  YamlNode at(const YAML::Mark& mark, YamlNode::Kind kind) const {
    YamlNode node;
    node.kind = kind;
    node.where = {file_, mark.line + 1, mark.column + 1};
    return node;
  }

  /// The parser says only that there is a null; lists of texts want to know how it was written.
  std::string null_word(const YAML::Mark& mark) const {
    if (mark.line < 0 || static_cast<std::size_t>(mark.line) >= lines_.size()) return {};
    std::string_view rest = lines_[static_cast<std::size_t>(mark.line)];
    rest.remove_prefix(std::min(rest.size(), static_cast<std::size_t>(mark.column)));
    for (const std::string_view word : {"null", "Null", "NULL", "~"})
      if (rest.substr(0, word.size()) == word) return std::string(word);
    return {};
  }

  void refuse_anchor(const Location& where, YAML::anchor_t anchor) {
    if (anchor != YAML::NullAnchor)
      problems_.add(where, "an anchor (&name) is not allowed here", "write the value out");
  }
  void refuse_tag(const Location& where, const std::string& tag) {
    if (!tag.empty() && tag != "?" && tag != "!")
      problems_.add(where, fmt::format("a tag ({}) is not allowed here", tag), "leave it out; the key says the type");
  }

  void open(YamlNode node, const std::string& tag, YAML::anchor_t anchor) {
    refuse_anchor(node.where, anchor);
    refuse_tag(node.where, tag);
    stack_.push_back(std::move(node));
  }
  void close() {
    YamlNode node = std::move(stack_.back());
    stack_.pop_back();
    add(std::move(node));
  }

  void add(YamlNode node) {
    if (stack_.empty()) {
      root_ = std::move(node);
      return;
    }
    YamlNode& parent = stack_.back();
    const bool is_key = parent.kind == YamlNode::Kind::kMap && parent.keys.size() == parent.items.size();
    if (is_key) {
      add_key(parent, std::move(node));
      return;
    }
    const bool is_absent = node.kind == YamlNode::Kind::kNothing && node.text.empty();
    if (is_absent) node.where = parent.keys.empty() ? parent.where : parent.keys.back().where;
    parent.items.push_back(std::move(node));
  }

  void add_key(YamlNode& map, YamlNode key) {
    if (key.kind == YamlNode::Kind::kList || key.kind == YamlNode::Kind::kMap)
      problems_.add(key.where, "a key must be a name, not " + key.described());
    for (const YamlNode& other : map.keys) {
      if (other.text != key.text) continue;
      problems_.add(key.where, fmt::format("the key '{}' is given twice", key.text),
                    fmt::format("remove one; the first is on line {}", other.where.line));
      break;
    }
    map.keys.push_back(std::move(key));
  }

  std::vector<std::string_view> lines_;
  std::string file_;
  Problems& problems_;
  std::vector<YamlNode> stack_;
  std::optional<YamlNode> root_;
};

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (true) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

YamlNode nothing_in(const std::string& file) {
  YamlNode node;
  node.where = {file, 1, 1};
  return node;
}

/// YAML forbids tabs in the indentation; the parser's own words for it are hard to understand.
bool has_tabs(const std::vector<std::string_view>& lines, const std::string& file, Problems& problems) {
  bool found = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t first = lines[i].find_first_not_of(" \t\r");
    const std::size_t tab = lines[i].find('\t');
    if (first == std::string_view::npos || lines[i][first] == '#' || tab >= first) continue;
    problems.add({file, static_cast<int>(i) + 1, static_cast<int>(tab) + 1}, "a tab in the indentation",
                 "indent with spaces");
    found = true;
  }
  return found;
}

}  // namespace

YamlNode YamlNode::scalar(std::string text, Location where) {
  YamlNode node;
  node.kind = Kind::kScalar;
  node.text = std::move(text);
  node.where = std::move(where);
  return node;
}

const YamlNode* YamlNode::find(std::string_view key) const {
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (keys[i].text == key) return &items[i];
  return nullptr;
}

Location YamlNode::place(std::initializer_list<std::string_view> path) const {
  const YamlNode* node = this;
  for (const std::string_view key : path) {
    const YamlNode* next = node->find(key);
    if (next == nullptr) break;
    node = next;
  }
  return node->where;
}

Location YamlNode::place_of_item(std::size_t index) const {
  return kind == Kind::kList && index < items.size() ? items[index].where : where;
}

std::string YamlNode::described() const {
  switch (kind) {
    case Kind::kNothing:
      return "nothing";
    case Kind::kList:
      return "a list";
    case Kind::kMap:
      return "a map";
    case Kind::kScalar:
      break;
  }
  if (text.size() <= kLongestShown) return "'" + text + "'";
  std::size_t end = kLongestShown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return "'" + text.substr(0, end) + "…'";
}

std::optional<YamlNode> parse_yaml(const std::string& text, const std::string& file, Problems& problems) {
  std::vector<std::string_view> lines = lines_of(text);
  if (has_tabs(lines, file, problems)) return std::nullopt;
  std::istringstream stream(text);
  TreeBuilder builder(std::move(lines), file, problems);
  try {
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) return nothing_in(file);
    std::optional<YamlNode> root = builder.root();
    parser.HandleNextDocument(builder);
    return root;
  } catch (const YAML::Exception& error) {
    const Location where{file, std::max(error.mark.line + 1, 1), std::max(error.mark.column + 1, 1)};
    problems.add(where, "not valid YAML: " + error.msg,
                 "look at the indentation and at values with ':', '{', '[' or '#': those need quotes");
    return std::nullopt;
  }
}

}  // namespace c360::project
