#include "c360/cli/prompt.h"

#include <editline/readline.h>
#include <fmt/core.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>

#include "c360/base/error.h"
#include "c360/cli/command.h"
#include "c360/cli/failure.h"
#include "c360/cli/terminal.h"

namespace c360::cli {
namespace {

constexpr int kHistoryLines = 2000;

constexpr const char* kHelp =
    "Statements end with a semicolon.\n"
    "  .tables            the tables there are\n"
    "  .schema TABLE      the columns of one\n"
    "  .format NAME       table, csv, json or markdown\n"
    "  .quit              leave (also Ctrl-D)\n";

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

std::optional<std::string> read_line(const char* prompt) {
  const std::unique_ptr<char, decltype(&std::free)> line(readline(prompt), &std::free);
  if (!line) return std::nullopt;
  return std::string(line.get());
}

bool ends_statement(const std::string& text) {
  const auto last = text.find_last_not_of(" \t\r\n");
  return last != std::string::npos && text[last] == ';';
}

class Prompt {
 public:
  Prompt(session::Session& session, RowFormat format, std::size_t most_rows)
      : session_(session), format_(format), most_rows_(most_rows) {}

  void run() {
    while (const auto line = read_line(pending_.empty() ? "c360> " : "  ... ")) {
      if (!line->empty()) add_history(line->c_str());
      if (pending_.empty() && !line->empty() && line->front() == '.') {
        if (!obey(*line)) return;
        continue;
      }
      pending_ += *line + "\n";
      if (ends_statement(pending_)) answer(std::exchange(pending_, {}));
    }
    fmt::print("\n");
  }

 private:
  /// False if the prompt is to end.
  bool obey(const std::string& line) {
    const auto blank = line.find(' ');
    const std::string command = line.substr(0, blank);
    const std::string argument = blank == std::string::npos ? "" : line.substr(blank + 1);
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
      fmt::print("{}", kHelp);
    }
  }

  void print_schema(const std::string& table) {
    const auto dot = table.find('.');
    const lakehouse::TableName name{table.substr(0, dot), dot == std::string::npos ? "" : table.substr(dot + 1)};
    if (session_.catalog().find(name) == nullptr) {
      throw Error(ErrorCode::kUsage, "there is no table '" + table + "'", ".tables lists them");
    }
    sql::Query all;
    all.from = sql::table({name.layer, name.name});
    std::vector<std::vector<std::string>> rows;
    for (const auto& column : session_.connection().describe(all)) rows.push_back({column.name, column.type});
    print_table(stdout, {"column", "type"}, rows);
  }

  void answer(const std::string& statement) {
    guarded([&] {
      engine::Result result = session_.query(statement);
      print_rows(stdout, result, format_, most_rows_);
    });
  }

  template <typename Work>
  void guarded(Work work) {
    try {
      work();
    } catch (const Error& error) {
      report_failure(error, false);
    }
  }

  session::Session& session_;
  RowFormat format_;
  std::size_t most_rows_;
  std::string pending_;
};

}  // namespace

int run_prompt(session::Session& session, RowFormat format, std::size_t most_rows) {
  const auto history = history_file();
  stifle_history(kHistoryLines);
  if (history) read_history(history->c_str());
  fmt::print("c360 {}; .help for help\n", C360_VERSION);
  Prompt(session, format, most_rows).run();
  if (history) write_history(history->c_str());
  return kDone;
}

}  // namespace c360::cli
