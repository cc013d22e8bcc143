#include "c360/delta/checkpoint.h"

#include <nlohmann/json.hpp>

#include "c360/base/error.h"
#include "c360/delta/features.h"
#include "c360/delta/json_fields.h"
#include "c360/delta/log_path.h"
#include "c360/delta/table_properties.h"

namespace c360::delta {
namespace {

Version parse_hint(const std::string& text) {
  const nlohmann::json object = parse_json(text, kLastCheckpointPath);
  if (!object.is_object()) throw Error(ErrorCode::kCorrupt, "_last_checkpoint is not an object");
  return required_integer(object, "version");
}

/// A checkpoint changes no data by itself, and a tombstone in it needs no statistics.
std::string tombstone_line(RemoveFile tombstone) {
  tombstone.data_change = false;
  tombstone.stats.reset();
  tombstone.tags.clear();
  return to_json(tombstone);
}

std::string file_line(AddFile file) {
  file.data_change = false;
  return to_json(file);
}

std::string hint_text(const Snapshot& snapshot, std::size_t actions, std::uint64_t bytes) {
  return write_json({{"version", snapshot.version()},
                     {"size", actions},
                     {"sizeInBytes", bytes},
                     {"numOfAddFiles", snapshot.files().size()}});
}

}  // namespace

std::optional<Version> hinted_checkpoint_version(const storage::ObjectStore& store) {
  const std::optional<std::string> text = store.get(std::string(kLastCheckpointPath));
  if (!text) return std::nullopt;
  try {
    return parse_hint(*text);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kCorrupt) throw;
    return std::nullopt;
  }
}

std::vector<std::string> checkpoint_lines(const Snapshot& snapshot, std::int64_t keep_tombstones_after) {
  std::vector<std::string> lines = {to_json(snapshot.protocol()), to_json(snapshot.metadata())};
  for (const Txn& txn : snapshot.transactions()) lines.push_back(to_json(txn));
  for (const RemoveFile& tombstone : snapshot.tombstones()) {
    if (tombstone.deletion_timestamp.value_or(0) > keep_tombstones_after) lines.push_back(tombstone_line(tombstone));
  }
  for (const AddFile& file : snapshot.files()) lines.push_back(file_line(file));
  return lines;
}

void write_checkpoint(storage::ObjectStore& store, const CheckpointFormat& format, const Snapshot& snapshot,
                      const Clock& clock) {
  const std::string path = checkpoint_path(snapshot.version());
  if (store.head(path)) return;
  check_writable(store.display(), snapshot.protocol(), snapshot.metadata());
  const std::int64_t now = clock.now() / 1000;
  const auto lines = checkpoint_lines(snapshot, now - tombstone_retention(snapshot.metadata()));
  const std::uint64_t bytes = format.write(store, path, lines);
  if (hinted_checkpoint_version(store).value_or(-1) > snapshot.version()) return;
  store.put(std::string(kLastCheckpointPath), hint_text(snapshot, lines.size(), bytes));
}

}  // namespace c360::delta
