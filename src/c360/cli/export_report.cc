#include "c360/cli/export_report.h"

#include <fmt/core.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "c360/base/error.h"
#include "c360/cli/interrupt.h"
#include "c360/cli/json_output.h"
#include "c360/cli/terminal.h"
#include "c360/cli/visible_text.h"
#include "c360/docs/site.h"
#include "c360/serve/report.h"

namespace c360::cli {
namespace {

using Json = nlohmann::ordered_json;

struct ReportCommand {
  std::string folder;
  bool unmasked = false;
  bool force = false;
};

std::string size_text(std::size_t bytes) {
  constexpr double kMega = 1e6;
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / kMega);
}

void print_export(const docs::SiteFiles& files, const serve::Report& report, const ReportCommand& options) {
  fmt::print("{}: snapshot {}, {}, {}\n", one_line(files.page.string()), report.snapshot,
             counted(static_cast<long long>(report.pages), "page"), size_text(files.bytes));
  for (const serve::Unanswered& each : report.unanswered)
    fmt::print("without an answer: {}: {}\n", one_line(each.path), one_line(each.why));
  if (options.unmasked) fmt::print("personal data is shown: mind who gets it\n");
  fmt::print("{}\n",
             files.changed ? "open it in a browser; it needs no server and loads nothing" : "nothing has changed");
}

Json report_json(const docs::SiteFiles& files, const serve::Report& report, const ReportCommand& options) {
  Json unanswered = Json::array();
  for (const serve::Unanswered& each : report.unanswered)
    unanswered.push_back({{"path", each.path}, {"why", each.why}});
  return {{"page", files.page.string()}, {"bytes", files.bytes},        {"changed", files.changed},
          {"snapshot", report.snapshot}, {"masked", !options.unmasked}, {"pages", report.pages},
          {"answers", report.answers},   {"unanswered", unanswered}};
}

int export_report(const Context& context, const ReportCommand& options) {
  cancel_on_interrupt(context.cancel);
  const project::Project project = context.load_project();
  docs::check_site(options.folder, "report", project.name, options.force);
  serve::Report report = serve::report_of(project, options.unmasked, context.cancel);
  const docs::SiteFiles files =
      docs::write_site(options.folder, "report", project.name, std::move(report.page), options.force);
  if (context.json) {
    print_as_json(report_json(files, report, options));
  } else {
    print_export(files, report, options);
  }
  return kDone;
}

}  // namespace

void add_export_report(Command& group) {
  auto options = std::make_shared<ReportCommand>();
  Command report = group.add("report", "The dashboards as one HTML file, which opens offline");
  report.required("dir", options->folder, "The folder to write it to");
  report.flag("--unmasked", options->unmasked, "Show personal data");
  report.flag("--force", options->force, "Overwrite a page that people changed in DIR");
  report.does([options](const Context& context) { return export_report(context, *options); });
}

}  // namespace c360::cli
