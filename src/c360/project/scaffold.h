// New project folders: from an example that is part of the binary, or from what a look at the user's files found.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "c360/sql/type.h"

namespace c360::project {

/// A column of a user's file, as a look at its first records found it.
struct SniffedColumn {
  std::string name;  ///< as in the header
  sql::Type type;
  std::vector<std::string> formats;  ///< date, timestamp, datetime: how its values are written
  char decimal_separator = '.';      ///< of numbers
  char thousands_separator = '\0';   ///< '\0': none
  bool nullable = true;              ///< some value was missing
  bool unique = false;               ///< no value came twice
};

/// A source to be declared.
struct SniffedSource {
  std::string name;                     ///< any text; made a legal name
  std::string files;                    ///< glob, relative to the new project's folder or absolute
  std::optional<char> delimiter;        ///< written only where detection would not find it again
  std::optional<std::string> encoding;  ///< likewise
  bool header = true;
  std::vector<std::string> null_tokens;  ///< texts for no value that the project's settings do not name
  std::vector<SniffedColumn> columns;
};

/// "ecommerce", "retail360".
std::vector<std::string> template_names();

/// Writes an example project into `root`, which is made if need be, and returns the files written, relative to it.
/// Overwrites nothing. Throws Error(kUsage) for an unknown name and for a file that is there already (then nothing is
/// written), kIo and kNoSpace.
std::vector<std::string> write_template(const std::filesystem::path& root, const std::string& name);

/// The same for a project of the user's own: c360.yaml, a contract for each source and a first model. load() reads what
/// it writes without a mistake; the comments say what to look at.
std::vector<std::string> write_project(const std::filesystem::path& root, const std::vector<SniffedSource>& sources);

}  // namespace c360::project
