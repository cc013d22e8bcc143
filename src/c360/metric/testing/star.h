// Random stars: facts that share dimensions, with everything that goes wrong in data, as rows and as a project.
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace c360::metric::testing_star {

using Text = std::optional<std::string>;

/// A row of the shared dimension `place` (key, kind, size, region) or of `region` (key, name).
struct PlaceRow {
  int key = 0;
  Text kind;
  std::optional<int> size;
  std::optional<int> region;
};
struct RegionRow {
  int key = 0;
  Text name;
};

struct FactRow {
  int id = 0;
  std::optional<int> place;  ///< may lead nowhere
  std::optional<int> region;
  Text day;
  Text kind;
  std::optional<std::int64_t> cents;
  std::optional<int> stock;
};

/// Up to three facts; some lead to a region by themselves, too.
struct Star {
  std::vector<RegionRow> regions;
  std::vector<PlaceRow> places;
  std::vector<std::vector<FactRow>> facts;
  std::vector<bool> leads_to_region;  ///< the fact itself, beside the way over its place
};

Star random_star(std::mt19937& random);

/// The star's measures and dimensions, the same names for each fact with its number at the end: project files by path.
std::vector<std::pair<std::string, std::string>> project_of(const Star& star);
/// CREATE and INSERT statements.
std::vector<std::string> tables_of(const Star& star);

}  // namespace c360::metric::testing_star
