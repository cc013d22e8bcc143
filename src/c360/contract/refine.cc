#include "c360/contract/refine.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

#include "c360/base/error.h"
#include "c360/contract/quarantine_limit.h"
#include "c360/contract/row_checks.h"
#include "c360/contract/row_columns.h"
#include "c360/contract/row_plan.h"
#include "c360/contract/temporary_table.h"
#include "c360/lakehouse/scan.h"
#include "c360/sql/functions.h"

namespace c360::contract {
namespace {

/// One refinement under way.
/// How many rejected rows an error shows.
constexpr std::int64_t kMostShown = 3;

class Refinement {
 public:
  Refinement(engine::Connection& connection, lakehouse::Lakehouse& lake, const project::Contract& contract,
             const sql::Relation& bronze, const delta::Schema& bronze_schema, const SilverRelations& parents)
      : connection_(connection),
        lake_(lake),
        contract_(contract),
        bronze_(bronze),
        parents_(connection, contract, parents),
        plan_(contract, bronze_schema, parents_),
        aside_(connection, plan_.aside_columns()) {
    out_.silver_schema = silver_schema(contract);
    out_.quarantine_schema = quarantine_schema(bronze_schema);
  }

  Refined run(const Cancellation& cancel) {
    try {
      refine_all(cancel);
    } catch (...) {
      discard("silver", out_.silver);
      discard("quarantine", out_.quarantine);
      throw;
    }
    return std::move(out_);
  }

 private:
  void refine_all(const Cancellation& cancel) {
    count_bronze();
    cancel.check();
    write_standing_rows();
    cancel.check();
    compare_repeated_rows();
    cancel.check();
    write_quarantine();
    refuse_too_many_quarantined(contract_, out_, [this] { return first_rejected(); });
    write_latest_versions();
    cancel.check();
    check_standing_rows(connection_, lake_, contract_, parents_, out_);
  }

  void discard(const char* layer, const lakehouse::WrittenRows& rows) {
    lakehouse::LakeTable table = lake_.table({layer, contract_.entity});
    lakehouse::discard(table, rows.files);
  }

  void count_bronze() {
    sql::Query count;
    count.from = bronze_;
    count.select = {{sql::call(sql::fn::kCount, {sql::star()}), "rows"}};
    out_.bronze_rows = connection_.query_bigint(count);
  }

  /// The one pass over all of bronze's columns.
  void write_standing_rows() {
    const RepeatedKeys repeated(connection_, plan_.keys(bronze_), plan_.key_is_whole_number());
    any_repeated_ = !repeated.none();
    add_silver(plan_.standing_rows(bronze_, repeated, aside_));
    const std::int64_t set_aside = aside_.finish();
    if (out_.silver.rows + set_aside == out_.bronze_rows) return;
    throw Error(ErrorCode::kInternal, fmt::format("{}: of {} rows, {} went to silver and {} were set aside",
                                                  contract_.entity, out_.bronze_rows, out_.silver.rows, set_aside));
  }

  void add_silver(const sql::Query& rows) {
    lakehouse::LakeTable table = lake_.table({"silver", contract_.entity});
    lakehouse::WrittenRows written = lakehouse::write_files(connection_, table, out_.silver_schema, rows);
    out_.silver.rows += written.rows;
    std::move(written.files.begin(), written.files.end(), std::back_inserter(out_.silver.files));
  }

  /// Finds the exact duplicates and the versions among the rows of repeated keys.
  void compare_repeated_rows() {
    if (!any_repeated_) return;
    repeated_ = std::make_unique<TemporaryTable>(connection_, "__c360_repeated_rows",
                                                 plan_.repeated_rows(plan_.of_repeated_keys(aside_.relation())));
    out_.exact_duplicates = connection_.query_bigint(plan_.count_duplicates(repeated_->relation()));
    const sql::Relation valid = sql::subquery(plan_.valid_rows(distinct_repeated_rows()));
    versions_ = std::make_unique<TemporaryTable>(connection_, "__c360_versions", plan_.versions(valid));
    out_.older_versions = connection_.query_bigint(plan_.count_older(versions_->relation()));
  }

  sql::Relation distinct_repeated_rows() const { return plan_.without_duplicates(repeated_->relation()); }

  void write_quarantine() {
    sql::Query rejected;
    rejected.union_all.push_back(plan_.rejected_rows(plan_.of_single_keys(aside_.relation())));
    if (repeated_) rejected.union_all.push_back(plan_.rejected_rows(distinct_repeated_rows()));
    lakehouse::LakeTable table = lake_.table({"quarantine", contract_.entity});
    out_.quarantine =
        lakehouse::write_files(connection_, table, out_.quarantine_schema, plan_.quarantine_rows(rejected));
    count_reasons(quarantined({kReasons}));
  }

  /// The quarantine as it will be.
  sql::Relation quarantined(const std::vector<std::string>& columns) {
    lakehouse::LakeTable table = lake_.table({"quarantine", contract_.entity});
    delta::Metadata metadata;
    metadata.schema = out_.quarantine_schema;
    return lakehouse::scan_files(table.store(), metadata, out_.quarantine.files, columns);
  }

  /// "data/orders.csv row 17: …", for the first few rows by arrival.
  std::vector<std::string> first_rejected() {
    sql::Query first;
    first.from = quarantined({kSourceFile, kSourceRow, kFileNo, kMessage});
    first.select = {{sql::column(kSourceFile), {}}, {sql::column(kSourceRow), {}}, {sql::column(kMessage), {}}};
    first.order_by = {{sql::column(kFileNo), false, true}, {sql::column(kSourceRow), false, true}};
    first.limit = kMostShown;
    std::vector<std::string> rows;
    engine::Result result = connection_.query(first);
    while (const auto chunk = result.next()) {
      for (std::size_t row = 0; row < chunk->rows(); ++row) {
        rows.push_back(fmt::format("{} row {}: {}", chunk->text(0, row), chunk->bigint(1, row), chunk->text(2, row)));
      }
    }
    return rows;
  }

  void count_reasons(const sql::Relation& quarantine) {
    const std::set<std::string> references = plan_.reference_reasons();
    engine::Result counts = connection_.query(plan_.count_reasons(quarantine));
    while (const auto chunk = counts.next()) {
      for (std::size_t row = 0; row < chunk->rows(); ++row) {
        const std::vector<std::string> reasons = chunk->text_list(0, row);
        const std::int64_t rows = chunk->bigint(1, row);
        for (const std::string& reason : reasons) out_.reasons[reason] += rows;
        const bool for_cause = std::any_of(reasons.begin(), reasons.end(),
                                           [&](const std::string& reason) { return !references.contains(reason); });
        if (for_cause) out_.quarantined_for_cause += rows;
      }
    }
  }

  void write_latest_versions() {
    if (versions_) add_silver(plan_.latest(versions_->relation()));
  }

  engine::Connection& connection_;
  lakehouse::Lakehouse& lake_;
  const project::Contract& contract_;
  const sql::Relation& bronze_;
  ParentKeys parents_;
  RowPlan plan_;
  engine::SideTable aside_;
  bool any_repeated_ = false;
  std::unique_ptr<TemporaryTable> repeated_, versions_;  // none where every key stands on one row only
  Refined out_;
};

}  // namespace

Refined refine(engine::Connection& connection, lakehouse::Lakehouse& lake, const project::Contract& contract,
               const sql::Relation& bronze, const delta::Schema& bronze_schema, const SilverRelations& parents,
               const Cancellation& cancel) {
  return Refinement(connection, lake, contract, bronze, bronze_schema, parents).run(cancel);
}

}  // namespace c360::contract
