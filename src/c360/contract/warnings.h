// Rows that break a check without being rejected: counted all, listed some.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "c360/engine/engine.h"
#include "c360/lakehouse/moment.h"
#include "c360/project/contract_spec.h"
#include "c360/sql/query.h"

namespace c360::contract {

/// How many rows of a check are listed; the first by arrival.
inline constexpr std::int64_t kMostWarnings = 1000;

/// Warnings of one contract's checks, collected. One thread at a time; the connection must outlive it.
class WarningCollector {
 public:
  WarningCollector(engine::Connection& connection, const project::Contract& contract)
      : connection_(connection), contract_(contract) {}

  /// Takes the rows of `broken`, which has at least the columns of the key, _source_file, _source_row and _file_no.
  /// Throws Error(kData), naming rows, if there are any and the check says `fail`.
  void add(const project::CheckSpec& check, const sql::Relation& broken);
  /// The same where it is known how many rows `broken` has.
  void add(const project::CheckSpec& check, const sql::Relation& broken, std::int64_t rows);

  std::vector<lakehouse::Moment::Warning> warnings;
  std::map<std::string, std::int64_t> counts;  ///< "entity.check" → rows

 private:
  std::vector<lakehouse::Moment::Warning> list(const project::CheckSpec& check, const sql::Relation& broken);
  void take(const project::CheckSpec& check, std::vector<lakehouse::Moment::Warning> listed, std::int64_t rows);
  std::int64_t count(const sql::Relation& broken);

  engine::Connection& connection_;
  const project::Contract& contract_;
};

}  // namespace c360::contract
