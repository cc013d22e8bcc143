#include <CLI/CLI.hpp>

#include <csignal>
#include <cstdio>

#include "c360/base/error.h"
#include "c360/cli/command.h"
#include "c360/cli/failure.h"

namespace {

c360::Cancellation cancellation;

/// The first Ctrl-C asks the work to stop; a second one ends the program as usual.
extern "C" void on_interrupt(int signal) {
  cancellation.request();
  std::signal(signal, SIG_DFL);
}

void listen_for_interrupts() {
  std::signal(SIGINT, on_interrupt);
  std::signal(SIGTERM, on_interrupt);
  std::signal(SIGPIPE, SIG_DFL);
}

void add_commands(CLI::App& app, c360::cli::Context& context, c360::cli::Action& chosen) {
  using namespace c360::cli;
  add_init(app, context, chosen);
  add_check(app, context, chosen);
  add_run(app, context, chosen);
  add_sql(app, context, chosen);
  add_status(app, context, chosen);
  add_quarantine(app, context, chosen);
  add_table(app, context, chosen);
  add_generate(app, context, chosen);
  add_schema(app, context, chosen);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "c360: a Customer 360 lakehouse in one program.\n"
      "Takes the files a shop already has to bronze, silver and gold Delta tables, and accounts for every row.",
      "c360"};
  app.set_version_flag("--version", "c360 " C360_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  c360::cli::Context context{".", false, cancellation};
  c360::cli::Action chosen;
  add_commands(app, context, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? c360::cli::kDone : c360::cli::kWrongUse;
  }
  listen_for_interrupts();
  try {
    return chosen();
  } catch (const std::exception& error) {
    return c360::cli::report_failure(error, context.json);
  }
}
