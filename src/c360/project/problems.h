// Mistakes in a project's files, gathered so that all are told at once.
#pragma once

#include <string>
#include <vector>

#include "c360/base/error.h"

namespace c360::project {

/// All that is wrong with a project's files, found in one go: sorted by file, line and column. what() shows every one.
class ProjectErrors : public Error {
 public:
  explicit ProjectErrors(std::vector<Error> errors);
  const std::vector<Error>& errors() const { return errors_; }

 private:
  std::vector<Error> errors_;
};

/// Collects mistakes while files are read. One thread at a time.
class Problems {
 public:
  void add(Location where, std::string message, std::string hint = {});
  /// Takes over what is wrong at places that nothing was reported for yet.
  void add_new(const Problems& others);
  bool empty() const { return errors_.empty(); }
  /// True if a mistake at exactly this place was added: what builds on that value need not be looked at.
  bool reported(const Location& where) const;
  /// Throws ProjectErrors if there is any mistake.
  void throw_if_any() const;

 private:
  std::vector<Error> errors_;
};

}  // namespace c360::project
