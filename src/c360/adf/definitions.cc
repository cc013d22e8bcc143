#include "c360/adf/definitions.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "c360/adf/arm_template.h"
#include "c360/adf/hidden_secrets.h"
#include "c360/base/error.h"
#include "c360/base/letter_case.h"
#include "c360/base/local_files.h"

namespace c360::adf {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFiles = 10'000;

enum class Sort { kPipeline, kDataset, kLinkedService, kOther };

/// What a file's place and content say it is.
Sort sort_of(const Json& document, const std::string& folder) {
  const Json& properties = member(document, "properties");
  const std::string type = to_lower(text_member(document, "type"));
  if (member(properties, "activities").is_array()) return Sort::kPipeline;
  if (type.ends_with("/datasets") || folder == "dataset") return Sort::kDataset;
  if (type.ends_with("/linkedservices") || folder == "linkedservice") return Sort::kLinkedService;
  if (type.empty() && !member(properties, "linkedServiceName").is_null()) return Sort::kDataset;
  return Sort::kOther;
}

Sort sort_of(const std::string& arm_type) {
  if (arm_type == "pipelines") return Sort::kPipeline;
  if (arm_type == "datasets") return Sort::kDataset;
  return arm_type == "linkedservices" ? Sort::kLinkedService : Sort::kOther;
}

/// A pipeline of Fabric is called like the folder that holds it: "Daily.DataPipeline/pipeline-content.json".
std::string name_of(const Json& document, const fs::path& file) {
  if (const std::string name = text_member(document, "name"); !name.empty()) return name;
  const fs::path folder = file.parent_path().filename();
  if (folder.extension() == ".DataPipeline") return folder.stem().string();
  return file.stem().string();
}

class Reader {
 public:
  Reader(Definitions& definitions, Findings& findings) : definitions_(definitions), findings_(findings) {}

  /// `asked_for`: its pipelines are to be imported, and are not only there to be run by others.
  void read(const fs::path& file, const std::string& shown, bool asked_for) {
    if (fs::file_size(file) > kLargestFile) parse_json(std::string(kLargestFile + 1, ' '), shown);
    documents_.push_back(parse_json(read_file(file), shown));
    places_.push_back({file, shown, asked_for});
  }

  /// Once all are read: a secret of one file may stand in another.
  void finish() {
    hide_secrets(documents_);
    for (std::size_t at = 0; at < places_.size(); ++at) sort(documents_[at], places_[at]);
  }

 private:
  struct Place {
    fs::path file;
    std::string shown;
    bool asked_for = false;
  };

  void sort(const Json& document, const Place& place) {
    if (is_arm_template(document)) return read_template(document, place.shown, place.asked_for);
    Sort sort = sort_of(document, to_lower(place.file.parent_path().filename().string()));
    Definition definition{name_of(document, place.file), place.shown, "$.properties", member(document, "properties")};
    if (sort == Sort::kOther && member(document, "activities").is_array()) {  // as an API gives the properties alone
      sort = Sort::kPipeline;
      definition.path = "$";
      definition.properties = document;
    }
    add(sort, std::move(definition), place.asked_for);
  }

  void read_template(const Json& document, const std::string& shown, bool asked_for) {
    for (ArmResource& resource : resources_of(document)) {
      const Sort sort = sort_of(resource.type);
      if (sort == Sort::kOther && resource.type != "factories" && resource.type != "workspaces") {
        findings_.push_back({Finding::Kind::kLost, shown, resource.path,
                             fmt::format("'{}' ({})", resource.name, resource.type), why_not(resource.type)});
      } else if (sort != Sort::kOther) {
        add(sort, {resource.name, shown, resource.path, std::move(resource.properties)}, asked_for);
      }
    }
  }

  static std::string why_not(const std::string& what) {
    if (what.find("trigger") != std::string::npos)
      return "c360 starts no runs by itself: let cron, a timer or another scheduler call c360 pipeline run";
    return "it is no pipeline, dataset or linked service";
  }

