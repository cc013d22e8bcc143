
#include <fmt/core.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "c360/cli/command.h"
#include "c360/generate/generate.h"

namespace c360::cli {
namespace {

struct GenerateOptions {
  generate::Options what;
  std::string directory;
};

int run_generate(const Context& context, GenerateOptions options) {
  if (options.directory.empty()) options.directory = (context.directory / "data").lexically_normal().string();
  generate::generate(options.what, options.directory);
  if (context.json) {
    fmt::print("{}\n", nlohmann::ordered_json{{"directory", options.directory}}.dump(2));
  } else {
    fmt::print("wrote the raw files and truth.json to {}\n", options.directory);
  }
  return kDone;
}

}  // namespace

void add_generate(Command& program) {
  auto options = std::make_shared<GenerateOptions>();
  Command command =
      program.add("generate", "Make raw files with realistic dirt, and truth.json that says what must come of them");
  command.option("dir", options->directory, "Where the files go (default: data, in the project's folder)");
  command.required("--template", options->what.template_name, "ecommerce or retail360");
  command.option("--scale", options->what.scale, "In thousands of customers (default 1)");
  command.option("--seed", options->what.seed, "Other seeds give other files (default 1)");
  command.option("--files", options->what.files, "Split every entity into so many files (default 1)");
  command.does([options](const Context& context) { return run_generate(context, *options); });
}

}  // namespace c360::cli
