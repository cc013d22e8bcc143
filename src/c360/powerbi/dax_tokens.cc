#include "c360/powerbi/dax_tokens.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include "c360/base/error.h"

namespace c360::powerbi {
namespace {

using Kind = DaxToken::Kind;

[[noreturn]] void refuse_text(std::string message) {
  throw Error(ErrorCode::kCorrupt, std::move(message));
}

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || (c & 0x80) != 0;
}

class Tokenizer {
 public:
  explicit Tokenizer(std::string_view text) : text_(text) {}

  std::vector<DaxToken> tokens() {
    while (true) {
      skip_blanks();
      if (at_ >= text_.size()) return std::move(tokens_);
      next();
    }
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool starts_with(std::string_view prefix) const { return text_.substr(at_, prefix.size()) == prefix; }

  void skip_blanks() {
    while (at_ < text_.size()) {
      if (std::isspace(static_cast<unsigned char>(peek())) != 0) {
        ++at_;
      } else if (starts_with("--") || starts_with("//")) {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (starts_with("/*")) {
        const std::size_t end = text_.find("*/", at_ + 2);
        if (end == std::string_view::npos) refuse_text("a comment does not end");
        at_ = end + 2;
      } else {
        return;
      }
    }
  }

  void next() {
    const char c = peek();
    if (c == '"') return enclosed(Kind::kText, '"', "a text does not end");
    if (c == '\'') return enclosed(Kind::kTable, '\'', "a table's name does not end");
    if (c == '[') return enclosed(Kind::kBrackets, ']', "a name in brackets does not end");
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) return number();
    if (is_word(c)) return word();
    sign();
  }

  void enclosed(Kind kind, char closing, const char* message) {
    std::string text;
    for (++at_; at_ < text_.size(); ++at_) {
      if (peek() != closing) {
        text += peek();
      } else if (peek(1) == closing) {
        text += text_[at_++];
      } else {
        ++at_;
        return tokens_.push_back({kind, std::move(text)});
      }
    }
    refuse_text(message);
  }

  void number() {
    const std::size_t start = at_;
    while (std::isdigit(static_cast<unsigned char>(peek())) != 0 || peek() == '.') ++at_;
    tokens_.push_back({Kind::kNumber, std::string(text_.substr(start, at_ - start))});
  }

  void word() {
    const std::size_t start = at_;
    while (is_word(peek()) || (peek() == '.' && is_word(peek(1)))) ++at_;
    tokens_.push_back({Kind::kName, std::string(text_.substr(start, at_ - start))});
  }

  void sign() {
    constexpr std::array<std::string_view, 6> kPairs = {"<>", "<=", ">=", "==", "&&", "||"};
    for (const std::string_view pair : kPairs) {
      if (!starts_with(pair)) continue;
      at_ += 2;
      return tokens_.push_back({Kind::kSign, std::string(pair)});
    }
    if (std::string_view("(){},=<>+-*/^&").find(peek()) == std::string_view::npos)
      refuse_text(fmt::format("DAX has no use for '{}'", peek()));
    tokens_.push_back({Kind::kSign, std::string(1, text_[at_++])});
  }

  const std::string_view text_;
  std::size_t at_ = 0;
  std::vector<DaxToken> tokens_;
};

void check_nesting(const std::vector<DaxToken>& tokens) {
  std::string open;
  for (const DaxToken& token : tokens) {
    if (token.kind != Kind::kSign || token.text.size() != 1) continue;
    const char c = token.text.front();
    if (c == '(' || c == '{') open += c;
    if (c != ')' && c != '}') continue;
    if (open.empty() || open.back() != (c == ')' ? '(' : '{')) refuse_text(fmt::format("a '{}' too many", c));
    open.pop_back();
  }
  if (!open.empty()) refuse_text(fmt::format("a '{}' is not closed", open.back()));
}

bool is_keyword(std::string word) {
  std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return std::toupper(c); });
  return word == "RETURN" || word == "NOT" || word == "IN";
}

bool is_sign(const std::vector<DaxToken>& tokens, std::size_t at, const char* sign) {
  return at < tokens.size() && tokens[at].kind == Kind::kSign && tokens[at].text == sign;
}

}  // namespace

std::vector<DaxToken> dax_tokens(std::string_view expression) {
  return Tokenizer(expression).tokens();
}

DaxReferences dax_references(std::string_view expression) {
  const std::vector<DaxToken> tokens = dax_tokens(expression);
  check_nesting(tokens);
  std::set<std::string> own;  // columns that ADDCOLUMNS, SUMMARIZECOLUMNS or ROW give a name
  for (const DaxToken& token : tokens)
    if (token.kind == Kind::kText && !token.text.empty() && token.text.front() == '@') own.insert(token.text);
  DaxReferences found;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const DaxToken& token = tokens[i];
    const bool brackets_follow = i + 1 < tokens.size() && tokens[i + 1].kind == Kind::kBrackets;
    if (token.kind == Kind::kTable || (token.kind == Kind::kName && brackets_follow && !is_keyword(token.text))) {
      if (brackets_follow) {
        found.columns.push_back({token.text, tokens[++i].text});
      } else {
        found.tables.push_back(token.text);
      }
    } else if (token.kind == Kind::kBrackets && own.count(token.text) == 0) {
      found.measures.push_back(token.text);
    } else if (token.kind == Kind::kName && is_sign(tokens, i + 1, "(")) {
      found.functions.push_back(token.text);
    }
  }
  return found;
}

}  // namespace c360::powerbi
