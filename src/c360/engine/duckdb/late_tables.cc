#include "c360/engine/duckdb/late_tables.h"

#include <fmt/format.h>

#include <utility>

#include "c360/base/error.h"
#include "c360/engine/duckdb/function_failure.h"
#include "c360/engine/duckdb/handles.h"
#include "c360/engine/duckdb/sql_writer.h"

namespace c360::engine {

namespace {

/// A name that no table of a user has, and that the engine's own replacements (files by their extension) leave alone.
constexpr std::string_view kBefore = "c360_late(";
constexpr std::string_view kAfter = ")";

/// The columns of a late table, which is not read through it.
class Columns final : public RowSource {
 public:
  explicit Columns(std::shared_ptr<const LateTable> table) : table_(std::move(table)) {}
  const std::vector<TableColumn>& columns() const override { return table_->columns(); }
  void begin() override { throw Error(ErrorCode::kInternal, "a statement that was only to be compiled is run"); }
  std::size_t max_readers() const override { return 1; }
  std::unique_ptr<RowReader> open_reader(const std::vector<std::size_t>&) override { return nullptr; }

 private:
  std::shared_ptr<const LateTable> table_;
};

class StandIn final : public TableFunction {
 public:
  explicit StandIn(const LateTables& tables) : tables_(tables) {}
  std::string name() const override { return std::string(LateTables::kStandIn); }
  std::unique_ptr<RowSource> bind(const std::string& argument) const override {
    return std::make_unique<Columns>(tables_.find(argument));
  }

 private:
  const LateTables& tables_;
};

}  // namespace

LateTables::Use::Use(LateTables& tables, RowConditions conditions, bool columns_only)
    : tables_(tables), conditions_(std::move(conditions)), columns_only_(columns_only) {
  const std::lock_guard lock(tables_.mutex_);
  tables_.uses_[std::this_thread::get_id()] = this;
}

LateTables::Use::~Use() {
  const std::lock_guard lock(tables_.mutex_);
  tables_.uses_.erase(std::this_thread::get_id());
}

void LateTables::register_with(duckdb_database database) {
  duckdb_add_replacement_scan(database, replace, this, nullptr);
}

std::shared_ptr<const TableFunction> LateTables::stand_in() const {
  return std::make_shared<StandIn>(*this);
}

std::string LateTables::put(const std::string& name, std::shared_ptr<const LateTable> table) {
  const std::lock_guard lock(mutex_);
  tables_[name] = std::move(table);
  return fmt::format("{}{}{}", kBefore, name, kAfter);
}

bool LateTables::empty() const {
  const std::lock_guard lock(mutex_);
  return tables_.empty();
}

std::shared_ptr<const LateTable> LateTables::find(const std::string& name) const {
  const std::lock_guard lock(mutex_);
  const auto found = tables_.find(name);
  if (found == tables_.end()) throw Error(ErrorCode::kInternal, fmt::format("there is no late table '{}'", name));
  return found->second;
}

const LateTables::Use* LateTables::use_of_this_thread() const {
  const std::lock_guard lock(mutex_);
  const auto found = uses_.find(std::this_thread::get_id());
  return found == uses_.end() ? nullptr : found->second;
}

void LateTables::replace(duckdb_replacement_scan_info info, const char* table, void* tables) {
  const auto& self = *static_cast<const LateTables*>(tables);
  try {
    const auto replacement = self.replacement_of(table);
    if (!replacement) return;
    const ValueHandle argument(
        duckdb_create_varchar_length(replacement->argument.data(), replacement->argument.size()));
    duckdb_replacement_scan_set_function_name(info, replacement->function.c_str());
    duckdb_replacement_scan_add_parameter(info, argument.get());
  } catch (...) {
    duckdb_replacement_scan_set_error(info, describe_failure(self.ledger_).c_str());
  }
}

std::optional<LateTables::Replacement> LateTables::replacement_of(std::string_view table) const {
  if (!table.starts_with(kBefore) || !table.ends_with(kAfter)) return std::nullopt;
  const std::string name(table.substr(kBefore.size(), table.size() - kBefore.size() - kAfter.size()));
  const Use* use = use_of_this_thread();
  if (use != nullptr && use->columns_only_) return Replacement{std::string(kStandIn), name};
  return Replacement{"query", rows_of(name, use)};
}

std::string LateTables::rows_of(const std::string& name, const Use* use) const {
  std::optional<sql::Expr> condition;
  if (use != nullptr) {
    const auto known = use->conditions_.find(name);
    if (known != use->conditions_.end()) condition = known->second;
  }
  sql::Query query;
  query.from = find(name)->rows(condition);
  SqlWriter writer(&catalog_);
  writer.write(query);
  return writer.text();
}

}  // namespace c360::engine
