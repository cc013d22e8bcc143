// Names of c360's for names of Data Factory's.
#pragma once

#include <map>
#include <set>
#include <string>

namespace c360::adf {

/// Gives each name there one here: letters, digits and '_', a letter first, at most 100 bytes, and no two the same in
/// any case. A name that can be one here stays as it is, so that no name leads out of a folder.
class Names {
 public:
  /// The same name gives the same one again.
  const std::string& of(const std::string& name);
  /// Keeps a name here from being given.
  void reserve(const std::string& name);
  const std::map<std::string, std::string>& all() const { return names_; }

 private:
  std::map<std::string, std::string> names_;
  std::set<std::string> taken_;  // in small letters
};

}  // namespace c360::adf