  void add(Sort sort, Definition definition, bool asked_for) {
    const std::string name = definition.name;
    if (sort == Sort::kPipeline && asked_for)
      definitions_.pipelines.push_back(std::move(definition));
    else if (sort == Sort::kPipeline)
      definitions_.beside.emplace(name, std::move(definition));
    else if (sort == Sort::kDataset)
      definitions_.datasets.emplace(name, std::move(definition));
    else if (sort == Sort::kLinkedService)
      definitions_.linked_services.emplace(name, std::move(definition));
    else if (asked_for)
      findings_.push_back(
          {Finding::Kind::kLost, definition.file, "$", fmt::format("'{}'", name), why_not(to_lower(definition.file))});
  }

  Definitions& definitions_;
  Findings& findings_;
  Json documents_ = Json::array();
  std::vector<Place> places_;  // of the documents
};

/// Files that end in .json below a folder, in the order of their names; links to folders are not followed.
std::vector<fs::path> json_files(const fs::path& folder) {
  std::vector<fs::path> files;
  const auto options = fs::directory_options::skip_permission_denied;
  for (auto entry = fs::recursive_directory_iterator(folder, options); entry != fs::recursive_directory_iterator();
       ++entry) {
    const std::string name = entry->path().filename().string();
    if (entry->is_directory() && (name.starts_with('.') || name == "node_modules")) entry.disable_recursion_pending();
    if (!entry->is_regular_file() || entry->path().extension() != ".json" || name.starts_with('.')) continue;
    files.push_back(entry->path());
    if (files.size() > kMostFiles)
      throw Error(ErrorCode::kUsage, fmt::format("{} has more than {} JSON files", folder.string(), kMostFiles),
                  "name the folder of one factory");
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// What a file leads to stands in the folders beside its own.
void read_beside(const fs::path& file, Reader& reader, Findings& findings) {
  const fs::path folder = fs::absolute(file).lexically_normal().parent_path();
  if (to_lower(folder.filename().string()) != "pipeline") return;
  for (const char* name : {"dataset", "linkedService", "pipeline"}) {
    std::error_code error;
    if (!fs::is_directory(folder.parent_path() / name, error)) continue;
    for (const fs::path& other : json_files(folder.parent_path() / name)) {
      if (fs::equivalent(other, file, error)) continue;
      const std::string shown = name + ("/" + other.filename().string());
      try {
        reader.read(other, shown, false);
      } catch (const Error& broken) {
        findings.push_back({Finding::Kind::kLost, shown, "$", "the file", broken.message()});
      }
    }
  }
}

void read_folder(const fs::path& folder, Reader& reader, Findings& findings) {
  for (const fs::path& file : json_files(folder)) {
    const std::string shown = file.lexically_relative(folder).generic_string();
    try {
      reader.read(file, shown, true);
    } catch (const Error& broken) {
      findings.push_back({Finding::Kind::kLost, shown, "$", "the file", broken.message()});
    }
  }
}

void read_place(const fs::path& place, Reader& reader, Findings& findings) {
  if (fs::is_directory(place)) return read_folder(place, reader, findings);
  if (!fs::is_regular_file(place))
    throw Error(ErrorCode::kNotFound, fmt::format("there is no file or folder {}", place.string()),
                "name a pipeline's JSON file, an ARM template or the folder that they are in");
  reader.read(place, place.filename().string(), true);
  read_beside(place, reader, findings);
}

}  // namespace

Definitions read_definitions(const fs::path& place, Findings& findings) {
  Definitions definitions;
  Reader reader(definitions, findings);
  try {
    read_place(place, reader, findings);
  } catch (const fs::filesystem_error& error) {
    throw Error(ErrorCode::kIo, fmt::format("{} cannot be read: {}", place.string(), error.code().message()));
  }
  reader.finish();
  if (definitions.pipelines.empty())
    throw Error(ErrorCode::kData, fmt::format("{} holds no pipeline", place.string()),
                "a pipeline is JSON with properties.activities, as Data Factory, Synapse and Fabric export it, or an "
                "ARM template with one");
  return definitions;
}

}  // namespace c360::adf
