// Tab at the prompt.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "c360/cli/completion.h"
#include "c360/session/session.h"

namespace c360::cli {

/// Completes the word before the cursor when Tab is pressed, as long as it lives. One at a time; the line editor's
/// thread.
class PromptCompletion {
 public:
  /// `before` holds the earlier lines of the statement that is being typed. Both must outlive it.
  PromptCompletion(session::Session& session, const std::string& before);
  ~PromptCompletion();
  PromptCompletion(const PromptCompletion&) = delete;
  PromptCompletion& operator=(const PromptCompletion&) = delete;

 private:
  static char** complete(const char* word, int begin, int end);
  const std::vector<std::string>& columns_of(const lakehouse::TableName& table);

  session::Session& session_;
  const std::string& before_;
  Vocabulary vocabulary_;
  std::map<lakehouse::TableName, std::vector<std::string>> columns_;
};

}  // namespace c360::cli
