#include <fmt/core.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "c360/base/error.h"
#include "c360/cli/command.h"
#include "c360/cli/interrupt.h"
#include "c360/cli/json_output.h"
#include "c360/cli/terminal.h"
#include "c360/cli/workspace.h"
#include "c360/docs/documentation.h"
#include "c360/docs/page.h"
#include "c360/docs/site.h"

namespace c360::cli {
namespace {

using Json = nlohmann::ordered_json;

struct DocsOptions {
  std::string folder;
  docs::Content content;
  bool force = false;
};

/// What a site tells of, in numbers.
Json counts_of(const Json& documentation) {
  std::size_t columns = 0, measures = 0;
  for (const Json& table : documentation["tables"]) columns += table["columns"].size();
  for (const Json& entity : documentation["metrics"]) measures += entity["measures"].size();
  return {{"sources", documentation["sources"].size()},
          {"tables", documentation["tables"].size()},
          {"columns", columns},
          {"measures", measures}};
}

void print_documentation(const docs::SiteFiles& files, const Json& counts, const Json& documentation) {
  const auto count = [&](const char* key, const char* thing) { return counted(counts[key].get<long long>(), thing); };
  fmt::print("{}: {}, {}, {} and {}\n", files.page.string(), count("sources", "source"), count("tables", "table"),
             count("columns", "column"), count("measures", "measure"));
  if (documentation["snapshot"].is_null()) fmt::print("the project has not run yet: without rows and samples\n");
  if (!documentation["masked"].get<bool>()) fmt::print("personal data is shown: mind who gets it\n");
  fmt::print("{}\n",
             files.changed ? "open it in a browser; it needs no server and loads nothing" : "nothing has changed");
}

int write_docs(const Context& context, const DocsOptions& options) {
  constexpr std::size_t kMostRows = 1000;
  if (options.content.sample_rows > kMostRows)
    throw Error(ErrorCode::kUsage, fmt::format("--rows: at most {} rows of each table are shown", kMostRows));
  cancel_on_interrupt(context.cancel);
  Workspace workspace(context);
  const auto moment = lakehouse::current_moment(workspace.lake().store());
  docs::check_site(options.folder, "docs", workspace.project().name, options.force);
  const Json documentation =
      docs::documentation(workspace.lake(), workspace.project(), moment, options.content, context.cancel);
  const docs::SiteFiles files =
      docs::write_site(options.folder, "docs", workspace.project().name, docs::page_of(documentation), options.force);
  const Json counts = counts_of(documentation);
  if (!context.json) {
    print_documentation(files, counts, documentation);
    return kDone;
  }
  Json json = {{"page", files.page.string()}, {"bytes", files.bytes}, {"changed", files.changed}};
  json["snapshot"] = documentation["snapshot"].is_null() ? Json() : documentation["snapshot"]["number"];
  json["masked"] = documentation["masked"];
  json.update(counts);
  print_as_json(json);
  return kDone;
}

}  // namespace

void add_docs(Command& program) {
  auto options = std::make_shared<DocsOptions>();
  Command command = program.add("docs", "A page about the project's data, which opens offline");
  command.required("dir", options->folder, "The folder to write it to");
  command.option("--rows", options->content.sample_rows, "Rows shown of each table (default 20)");
  command.flag("--unmasked", options->content.unmasked, "Show personal data in samples");
  command.flag("--force", options->force, "Overwrite a page that people changed in DIR");
  command.does([options](const Context& context) { return write_docs(context, *options); });
}

}  // namespace c360::cli
