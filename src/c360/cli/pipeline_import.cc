#include "c360/cli/pipeline_import.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>

#include "c360/adf/import.h"
#include "c360/cli/json_output.h"
#include "c360/cli/visible_text.h"

namespace c360::cli {
namespace {

using adf::Finding;

struct Asked {
  std::string place;
  bool force = false;
};

std::string word_of(Finding::Kind kind) {
  switch (kind) {
    case Finding::Kind::kNote:
      return "note";
    case Finding::Kind::kLost:
      return "left out";
    case Finding::Kind::kFails:
      return "fails";
  }
  return {};
}

void print_findings(const adf::Findings& findings) {
  for (const auto& [kind, heading] :
       {std::pair{Finding::Kind::kFails, "No counterpart: an activity that fails stands there"},
        {Finding::Kind::kLost, "Left out"},
        {Finding::Kind::kNote, "Otherwise here"}}) {
    const bool any =
        std::any_of(findings.begin(), findings.end(), [k = kind](const Finding& f) { return f.kind == k; });
    if (any) fmt::print("\n{}:\n", heading);
    for (const Finding& finding : findings)
      if (finding.kind == kind)
        fmt::print("  {} in {} {}\n    {}\n", one_line(finding.what), one_line(finding.file), one_line(finding.path),
                   one_line(finding.why));
  }
}

void print_import_json(const adf::Imported& imported, const adf::Written& written) {
  adf::Json findings = adf::Json::array();
  for (const Finding& finding : imported.findings)
    findings.push_back({{"kind", word_of(finding.kind)},
                        {"file", finding.file},
                        {"path", finding.path},
                        {"what", finding.what},
                        {"why", finding.why}});
  const adf::Json all = {{"files", written.files}, {"connections", written.connections}, {"findings", findings}};
  print_as_json(all);
}

int import(const Context& context, const Asked& asked) {
  const project::Project project = context.load_project();
  std::vector<std::string> taken;
  for (const project::PublishTarget& target : project.publish) taken.push_back(target.name);
  const adf::Imported imported = adf::import_pipelines(asked.place, taken);
  const adf::Written written = adf::write_imported(imported, project.root, asked.force);
  if (context.json) {
    print_import_json(imported, written);
  } else {
    for (const std::string& file : written.files) fmt::print("wrote {}\n", file);
    if (!written.connections.empty())
      fmt::print("connections.yaml names what these connections need: {}\n", fmt::join(written.connections, ", "));
    print_findings(imported.findings);
  }
  context.load_project();  // what was written is right, beside all that the project had
  return kDone;
}

}  // namespace

void add_pipeline_import(Command& group) {
  auto asked = std::make_shared<Asked>();
  Command command = group.add("import", "Write pipelines of Data Factory, Synapse or Fabric as pipelines/NAME.yaml");
  command.required("place", asked->place, "A pipeline's JSON file, an ARM template, or a folder of such files");
  command.flag("--force", asked->force, "Replace pipelines that are there");
  command.does([asked](const Context& context) { return import(context, *asked); });
}

}  // namespace c360::cli
