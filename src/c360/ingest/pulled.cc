#include "c360/ingest/pulled.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "c360/base/error.h"
#include "c360/ingest/column_names.h"
#include "c360/ingest/file_checks.h"
#include "c360/ingest/landing.h"
#include "c360/ingest/open_source.h"
#include "c360/rest/pull.h"
#include "c360/rest/pull_state.h"

namespace c360::ingest {
namespace {

constexpr int kMostConflicts = 20;
constexpr std::size_t kMostAtOnce = 200;

/// A response has no time and inode of a file: its pull and the fingerprint of its records stand there.
FileStamp stamp_of(const rest::Response& response) {
  return {response.body.size(), response.pull, response.content};
}

std::vector<rest::SeenResponse> seen_below(const FileRegister& files, const std::string& prefix) {
  std::vector<rest::SeenResponse> seen;
  for (const auto& [path, stamp] : files.seen_below(prefix)) seen.push_back({stamp.modified_ns, stamp.inode});
  return seen;
}

/// The values of a field in all records of a source that were ever taken in.
std::vector<std::string> values_of(const storage::ObjectStore& lake, const std::string& source,
                                   const std::string& field) {
  std::set<std::string> values;
  bool is_known = false;
  const FileRegister files = FileRegister::read(lake, source);
  for (const FileEntry& entry : files.entries()) {
    const auto is_field = [&](const std::string& column) { return equal_ignoring_case(column, field); };
    const auto column = std::find_if(entry.header.begin(), entry.header.end(), is_field);
    if (column == entry.header.end()) continue;
    is_known = true;
    const std::shared_ptr<const SourceFile> file = reopen(lake, entry).file;
    for (const Chunk& chunk : file->scan().chunks) {
      const std::unique_ptr<ChunkReader> reader = file->open(chunk);
      while (reader->next()) {
        if (reader->record().fault != RecordFault::kNone) continue;
        if (auto value = reader->field(static_cast<std::size_t>(column - entry.header.begin())))
          values.insert(std::move(*value));
      }
      file->let_go(chunk);
    }
  }
  if (is_known || files.entries().empty()) return {values.begin(), values.end()};
  throw Error(ErrorCode::kData, fmt::format("no file of the source '{}' has a column '{}'", source, field),
              "write a column of that source as `field` under for_each:");
}

/// One pull, registered bit by bit.
class Puller {
 public:
  Puller(storage::ObjectStore& lake, const DiscoveryRequest& request, FileRegister& files, const Clock& clock,
         const Cancellation& cancel, Discovery& result)
      : lake_(lake),
        request_(request),
        register_(files),
        cancel_(cancel),
        result_(result),
        state_(files.pull_state()),
        pull_(request.project, request.source, files.pull_state(), context(clock)) {}

  Puller(const Puller&) = delete;
  Puller& operator=(const Puller&) = delete;

  /// False if another process registered files of the source meanwhile.
  bool run() {
    while (const std::optional<rest::Response> response = next()) {
      add(*response);
      const std::size_t waiting = batch_.files.size() + batch_.sightings.size();
      if (waiting >= most_waiting() && !register_batch()) return false;
    }
    const auto& notes = pull_.notes();
    result_.notes.insert(result_.notes.end(), notes.begin(), notes.end());
    return register_batch();
  }

 private:
  rest::PullContext context(const Clock& clock) {
    return {clock, [this](const std::string& prefix) { return seen_below(register_, prefix); },
            [this] {
              const project::RestParents& parents = request_.source.rest->for_each;
              return values_of(lake_, parents.source, parents.field);
            }};
  }

  /// Answers that are kept before they are registered together: few at first, a fiftieth of all later, so that the
  /// register has few objects and a killed pull little to do again.
  std::size_t most_waiting() const { return std::clamp<std::size_t>(register_.entries().size() / 50, 1, kMostAtOnce); }

  /// What came before a failure is kept.
  std::optional<rest::Response> next() {
    try {
      auto response = pull_.next(cancel_);
      if (!response) state_ = pull_.state();
      return response;
    } catch (const Error&) {
      state_ = pull_.state();
      register_batch();
      throw;
    }
  }

