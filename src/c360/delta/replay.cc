#include "c360/delta/replay.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "c360/base/error.h"
#include "c360/delta/path_encoding.h"

namespace c360::delta {
namespace {

template <typename File>
std::vector<File> sorted_by_path(std::unordered_map<std::string, File>& by_key) {
  std::vector<File> files;
  files.reserve(by_key.size());
  for (auto& [key, file] : by_key) files.push_back(std::move(file));
  by_key.clear();
  std::sort(files.begin(), files.end(), [](const File& a, const File& b) { return a.path < b.path; });
  return files;
}

template <typename Part>
Part required(std::optional<Part>& part, std::string_view what) {
  if (!part) throw Error(ErrorCode::kCorrupt, fmt::format("the table's log has no {} action", what));
  return *std::move(part);
}

}  // namespace

std::string file_key(const std::string& path, const std::optional<DeletionVectorDescriptor>& deletion_vector) {
  std::string key = canonical_path(path);
  if (!deletion_vector) return key;
  key += fmt::format("\n{}{}", deletion_vector->storage_type, deletion_vector->path_or_inline_dv);
  if (deletion_vector->offset) key += fmt::format("@{}", *deletion_vector->offset);
  return key;
}

Replay::Replay(const Snapshot& base) : protocol_(base.protocol()), metadata_(base.metadata()) {
  for (const AddFile& file : base.files()) files_.emplace(file_key(file.path, file.deletion_vector), file);
  for (const RemoveFile& file : base.tombstones()) tombstones_.emplace(file_key(file.path, file.deletion_vector), file);
  for (const Txn& txn : base.transactions()) transactions_.emplace(txn.app_id, txn);
}

void Replay::apply(Action action) {
  if (auto* add = std::get_if<AddFile>(&action)) {
    std::string key = file_key(add->path, add->deletion_vector);
    tombstones_.erase(key);
    files_.insert_or_assign(std::move(key), std::move(*add));
  } else if (auto* remove = std::get_if<RemoveFile>(&action)) {
    std::string key = file_key(remove->path, remove->deletion_vector);
    files_.erase(key);
    tombstones_.insert_or_assign(std::move(key), std::move(*remove));
  } else if (auto* metadata = std::get_if<Metadata>(&action)) {
    metadata_ = std::move(*metadata);
  } else if (auto* protocol = std::get_if<Protocol>(&action)) {
    protocol_ = std::move(*protocol);
  } else if (auto* txn = std::get_if<Txn>(&action)) {
    std::string app_id = txn->app_id;
    transactions_.insert_or_assign(std::move(app_id), std::move(*txn));
  }
}

void Replay::apply_lines(std::string_view text) {
  std::size_t number = 0;
  for_each_line(text, [&](std::string_view line) {
    ++number;
    try {
      if (std::optional<Action> action = action_from_json(line)) apply(*std::move(action));
    } catch (const Error& error) {
      throw error.in(fmt::format("line {}", number));
    }
  });
}

std::vector<AddFile> Replay::take_files() {
  return sorted_by_path(files_);
}

TableState Replay::take_state() {
  TableState state;
  state.protocol = required(protocol_, "protocol");
  state.metadata = required(metadata_, "metaData");
  state.files = take_files();
  state.tombstones = sorted_by_path(tombstones_);
  for (auto& [app_id, txn] : transactions_) state.transactions.push_back(std::move(txn));
  return state;
}

}  // namespace c360::delta
