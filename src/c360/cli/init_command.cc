#include <CLI/CLI.hpp>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "c360/base/error.h"
#include "c360/cli/command.h"
#include "c360/ingest/sniff.h"
#include "c360/project/scaffold.h"

namespace c360::cli {
namespace {

namespace fs = std::filesystem;

struct InitOptions {
  std::string directory;
  std::string template_name;
  std::vector<std::string> files;
};

project::SniffedColumn column_of(const ingest::SniffedColumn& sniffed) {
  return {sniffed.name, sniffed.type, sniffed.formats, sniffed.empty > 0, sniffed.unique};
}

/// What a look at a file says about the source that it is to become.
project::SniffedSource source_of(const fs::path& file, const fs::path& project_root) {
  const ingest::SniffedFile sniffed = ingest::sniff(file);
  project::SniffedSource source;
  source.name = file.stem().string();
  const fs::path relative = fs::absolute(file).lexically_relative(fs::absolute(project_root));
  const bool inside = !relative.empty() && *relative.begin() != "..";
  source.files = inside ? relative.generic_string() : fs::absolute(file).lexically_normal().generic_string();
  source.header = sniffed.header;
  for (const auto& column : sniffed.columns) source.columns.push_back(column_of(column));
  return source;
}

std::vector<std::string> write_files(const InitOptions& options) {
  if (!options.template_name.empty()) return project::write_template(options.directory, options.template_name);
  std::vector<project::SniffedSource> sources;
  for (const std::string& file : options.files) sources.push_back(source_of(file, options.directory));
  return project::write_project(options.directory, sources);
}

int init(const Context& context, const InitOptions& options) {
  if (options.template_name.empty() == options.files.empty()) {
    throw Error(ErrorCode::kUsage, "say what the project starts from",
                fmt::format("--template {} or --from FILE…", fmt::join(project::template_names(), "|")));
  }
  const std::vector<std::string> written = write_files(options);
  if (context.json) {
    fmt::print("{}\n", nlohmann::ordered_json{{"directory", options.directory}, {"files", written}}.dump(2));
    return kDone;
  }
  for (const std::string& file : written) fmt::print("wrote {}/{}\n", options.directory, file);
  fmt::print("\nnext: c360 check -C {0}, then c360 run -C {0}\n", options.directory);
  return kDone;
}

}  // namespace

void add_init(CLI::App& app, Context& context, Action& chosen) {
  auto options = std::make_shared<InitOptions>();
  CLI::App* command = add_command(app, context, "init", "Start a project from an example or from files of your own");
  command->add_option("dir", options->directory, "The folder of the new project")->required();
  CLI::Option* from =
      command->add_option("--from", options->files, "CSV files to look at: sources and contracts are written for them");
  command->add_option("--template", options->template_name, "ecommerce or retail360")->excludes(from);
  command->callback([&context, &chosen, options] { chosen = [&context, options] { return init(context, *options); }; });
}

}  // namespace c360::cli
