// A project and its lakehouse, opened for a command.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "c360/cli/command.h"
#include "c360/engine/engine.h"
#include "c360/lakehouse/lakehouse.h"
#include "c360/lakehouse/moment.h"
#include "c360/project/project.h"

namespace c360::cli {

/// Everything a command works on. Made by open_workspace; not movable, since its parts know one another.
class Workspace {
 public:
  /// `memory_limit`: bytes instead of what the project says; 0: as it says.
  explicit Workspace(const Context& context, std::uint64_t memory_limit = 0);
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;

  const project::Project& project() const { return project_; }
  lakehouse::Lakehouse& lake() { return *lake_; }
  engine::Database& database() { return *database_; }
  /// The current moment. Throws Error(kNotFound) pointing to `c360 run` where there was no run yet.
  lakehouse::Moment moment() const;
  /// The moment of a snapshot. Throws Error(kUsage) where there is none of this number.
  lakehouse::Moment moment_of(std::int64_t snapshot) const;

 private:
  project::Project project_;
  std::unique_ptr<engine::Database> database_;
  std::unique_ptr<lakehouse::Lakehouse> lake_;
};

/// "4GB" or "60%" (of this machine's) in bytes; 0 for an empty text. Throws Error(kUsage) for anything else.
std::uint64_t memory_of(const std::string& amount);

}  // namespace c360::cli
