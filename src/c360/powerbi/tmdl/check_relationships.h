// Which ways filters take through a model.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

namespace c360::powerbi::tmdl {

/// A relationship by which rows of `to` filter rows of `from`.
struct FilterWay {
  std::string from;
  std::string to;
  bool both = false;  ///< `from` filters `to` as well
};

/// The first two tables between which filters have more than one way, as "a and b"; empty where every way is the only
/// one. Power BI refuses such models.
std::string ambiguous_tables(const std::vector<FilterWay>& ways);

}  // namespace c360::powerbi::tmdl