  /// An answer that cannot be taken in is asked for again by the next pull: the state stays in front of it.
  void add(const rest::Response& response) {
    try {
      if (response.is_known) {
        batch_.sightings.push_back({response.name, stamp_of(response)});
      } else {
        take(response);
      }
    } catch (const Error&) {
      register_batch();
      throw;
    }
    state_ = pull_.state();
  }

  void take(const rest::Response& response) {
    PreparedFile prepared;
    FileEntry& entry = prepared.entry;
    entry.file_no = register_.last_file_no() + 1 + static_cast<std::int64_t>(batch_.files.size());
    entry.landing = land_bytes(lake_, request_.source.name, entry.file_no, response.name, response.body);
    try {
      prepared.file = understand(response, entry.landing);
    } catch (...) {
      lake_.remove(entry.landing);
      throw;
    }
    describe(entry, *prepared.file, stamp_of(response), request_);
    batch_.files.push_back(std::move(prepared));
  }

  std::shared_ptr<const SourceFile> understand(const rest::Response& response, const std::string& landing) const {
    FileOptions options = file_options(request_.source);
    options.format = FileFormat::kJson;
    if (response.parent) options.constants[response.parent->first] = response.parent->second;
    std::shared_ptr<const SourceFile> file = open_source_file(lake_.local_file(landing), response.name, options);
    check_file(*file, request_);
    return file;
  }

  bool register_batch() {
    if (state_ == register_.pull_state()) return true;
    std::vector<FileEntry> entries;
    for (const PreparedFile& file : batch_.files) entries.push_back(file.entry);
    if (!register_.append(lake_, entries, batch_.sightings, state_)) {
      forget(lake_, batch_);
      return false;
    }
    for (PreparedFile& file : batch_.files) result_.files.push_back(std::move(file));
    batch_ = {};
    return true;
  }

  storage::ObjectStore& lake_;
  const DiscoveryRequest& request_;
  FileRegister& register_;
  const Cancellation& cancel_;
  Discovery& result_;
  Discovery batch_;    ///< kept in landing, but not registered yet
  std::string state_;  ///< behind those; what is registered with them
  rest::Pull pull_;
};

}  // namespace

Discovery pull_new_files(storage::ObjectStore& lake, const DiscoveryRequest& request, FileRegister& files,
                         const Clock& clock, const Cancellation& cancel) {
  if (!request.files.empty())
    throw Error(ErrorCode::kData,
                fmt::format("the source '{}' is an API: it has no files to choose from", request.source.name),
                "leave `files` away");
  Discovery result;
  for (int attempt = 0; attempt < kMostConflicts; ++attempt) {
    if (Puller(lake, request, files, clock, cancel, result).run()) return result;
    files = FileRegister::read(lake, request.source.name);
  }
  throw Error(
      ErrorCode::kConflict,
      fmt::format("others registered answers of '{}' {} times in a row meanwhile", request.source.name, kMostConflicts),
      "let one run work at a time");
}

std::vector<std::string> together(const std::vector<std::string>& notes) {
  constexpr std::string_view kEnding = ".json";
  std::vector<std::pair<std::size_t, std::size_t>> firsts;  // of each kind: where its answer's name ends, and how many
  std::map<std::string, std::size_t> kinds;
  std::vector<std::string> told;
  for (const std::string& note : notes) {
    const std::size_t name_end = note.find(kEnding);
    const std::size_t end = name_end == std::string::npos ? 0 : name_end + kEnding.size();
    const auto [kind, is_new] = kinds.emplace(note.substr(end), told.size());
    if (is_new) {
      told.push_back(note);
      firsts.emplace_back(end, 0);
    } else {
      ++firsts[kind->second].second;
    }
  }
  for (std::size_t at = 0; at < told.size(); ++at) {
    const auto [end, more] = firsts[at];
    if (more > 0) told[at].insert(end, fmt::format(" (and {} more answer{})", more, more == 1 ? "" : "s"));
  }
  return told;
}

bool has_open_pull(const FileRegister& files) {
  return !files.pull_state().empty() && rest::PullState::from_json(files.pull_state()).is_open;
}

}  // namespace c360::ingest
