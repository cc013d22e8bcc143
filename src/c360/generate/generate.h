// Raw files for the example projects, with every kind of dirt that contracts know how to handle, and the truth about
// them: what silver, quarantine and gold must hold, counted from the labels under which the dirt was made.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace c360::generate {

struct Options {
  std::string template_name;  ///< "ecommerce" or "retail360"
  std::int64_t scale = 1;     ///< thousands of customers, ten orders each
  std::uint64_t seed = 1;
  std::int64_t files = 1;  ///< how many files each source is split into
};

/// The templates there are.
std::vector<std::string> template_names();

/// Writes the raw files and truth.json into the folder, which is made if need be; files of the same names are replaced.
/// The same options give the same bytes on every machine. Works on all cores, in constant memory but for twelve bytes a
/// customer. Throws Error(kUsage) for a template, scale or number of files that cannot be and where other files
/// of a source would stay beside the new ones, and Error(kIo, kNoSpace).
void generate(const Options& options, const std::filesystem::path& directory);

}  // namespace c360::generate
