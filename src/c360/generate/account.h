// What must become of an entity's rows, counted from the labels under which they were made.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "c360/generate/entity.h"

namespace c360::generate {

/// What silver holds of one column.
struct ColumnAccount {
  std::int64_t present = 0;         ///< values that are there before defaults
  Wide sum = 0;                     ///< of ids, counts, money in hundredths, days and seconds
  std::vector<std::int64_t> words;  ///< of a column of words: how often each
};

/// Sums add up in any order, so that parts can be counted side by side.
struct Account {
  std::int64_t source_rows = 0;  ///< records of the files
  std::int64_t malformed = 0;
  std::int64_t bronze_rows = 0;
  std::int64_t exact_duplicates = 0;
  std::int64_t older_versions = 0;
  std::int64_t quarantined = 0;
  std::int64_t quarantined_for_cause = 0;  ///< for other reasons than references
  std::int64_t silver_rows = 0;
  std::int64_t unknown_parents = 0;      ///< references to what was never there
  std::int64_t quarantined_parents = 0;  ///< references to what is itself in quarantine
  std::int64_t blank_lines = 0;
  std::map<std::string, std::int64_t> reasons;  ///< "required(order_date)" → quarantined rows that have it
  std::vector<ColumnAccount> columns;

  explicit Account(const Entity& entity);

  /// All rows of a key.
  void count_key(const Entity& entity, std::int64_t key);
  void count_malformed();
  /// A row of null tokens alone.
  void count_empty_row(const Entity& entity);

  void add(const Account& other);

 private:
  bool count_quarantined(const Entity& entity, const Values& values, const Faults& faults);
  void count_silver(const Entity& entity, const Values& values);
};

}  // namespace c360::generate
