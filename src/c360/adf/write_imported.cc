#include <fcntl.h>
#include <fmt/core.h>
#include <fmt/ranges.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>

#include "c360/adf/import.h"
#include "c360/adf/yaml_text.h"
#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/project/connection_schema.h"
#include "c360/storage/object_store.h"

namespace c360::adf {
namespace {

/// A project that others import into only afterwards: what connections.yaml lacks is read and added as one. The folder
/// itself is locked, so that no file stays; the system gives it back where the process dies. Where a file system locks
/// no folders, imports are not told of one another.
class ImportLock {
 public:
  explicit ImportLock(const std::filesystem::path& root)
      : descriptor_(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (descriptor_ < 0) throw_errno("open", root, errno);
    while (::flock(descriptor_, LOCK_EX) != 0 && errno == EINTR) {
    }
  }
  ~ImportLock() { ::close(descriptor_); }
  ImportLock(const ImportLock&) = delete;
  ImportLock& operator=(const ImportLock&) = delete;

 private:
  int descriptor_;
};

std::string file_of(const ImportedPipeline& pipeline) {
  return "pipelines/" + pipeline.name + ".yaml";
}

void refuse_those_there(const Imported& imported, const storage::ObjectStore& project) {
  std::vector<std::string> there;
  for (const ImportedPipeline& pipeline : imported.pipelines)
    if (project.head(file_of(pipeline))) there.push_back(file_of(pipeline));
  if (there.empty()) return;
  throw Error(ErrorCode::kUsage,
              fmt::format("{} {} there already", fmt::join(there, ", "), there.size() == 1 ? "is" : "are"),
              "nothing was written; --force replaces what is there");
}

std::vector<project::Connection> connections_in(const std::string& text) {
  project::Problems problems;
  auto connections = project::read_connections(text, problems);
  problems.throw_if_any();
  return connections;
}

/// The text of connections.yaml with the entries that it lacks, which are named; nullopt if it lacks none.
std::optional<std::string> with_connections(const std::string& before, const Json& entries,
                                            std::vector<std::string>& added) {
  const auto known = connections_in(before);
  Json missing = Json::object();
  for (const auto& entry : entries.items()) {
    const bool is_known = std::any_of(known.begin(), known.end(),
                                      [&](const project::Connection& each) { return each.name == entry.key(); });
    if (is_known) continue;
    missing[entry.key()] = entry.value();
    added.push_back(entry.key());
  }
  if (missing.empty()) return std::nullopt;
  std::string block = to_yaml(Json{{"connections", missing}});
  if (before.empty())
    return "# Where pipelines reach beyond the project; secrets stand in the environment (docs/import.md).\n" + block;
  if (!known.empty()) block.erase(0, block.find('\n') + 1);
  std::string text = before + (before.ends_with('\n') ? "" : "\n") + block;
  project::Problems problems;
  const auto after = project::read_connections(text, problems);
  if (problems.empty() && after.size() == known.size() + missing.size()) return text;
  throw Error(ErrorCode::kUsage, "connections.yaml is written in a way that cannot be added to",
              "nothing was written; give each connection a line of its own, two blanks in, below 'connections:'");
}

}  // namespace

Written write_imported(const Imported& imported, const std::filesystem::path& root, bool force) {
  const ImportLock lock(root);
  const auto project = storage::open_local_store(root);
  if (!force) refuse_those_there(imported, *project);
  Written written;
  const std::string before = project->get(project::kConnectionsFile).value_or("");
  const auto connections = with_connections(before, imported.connections, written.connections);
  if (connections) {  // first: pipelines that name them are wrong without
    project->put(project::kConnectionsFile, *connections);
    written.files.emplace_back(project::kConnectionsFile);
  }
  for (const ImportedPipeline& pipeline : imported.pipelines) {
    const std::string file = file_of(pipeline);
    if (force)
      project->put(file, pipeline.text);
    else if (project->put_if_absent(file, pipeline.text) == storage::PutOutcome::kAlreadyExists)
      throw Error(ErrorCode::kUsage, fmt::format("{} came to be there meanwhile", file), "import again with --force");
    written.files.push_back(file);
  }
  return written;
}

}  // namespace c360::adf
