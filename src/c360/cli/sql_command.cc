
#include <fmt/core.h>

#include <iostream>
#include <iterator>
#include <memory>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/cli/command.h"
#include "c360/cli/failure.h"
#include "c360/cli/interrupt.h"
#include "c360/cli/prompt.h"
#include "c360/cli/rows.h"
#include "c360/cli/terminal.h"
#include "c360/cli/workspace.h"
#include "c360/session/session.h"

namespace c360::cli {
namespace {

constexpr std::size_t kMostTerminalRows = 1000;

struct SqlOptions {
  std::string statement;
  std::string file;
  std::string format;
  std::int64_t snapshot = 0;
  std::size_t most_rows = is_terminal(stdout) ? kMostTerminalRows : 0;
};

/// None before the first run.
std::optional<lakehouse::Moment> chosen_moment(Workspace& workspace, std::int64_t snapshot) {
  if (snapshot == 0) return lakehouse::current_moment(workspace.lake().store());
  return workspace.moment_of(snapshot);
}

std::string statement_of(const SqlOptions& options) {
  if (!options.file.empty() && !options.statement.empty()) {
    throw Error(ErrorCode::kUsage, "there are two statements: one typed, one in " + options.file, "give one of them");
  }
  std::string statement = options.statement;
  if (!options.file.empty()) {
    statement = read_file(options.file);
  } else if (statement.empty()) {
    statement.assign(std::istreambuf_iterator<char>(std::cin), {});
  }
  if (statement.find_first_not_of(" \t\r\n;") == std::string::npos) {
    throw Error(ErrorCode::kUsage, "there is no statement", "give one, such as c360 sql \"SELECT * FROM meta.tables\"");
  }
  return statement;
}

int sql(const Context& context, const SqlOptions& options) {
  const RowFormat format = parse_row_format(!options.format.empty() ? options.format : context.json ? "json" : "table");
  cancel_on_interrupt(context.cancel);
  Workspace workspace(context);
  session::Session session(workspace.lake(), &workspace.project(), chosen_moment(workspace, options.snapshot));
  session.connection().set_cancellation(&context.cancel);
  const bool interactive = options.statement.empty() && options.file.empty() && is_terminal(stdin);
  if (interactive) return run_prompt(session, format, options.most_rows);
  try {
    engine::Result result = session.query(statement_of(options));
    print_rows(stdout, result, format, options.most_rows);
  } catch (const Error& error) {
    throw placed(error, options.file.empty() ? "statement" : options.file);
  }
  return kDone;
}

}  // namespace

void add_sql(Command& program) {
  auto options = std::make_shared<SqlOptions>();
  Command command =
      program.add("sql", "Query the current snapshot: one statement, a file, standard input, or a prompt with history");
  command.option("statement", options->statement, "A statement; without it a prompt opens, or standard input is read");
  command.option("-f,--file", options->file, "Read the statement from a file");
  command.option("--format", options->format, "table, csv, json or markdown");
  command.option("--snapshot", options->snapshot, "The number of an older snapshot to read");
  command.option("--rows", options->most_rows, "The most rows a table shows (0: all; default: 1000 on a terminal)");
  command.does([options](const Context& context) { return sql(context, *options); });
}

}  // namespace c360::cli
