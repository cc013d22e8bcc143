#include "c360/delta/commit_file.h"

#include <fmt/core.h>

#include <exception>

#include "c360/base/error.h"
#include "c360/delta/log_path.h"
#include "c360/delta/replay.h"

namespace c360::delta {
namespace {

/// The entry of that version, compared with ours; nullopt if there is none.
std::optional<CommitOutcome> compare_with_entry(const storage::ObjectStore& store, Version version,
                                                const std::string& text) {
  const std::optional<std::string> entry = store.get(commit_path(version));
  if (!entry) return std::nullopt;
  return *entry == text ? CommitOutcome::kWritten : CommitOutcome::kTaken;
}

}  // namespace

std::string read_commit(const storage::ObjectStore& store, Version version) {
  std::optional<std::string> text = store.get(commit_path(version));
  if (text) return *std::move(text);
  throw Error(ErrorCode::kCorrupt, fmt::format("{}: version {} of the log is missing", store.display(), version));
}

std::vector<Action> parse_commit(std::string_view text) {
  std::vector<Action> actions;
  for_each_line(text, [&](std::string_view line) {
    if (std::optional<Action> action = action_from_json(line)) actions.push_back(*std::move(action));
  });
  return actions;
}

std::string commit_text(const std::vector<Action>& actions) {
  std::string text;
  for (const Action& action : actions) text += to_json(action) + "\n";
  return text;
}

std::optional<CommitInfo> find_commit_info(std::string_view text) {
  constexpr std::size_t kNameEndsBefore = 32;
  std::optional<CommitInfo> found;
  for_each_line(text, [&](std::string_view line) {
    if (found || line.substr(0, kNameEndsBefore).find("\"commitInfo\"") == std::string_view::npos) return;
    std::optional<Action> action = action_from_json(line);
    if (action && std::holds_alternative<CommitInfo>(*action)) found = std::get<CommitInfo>(*std::move(action));
  });
  return found;
}

CommitOutcome write_commit(storage::ObjectStore& store, Version version, const std::string& text) {
  try {
    if (store.put_if_absent(commit_path(version), text) == storage::PutOutcome::kCreated) {
      return CommitOutcome::kWritten;
    }
  } catch (const Error&) {
    const std::exception_ptr failure = std::current_exception();
    const std::optional<CommitOutcome> outcome = compare_with_entry(store, version, text);
    if (outcome) return *outcome;
    std::rethrow_exception(failure);
  }
  return compare_with_entry(store, version, text).value_or(CommitOutcome::kTaken);
}

}  // namespace c360::delta
