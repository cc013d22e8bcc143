// How the engine comes by late tables. It finds no table of their name and asks for a replacement (a replacement scan);
// for a statement that runs it gets the query of their rows, for one that is only compiled a table function that knows
// their columns and opens nothing.
#pragma once

#include <duckdb.h>

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "c360/engine/duckdb/errors.h"
#include "c360/engine/duckdb/parquet_catalog.h"
#include "c360/engine/duckdb/row_conditions.h"
#include "c360/engine/late_table.h"

namespace c360::engine {

/// The late tables of a database. Any thread may call.
class LateTables {
 public:
  /// The table function that stands in for late tables; its argument is a table's name.
  static constexpr std::string_view kStandIn = "c360_late_columns";

  /// All must outlive it.
  LateTables(ParquetCatalog& catalog, ErrorLedger& ledger) : catalog_(catalog), ledger_(ledger) {}

  /// Once, before statements run on the database.
  void register_with(duckdb_database database);
  std::shared_ptr<const TableFunction> stand_in() const;

  /// Adds a table or replaces the one of this name; how statements name it.
  std::string put(const std::string& name, std::shared_ptr<const LateTable> table);
  bool empty() const;
  /// Throws Error(kInternal) for a name that no table has.
  std::shared_ptr<const LateTable> find(const std::string& name) const;

  /// What late tables are in statements that this thread compiles, as long as it lives: without one, all their rows.
  class Use {
   public:
    /// Only their columns: for what is compiled, but not run.
    explicit Use(LateTables& tables) : Use(tables, {}, true) {}
    /// Rows for which these conditions are true, and maybe others.
    Use(LateTables& tables, RowConditions conditions) : Use(tables, std::move(conditions), false) {}
    ~Use();
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;

   private:
    friend class LateTables;
    Use(LateTables& tables, RowConditions conditions, bool columns_only);

    LateTables& tables_;
    RowConditions conditions_;
    bool columns_only_;
  };

 private:
  struct Replacement {
    std::string function;
    std::string argument;
  };
  static void replace(duckdb_replacement_scan_info info, const char* table, void* tables);
  std::optional<Replacement> replacement_of(std::string_view table) const;
  std::string rows_of(const std::string& name, const Use* use) const;
  const Use* use_of_this_thread() const;

  ParquetCatalog& catalog_;
  ErrorLedger& ledger_;
  mutable std::mutex mutex_;  // guards what follows
  std::map<std::string, std::shared_ptr<const LateTable>> tables_;
  std::map<std::thread::id, const Use*> uses_;
};

}  // namespace c360::engine
