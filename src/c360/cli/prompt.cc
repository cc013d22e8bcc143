#include "c360/cli/prompt.h"

#include <editline/readline.h>
#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "c360/base/error.h"
#include "c360/base/suggest.h"
#include "c360/cli/command.h"
#include "c360/cli/failure.h"
#include "c360/cli/interrupt.h"
#include "c360/cli/prompt_completion.h"
#include "c360/cli/statement_end.h"
#include "c360/cli/terminal.h"
#include "c360/cli/text_table.h"
#include "c360/cli/visible_text.h"

namespace c360::cli {
namespace {

constexpr int kHistoryLines = 2000;

constexpr const char* kHelp =
    "Statements end with a semicolon.\n"
    "  .tables            the tables there are\n"
    "  .schema TABLE      the columns of one\n"
    "  .format NAME       table, csv, json or markdown\n"
    "  .quit              leave (also Ctrl-D)\n"
    "Tab completes keywords and the names of tables and columns.\n"
    "Ctrl-C stops a running statement, or forgets the lines typed so far.\n"
    "The schemas are raw, bronze, silver, quarantine, those of the models such as gold, and meta.\n";

/// Where the history is kept: $XDG_STATE_HOME or ~/.local/state, below c360; nullopt without a home.
std::optional<std::filesystem::path> history_file() {
  const char* state = std::getenv("XDG_STATE_HOME");
  const char* home = std::getenv("HOME");
  std::filesystem::path folder;
  if (state != nullptr && *state != '\0') {
    folder = state;
  } else if (home != nullptr && *home != '\0') {
    folder = std::filesystem::path(home) / ".local" / "state";
  } else {
    return std::nullopt;
  }
  std::error_code ignored;
  std::filesystem::create_directories(folder / "c360", ignored);
  return folder / "c360" / "sql_history";
}

/// What came of asking for a line.
struct Answer {
  enum class Kind { kLine, kInterrupted, kEnd };
  Kind kind = Kind::kEnd;
  std::string line;
};

Answer read_line(const char* prompt) {
  Cancellation pressed;
  const InterruptScope scope(pressed);
  const std::unique_ptr<char, decltype(&std::free)> line(readline(prompt), &std::free);
  if (pressed.requested()) return {Answer::Kind::kInterrupted, {}};
  if (!line) return {};
  return {Answer::Kind::kLine, line.get()};
}

bool is_blank(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

/// Keeps a statement as one line of history; one with line comments would change its meaning on one line.
void remember(std::string statement) {
  while (!statement.empty() && statement.back() == '\n') statement.pop_back();
  if (statement.find("--") == std::string::npos) std::replace(statement.begin(), statement.end(), '\n', ' ');
  if (!is_blank(statement)) add_history(statement.c_str());
}

class Prompt {
 public:
  Prompt(session::Session& session, RowFormat format, std::size_t most_rows)
      : session_(session), format_(format), most_rows_(most_rows), completion_(session, pending_) {}

  void run() {
    while (true) {
      const Answer answer = read_line(pending_.empty() ? "c360> " : "  ... ");
      if (answer.kind == Answer::Kind::kEnd) break;
      if (answer.kind == Answer::Kind::kInterrupted) {
        pending_.clear();
        fmt::print("\n");
      } else if (!take(answer.line)) {
        return;
      }
    }
    fmt::print("\n");
  }

 private:
  /// False if the prompt is to end.
  bool take(const std::string& line) {
    if (pending_.empty() && (line == "quit" || line == "exit")) return false;
    if (pending_.empty() && line == "help") return obey(".help");
    if (pending_.empty() && !line.empty() && line.front() == '.') {
      remember(line);
      return obey(line);
    }
    if (pending_.empty() && is_blank(line)) return true;
    pending_ += line + "\n";
    if (statement_end(pending_)) remember(pending_);
    while (const auto end = statement_end(pending_)) {
      answer(pending_.substr(0, *end));
      pending_.erase(0, *end);
      if (is_blank(pending_)) pending_.clear();
    }
    return true;
  }

  /// False if the prompt is to end.
  bool obey(const std::string& line) {
    const auto blank = line.find(' ');
    const std::string command = line.substr(0, blank);
    std::string argument = blank == std::string::npos ? "" : line.substr(blank + 1);
    argument.erase(argument.find_last_not_of(' ') + 1);  // a completed word has a blank behind it
    if (command == ".quit" || command == ".exit") return false;
    guarded([&] { dispatch(command, argument); });
    return true;
  }

  void dispatch(const std::string& command, const std::string& argument) {
    if (command == ".tables") {
      for (const auto& name : session_.catalog().names()) fmt::print("{}\n", name.to_string());
    } else if (command == ".schema") {
      print_schema(argument);
    } else if (command == ".format") {
      format_ = parse_row_format(argument);
    } else {
      if (command != ".help") fmt::print("there is no command {}\n", one_line(command));
      fmt::print("{}", kHelp);
    }
  }

  void print_schema(const std::string& table) {
    const auto dot = table.find('.');
    const lakehouse::TableName name{table.substr(0, dot), dot == std::string::npos ? "" : table.substr(dot + 1)};
    if (session_.catalog().find(name) == nullptr) {
      std::vector<std::string> known;
      for (const auto& each : session_.catalog().names()) known.push_back(each.to_string());
      throw Error(ErrorCode::kUsage, "there is no table '" + table + "'", did_you_mean(table, known));
    }
    sql::Query all;
    all.from = sql::table({name.layer, name.name});
    std::vector<std::vector<std::string>> rows;
    for (const auto& column : session_.connection().describe(all)) rows.push_back({column.name, column.type});
    print_table(stdout, {"column", "type"}, rows);
  }

  /// Ctrl-C stops the statement, and only that.
  void answer(const std::string& statement) {
    Cancellation stop;
    const InterruptScope scope(stop);
    session_.connection().set_cancellation(&stop);
    guarded([&] {
      const auto began = std::chrono::steady_clock::now();
      engine::Result result = session_.query(statement);
      const std::size_t rows = print_rows(stdout, result, format_, most_rows_);
      const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - began;
      if (format_ != RowFormat::kTable) return;
      const std::string summary = counted(static_cast<long long>(rows), "row") + " in " + duration(seconds.count());
      fmt::print("{}\n", Style(stdout).dim(summary));
    });
    session_.connection().set_cancellation(nullptr);
  }

  template <typename Work>
  void guarded(Work work) {
    try {
      work();
    } catch (const Error& error) {
      report_failure(placed(error, "statement"), false);
    }
  }

  session::Session& session_;
  RowFormat format_;
  std::size_t most_rows_;
  std::string pending_;
  PromptCompletion completion_;
};

}  // namespace

int run_prompt(session::Session& session, RowFormat format, std::size_t most_rows) {
  const auto history = history_file();
  stifle_history(kHistoryLines);
  if (history) read_history(history->c_str());
  std::signal(SIGTERM, SIG_DFL);
  fmt::print("c360 {}; statements end with a semicolon, .help tells more\n", C360_VERSION);
  Prompt(session, format, most_rows).run();
  if (history) write_history(history->c_str());
  return kDone;
}

}  // namespace c360::cli
