// An empty table folder of its own for each test.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "c360/base/clock.h"
#include "c360/base/local_files.h"
#include "c360/delta/table.h"
#include "c360/delta/testing/json_checkpoint_format.h"
#include "c360/storage/object_store.h"

namespace c360::delta::testing {

inline Metadata metadata_of(std::vector<Field> fields) {
  Metadata metadata;
  metadata.id = "table-id";
  metadata.schema.fields = std::move(fields);
  return metadata;
}

inline Metadata two_columns() {
  return metadata_of({{"id", DataType::of("long")}, {"name", DataType::of("string")}});
}

inline AddFile file_named(const std::string& path) {
  AddFile file;
  file.path = path;
  file.size = 10;
  file.modification_time = 1'700'000'000'000;
  return file;
}

inline RemoveFile removal_of(const std::string& path) {
  RemoveFile remove;
  remove.path = path;
  return remove;
}

inline std::vector<std::string> paths_of(const std::vector<AddFile>& files) {
  std::vector<std::string> paths;
  for (const AddFile& file : files) paths.push_back(file.path);
  return paths;
}

class TableFixture : public ::testing::Test {
 protected:
  /// Appends one file in a commit of its own; the version it became.
  Version append(const std::string& path) {
    Transaction change = table_.begin(table_.latest());
    change.set_blind_append(true);
    change.add(file_named(path));
    return change.commit().version;
  }

  void put_log(const std::string& name, const std::string& text) { store_->put("_delta_log/" + name, text); }

  TemporaryDirectory folder_;
  std::unique_ptr<storage::ObjectStore> store_ = storage::open_local_store(folder_.path());
  JsonCheckpointFormat format_;
  FixedClock clock_{parse_utc("2024-05-31T08:00:00Z")};
  Table table_{*store_, format_, clock_};
};

}  // namespace c360::delta::testing
