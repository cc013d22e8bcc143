// A project's tables filled with random rows, and its models built from them: no run, no files.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "c360/engine/engine.h"
#include "c360/metric/agree.h"
#include "c360/metric/compile.h"
#include "c360/project/project.h"

namespace c360::metric {

/// One project in a database of its own. The same seed gives the same rows, whatever tables and columns are called.
class World {
 public:
  World(const std::filesystem::path& folder, unsigned seed, int rows);

  const project::Project& project() const { return project_; }
  engine::Database& database() { return database_; }
  engine::Connection& connection() { return connection_; }
  const TypedModel& model() const { return *model_; }
  /// The answer's rows, without the columns' names.
  std::vector<std::vector<std::optional<std::string>>> answer(const Question& question);

 private:
  void run(const std::string& sql);
  void fill(const project::Contract& contract, unsigned seed, int rows);

  project::Project project_;
  engine::Database database_;
  engine::Connection connection_;
  std::unique_ptr<TypedModel> model_;
};

}  // namespace c360::metric
