// The c360 program as a user drives it, and projects to drive it on.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "c360/base/local_files.h"

namespace c360::truth {

using Row = std::vector<std::string>;
using Rows = std::vector<Row>;

/// Records of a CSV text, its quotes undone.
Rows rows_of_csv(const std::string& text);

/// What a command said (both streams) and how it ended.
struct Outcome {
  int exit_code = 0;
  std::string output;
};

/// Runs the program with arguments that need no quoting for a shell, except as quoted() gives them.
Outcome run_program(const std::string& arguments);

/// An argument for a shell.
std::string quoted(const std::string& argument);

/// The folder of shared real data, and whether it is there.
std::filesystem::path shared_data();

/// A project in a folder of its own, removed with it.
class Workplace {
 public:
  /// A copy of a folder of the repository, such as "examples/ecommerce".
  explicit Workplace(const std::string& project);

  const std::filesystem::path& root() const { return folder_.path(); }
  std::filesystem::path data() const { return folder_.path() / "data"; }

  /// Makes raw files; returns truth.json.
  std::string generate(const std::string& template_name, int scale, int seed, int files);
  /// Brings a file into data/, under the same name.
  void offer(const std::filesystem::path& file) const;

  /// `c360 run`, which must succeed. Throws std::runtime_error with what it said.
  void run(const std::string& options = "") const;
  /// The rows of a SELECT as text, NULL as nothing. Throws std::runtime_error.
  Rows ask(const std::string& select) const;
  /// The one value of a SELECT.
  std::string value(const std::string& select) const;

 private:
  TemporaryDirectory folder_;
};

}  // namespace c360::truth
