#include "c360/contract/refine.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "c360/contract/quarantine_limit.h"
#include "c360/contract/row_checks.h"
#include "c360/contract/row_plan.h"
#include "c360/contract/temporary_table.h"
#include "c360/sql/functions.h"

namespace c360::contract {
namespace {

/// One refinement under way.
class Refinement {
 public:
  Refinement(engine::Connection& connection, lakehouse::Lakehouse& lake, const project::Contract& contract,
             const sql::Relation& bronze, const delta::Schema& bronze_schema, const SilverRelations& parents)
      : connection_(connection),
        lake_(lake),
        contract_(contract),
        bronze_(bronze),
        plan_(contract, bronze_schema, parents) {
    out_.silver_schema = silver_schema(contract);
    out_.quarantine_schema = quarantine_schema(bronze_schema);
  }

  Refined run(const Cancellation& cancel) {
    count_bronze();
    cancel.check();
    set_repeated_keys_apart();
    cancel.check();
    write_quarantine();
    refuse_too_many_quarantined(contract_, out_);
    cancel.check();
    write_silver();
    cancel.check();
    check_standing_rows(connection_, lake_, contract_, out_);
    return std::move(out_);
  }

 private:
  void count_bronze() {
    sql::Query count;
    count.from = bronze_;
    count.select = {{sql::call(sql::fn::kCount, {sql::star()}), "rows"}};
    out_.bronze_rows = connection_.query_bigint(count);
  }

  /// Finds the keys of several rows, and among their rows the exact duplicates and the versions.
  void set_repeated_keys_apart() {
    keys_ = std::make_unique<TemporaryTable>(connection_, "__c360_repeated_keys", plan_.repeated_keys(bronze_));
    if (keys_->rows() == 0) return keys_.reset();
    repeated_ = std::make_unique<TemporaryTable>(connection_, "__c360_repeated_rows",
                                                 plan_.repeated_rows(bronze_, keys_->relation()));
    out_.exact_duplicates = connection_.query_bigint(plan_.count_duplicates(repeated_->relation()));
    const sql::Relation valid = sql::subquery(plan_.valid_rows(distinct_repeated_rows(), nullptr));
    versions_ = std::make_unique<TemporaryTable>(connection_, "__c360_versions", plan_.versions(valid));
    out_.older_versions = connection_.query_bigint(plan_.count_older(versions_->relation()));
  }

  sql::Relation distinct_repeated_rows() const { return plan_.without_duplicates(repeated_->relation()); }

  void write_quarantine() {
    sql::Query rejected;
    rejected.union_all.push_back(in_one_pass(&RowPlan::rejected_rows));
    if (repeated_) rejected.union_all.push_back(plan_.rejected_rows(distinct_repeated_rows(), nullptr));
    const TemporaryTable rows(connection_, "__c360_rejected", rejected);
    count_reasons(rows.relation());
    lakehouse::LakeTable table = lake_.table({"quarantine", contract_.entity});
    out_.quarantine =
        lakehouse::write_files(connection_, table, out_.quarantine_schema, plan_.quarantine_rows(rows.relation()));
  }

  void count_reasons(const sql::Relation& rejected) {
    const std::set<std::string> references = plan_.reference_reasons();
    engine::Result counts = connection_.query(plan_.count_reasons(rejected));
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

  void write_silver() {
    sql::Query silver;
    silver.union_all.push_back(in_one_pass(&RowPlan::valid_rows));
    if (versions_) silver.union_all.push_back(plan_.latest(versions_->relation()));
    lakehouse::LakeTable table = lake_.table({"silver", contract_.entity});
    out_.silver = lakehouse::write_files(connection_, table, out_.silver_schema, silver);
  }

  /// What a query of the plan gives of the rows whose key stands on no other row.
  sql::Query in_one_pass(sql::Query (RowPlan::*query)(const sql::Relation&, const sql::Relation*) const) const {
    if (!keys_) return (plan_.*query)(bronze_, nullptr);
    const sql::Relation repeated = keys_->relation();
    return (plan_.*query)(bronze_, &repeated);
  }

  engine::Connection& connection_;
  lakehouse::Lakehouse& lake_;
  const project::Contract& contract_;
  const sql::Relation& bronze_;
  RowPlan plan_;
  std::unique_ptr<TemporaryTable> keys_, repeated_, versions_;  // none where every key stands on one row only
  Refined out_;
};

}  // namespace

Refined refine(engine::Connection& connection, lakehouse::Lakehouse& lake, const project::Contract& contract,
               const sql::Relation& bronze, const delta::Schema& bronze_schema, const SilverRelations& parents,
               const Cancellation& cancel) {
  return Refinement(connection, lake, contract, bronze, bronze_schema, parents).run(cancel);
}

}  // namespace c360::contract
