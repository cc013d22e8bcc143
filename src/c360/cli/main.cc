#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>

#include "c360/base/error.h"
#include "c360/cli/command.h"
#include "c360/cli/failure.h"
#include "c360/cli/terminal.h"
#include "c360/cli/usage.h"
#include "c360/cli/visible_text.h"

namespace {

c360::Cancellation cancellation;

void add_commands(c360::cli::Command& program) {
  using namespace c360::cli;
  add_init(program);
  add_generate(program);
  add_check(program);
  add_run(program);
  add_pipeline(program);
  add_status(program);
  add_sql(program);
  add_serve(program);
  add_token(program);
  add_customer(program);
  add_metrics(program);
  add_publish(program);
  add_quarantine(program);
  add_docs(program);
  add_export(program);
  add_table(program);
  add_lineage(program);
  add_trace(program);
  add_upload(program);
  add_schema(program);
  add_help(program);
  program.head_commands("Commands");
}

/// The exit code of a command line that names no work: a question for help or the version, or a mistake.
int end_early(const CLI::App& app, const CLI::ParseError& error, const std::vector<std::string>& arguments) {
  if (error.get_exit_code() == 0) return app.exit(error);
  if (arguments.empty()) {
    fmt::print("{}", app.help());
    return c360::cli::kWrongUse;
  }
  const bool json = std::find(arguments.begin(), arguments.end(), "--json") != arguments.end();
  return c360::cli::report_failure(c360::cli::usage_error(app, arguments, error.what()), json);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "c360: a Customer 360 lakehouse in one program.\n"
      "Takes the files a shop already has to bronze, silver and gold Delta tables, and accounts for every row.\n",
      "c360"};
  app.set_version_flag("--version", "c360 " C360_VERSION, "Print the version and exit");
  app.set_help_flag("-h,--help", "Print help and exit; also after a command");
  app.get_formatter()->label("SUBCOMMAND", "COMMAND");
  app.require_subcommand(1);
  app.fallthrough();
  c360::cli::Context context{".", false, {}, cancellation};
  c360::cli::Command::Action chosen;
  c360::cli::Command program(app, context, chosen);
  program.take_common_options();
  add_commands(program);
  app.footer(
      "\nA first look: c360 init shop --template ecommerce && cd shop\n"
      "              c360 generate data --template ecommerce && c360 run && c360 sql\n"
      "c360 help COMMAND tells about one.\n"
      "Exit codes: 0 done, 1 the data or the run failed, 2 the command was wrong.\n");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return end_early(app, error, {argv + 1, argv + argc});
  }
  c360::cli::use_utf8();
  std::signal(SIGPIPE, SIG_DFL);
  try {
    const int code = chosen(context);
    c360::cli::flush_output();
    return code;
  } catch (const std::exception& error) {
    return c360::cli::report_failure(error, context.json);
  }
}
