// A semantic model as Power BI knows it: what an export puts together and TMDL files say.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "c360/powerbi/tmdl/check.h"

namespace c360::powerbi {

enum class DataType { kString, kInt64, kDouble, kDecimal, kDateTime, kBoolean, kBinary };
/// As TMDL writes it: "string", "int64", …
std::string_view to_string(DataType type);

struct TabularColumn {
  std::string name;
  DataType type = DataType::kString;
  std::string source_column;  ///< in the rows that the partition gives
  std::string expression;     ///< DAX; set for calculated columns, which have no source_column
  std::string description;
  std::string format;
  std::string display_folder;
  std::string data_category;
  std::string sort_by;  ///< a column of the same table
  bool is_hidden = false;
  bool is_key = false;
};

struct TabularMeasure {
  std::string name;
  std::string expression;  ///< DAX
  std::string description;
  std::string format;
  std::string display_folder;
  bool is_hidden = false;
};

struct TabularHierarchy {
  struct Level {
    std::string name;
    std::string column;
  };
  std::string name;
  std::string description;
  std::string display_folder;
  std::vector<Level> levels;  ///< from the widest to the narrowest
};

struct TabularTable {
  std::string name;
  std::string description;
  bool is_hidden = false;
  bool is_date_table = false;  ///< marked as such: its key column holds every day once
  std::vector<TabularColumn> columns;
  std::vector<TabularMeasure> measures;
  std::vector<TabularHierarchy> hierarchies;
  std::string source;          ///< the M expression that gives its rows, or, if it is calculated, DAX
  bool is_calculated = false;  ///< `source` is DAX

  const TabularColumn* find_column(std::string_view column) const;
  const TabularMeasure* find_measure(std::string_view measure) const;
};

/// Rows of `to` filter rows of `from`.
struct TabularRelationship {
  std::string from_table, from_column;
  std::string to_table, to_column;
  bool is_active = true;
  bool is_one_to_one = false;
};

/// An M parameter: a value that people set in Power BI.
struct TabularParameter {
  std::string name;
  std::string value;
  std::string description;
};

struct TabularModel {
  std::string name;
  std::string culture = "en-US";
  std::vector<TabularParameter> parameters;
  std::vector<TabularTable> tables;
  std::vector<TabularRelationship> relationships;

  const TabularTable* find_table(std::string_view table) const;
};

/// The .tmdl files of the model's `definition` folder, by their path in it. Lineage tags and names of relationships are
/// derived from names, so that the same model gives the same bytes.
tmdl::Files tmdl_files(const TabularModel& model);

}  // namespace c360::powerbi
