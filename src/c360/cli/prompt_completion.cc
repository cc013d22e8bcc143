#include "c360/cli/prompt_completion.h"

#include <editline/readline.h>

#include <cstring>
#include <string_view>

#include "c360/base/error.h"

namespace c360::cli {
namespace {

/// Whatever cannot stand in a name: the editor takes what follows the last of these for the word.
constexpr const char* kWordBreaks = " \t\n'`@$><=;|&{}(),+-*/%!~^[]:?\\#";

PromptCompletion* completing = nullptr;
std::vector<std::string>* offers = nullptr;

/// Hands the editor one offer after the other, as its own allocations.
char* next_offer(const char*, int number) {
  const auto i = static_cast<std::size_t>(number);
  return offers != nullptr && i < offers->size() ? strdup((*offers)[i].c_str()) : nullptr;
}

/// The bytes that so many characters take.
std::size_t bytes_of(std::string_view text, int characters) {
  std::size_t bytes = 0;
  for (; bytes < text.size(); ++bytes) {
    const bool begins = (static_cast<unsigned char>(text[bytes]) & 0xC0U) != 0x80U;
    if (begins && characters-- == 0) break;
  }
  return bytes;
}

}  // namespace

PromptCompletion::PromptCompletion(session::Session& session, const std::string& before)
    : session_(session), before_(before) {
  vocabulary_.tables = session.catalog().names();
  vocabulary_.columns = [this](const lakehouse::TableName& table) { return columns_of(table); };
  completing = this;
  rl_basic_word_break_characters = kWordBreaks;
  rl_attempted_completion_function = complete;
}

PromptCompletion::~PromptCompletion() {
  rl_attempted_completion_function = nullptr;
  completing = nullptr;
}

char** PromptCompletion::complete(const char* word, int, int end) {
  rl_attempted_completion_over = 1;  // no file names
  if (completing == nullptr) return nullptr;
  const std::string_view line = rl_line_buffer;
  const std::size_t cursor = bytes_of(line, end);
  const TypedText typed{completing->before_, line.substr(0, cursor), line.substr(cursor)};
  if (typed_word(typed.line) != word) return nullptr;
  std::vector<std::string> found = completions(typed, completing->vocabulary_);
  rl_completion_append_character = found.size() == 1 && found[0].ends_with('.') ? '\0' : ' ';
  offers = &found;
  char** matches = rl_completion_matches(word, next_offer);
  offers = nullptr;
  return matches;
}

const std::vector<std::string>& PromptCompletion::columns_of(const lakehouse::TableName& table) {
  const auto [entry, is_new] = columns_.try_emplace(table);
  if (!is_new) return entry->second;
  sql::Query all;
  all.from = sql::table({table.layer, table.name});
  try {
    for (const auto& column : session_.connection().describe(all)) entry->second.push_back(column.name);
  } catch (const Error&) {
    entry->second.clear();  // a source file that is gone has no columns to offer
  }
  return entry->second;
}

}  // namespace c360::cli
