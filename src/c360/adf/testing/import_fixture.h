// A project that pipelines are imported into.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "c360/adf/import.h"
#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/project/project.h"

namespace c360::adf::testing {

class ImportFixture : public ::testing::Test {
 protected:
  ImportFixture() { put("c360.yaml", "project: shop\nsources: { orders: data/*.csv }\n"); }

  const std::filesystem::path& root() const { return folder_.path(); }
  void put(const std::string& path, const std::string& text) {
    std::filesystem::create_directories((root() / path).parent_path());
    write_file(root() / path, text);
  }

  /// Imports into the project; all files that were written, and all findings.
  std::string import_and_tell(const std::filesystem::path& place) {
    const Imported imported = import_pipelines(place, {});
    const Written written = write_imported(imported, root(), true);
    std::string told;
    for (const std::string& file : written.files) told += "== " + file + "\n" + read_file(root() / file);
    told += "== findings\n";
    for (const Finding& finding : imported.findings) told += line_of(finding) + "\n";
    return told;
  }

  static std::string line_of(const Finding& finding) {
    const char* kinds[] = {"note", "left out", "fails"};
    return std::string(kinds[static_cast<int>(finding.kind)]) + " " + finding.file + " " + finding.path + ": " +
           finding.what + ": " + finding.why;
  }

  static std::size_t count_files(const std::filesystem::path& folder) {
    const auto files = std::filesystem::directory_iterator(folder);
    return static_cast<std::size_t>(std::distance(begin(files), end(files)));
  }

  TemporaryDirectory folder_;
};

}  // namespace c360::adf::testing
